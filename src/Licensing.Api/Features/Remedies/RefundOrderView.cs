using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Remedies;

/// <summary>An order as it stands at the end of a day: always ordered + interest = paid + covered + written off + outstanding.</summary>
/// <param name="On">The day.</param>
/// <param name="InterestExact">In minor units, before it was rounded up: a whole number or a fraction.</param>
/// <param name="CoveredMinor">Paid from the security deposit.</param>
/// <param name="Status">An agency sees settled where the ministry sees confirmed.</param>
/// <param name="ConfirmedMinor">What the worker says has come, for the ministry only.</param>
/// <param name="DeniedMinor">What was recorded as paid and the worker says has not come, for the ministry only.</param>
public sealed record RefundBalanceView(
    DateOnly On, long OrderedMinor, long InterestMinor, string InterestExact, long PaidMinor, long CoveredMinor, long WrittenOffMinor, long OutstandingMinor, string Currency,
    RefundStatus Status, long? ConfirmedMinor, long? DeniedMinor)
{
    public static RefundBalanceView Of(RefundBalance b, string currency, Caller caller) => new(
        b.On, b.OrderedMinor, Fraction.Whole(b.InterestMinor), Fraction.Of(b.InterestExact), Fraction.Whole(b.PaidMinor), Fraction.Whole(b.CoveredMinor), Fraction.Whole(b.WrittenOffMinor),
        Fraction.Whole(b.OutstandingMinor), currency, b.Status == RefundStatus.Confirmed && !caller.ActsForMinistry ? RefundStatus.Settled : b.Status,
        caller.ActsForMinistry ? Fraction.Whole(b.ConfirmedMinor) : null, caller.ActsForMinistry ? Fraction.Whole(b.DeniedMinor) : null);
}

/// <summary>A refund order in a list.</summary>
/// <param name="FindingId">The finding that it answers.</param>
/// <param name="Remedy">The formula, for example np.not-sent.</param>
/// <param name="Citation">Its article.</param>
/// <param name="Decision">Reference of the decision by which what the formula asks was established.</param>
/// <param name="Refund">What comes back, without interest.</param>
/// <param name="Plus">What comes on top.</param>
/// <param name="OrderedOn">The day of the decision.</param>
/// <param name="DueOn">Last day to pay, inclusive.</param>
/// <param name="OverdueSince">First day on which it was overdue, once a job has marked it.</param>
/// <param name="Balance">As it stands today.</param>
public sealed record RefundOrderView(
    string Id, string AgencyId, string PlacementId, string? FindingId, string Remedy, int RemedyVersion, string Citation, string Grade, string Decision, Money Refund, Money Plus, DateOnly OrderedOn,
    DateOnly DueOn, DateOnly? OverdueSince, RefundBalanceView Balance, string ProposalId, string OrderedBy, DateTime OrderedAt)
{
    /// <param name="order">With rows, words, agency, placement and finding.</param>
    public static RefundOrderView Of(RefundOrder order, DateOnly on, Caller caller) => new(
        order.PublicId, order.Agency.PublicId, order.Placement.PublicId, order.Finding?.PublicId, order.Remedy, order.RemedyVersion, order.Citation, order.Grade, order.Decision,
        new(order.RefundMinor, order.Currency), new(order.PlusMinor, order.Currency), order.OrderedOn, order.DueOn, order.OverdueSince,
        RefundBalanceView.Of(order.ToLedger().On(on), order.Currency, caller), order.ProposalId, order.OrderedBy, order.OrderedAt);
}

/// <summary>One entry of the ledger.</summary>
/// <param name="On">The day on which it happened.</param>
/// <param name="Reverses">Of a reversal: the entry that it takes back.</param>
/// <param name="Proof">Reference of the proof of a payment.</param>
/// <param name="ClaimId">The claim on the deposit that was paid, of what it covered.</param>
/// <param name="ProposalId">What two people decided.</param>
public sealed record RefundRowView(
    string Id, int Number, RefundEntryKind Entry, DateOnly On, long AmountMinor, string? Reverses, string? Proof, string? ClaimId, string? ProposalId, DateTime RecordedAt, string RecordedBy)
{
    /// <param name="row">With its claim.</param>
    public static RefundRowView Of(RefundRow row) => new(
        row.PublicId, row.Number, row.Entry, row.On, row.AmountMinor, row.Reverses, row.Proof, row.Claim?.PublicId, row.ProposalId, row.RecordedAt, row.RecordedBy);
}

/// <summary>What the worker said of a payment.</summary>
/// <param name="Payment">Id of the entry.</param>
/// <param name="ReceivedMinor">What has come, as he says.</param>
/// <param name="How">How it was heard.</param>
public sealed record RefundWordView(string Payment, DateOnly SaidOn, long ReceivedMinor, string How, DateTime RecordedAt, string RecordedBy)
{
    public static RefundWordView Of(RefundWord word) => new(word.Payment, word.SaidOn, word.ReceivedMinor, word.How, word.RecordedAt, word.RecordedBy);
}

/// <summary>Days in which the same sum bore interest.</summary>
/// <param name="From">Does not count.</param>
/// <param name="Until">Counts.</param>
/// <param name="OnMinor">What bore interest, in minor units.</param>
/// <param name="Years">By the stated day count.</param>
/// <param name="InterestMinor">Exact, in minor units.</param>
public sealed record InterestStretchView(DateOnly From, DateOnly Until, string OnMinor, string Years, string InterestMinor)
{
    public static InterestStretchView Of(InterestStretch s) => new(s.From, s.Until, Fraction.Of(s.OnMinor), Fraction.Of(s.Years), Fraction.Of(s.InterestMinor));
}

/// <summary>On what terms interest runs; simple.</summary>
/// <param name="PaymentsGo">What a payment settles first.</param>
/// <param name="Lots">On what.</param>
public sealed record InterestTermsView(string PercentPerYear, DayCount DayCount, PaymentOrder PaymentsGo, IReadOnlyList<InterestLotView> Lots);

/// <param name="From">Interest runs from the day after it.</param>
public sealed record InterestLotView(long AmountMinor, DateOnly From);
