using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <summary>Reads entries of the register from the dated facts, at the moment of asking: nothing of it is kept, so nothing can be stale.</summary>
public sealed class RegisterReading(LicensingDb db, RegisterOptions options, Ministry ministry)
{
    /// <summary>Fewer workers than these could point to a person.</summary>
    public const int LeastWorkers = 5;

    public bool Publishes(Published what) => options.Publishes.Contains(what);

    /// <param name="agencies">With their facts.</param>
    /// <returns>In the order given; null where an agency was not on the register then.</returns>
    public async Task<List<RegisterEntry?>> EntriesAsync(
        IReadOnlyList<Agency> agencies, RegisterMoment at, CancellationToken ct, IReadOnlyDictionary<long, RegisterMatch>? matches = null)
    {
        var keys = agencies.Select(a => a.Id).ToList();
        var licences = (await db.Licences.AsNoTracking().Include(l => l.Facts).Include(l => l.Conditions.Where(c => c.IsPublic)).ThenInclude(c => c.Acts).AsSplitQuery()
            .Where(l => keys.Contains(l.AgencyId)).ToListAsync(ct)).ToLookup(l => l.AgencyId);
        var branches = (await db.Branches.AsNoTracking().Where(b => keys.Contains(b.AgencyId)).ToListAsync(ct)).ToLookup(b => b.AgencyId);
        var representatives = (await db.Representatives.AsNoTracking().Where(r => keys.Contains(r.AgencyId)).ToListAsync(ct)).ToLookup(r => r.AgencyId);
        var links = await db.AgencyLinks.AsNoTracking().Where(l => keys.Contains(l.AgencyId) || keys.Contains(l.OtherId))
            .Include(l => l.Agency).ThenInclude(a => a.Facts).Include(l => l.Other).ThenInclude(a => a.Facts).AsSplitQuery().ToListAsync(ct);
        var abroad = (await db.ForeignRegistrations.AsNoTracking().Where(r => keys.Contains(r.AgencyId)).ToListAsync(ct)).ToLookup(r => r.AgencyId);
        var linked = links.SelectMany(l => ((long[])[l.AgencyId, l.OtherId]).Select(id => (Id: id, Link: l))).ToLookup(l => l.Id, l => l.Link);
        var placements = Publishes(Published.Placements) ? await PlacementsAsync(keys, at, ct) : null;
        return [.. agencies.Select(a => RegisterEntry.Of(
            a, licences[a.Id], branches[a.Id], representatives[a.Id], new RegisterSurroundings(linked[a.Id], abroad[a.Id]), placements?[a.Id].ToList(), at, ministry, matches?.GetValueOrDefault(a.Id)))];
    }

    // By the day on which a placement counts, and by when it was first filed.
    private async Task<ILookup<long, RegisterPlacements>> PlacementsAsync(List<long> agencies, RegisterMoment at, CancellationToken ct)
    {
        var counts = await db.Placements
            .Where(p => agencies.Contains(p.AgencyId) && p.HappenedOn <= at.On
                && db.DisclosureVersions.Any(v => v.Disclosure.PlacementId == p.Id && v.Number == 1 && v.FiledAt <= at.KnownAt))
            .GroupBy(p => new { p.AgencyId, p.Origin, p.Destination }).Select(g => new { g.Key.AgencyId, g.Key.Origin, g.Key.Destination, Workers = g.Count() }).ToListAsync(ct);
        return counts.OrderBy(c => c.Origin, StringComparer.Ordinal).ThenBy(c => c.Destination, StringComparer.Ordinal)
            .ToLookup(c => c.AgencyId, c => new RegisterPlacements(c.Origin, c.Destination, c.Workers < LeastWorkers ? null : c.Workers));
    }

    /// <summary>What must be on record for an agency to have a licence in that state on that day: a question that both databases answer from an
    /// index. Whether it has, the rules say, from the facts (<see cref="LicenceStatus"/>).</summary>
    /// <remarks>No state is stored, not even by periods: it would have to be derived again with every fact, in every slice, and one that
    /// forgot would leave something stale.</remarks>
    public IQueryable<Agency> WhereMayBe(IQueryable<Agency> agencies, LicenceState state, RegisterMoment at)
    {
        var (on, knownAt) = (at.On, at.KnownAt);
        var known = db.LicenceFacts.Where(f => f.RecordedAt <= knownAt && (f.WithdrawnAt == null || f.WithdrawnAt > knownAt));
        IQueryable<LicenceFactRow> Begun(params LicenceFactKind[] kinds) => known.Where(f => kinds.Contains(f.Kind) && f.From <= on);
        return state switch
        {
            // Few: from the facts to their agencies.
            LicenceState.Suspended => In(Begun(LicenceFactKind.Suspension, LicenceFactKind.TopUpDemand)),
            LicenceState.PartlySuspended => In(Begun(LicenceFactKind.Suspension).Where(f => f.Part != null)),
            LicenceState.Revoked => In(Begun(LicenceFactKind.Revocation)),
            LicenceState.Surrendered => In(Begun(LicenceFactKind.Surrender)),
            LicenceState.Upcoming => In(known.Where(f => f.Kind == LicenceFactKind.Term && f.From > on)),
            LicenceState.Expired => In(Begun(LicenceFactKind.Term).Where(f => f.Until < on)),
            LicenceState.Provisional => In(Begun(LicenceFactKind.Term).Where(f => f.IsProvisional && f.Until >= on)),
            // Most: from the agencies, in their order, to a fact of each.
            LicenceState.Full => agencies.Where(a => db.LicenceFacts.Any(f => f.Licence.AgencyId == a.Id && f.Kind == LicenceFactKind.Term && !f.IsProvisional && f.From <= on && f.Until >= on)),
            _ => agencies.Where(a => false),
        };

        IQueryable<Agency> In(IQueryable<LicenceFactRow> facts)
        {
            var holders = facts.Select(f => f.Licence.AgencyId);
            return agencies.Where(a => holders.Contains(a.Id));
        }
    }
}
