using Licensing.Rules.Remedies;

namespace Licensing.Api.Features.Remedies;

/// <param name="From">Interest runs from the day after it; null: from the day of the order.</param>
public sealed record ProposedLot(long AmountMinor, DateOnly? From);

/// <summary>The exact order that two people decide on.</summary>
/// <param name="DisclosureNumber">The version of the disclosure from which it was reckoned.</param>
/// <param name="Decision">Reference of the decision by which what the formula asks was established.</param>
/// <param name="DueOn">Last day to pay, inclusive.</param>
/// <param name="PercentPerYear">Null where no interest runs, or its rate is undetermined.</param>
/// <param name="Lots">On what interest runs.</param>
/// <param name="Open">What is undetermined, as codes.</param>
/// <param name="Statement">What was stated; it is reckoned again from it when it is decided.</param>
public sealed record ProposedRefundOrder(
    string PlacementId, string? FindingId, int DisclosureNumber, string Remedy, int RemedyVersion, string Citation, string Grade, string Decision, string Currency, long RefundMinor,
    long PlusMinor, DateOnly DueOn, string? PercentPerYear, DayCount? DayCount, PaymentOrder? PaymentsGo, IReadOnlyList<ProposedLot> Lots, IReadOnlyList<string> Open,
    RemedyStatement Statement)
{
    public static ProposedRefundOrder Of(ReckonedCase reckoned, RemedyResult result, RemedyAmount amount, RemedyStatement statement, string decision, DateOnly dueOn, PaymentOrder? paymentsGo)
    {
        var runs = amount.InterestExact is not null;
        return new(
            reckoned.Placement.PublicId, reckoned.Finding?.PublicId, reckoned.DisclosureNumber, result.Remedy.Name, result.Remedy.Version, result.Remedy.Reads.Source.Citation,
            result.Remedy.Reads.Source.GradeText, decision, amount.Currency, amount.RefundMinor, amount.PlusMinor, dueOn, runs ? result.Rate!.Value.ToText() : null,
            runs ? statement.DayCount : null, runs ? paymentsGo : null,
            [.. amount.Lots.Select(l => new ProposedLot(l.AmountMinor, statement.InterestFrom == InterestFrom.Order ? null : l.From))], result.Open, statement);
    }

    public bool IsAs(ProposedRefundOrder other) => this with { Lots = [], Open = [], Statement = other.Statement } == other with { Lots = [], Open = [] }
        && Lots.SequenceEqual(other.Lots) && Open.SequenceEqual(other.Open);
}
