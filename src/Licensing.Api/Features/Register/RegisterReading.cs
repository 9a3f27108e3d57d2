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
        var rows = await RowsAsync(agencies.Select(a => a.Id).ToList(), at, ct);
        return [.. agencies.Select(a => Entry(a, rows, at, matches?.GetValueOrDefault(a.Id)))];
    }

    /// <summary>The entries, and up to which day each stays as it is if nothing more is recorded.</summary>
    /// <param name="agencies">With their facts.</param>
    public async Task<List<RegisterOutlook>> OutlooksAsync(IReadOnlyList<Agency> agencies, RegisterMoment at, CancellationToken ct)
    {
        var keys = agencies.Select(a => a.Id).ToList();
        var rows = await RowsAsync(keys, at, ct);
        var placements = Publishes(Published.Placements)
            ? await db.Placements.Where(p => keys.Contains(p.AgencyId) && p.HappenedOn > at.On).GroupBy(p => p.AgencyId).Select(g => new { g.Key, Next = g.Min(p => p.HappenedOn) }).ToDictionaryAsync(g => g.Key, g => g.Next, ct)
            : [];
        return [.. agencies.Select(a => new RegisterOutlook(Entry(a, rows, at, null),
            rows.Days(a).Append(placements.TryGetValue(a.Id, out var next) ? next : null).Where(day => day > at.On).Min()))];
    }

    private RegisterEntry? Entry(Agency agency, RegisterRows rows, RegisterMoment at, RegisterMatch? match) => RegisterEntry.Of(
        agency, rows.Licences[agency.Id], rows.Branches[agency.Id], rows.Representatives[agency.Id], new RegisterSurroundings(rows.Links[agency.Id], rows.Abroad[agency.Id]),
        rows.Placements?[agency.Id].ToList(), at, ministry, match);

    private async Task<RegisterRows> RowsAsync(List<long> keys, RegisterMoment at, CancellationToken ct)
    {
        var licences = await db.Licences.AsNoTracking().Include(l => l.Facts).Include(l => l.Conditions.Where(c => c.IsPublic)).ThenInclude(c => c.Acts).AsSplitQuery()
            .Where(l => keys.Contains(l.AgencyId)).ToListAsync(ct);
        var branches = await db.Branches.AsNoTracking().Where(b => keys.Contains(b.AgencyId)).ToListAsync(ct);
        var representatives = await db.Representatives.AsNoTracking().Where(r => keys.Contains(r.AgencyId)).ToListAsync(ct);
        var links = await db.AgencyLinks.AsNoTracking().Where(l => keys.Contains(l.AgencyId) || keys.Contains(l.OtherId))
            .Include(l => l.Agency).ThenInclude(a => a.Facts).Include(l => l.Other).ThenInclude(a => a.Facts).AsSplitQuery().ToListAsync(ct);
        var abroad = await db.ForeignRegistrations.AsNoTracking().Where(r => keys.Contains(r.AgencyId)).ToListAsync(ct);
        return new(licences.ToLookup(l => l.AgencyId), branches.ToLookup(b => b.AgencyId), representatives.ToLookup(r => r.AgencyId),
            links.SelectMany(l => ((long[])[l.AgencyId, l.OtherId]).Select(id => (Id: id, Link: l))).ToLookup(l => l.Id, l => l.Link), abroad.ToLookup(r => r.AgencyId),
            Publishes(Published.Placements) ? await PlacementsAsync(keys, at, ct) : null);
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

/// <param name="Entry">Null: not on the register on that day.</param>
/// <param name="ChangesOn">The next day, after the one asked of, on which it may read otherwise although nothing more is recorded; null: none is known.</param>
public sealed record RegisterOutlook(RegisterEntry? Entry, DateOnly? ChangesOn);

/// <summary>What entries are made of, by agency.</summary>
internal sealed record RegisterRows(
    ILookup<long, Licence> Licences, ILookup<long, Branch> Branches, ILookup<long, Representative> Representatives, ILookup<long, AgencyLink> Links,
    ILookup<long, ForeignRegistration> Abroad, ILookup<long, RegisterPlacements>? Placements)
{
    /// <summary>Every day on which a fact of the agency's entry begins, and every day after its last: on no other can the entry change by itself.
    /// Facts that play no part any more are among them; a look on such a day finds nothing new.</summary>
    public IEnumerable<DateOnly?> Days(Agency agency) =>
    [
        .. agency.Facts.Select(f => (DateOnly?)f.From),
        .. Licences[agency.Id].SelectMany(l => l.Facts).SelectMany(f => (DateOnly?[])[f.From, After(f.Until)]),
        .. Licences[agency.Id].SelectMany(l => l.Conditions).SelectMany(c => (DateOnly?[])[c.From, After(c.DueOn), .. c.Acts.Select(a => (DateOnly?)a.On)]),
        .. Branches[agency.Id].SelectMany(b => (DateOnly?[])[b.From, b.To]),
        .. Representatives[agency.Id].SelectMany(r => (DateOnly?[])[r.From, r.To]),
        .. Links[agency.Id].SelectMany(l => (DateOnly?[])[l.From, l.To, .. l.Agency.Facts.Concat(l.Other.Facts).Select(f => (DateOnly?)f.From)]),
        .. Abroad[agency.Id].SelectMany(r => (DateOnly?[])[r.From, After(r.Until), r.To]),
    ];

    private static DateOnly? After(DateOnly? day) => day is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null;
}
