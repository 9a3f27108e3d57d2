using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <summary>What a change of the law in force can touch. A disclosure that it does not touch is judged the same before and after,
/// to the byte, and has the same findings; so only what it touches is judged again. Raised and lowered caps are treated alike.</summary>
/// <remarks>The text that a rule was read from (<see cref="Rule.Text"/>) is not compared: what was judged by the former text and
/// is not touched goes on citing it. Exchange rates and settings must be the same before and after. See docs/rules/law-changes.md.</remarks>
public sealed class LawChange
{
    private sealed record Pair(Rule? Before, Rule? After, ImmutableArray<LawReach> Reaches);

    private readonly RuleBook _before, _after;
    private readonly RuleSays _says;
    private readonly ImmutableArray<Pair> _pairs;
    // Rules that stay as they are and ask whether the destination prohibits a charge, where the answer may change.
    private readonly ImmutableArray<(Rule Rule, ImmutableArray<LawReach> Reaches)> _dependent;

    private LawChange(RuleBook before, RuleBook after, CodeLists codes)
    {
        (_before, _after, _says) = (before, after, new(codes));
        _pairs = [.. Pairs(before.All, after.All)];
        _dependent = [.. Dependent()];
        Reaches = [.. _pairs.SelectMany(p => p.Reaches).Concat(_dependent.SelectMany(d => d.Reaches))];
    }

    /// <summary>Where the change can be felt; empty where nothing is judged otherwise.</summary>
    public ImmutableArray<LawReach> Reaches { get; }
    public bool IsEmpty => Reaches.IsEmpty;

    public static LawChange Between(RuleBook before, RuleBook after, CodeLists codes) => new(before, after, codes);
    public static LawChange Between(IEnumerable<Rule> before, IEnumerable<Rule> after, CodeLists codes) => new(new(before), new(after), codes);

    /// <summary>Whether the judgements or findings of a placement may be others after the change. A false is certain; a true may
    /// turn out to change nothing.</summary>
    public bool Touches(PlacementFacts facts)
    {
        var pairs = _pairs.Where(p => p.Reaches.Any(r => r.Covers(facts))).ToList();
        var dependent = _dependent.Where(d => d.Reaches.Any(r => r.Covers(facts))).ToList();
        if (pairs.Count == 0 && dependent.Count == 0) return false;
        var before = FeeCapLaw.DestinationProhibits(facts, _before.On(facts.Origin, facts.Destination));
        var after = FeeCapLaw.DestinationProhibits(facts, _after.On(facts.Origin, facts.Destination));
        return pairs.Any(p => Says(p.Before, before) != Says(p.After, after))
            || (before != after && dependent.Any(d => Says(d.Rule, before) is not null || Says(d.Rule, after) is not null));

        string? Says(Rule? rule, Holds prohibits) => rule is null ? null : _says.Of(rule, facts, prohibits);
    }

    private IEnumerable<Pair> Pairs(IEnumerable<Rule> before, IEnumerable<Rule> after)
    {
        var (old, young) = (before.ToLookup(Key), after.ToLookup(Key));
        foreach (var key in old.Select(g => g.Key).Union(young.Select(g => g.Key)))
        {
            var (b, a) = (old[key].ToList(), young[key].ToList());
            for (var i = 0; i < Math.Max(b.Count, a.Count); i++)
            {
                var pair = (Before: b.ElementAtOrDefault(i), After: a.ElementAtOrDefault(i));
                var reaches = ReachesOf(pair.Before, pair.After).ToImmutableArray();
                if (!reaches.IsEmpty) yield return new(pair.Before, pair.After, reaches);
            }
        }

        static (string, int) Key(Rule rule) => (rule.Provision, rule.Version);
    }

    private IEnumerable<LawReach> ReachesOf(Rule? before, Rule? after)
    {
        if (ReferenceEquals(before, after)) yield break;
        if (before is not null && after is not null && _says.Content(before) == _says.Content(after))
        {
            var days = DaysOfDifference(before, after);
            var undated = !RuleInTime.Of(before, null).Equals(RuleInTime.Of(after, null));
            // A charge that only may count, on whatever day, leaves a rule without a day that decides.
            if (undated && after.DecidedBy != DecidingDate.Signing)
                days = [new(Earlier(RuleInTime.Whole(before).From, RuleInTime.Whole(after).From), Later(RuleInTime.Whole(before).Until, RuleInTime.Whole(after).Until))];
            if (!days.IsEmpty || undated) yield return LawReach.Of(after, after.DecidedBy, days, undated);
            yield break;
        }
        foreach (var rule in new[] { before, after }.OfType<Rule>())
            yield return LawReach.Of(rule, rule.DecidedBy, [RuleInTime.Whole(rule)], undated: true);
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static ImmutableArray<DayRange> DaysOfDifference(Rule before, Rule after)
    {
        var days = new List<DayRange>();
        foreach (var part in DayRange.Split(new(DateOnly.MinValue, DateOnly.MaxValue), RuleInTime.Turns(before).Concat(RuleInTime.Turns(after))))
        {
            if (RuleInTime.Of(before, part.From).Equals(RuleInTime.Of(after, part.From))) continue;
            if (days.Count > 0 && DayRange.After(days[^1].Until) == part.From) days[^1] = days[^1] with { Until = part.Until };
            else days.Add(part);
        }
        return [.. days];
    }

    // What a destination prohibits is asked by the day of signing, whichever date decides the rule that prohibits.
    private IEnumerable<(Rule, ImmutableArray<LawReach>)> Dependent()
    {
        var sources = _pairs.Where(p => new[] { p.Before, p.After }.OfType<Rule>().Any(FeeCapLaw.SaysWhetherDestinationProhibits)).ToList();
        if (sources.Count == 0) yield break;
        foreach (var rule in _before.All.Concat(_after.All).Where(AsksAboutDestination).Distinct(ReferenceEqualityComparer.Instance).Cast<Rule>())
        {
            var reaches = sources.SelectMany(s => s.Reaches)
                .Select(r => LawReach.Of(rule, DecidingDate.Signing, r.Days, r.Undated))
                .ToImmutableArray();
            if (!reaches.IsEmpty) yield return (rule, reaches);
        }
    }

    private static bool AsksAboutDestination(Rule rule) =>
        Asks(rule.Scope) || rule.Except.Any(Asks) || (rule.Duty is CapDuty cap && Asks(cap.Basis));

    private static bool Asks(ImmutableArray<Guard> guards) => guards.Any(g => g.Fact == GuardFact.DestinationProhibits);

    private static bool Asks(Basis basis) => basis switch
    {
        Choose c => c.Choices.Any(x => Asks(x.When) || Asks(x.Basis)),
        Share s => Asks(s.Of),
        LesserOf l => l.Of.Any(Asks),
        MonthsOfWage m => Asks(m.AtMostWhen),
        _ => false,
    };
}
