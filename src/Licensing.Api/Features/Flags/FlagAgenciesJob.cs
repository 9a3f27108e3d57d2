using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Settings;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

public sealed record FlagRaised(
    DateOnly Period, int Findings, int Workers, int WorkersOvercharged, int PlacementsInBreach, int Placements, IReadOnlyList<Money> Excess);
public sealed record FlagUpdated(
    DateOnly Period, int Findings, int Workers, int WorkersOvercharged, int PlacementsInBreach, int Placements, IReadOnlyList<Money> Excess);
public sealed record FlagLifted(DateOnly Period, FlagLifting Because);

/// <summary>Works out the flags of the agencies that judging, a decision or a correction has touched since they were last worked out, of those whose quarter has
/// come to lie further back than the ministry looks, and of no others.</summary>
/// <remarks>At least once, and by several workers: one agency is one transaction; what it writes is computed from the
/// findings alone, so a second run finds nothing to change. The transaction begins with claiming the agency: the row's lock
/// makes reviews of one agency follow each other, and lets none write what an older look at the findings gave over what a
/// newer one gave.</remarks>
public sealed class FlagAgenciesJob(LicensingDb db, Ministry ministry, TimeProvider clock)
{
    private const int Attempts = 20;
    private sealed record Case(long FindingId, long PlacementId, long WorkerId, BreachKind Kind, DateOnly HappenedOn, DateOnly PlacementOn, List<Money> Excess);

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        await MarkLimitedAsync(ct);
        var due = await db.FlagReviews.Where(r => r.Reviewed < r.Judged).OrderBy(r => r.AgencyId).Select(r => r.AgencyId).ToListAsync(ct);
        var errors = new List<Exception>();
        foreach (var agencyId in due)
        {
            try
            {
                await ReviewAsync(agencyId, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One agency's fault keeps no other waiting; the run still fails with it, so that an operator sees it.
                errors.Add(new InvalidOperationException($"The flags of agency {agencyId} could not be worked out.", e));
            }
        }

        if (errors.Count > 0)
            throw new AggregateException(errors);
    }

    // Days pass without anybody's act.
    private async Task MarkLimitedAsync(CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var settings = await db.MinistrySettings.AsNoTracking().Where(s => s.Name == SettingNames.FlagLimitation).ToListAsync(ct);
        if (settings.Count == 0)
            return;
        var standing = await db.Flags.Where(f => f.LiftedAt == null && f.Status != FlagStatus.Confirmed && f.Status != FlagStatus.Appealed).Select(f => new { f.AgencyId, f.Period }).ToListAsync(ct);
        var limited = standing.Where(f => IsLimited(settings, f.Period, today)).Select(f => f.AgencyId).Distinct().Order().ToList();
        await db.FlagReviews.Where(r => limited.Contains(r.AgencyId) && r.Reviewed == r.Judged).ExecuteUpdateAsync(set => set.SetProperty(r => r.Judged, r => r.Judged + 1), ct);
    }

    /// <summary>Whether the quarter lies so far back that the ministry raises nothing on it any more: after the last day of the months that it has set, counted from
    /// the last day of the quarter.</summary>
    private static bool IsLimited(IReadOnlyCollection<MinistrySetting> settings, DateOnly period, DateOnly today) =>
        SettingNames.HeldOn(settings, SettingNames.FlagLimitation, period) is { } set && SettingNames.ReadMonths(set.Value()) is { } months && today > FlagPeriod.LastDayAfter(period, months);

