using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deadlines;

/// <summary>Conditions of licences that are neither met nor waived nor reported in time. No regime says what follows: the ministry decides.</summary>
public sealed class ConditionDeadlines(LicensingDb db, TimeProvider clock) : IDeadlineSource
{
    public DeadlineKind Kind => DeadlineKind.Condition;

    public RegimeQuestion? Undetermined(RegimeOn regime) => null;

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct) =>
        await db.LicenceConditions.Where(c => c.DueOn >= from && c.DueOn <= until).Select(c => c.DueOn!.Value).Distinct().Order().ToListAsync(ct);

    public async Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct)
    {
        var open = db.LicenceConditions.AsNoTracking()
            .Where(c => c.DueOn == day && c.Id > after && !c.Acts.Any(a => a.Kind == ConditionActKind.Met || a.Kind == ConditionActKind.Waived));
        if (scope.Agencies is { } agencies) open = open.Where(c => agencies.Contains(c.Licence.AgencyId));
        if (scope.Told is { } told) open = open.Where(c => !told.Contains(c.PublicId));
        var page = await open.OrderBy(c => c.Id).Take(take).Include(c => c.Acts).Include(c => c.Licence).ThenInclude(l => l.Agency).Include(c => c.Licence).ThenInclude(l => l.Facts).AsSplitQuery().ToListAsync(ct);
        var now = clock.Now();
        return new([.. page.Where(c => IsOpen(c, regime.Day > day ? regime.Day : day, now)).Select(c => new DueDuty(c.Id, Kind, c.PublicId, c.Licence.AgencyId, c.Licence.Agency.PublicId, day, null, DeadlineForce.Suggested))],
            page.Count == take ? page[^1].Id : null);
    }

    public Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct) =>
        db.LicenceConditions.Where(c => c.PublicId == subjectId && c.DueOn == day).Select(c => (long?)c.Id).SingleOrDefaultAsync(ct);

    // On its last day, or today where that has passed: a report can be refused later. A licence that has ended for good binds nobody any more; one
    // that expired or is suspended may come back.
    private static bool IsOpen(LicenceCondition condition, DateOnly day, DateTime now) =>
        condition.StateOn(day, now) is ConditionState.Due or ConditionState.Overdue && condition.Licence.StandingOn(day, now).State is not (LicenceState.Revoked or LicenceState.Surrendered);
}
