using System.Numerics;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Deposits;

/// <param name="PaidMinor">Its share.</param>
public sealed record ProposedShare(string Claim, ClaimKind Kind, long ClaimedMinor, long PaidMinor);

/// <summary>The exact draw-down that two people decide on.</summary>
/// <param name="Held">What can be drawn on.</param>
/// <param name="Sharing">How it is shared; null where it suffices.</param>
/// <param name="DebtIsDue">To whom what is not covered is owed; null where everything is.</param>
/// <param name="RestoreWithin">The time to restore the deposit, as the regime states it, from the day of the decision; null where nothing is demanded.</param>
/// <param name="StopsLicence">Whether the licence stops by itself on the day after the last.</param>
public sealed record ProposedDrawDown(
    string LicenceId, string DepositId, Money Held, long DrawnMinor, long DebtMinor, string? Sharing, Shortfall? DebtIsDue, string? RestoreWithin, bool StopsLicence,
    IReadOnlyList<ProposedShare> Claims)
{
    public bool IsAs(ProposedDrawDown other) => this with { Claims = [] } == other with { Claims = [] } && Claims.SequenceEqual(other.Claims);
}

/// <summary>A draw-down as it comes out under the regime of today. Made when it is proposed and again when it is decided: where the two differ,
/// the proposal is stale.</summary>
public sealed class DrawDownPlan(RegimeInForce regimes, DepositDemands demands, Ministry ministry, TimeProvider clock)
{
    public SharingRule? Rule { get; private set; }

    public Demand Demand { get; private set; } = Demand.None;

    public async Task<(Problem? Refusal, ProposedDrawDown? Proposed)> MakeAsync(Licence licence, Deposit deposit, IReadOnlyList<Claim> claims, CancellationToken ct)
    {
        if (claims.FirstOrDefault(c => c.State != ClaimState.Open) is { } closed)
            return (new(ProblemCode.ClaimNotOpen, $"Claim {closed.PublicId} is {Json.Words.ConvertName(closed.State.ToString())}."), null);
        if (claims.FirstOrDefault(c => c.Currency != deposit.Currency) is { } foreign)
            return (new(ProblemCode.DepositCurrency, $"Claim {foreign.PublicId} is in {foreign.Currency}, and the deposit in {deposit.Currency}. Refuse it, and record it as the decision converts it."), null);

        var (today, ledger) = (ministry.Today(clock), deposit.ToLedger());
        var held = ledger.HeldOn(today);
        if (held.AmountMinor == 0)
            return (new(ProblemCode.DepositNothingHeld), null);
        var regime = await regimes.OnAsync(today, ct);
        var suffices = claims.Aggregate(BigInteger.Zero, (sum, c) => sum + c.AmountMinor) <= held.AmountMinor;
        if (!suffices && WhyNotShared(regime) is { } notSaid)
            return (notSaid, null);
        Rule = suffices ? null : regime.Answer(RegimeQuestion.DepositSharing).As<SharingRule>();
        var entry = ledger.Draw("proposed", today, [.. claims.Select(c => c.ToRules())], Rule ?? DepositDraw.NoRule);
        if (entry.DrawDown is not { } drawn)
            return (DepositShape.Of(entry.Refused!.Value, deposit.Currency), null);

        var (noTime, demand) = await demands.PlanAsync(licence, Left(deposit, ledger, entry.Ledger, today), deposit.Currency, today, isSure: true, ct);
        if (demand is null)
            return (noTime, null);
        Demand = demand;
        return (null, new(
            licence.PublicId, deposit.PublicId, held, drawn.DrawnMinor, drawn.DebtMinor, SharingText.Of(Rule),
            suffices ? null : regime.Answer(RegimeQuestion.DepositShortfall).As<ShortfallRule>()!.Becomes,
            demand.LastDay is null ? null : regime.Answer(RegimeQuestion.DepositTopUp).As<TimeAllowed>()!.Period.ToString(), demand.StopsLicence,
            [.. claims.Zip(drawn.Shares, (c, s) => new ProposedShare(c.PublicId, c.ClaimKind, c.AmountMinor, s.PaidMinor))]));
    }

    // "None" says that nothing is required, and not how to share what does not suffice.
    private static Problem? WhyNotShared(RegimeOn regime) => regime.WhyNot(RegimeQuestion.DepositSharing, RegimeQuestion.DepositShortfall) is { } notSet ? notSet
        : regime.Answer(RegimeQuestion.DepositSharing).As<SharingRule>() is null || regime.Answer(RegimeQuestion.DepositShortfall).As<ShortfallRule>() is null
            ? new(ProblemCode.RegimeNotSet, "The deposit does not suffice, and the regime says \"none\" of how it is shared, or to whom the rest is owed.") : null;

    // What is held once it is drawn; sums stand in the order in which they came in.
    private static IReadOnlyList<Holding> Left(Deposit deposit, DepositLedger before, DepositLedger after, DateOnly day) =>
    [
        .. deposit.Holdings().Zip(before.Lodged.Zip(after.Lodged), (holding, lodged) =>
            holding with { Taken = holding.Taken.Add(new(day, lodged.First.HeldMinor - lodged.Second.HeldMinor)) }),
    ];
}
