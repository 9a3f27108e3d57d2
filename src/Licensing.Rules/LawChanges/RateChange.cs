using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <param name="Days">In order; both ends of each are inclusive.</param>
public sealed record RateReach(string Currency, ImmutableArray<DayRange> Days);

/// <summary>What a change of exchange rates can touch: placements in which two currencies meet on a day whose rate is another. Law and
/// settings must be the same before and after.</summary>
public sealed class RateChange
{
    private readonly CodeLists _codes;

    private RateChange(RateTable before, RateTable after, CodeLists codes)
    {
        _codes = codes;
        Reaches =
        [
            .. before.All.Concat(after.All).Select(c => c.Currency).Distinct().Order(StringComparer.Ordinal)
                .Select(c => new RateReach(c, Days(Of(before, c), Of(after, c)))).Where(r => !r.Days.IsEmpty),
        ];
    }

    /// <summary>For each currency the days on which another rate is taken; empty where none is.</summary>
    public ImmutableArray<RateReach> Reaches { get; }

    public static RateChange Between(RateTable before, RateTable after, CodeLists codes) => new(before, after, codes);

    /// <summary>Whether the judgements or findings of a placement may be others after the change. A false is certain.</summary>
    public bool Touches(PlacementFacts facts, RuleBook law)
    {
        var days = DaysOf(facts).ToList();
        var corrected = Reaches.Where(r => days.Exists(d => r.Days.Any(x => x.Contains(d)))).Select(r => r.Currency).ToHashSet();
        return corrected.Count > 0 && CurrenciesThatMeet(facts, law, _codes).Overlaps(corrected);
    }

    /// <summary>The days whose rates a placement may ask for.</summary>
    public static IEnumerable<DateOnly> DaysOf(PlacementFacts facts) => facts.Items.Select(i => i.Date).Append(facts.SignedOn).OfType<DateOnly>();

    /// <summary>The currencies that judging a placement may convert between; none where all that may speak about it is in one.</summary>
    public static IReadOnlySet<string> CurrenciesThatMeet(PlacementFacts facts, RuleBook law, CodeLists codes)
    {
        var applicable = law.On(facts.Origin, facts.Destination);
        var prohibits = FeeCapLaw.DestinationProhibits(facts, applicable);
        // Findings compare what several rules say, so the currencies of all that may speak meet.
        var currencies = applicable.SelectMany(r => Currencies(r, facts, prohibits, codes)).ToHashSet();
        return currencies.Count > 1 ? currencies : ImmutableHashSet<string>.Empty;
    }

    private static IEnumerable<string> Currencies(Rule rule, PlacementFacts facts, Holds prohibits, CodeLists codes)
    {
        if (new Guards(facts, prohibits, rule.Law).Applies(rule) == Holds.No) return [];
        if (rule.DecidedBy == DecidingDate.Signing && facts.SignedOn is { } signed && rule.InForce.Contains(signed) == Holds.No) return [];
        var counted = Counting.Of(rule, facts, codes, new()).Items.Select(i => i.Item.Amount).ToList();
        if (counted.Count == 0) return [];
        var others = rule.Duty is RefundDuty || rule.Offset is not null ? facts.Items.Select(i => i.Amount) : [];
        var cap = rule.Duty is CapDuty { Basis: var basis } ? Amounts(basis).Concat(Told(basis, facts)) : [];
        var agreed = rule.Offset is not null && facts.AgreedFee is { } fee ? [fee] : (Money[])[];
        return counted.Concat(others).Concat(cap).Concat(agreed).Select(m => m.Currency);
    }

    private static IEnumerable<Money> Told(Basis basis, PlacementFacts facts) => basis switch
    {
        LesserOf l => l.Of.SelectMany(b => Told(b, facts)),
        Share s => Told(s.Of, facts),
        Choose c => c.Choices.SelectMany(x => Told(x.Basis, facts)),
        Stated or MonthsOfWage or DaysOfWage or PercentOfFirstWage =>
            new[] { facts.BasicWage, facts.ContractWage, facts.FirstWage, facts.AgreedFee, facts.JobOrderMaximum, facts.ApprovedCost }.OfType<Money>(),
        _ => [],
    };

    private static IEnumerable<Money> Amounts(Basis basis) => basis switch
    {
        FixedAmount f => [f.Amount],
        FixedByDestination t => t.Amounts.Values,
        PerServiceYear y => y.Amounts,
        LesserOf l => l.Of.SelectMany(Amounts),
        Share s => Amounts(s.Of),
        Choose c => c.Choices.SelectMany(x => Amounts(x.Basis)),
        _ => [],
    };

    private static ImmutableArray<RateTable.Piece> Of(RateTable table, string currency) =>
        table.All.Where(c => c.Currency == currency).Select(c => c.Pieces).FirstOrDefault([]);

    private static ImmutableArray<DayRange> Days(ImmutableArray<RateTable.Piece> before, ImmutableArray<RateTable.Piece> after)
    {
        var days = new List<DayRange>();
        foreach (var part in DayRange.Split(new(DateOnly.MinValue, DateOnly.MaxValue), before.Concat(after).SelectMany(p => new[] { p.From, DayRange.After(p.Until) })))
        {
            if (Taken(before) == Taken(after)) continue;
            if (days.Count > 0 && DayRange.After(days[^1].Until) == part.From) days[^1] = days[^1] with { Until = part.Until };
            else days.Add(part);

            // For how long a rate holds is not told in a judgement, nor by which series it came.
            (Rational, RateKind, string, bool)? Taken(ImmutableArray<RateTable.Piece> pieces) =>
                RateTable.Find(pieces, part.From) is { } rate ? (rate.UnitsPerUsd, rate.Kind, rate.Authority, rate.Demonstration) : null;
        }
        return [.. days];
    }
}
