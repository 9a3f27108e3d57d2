using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>What a grant would give, and what is owed for it.</summary>
/// <param name="Until">Null for a variation, which leaves the term as it is.</param>
/// <param name="Term">Null for a variation.</param>
/// <param name="ShortYears">Years in which the agency sent fewer workers than the regime asks, in words; empty where it did not.</param>
public sealed record TermPlan(DateOnly From, DateOnly? Until, TermKind? Term, FeesOwed Owed, IReadOnlyList<string> ShortYears);

/// <summary>Reckons the term of a grant as the regime has it: first day, last day, kind, fees. Where the regime does not say, it says what is missing.</summary>
public sealed class TermPlanning(LicensingDb db, Ministry ministry, TimeProvider clock)
{
    // No question of a regime asks what a confirmation or a variation costs.
    private static readonly FeesOwed Nothing = new([], null, Rules.Values.Amounts.None, null);

    /// <param name="application">With its steps, and its licence with facts where it is about one.</param>
    /// <param name="wanted">The first day that is asked for; null: the day of today, or the one that a renewal begins on.</param>
    public async Task<(Problem? Refusal, TermPlan? Plan)> PlanAsync(LicenceApplication application, RegimeOn regime, bool isProvisional, DateOnly? wanted, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        return application.Kind switch
        {
            ApplicationKind.NewLicence => New(regime, isProvisional, wanted ?? today),
            ApplicationKind.FullLicence => Full(application.Licence!, regime, wanted ?? today),
            ApplicationKind.Variation => Varied(application.Licence!, wanted ?? today),
            _ => await RenewedAsync(application, regime, wanted, today, ct),
        };
    }

    private static (Problem?, TermPlan?) New(RegimeOn regime, bool isProvisional, DateOnly from)
    {
        var question = isProvisional ? RegimeQuestion.ProvisionalTerm : RegimeQuestion.Term;
        var answer = regime.Answer(question);
        if (regime.WhyNot(question) is { } notSet)
            return (notSet, null);
        var end = isProvisional ? TermEnd.OfProvisional(answer, from) : TermEnd.Of(answer, from, isFirstTerm: true, regime.Calendar);
        return end.LastDay is { } until
            ? (null, new(from, until, TermKind.Grant, FeesOwed.Of(regime.Answer(RegimeQuestion.LicenceFee), from, until), []))
            : (RegimeOn.Undetermined("the licence", end.Undetermined!.Value), null);
    }

    private (Problem?, TermPlan?) Full(Licence licence, RegimeOn regime, DateOnly from)
    {
        if (licence.WhyNot(LicenceAction.Confirm, ministry.Today(clock), clock.Now()) is { } refusal)
            return (refusal, null);
        if (regime.WhyNot(RegimeQuestion.Term) is { } notSet)
            return (notSet, null);
        var end = TermEnd.Of(regime.Answer(RegimeQuestion.Term), from, isFirstTerm: true, regime.Calendar);
        return end.LastDay is { } until
            ? (null, new(from, until, TermKind.Confirmation, Nothing, []))
            : (RegimeOn.Undetermined("the licence", end.Undetermined!.Value), null);
    }

    private (Problem?, TermPlan?) Varied(Licence licence, DateOnly from) =>
        licence.WhyNot(LicenceAction.Vary, ministry.Today(clock), clock.Now()) is { } refusal
            ? (refusal, null)
            : (null, new(from, null, null, Nothing, []));

