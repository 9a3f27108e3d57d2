using System.Collections.Immutable;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>The versions of disclosures that lie in the reach of a change of law: by corridor and by the day of signing or of a charge, each a
/// range of an index (ADR 0026). Categories and occupations are not asked here; <see cref="LawChange.Touches"/> decides.</summary>
internal sealed class ReachedDisclosures(LicensingDb db)
{
    private sealed record Corridor(string Origin, string Destination);

    /// <param name="BySigning">Days of signing; else of charges.</param>
    private sealed record Range(Corridor Corridor, bool BySigning, DateOnly From, DateOnly Until);

    /// <returns>Keys, each once, in no order. Also versions that are not the newest.</returns>
    public async Task<IReadOnlyCollection<long>> KeysAsync(ImmutableArray<LawReach> reaches, CancellationToken ct)
    {
        var keys = new HashSet<long>();
        await foreach (var rows in RangesAsync(reaches, ct))
            keys.UnionWith(await rows.Select(v => v.Id).ToListAsync(ct));
        return keys;
    }

    /// <returns>At least as many disclosures as the change touches: one in two ranges counts twice.</returns>
    public async Task<int> CountAsync(ImmutableArray<LawReach> reaches, CancellationToken ct)
    {
        var count = 0;
        await foreach (var rows in RangesAsync(reaches, ct))
            count += await rows.CountAsync(v => v.IsCurrent, ct);
        return count;
    }

    private async IAsyncEnumerable<IQueryable<DisclosureVersion>> RangesAsync(ImmutableArray<LawReach> reaches, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (reaches.IsEmpty)
            yield break;
        var corridors = await CorridorsAsync(ct);
        var (ranges, undated) = (new List<Range>(), new HashSet<(Corridor Corridor, bool BySigning)>());
        foreach (var reach in reaches)
        {
            var bySigning = reach.By == DecidingDate.Signing;
            foreach (var corridor in corridors.Where(c => Holds(reach.Origins, c.Origin) && Holds(reach.Destinations, c.Destination)))
            {
                ranges.AddRange(reach.Days.Select(d => new Range(corridor, bySigning, d.From, d.Until)));
                if (reach.Undated)
                    undated.Add((corridor, bySigning));
            }
        }

        foreach (var (corridor, bySigning) in undated)
        {
            var rows = Of(corridor);
            yield return bySigning ? rows.Where(v => v.SignedOn == null) : rows.Where(v => v.ChargedUntil == DateOnly.MaxValue);
        }

        foreach (var (corridor, bySigning, from, until) in ranges.GroupBy(r => (r.Corridor, r.BySigning)).SelectMany(g => Merged([.. g])))
        {
            var rows = Of(corridor);
            yield return bySigning ? rows.Where(v => v.SignedOn >= from && v.SignedOn <= until) : rows.Where(v => v.ChargedUntil >= from && v.ChargedFrom <= until);
        }
    }

    private IQueryable<DisclosureVersion> Of(Corridor corridor)
    {
        var (origin, destination) = (corridor.Origin, corridor.Destination);
        return db.DisclosureVersions.AsNoTracking().Where(v => v.Origin == origin && v.Destination == destination);
    }

    /// <summary>Every corridor that anything was reported of, each found by one step in the index, whatever number of rows it has.</summary>
    private async Task<List<Corridor>> CorridorsAsync(CancellationToken ct)
    {
        var corridors = new List<Corridor>();
        var all = db.DisclosureVersions.IgnoreQueryFilters([Returns.IFiledInReturn.Published]);
        for (var origin = ""; ;)
        {
            var after = origin;
            origin = await all.Where(v => v.Origin.CompareTo(after) > 0).OrderBy(v => v.Origin).Select(v => v.Origin).FirstOrDefaultAsync(ct);
            if (origin is null || string.CompareOrdinal(origin, after) <= 0)
                return corridors;
            for (var destination = ""; ;)
            {
                var (of, last) = (origin, destination);
                destination = await all.Where(v => v.Origin == of && v.Destination.CompareTo(last) > 0).OrderBy(v => v.Destination).Select(v => v.Destination).FirstOrDefaultAsync(ct);
                if (destination is null || string.CompareOrdinal(destination, last) <= 0)
                    break;
                corridors.Add(new(of, destination));
            }
        }
    }

    private static bool Holds(ImmutableArray<string> countries, string country) => countries.IsEmpty || countries.Contains(country);

    private static List<Range> Merged(IReadOnlyList<Range> ranges)
    {
        var merged = new List<Range>();
        foreach (var range in ranges.OrderBy(r => r.From))
        {
            if (merged.Count > 0 && (merged[^1].Until == DateOnly.MaxValue || range.From <= merged[^1].Until.AddDays(1)))
                merged[^1] = merged[^1] with { Until = range.Until > merged[^1].Until ? range.Until : merged[^1].Until };
            else
                merged.Add(range);
        }

        return merged;
    }
}