    private async Task ReviewAsync(long agencyId, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            try
            {
                await ReviewOnceAsync(agencyId, ct);
                return;
            }
            catch (Exception e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsBusy(e)))
            {
                await Task.Delay(Random.Shared.Next(10, 50 * attempt), ct);
            }
        }
    }

    private async Task ReviewOnceAsync(long agencyId, CancellationToken ct)
    {
        var due = await db.FlagReviews.AsNoTracking().SingleOrDefaultAsync(r => r.AgencyId == agencyId && r.Reviewed < r.Judged, ct);
        if (due is null)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Before the findings are read: what is judged from here on leaves the agency due again.
        var claimed = await db.FlagReviews.Where(r => r.AgencyId == agencyId && r.Reviewed == due.Reviewed && r.Judged == due.Judged)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Reviewed, due.Judged), ct);
        if (claimed == 0)
            throw new DbUpdateConcurrencyException("Judged or reviewed since it was looked at.");

        var cases = await db.Findings.Where(f => f.AgencyId == agencyId && f.Status != FindingStatus.Dismissed && f.Status != FindingStatus.Withdrawn
                // What a correction left out of the flag of its quarter counts no more.
                && !db.FlagsLeftOut.Any(l => l.FindingId == f.Id))
            .Select(f => new Case(f.Id, f.PlacementId, f.Placement.WorkerId, f.Kind, f.HappenedOn, f.Placement.HappenedOn,
                f.Excess.Select(e => new Money(e.AmountMinor, e.Currency)).ToList()))
            .ToListAsync(ct);
        var placements = (await db.Placements.Where(p => p.AgencyId == agencyId)
                .GroupBy(p => new { p.HappenedOn.Year, p.HappenedOn.Month }).Select(g => new { g.Key.Year, g.Key.Month, Count = g.Count() }).ToListAsync(ct))
            .GroupBy(g => FlagPeriod.StartOf(new DateOnly(g.Year, g.Month, 1))).ToDictionary(g => g.Key, g => g.Sum(m => m.Count));
        var limits = await db.MinistrySettings.AsNoTracking().Where(s => s.Name == SettingNames.FlagThresholds || s.Name == SettingNames.FlagLimitation).ToListAsync(ct);
        var flags = await db.Flags.Include(f => f.Excess).Where(f => f.AgencyId == agencyId).ToDictionaryAsync(f => f.Period, ct);

        var (now, today) = (clock.Now(), ministry.Today(clock));
        var (reached, limited) = (new HashSet<DateOnly>(), new HashSet<DateOnly>());
        foreach (var quarter in cases.GroupBy(c => FlagPeriod.StartOf(c.HappenedOn)).OrderBy(g => g.Key))
        {
            // A placement that a correction moved to another quarter still counts where its finding stands.
            var moved = quarter.Where(c => FlagPeriod.StartOf(c.PlacementOn) != quarter.Key).Select(c => c.PlacementId).Distinct().Count();
            var figures = Figures([.. quarter], placements.GetValueOrDefault(quarter.Key) + moved);
            if (LimitsOn(limits, quarter.Key) is not { } threshold
                || !threshold.ReachedBy(figures.Findings, figures.Workers, figures.PlacementsInBreach, figures.Placements))
                continue;
            flags.TryGetValue(quarter.Key, out var flag);
            // What was confirmed was decided in time.
            if (flag is not { LiftedAt: null, Status: FlagStatus.Confirmed or FlagStatus.Appealed } && IsLimited(limits, quarter.Key, today))
            {
                limited.Add(quarter.Key);
                continue;
            }

            reached.Add(quarter.Key);
            if (flag is null)
            {
                flag = new Flag(agencyId, quarter.Key, figures, now);
                db.Add(flag);
                db.Record(flag, new FlagRaised(flag.Period, figures.Findings, figures.Workers, figures.WorkersOvercharged, figures.PlacementsInBreach, figures.Placements, figures.Excess.Parts));
            }
            else if (!flag.Shows(figures))
            {
                flag.Show(figures, now);
                db.Record(flag, new FlagUpdated(flag.Period, figures.Findings, figures.Workers, figures.WorkersOvercharged, figures.PlacementsInBreach, figures.Placements, figures.Excess.Parts));
            }
        }

        foreach (var flag in flags.Values.Where(f => f.LiftedAt is null && !reached.Contains(f.Period)))
        {
            var because = limited.Contains(flag.Period) ? FlagLifting.Limitation : FlagLifting.BelowThresholds;
            flag.Lift(because, now);
            db.Record(flag, new FlagLifted(flag.Period, because));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static FlagLimits? LimitsOn(IEnumerable<MinistrySetting> limits, DateOnly day) =>
        SettingNames.HeldOn(limits, SettingNames.FlagThresholds, day) is { } set ? SettingNames.ReadFlagThresholds(set.Value()) : null;

    private static bool IsOvercharge(Case c) => c.Kind is BreachKind.WorkerCharged or BreachKind.IllegitimateCost;

    private static FlagFigures Figures(List<Case> cases, int placements)
    {
        var overcharges = cases.Where(IsOvercharge).ToList();
        var rated = overcharges.Count > 0 ? overcharges : cases;
        // Amounts in different currencies have no order: the worst is sought in the currency of most cases.
        var currency = rated.SelectMany(c => c.Excess).GroupBy(m => m.Currency)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).FirstOrDefault();
        // Of equals the earlier placement, whichever finding was opened first.
        var worst = rated.OrderByDescending(c => c.Excess.Where(m => m.Currency == currency).Sum(m => m.AmountMinor)).ThenBy(c => c.PlacementId).ThenBy(c => c.Kind).First();
        return new(
            cases.Count, cases.Select(c => c.WorkerId).Distinct().Count(), overcharges.Select(c => c.WorkerId).Distinct().Count(),
            cases.Select(c => c.PlacementId).Distinct().Count(), placements, Amounts.Of(overcharges.SelectMany(c => c.Excess)),
            worst.FindingId, cases.Min(c => c.HappenedOn), cases.Max(c => c.HappenedOn));
    }
}
