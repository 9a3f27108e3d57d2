using Licensing.Api.Features.Regimes;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Deposits;

/// <summary>One row of the ledger.</summary>
/// <param name="Number">Place in the ledger, from 1.</param>
/// <param name="On">Day in the ledger.</param>
/// <param name="HeldFrom">Of a lodged sum, the first day on which it was held; of a debt, the day on which it was paid.</param>
/// <param name="AmountMinor">In the currency of the deposit.</param>
/// <param name="Receipt">Id of the lodged sum that it is taken from.</param>
/// <param name="Draw">Id of the draw-down that it belongs to.</param>
/// <param name="Claim">Id of the claim whose uncovered part was paid.</param>
/// <param name="ExpiresOn">Last day of a paper, inclusive.</param>
public sealed record LedgerRowView(
    string Id, int Number, LedgerEntry Entry, DateOnly On, DateOnly? HeldFrom, long AmountMinor, string? Receipt, string? Draw, string? Claim,
    DepositForm? Form, string? Issuer, DateOnly? ExpiresOn, string? Reference, string? ProposalId, DateTime RecordedAt, string RecordedBy)
{
    public static LedgerRowView Of(LedgerRow r) => new(
        r.PublicId, r.Number, r.Entry, r.On, r.HeldFrom, r.AmountMinor, r.Receipt?.PublicId, r.Draw?.PublicId, r.Claim?.PublicId,
        r.Form, r.Issuer, r.ExpiresOn, r.Reference, r.ProposalId, r.RecordedAt, r.RecordedBy);
}

/// <summary>What one claim got.</summary>
/// <param name="PaidMinor">From the deposit.</param>
/// <param name="DebtMinor">What was not covered.</param>
/// <param name="DebtPaidMinor">Of that, what the agency has paid since, where it is owed to the claimant.</param>
public sealed record ShareView(string Claim, ClaimKind Kind, long ClaimedMinor, long PaidMinor, long DebtMinor, long DebtPaidMinor);

/// <summary>One draw-down.</summary>
/// <param name="Sharing">How it was shared: pro-rata, or the ranks, those paid first standing first; null where everything was covered.</param>
/// <param name="DebtIsDue">To whom the rest is owed.</param>
/// <param name="Demand">Id of the demand to restore the deposit (a fact of the licence).</param>
public sealed record DrawView(
    string Id, DateOnly On, string? Sharing, long DrawnMinor, long DebtMinor, long DebtPaidMinor, Shortfall? DebtIsDue, string? Demand, string ProposalId,
    DateTime RecordedAt, string RecordedBy, IReadOnlyList<ShareView> Shares)
{
    public static DrawView Of(Deposit deposit, DepositDraw d) => new(
        d.PublicId, d.On, d.Sharing, d.DrawnMinor, d.DebtMinor, deposit.DebtPaid(d), d.DebtIsDue, d.DemandId, d.ProposalId, d.RecordedAt, d.RecordedBy,
        [.. d.Claims.OrderBy(c => c.Id).Select(c => new ShareView(c.PublicId, c.ClaimKind, c.AmountMinor, c.PaidMinor!.Value, c.AmountMinor - c.PaidMinor.Value, deposit.DebtPaid(d, c)))]);
}

/// <summary>The sums of the ledger, in minor units of its currency. received = held + drawn + released + expired; claimed = drawn + debt + debtPaid.</summary>
public sealed record BalanceView(string Currency, long Received, long Held, long Drawn, long Released, long Expired, long Claimed, long Debt, long DebtPaid)
{
    public static BalanceView Of(DepositLedger l) => new(
        l.Currency, l.ReceivedMinor, l.HeldMinor, l.DrawnMinor, l.ReleasedMinor, l.ExpiredMinor, l.DrawnMinor + l.DebtMinor + l.DebtPaidMinor, l.DebtMinor, l.DebtPaidMinor);
}

/// <param name="Forms">Any of them will do; empty where the source names none.</param>
public sealed record RequiredPartView(Money Amount, IReadOnlyList<DepositForm> Forms);

/// <param name="Step">Code of the step.</param>
public sealed record RequiredStepView(string Step, IReadOnlyDictionary<string, string> Arguments);

/// <summary>What must be held, and how that was reckoned.</summary>
/// <param name="Total">Null where it is undetermined, or where nothing is required.</param>
/// <param name="Undetermined">Why it cannot be said; null where it can.</param>
/// <param name="About">The fact that is missing, or what the regime leaves open.</param>
/// <param name="Explanation">The same in words.</param>
/// <param name="Facts">Every fact that a rule may ask, with where it is known from.</param>
/// <param name="Sources">None where the ministry set the rule; note then names its authority.</param>
public sealed record RequiredView(
    Money? Total, IReadOnlyList<RequiredPartView> Parts, DepositDoubt? Undetermined, string? About, string Explanation, IReadOnlyList<RequiredStepView> Steps,
    IReadOnlyList<KnownFact> Facts, IReadOnlyList<RegimeSourceView> Sources, string? Note, bool SetByMinistry)
{
    public static RequiredView Of(RequiredOn required, CodeLists codes)
    {
        var (r, a) = (required.Requirement, required.Answer);
        return new(
            r.Total, [.. r.Parts.Select(p => new RequiredPartView(p.Amount, p.Forms))], r.Undetermined, r.About, RequiredDeposit.Explain(r, codes),
            [.. r.Steps.Select(s => new RequiredStepView(s.Code, s.Arguments))], required.Facts,
            [.. a.Sources.Select(s => new RegimeSourceView(s.Source.Citation, s.Source.Address, s.Source.Grade, s.Source.AsOf.ToString()))], a.Note, a.SetByMinistry);
    }
}
