using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>What follows for a licence when its deposit does not suffice any more.</summary>
/// <param name="LastDay">To restore it, inclusive; null where nothing is demanded.</param>
/// <param name="StopsLicence">Whether the licence stops by itself on the day after.</param>
public sealed record Demand(DateOnly? LastDay, bool StopsLicence)
{
    public static readonly Demand None = new(null, false);
}

public sealed record RestorationDemanded(string Demand, DateOnly LastDay, bool StopsLicence);
public sealed record DemandMet(string Demand, DateOnly From);

/// <summary>Demands that a deposit be restored, and sees when it was.</summary>
public sealed class DepositDemands(LicensingDb db, DepositReckoning reckoning, CodeLists codes, Ministry ministry, Caller caller, TimeProvider clock)
{
    /// <summary>What must be demanded on a day, with what is held at its end.</summary>
    /// <param name="isSure">Something is surely missing, as after a draw-down: where only the required sum is undetermined, the demand is
    /// made all the same.</param>
    /// <returns>The refusal where the regime does not say until when, or what follows.</returns>
    public async Task<(Problem? NotSaid, Demand? Demand)> PlanAsync(Licence licence, IReadOnlyList<Holding> holdings, string currency, DateOnly day, bool isSure, CancellationToken ct)
    {
        // Who has ended gives nothing more to be licensed for.
        if (LicenceEnd.HasEnded(licence.StandingOn(day, clock.Now()).State))
            return (null, Demand.None);
        var required = await reckoning.RequiredOnAsync(licence, day, ct);
        var missing = required.Missing(holdings, currency);
        if (missing == 0)
            return (null, Demand.None);
        if (missing is null && !isSure)
            return (new Problem(ProblemCode.RegimeNotSet, required.Doubt(codes, currency)), null);
        return DemandOn(required.Regime);
    }

    private static (Problem? NotSaid, Demand? Demand) DemandOn(RegimeOn regime)
    {
        if (regime.WhyNot(RegimeQuestion.DepositTopUp) is { } noTime)
            return (noTime, null);
        if (regime.Answer(RegimeQuestion.DepositTopUp).As<TimeAllowed>() is null)
            return (null, Demand.None);
        if (regime.WhyNot(RegimeQuestion.DepositDefault, RegimeQuestion.DayCounting) is { } notSet)
            return (notSet, null);
        var deadline = regime.After(regime.Day, RegimeQuestion.DepositTopUp);
        return deadline.LastDay is { } last
            ? (null, new(last, regime.Answer(RegimeQuestion.DepositDefault).As<DepositDefaultRule>()?.Follows == DepositDefault.LicenceStops))
            : (RegimeOn.Undetermined("the time to restore the deposit", deadline.Undetermined!.Value), null);
    }

    /// <summary>Makes the demand, in the open context.</summary>
    /// <param name="decidedBy">The draw-down that two people decided; null after a paper ended.</param>
    /// <returns>The public id of the fact; null where nothing is demanded.</returns>
    public string? Make(Licence licence, Demand demand, DateOnly day, Proposal? decidedBy, string? reason)
    {
        if (demand.LastDay is not { } last)
            return null;
        var fact = licence.DemandTopUp(day, last, demand.StopsLicence, clock.Now(), caller.Name);
        if (decidedBy is not null)
            fact.By(decidedBy);
        db.Record(licence, new RestorationDemanded(fact.PublicId, last, demand.StopsLicence), reason);
        return fact.PublicId;
    }

    /// <summary>Demands that hold and are not met.</summary>
    public static IReadOnlyList<LicenceFactRow> OpenOf(Licence licence) =>
    [
        .. licence.Facts.Where(f => f.Kind == LicenceFactKind.TopUpDemand && f.WithdrawnAt is null
            && !licence.Facts.Any(r => r.Kind == LicenceFactKind.DepositRestoration && r.About == f.PublicId && r.WithdrawnAt is null)),
    ];

    /// <summary>Says of every open demand that it is met, from the first day on which the required deposit was held again; in the open
    /// context, after a sum was lodged or a fact recorded. Where it is undetermined what is required, no demand is met.</summary>
    public async Task MeetAsync(Licence licence, Deposit? deposit, string? reason, CancellationToken ct)
    {
        foreach (var demand in deposit is null ? [] : OpenOf(licence))
        {
            if (await FirstDayHeldAsync(licence, deposit!, demand.From, ct) is not { } day)
                continue;
            licence.Say(LicenceFactKind.DepositRestoration, demand, day, null, null, clock.Now(), caller.Name);
            db.Record(licence, new DemandMet(demand.PublicId, day), reason);
        }
    }

    // Only on a day on which a sum came in or another fact began can enough be held for the first time.
    private async Task<DateOnly?> FirstDayHeldAsync(Licence licence, Deposit deposit, DateOnly from, CancellationToken ct)
    {
        var (holdings, today) = (deposit.Holdings(), ministry.Today(clock));
        await db.DepositFacts.AsTracking().Where(f => f.LicenceId == licence.Id).LoadAsync(ct);
        var facts = db.DepositFacts.Local.Where(f => f.LicenceId == licence.Id).Select(f => f.From).ToList();
        foreach (var day in holdings.Select(h => h.From).Concat(facts).Append(from).Append(today).Where(d => from <= d && d <= today).Distinct().Order())
        {
            var required = await reckoning.RequiredOnAsync(licence, day, ct);
            if (required.Missing(holdings, deposit.Currency) == 0)
                return day;
        }

        return null;
    }
}
