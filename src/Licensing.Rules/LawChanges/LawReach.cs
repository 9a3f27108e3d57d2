using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <summary>Where a change of one rule can be felt: all that a database needs to find the disclosures to look at.</summary>
/// <param name="Provision">The rule that changes, or one whose guards ask about the law that changes.</param>
/// <param name="Origins">Countries; empty: any.</param>
/// <param name="Destinations">Countries; empty: any.</param>
/// <param name="By">Signing: the day of signing lies in <paramref name="Days"/>; otherwise the day of some charge.</param>
/// <param name="Days">In order, apart from each other; both ends of each are inclusive.</param>
/// <param name="Undated">Whether a disclosure that does not report that day is reached too.</param>
/// <param name="Categories">Groups, kinds or details: reached is what is filed under, or more coarsely than, one of these.</param>
/// <param name="Occupations">ISCO-08 prefixes; empty: any.</param>
public sealed record LawReach(
    string Provision, int Version, LawSide Law, ImmutableArray<string> Origins, ImmutableArray<string> Destinations, DecidingDate By,
    ImmutableArray<DayRange> Days, bool Undated, ImmutableArray<string> Categories, ImmutableArray<string> Occupations)
{
    /// <summary>Whether a placement lies in the reach. One that does need not be judged otherwise; one that does not never is.</summary>
    public bool Covers(PlacementFacts facts)
    {
        if (!Origins.IsEmpty && !Origins.Contains(facts.Origin)) return false;
        if (!Destinations.IsEmpty && !Destinations.Contains(facts.Destination)) return false;
        if (!Occupations.IsEmpty && facts.Occupation is { } job && !Occupations.Any(o => job.StartsWith(o, StringComparison.Ordinal) || o.StartsWith(job, StringComparison.Ordinal)))
            return false;
        var charges = Counting.Charges(facts).ToList();
        if (!charges.Any(i => Categories.Any(c => Counting.Category(c, i.Category) != Holds.No))) return false;
        var days = By == DecidingDate.Signing ? [facts.SignedOn] : charges.Select(i => i.Date);
        return days.Any(d => d is { } day ? Days.Any(r => r.Contains(day)) : Undated);
    }

    internal static LawReach Of(Rule rule, DecidingDate by, ImmutableArray<DayRange> days, bool undated)
    {
        var table = (rule.Duty as CapDuty)?.Basis is FixedByDestination t ? t.Amounts.Keys.ToHashSet() : null;
        return new(rule.Provision, rule.Version, rule.Law, Countries(GuardFact.Origin, rule.Origin, null), Countries(GuardFact.Destination, rule.Destination, table), by, days, undated,
            [.. rule.Counts.Include.Concat(rule.Counts.Exclude.Select(e => e.Category)).Distinct().Order(StringComparer.Ordinal)],
            [.. rule.Scope.Where(g => g.Fact == GuardFact.Occupation).Take(1).SelectMany(g => g.OneOf).Order(StringComparer.Ordinal)]);

        // Several restrictions of one fact all hold. "None is left" must not look like "any".
        ImmutableArray<string> Countries(GuardFact fact, string? own, HashSet<string>? listed)
        {
            var all = rule.Scope.Where(g => g.Fact == fact).Select(g => g.OneOf.AsEnumerable());
            if (own is not null) all = all.Append([own]);
            if (listed is not null) all = all.Append(listed);
            var sets = all.ToList();
            return sets.Count == 0 ? [] : [.. sets.Aggregate((a, b) => a.Intersect(b)).Order(StringComparer.Ordinal).DefaultIfEmpty("none")];
        }
    }
}
