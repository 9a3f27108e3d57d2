using Licensing.Api.Database;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>Deposits that are to be restored. Where the regime says so the licence stops by itself on the day after the last; else the ministry decides.</summary>
public sealed class TopUpDeadlines(LicensingDb db) : IDeadlineSource
{
    public DeadlineKind Kind => DeadlineKind.DepositTopUp;

    // The last day was reckoned when the deposit was demanded.
    public RegimeQuestion? Undetermined(RegimeOn regime) => null;

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct) =>
        await Demands().Where(f => f.Until >= from && f.Until <= until).Select(f => f.Until!.Value).Distinct().Order().ToListAsync(ct);

    public async Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct)
    {
        var open = Demands().Where(f => f.Until == day && f.Id > after && f.WithdrawnAt == null
            && !db.LicenceFacts.Any(m => m.LicenceId == f.LicenceId && m.Kind == LicenceFactKind.DepositRestoration && m.About == f.PublicId && m.WithdrawnAt == null));
        if (scope.Agencies is { } agencies) open = open.Where(f => agencies.Contains(f.Licence.AgencyId));
        if (scope.Told is { } told) open = open.Where(f => !told.Contains(f.PublicId));
        var page = await open.OrderBy(f => f.Id).Take(take).Select(f => new { f.Id, f.PublicId, f.Licence.AgencyId, Agency = f.Licence.Agency.PublicId, f.StopsLicence }).ToListAsync(ct);
        return new(
            [.. page.Select(f => new DueDuty(f.Id, Kind, f.PublicId, f.AgencyId, f.Agency, day, f.StopsLicence ? "licence-stops" : "ministry-decides", f.StopsLicence ? DeadlineForce.ByLaw : DeadlineForce.Suggested))],
            page.Count == take ? page[^1].Id : null);
    }

    public Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct) =>
        Demands().Where(f => f.PublicId == subjectId && f.Until == day).Select(f => (long?)f.Id).SingleOrDefaultAsync(ct);

    private IQueryable<LicenceFactRow> Demands() => db.LicenceFacts.AsNoTracking().Where(f => f.Kind == LicenceFactKind.TopUpDemand);
}

/// <summary>Guarantees and policies on which something is still held. On the day after the last one nothing is held on it any more.</summary>
public sealed class GuaranteeDeadlines(LicensingDb db) : IDeadlineSource
{
    public DeadlineKind Kind => DeadlineKind.GuaranteeExpiry;

    public RegimeQuestion? Undetermined(RegimeOn regime) => null;

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct) =>
        await Papers().Where(r => r.ExpiresOn >= from && r.ExpiresOn <= until).Select(r => r.ExpiresOn!.Value).Distinct().Order().ToListAsync(ct);

    public async Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct)
    {
        var open = Papers().Where(r => r.ExpiresOn == day && r.Id > after && r.AmountMinor > db.DepositRows.Where(t => t.ReceiptId == r.Id).Sum(t => t.AmountMinor));
        if (scope.Agencies is { } agencies) open = open.Where(r => agencies.Contains(r.Deposit.Licence.AgencyId));
        if (scope.Told is { } told) open = open.Where(r => !told.Contains(r.PublicId));
        var page = await open.OrderBy(r => r.Id).Take(take).Select(r => new { r.Id, r.PublicId, r.Deposit.Licence.AgencyId, Agency = r.Deposit.Licence.Agency.PublicId }).ToListAsync(ct);
        return new(
            [.. page.Select(r => new DueDuty(r.Id, Kind, r.PublicId, r.AgencyId, r.Agency, day, "guarantee-expires", DeadlineForce.ByLaw))],
            page.Count == take ? page[^1].Id : null);
    }

    public Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct) =>
        Papers().Where(r => r.PublicId == subjectId && r.ExpiresOn == day).Select(r => (long?)r.Id).SingleOrDefaultAsync(ct);

    private IQueryable<LedgerRow> Papers() => db.DepositRows.AsNoTracking().Where(r => r.Entry == LedgerEntry.Received);
}