    private async Task<(Problem?, TermPlan?)> RenewedAsync(LicenceApplication application, RegimeOn regime, DateOnly? wanted, DateOnly today, CancellationToken ct)
    {
        var (licence, now) = (application.Licence!, clock.Now());
        if (licence.LastTerm(now) is not { Until: { } lastDay } term)
            return (new Problem(ProblemCode.LicenceMoveNotPossible, "The licence has no term to renew."), null);
        var appliedOn = application.AppliedOn(ministry);
        var (window, late) = (regime.Answer(RegimeQuestion.RenewalWindow), regime.Answer(RegimeQuestion.LateRenewal));
        var judged = Renewal.Judge(appliedOn, lastDay, window, late, regime.Calendar);
        if (judged.Timing == RenewalTiming.Undetermined)
            return (regime.WhyNot(RegimeQuestion.RenewalWindow, RegimeQuestion.LateRenewal) ?? RegimeOn.Undetermined("the time to apply for renewal", DeadlineDoubt.NamedDayNotSet), null);
        if (judged.Timing == RenewalTiming.TooLate)
            return (new Problem(ProblemCode.RenewalTooLate, $"It was applied for on {appliedOn:yyyy-MM-dd}; in time was {judged.LastDayInTime:yyyy-MM-dd}{(judged.LastDayLate is { } last ? $", late {last:yyyy-MM-dd}" : "")}."), null);
        var isLate = judged.Timing == RenewalTiming.Late;
        if (regime.WhyNot(isLate ? LicensingStep.RenewLate : LicensingStep.Renew) is { } notSet)
            return (notSet, null);
        // While it still runs it is renewed; after its end the table knows late renewal only, also where the ministry was late itself.
        if (licence.WhyNot(today <= lastDay ? LicenceAction.Renew : LicenceAction.RenewLate, today, now) is { } refusal)
            return (refusal, null);

        var next = lastDay.AddDays(1);
        // In time the new term follows the old one, however long the ministry took. Late, the licence stays expired in between.
        var from = isLate ? wanted ?? (today > next ? today : next) : next;
        if (from < next || (!isLate && wanted is { } other && other != next))
            return (new Problem(ProblemCode.DecisionFirstDay, $"The term that is renewed ends on {lastDay:yyyy-MM-dd}; the new one begins on {next:yyyy-MM-dd}{(isLate ? " or later" : "")}."), null);
        var end = TermEnd.Of(regime.Answer(RegimeQuestion.Term), from, isFirstTerm: false, regime.Calendar);
        if (end.LastDay is not { } until)
            return (RegimeOn.Undetermined("the licence", end.Undetermined!.Value), null);
        var price = isLate ? FeesOwed.PriceOfLateness(late, lastDay, appliedOn) : null;
        var first = licence.Facts.Where(f => f.Kind == LicenceFactKind.Term && f.IsKnownAt(now)).Min(f => f.From);
        return (null, new(from, until, isLate ? TermKind.LateRenewal : TermKind.Renewal, FeesOwed.Of(regime.Answer(RegimeQuestion.RenewalFee), from, until, price),
            await ShortYearsAsync(application.AgencyId, regime.Answer(RegimeQuestion.MinimumVolume), lastDay, first, ct)));
    }

    private async Task<IReadOnlyList<string>> ShortYearsAsync(long agencyId, RegimeAnswer volume, DateOnly lastDay, DateOnly licensedFrom, CancellationToken ct)
    {
        var shortOnes = new List<string>();
        foreach (var year in MinimumVolume.Years(volume, lastDay, licensedFrom))
        {
            var sent = await db.Placements.Where(p => p.AgencyId == agencyId && p.HappenedOn >= year.From && p.HappenedOn <= year.Until).Select(p => p.WorkerId).Distinct().CountAsync(ct);
            if (sent < volume.As<MinimumVolumeRule>()!.Workers)
                shortOnes.Add($"{sent} of {volume.As<MinimumVolumeRule>()!.Workers} workers from {year.From:yyyy-MM-dd} to {year.Until:yyyy-MM-dd}");
        }

        return shortOnes;
    }
}

internal static class OfApplication
{
    /// <summary>The day on which it was first submitted, in the ministry's time zone; a correction does not make it late.</summary>
    public static DateOnly AppliedOn(this LicenceApplication application, Ministry ministry) =>
        ministry.DayOf(application.Steps.Where(s => s.Action == ApplicationAction.Submit).Select(s => s.At).DefaultIfEmpty(application.DraftedAt).Min());

    /// <summary>From when the time to decide runs: the last submission, or an appeal that sent it back.</summary>
    public static DateOnly DecisionTimeFrom(this LicenceApplication application, Ministry ministry) =>
        ministry.DayOf(application.Steps.Where(s => s.Action is ApplicationAction.Submit or ApplicationAction.Resubmit or ApplicationAction.Reopen).Select(s => s.At).DefaultIfEmpty(application.DraftedAt).Max());

    /// <summary>The term that begins last, also one that has not begun.</summary>
    public static LicenceFactRow? LastTerm(this Licence licence, DateTime now) =>
        licence.Facts.Where(f => f.Kind == LicenceFactKind.Term && f.IsKnownAt(now)).OrderBy(f => f.From).ThenBy(f => f.RecordedAt).ThenBy(f => f.Id).LastOrDefault();
}
