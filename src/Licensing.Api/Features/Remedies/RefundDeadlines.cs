using Licensing.Api.Database;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <summary>Refund orders on which something is owed. When the day has passed the order is overdue, and where interest is ordered it runs; nobody has to act for it.</summary>
/// <remarks>That it was reminded is the row that watch-deadlines writes; that it is overdue is what <see cref="MarkOverdueRefundsJob"/> marks.</remarks>
public sealed class RefundDeadlines(LicensingDb db) : IDeadlineSource
{
    public DeadlineKind Kind => DeadlineKind.RefundPayment;

    // The order itself says the day.
    public RegimeQuestion? Undetermined(RegimeOn regime) => null;

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct) =>
        await db.RefundOrders.Where(o => o.IsOwed && o.DueOn >= from && o.DueOn <= until).Select(o => o.DueOn).Distinct().Order().ToListAsync(ct);

    public async Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct)
    {
        var open = db.RefundOrders.AsNoTracking().Where(o => o.IsOwed && o.DueOn == day && o.Id > after);
        if (scope.Agencies is { } agencies) open = open.Where(o => agencies.Contains(o.AgencyId));
        if (scope.Told is { } told) open = open.Where(o => !told.Contains(o.PublicId));
        var page = await open.OrderBy(o => o.Id).Take(take).Select(o => new { o.Id, o.PublicId, o.AgencyId, Agency = o.Agency.PublicId }).ToListAsync(ct);
        return new([.. page.Select(o => new DueDuty(o.Id, Kind, o.PublicId, o.AgencyId, o.Agency, day, "refund-overdue", DeadlineForce.ByLaw))], page.Count == take ? page[^1].Id : null);
    }

    public Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct) =>
        db.RefundOrders.Where(o => o.PublicId == subjectId && o.DueOn == day).Select(o => (long?)o.Id).SingleOrDefaultAsync(ct);
}
