using System.Collections.Frozen;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Remedies;

/// <summary>By what the part of a contract that was not served is measured. The laws that ask for it do not say.</summary>
public enum ServedBy
{
    /// <summary>By days.</summary>
    Days,

    /// <summary>By months.</summary>
    Months,
}

/// <summary>From when interest runs. No law in the packs says it.</summary>
public enum InterestFrom
{
    /// <summary>From the day of each payment.</summary>
    Payment,

    /// <summary>From the day of what gave the claim: the end, the failed deployment, the act that was established.</summary>
    Event,

    /// <summary>From the day of the order.</summary>
    Order,
}

/// <summary>A rate that the law refers to, as it was found out.</summary>
/// <param name="Source">Where it is stated: which bank, which day.</param>
public sealed record OutsideRate(Rational PercentPerYear, string Source);

/// <summary>What the law leaves open and whoever orders has to state. What is left null stays undetermined.</summary>
public sealed record RemedyChoices(DayCount? DayCount = null, InterestFrom? InterestFrom = null, ServedBy? ServedBy = null);

/// <summary>What is known. Null is "not known", never "no".</summary>
/// <param name="Placement">What was paid, by whom and when; what was given back; how it ended.</param>
public sealed record RemedyFacts(PlacementFacts Placement)
{
    /// <summary>What a decision or an upheld finding established.</summary>
    public IReadOnlySet<Established> Established { get; init; } = FrozenSet<Established>.Empty;

    /// <summary>The day on which that happened.</summary>
    public DateOnly? EstablishedOn { get; init; }

    /// <summary>Sums that were established; of each at most one for each currency.</summary>
    public IReadOnlyList<(StatedSum Sum, Money Amount)> Stated { get; init; } = [];

    /// <summary>Whole months of the contract that were served, where they are counted by months.</summary>
    public int? MonthsServed { get; init; }

    public OutsideRate? OutsideRate { get; init; }

    /// <summary>The day of the order.</summary>
    public required DateOnly OrderedOn { get; init; }

    /// <summary>Last day up to which interest is reckoned, inclusive.</summary>
    public required DateOnly InterestUntil { get; init; }
}
