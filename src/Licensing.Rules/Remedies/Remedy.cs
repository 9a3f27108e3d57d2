using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Period = Licensing.Rules.Licences.Period;

namespace Licensing.Rules.Remedies;

/// <summary>What must have happened before money is owed back.</summary>
public enum Ground
{
    /// <summary>The employment ended before the contract did.</summary>
    EmploymentEnded,

    /// <summary>The worker was not sent.</summary>
    NotSent,

    /// <summary>The worker entered the destination: some costs are given back from then on.</summary>
    Entered,

    /// <summary>What a decision or an upheld finding established (<see cref="Established"/>).</summary>
    Established,
}

/// <summary>What somebody with the power to do so found to be so; nothing of it follows from what was filed.</summary>
public enum Established
{
    /// <summary>More was taken than the law allows, or a fee for what is free.</summary>
    OverCharge,

    /// <summary>Money was taken in breach of the Act.</summary>
    UnlawfullyTaken,

    /// <summary>Who took the money had no licence.</summary>
    NoLicence,

    /// <summary>A licensee took money by a false promise and sent nobody.</summary>
    FalsePromise,

    /// <summary>The employer gave no work on the terms of the contract.</summary>
    JobNotAsAgreed,

    /// <summary>Less was paid, or given, than was agreed.</summary>
    LessPaid,
}

/// <summary>A sum that was established beside what the worker was charged.</summary>
public enum StatedSum
{
    /// <summary>What was taken and must not have been; of a finding, its excess.</summary>
    Excess,

    /// <summary>By how much less was paid than agreed.</summary>
    WageShortfall,

    /// <summary>What the journey out and home cost the worker.</summary>
    TravelCost,
}

/// <summary>Which day picks the version that applies.</summary>
public enum RemedyDay { Payment, Signing, Event }

/// <summary>Whether the authority must order it, or may.</summary>
public enum OrderPower
{
    /// <summary>The authority must order it.</summary>
    Shall,

    /// <summary>The authority may order it.</summary>
    May,
}

/// <summary>How much is given back.</summary>
public abstract record Gives;

/// <summary>All that counts.</summary>
public sealed record GivesAll : Gives;

/// <param name="Percent">At least so much of all that counts.</param>
public sealed record GivesPercent(Rational Percent) : Gives;

/// <summary>In proportion to the part of the contract that was not served.</summary>
public sealed record GivesUnserved : Gives;

/// <summary>A sum that was established.</summary>
public sealed record GivesStated(StatedSum Sum) : Gives;

/// <summary>What the law says of interest.</summary>
/// <param name="PercentPerYear">Null where the law refers to a rate outside of it.</param>
/// <param name="Outside">Which rate that is.</param>
public sealed record InterestRule(Rational? PercentPerYear, string? Outside);

/// <summary>One version of one formula: one sentence of law by which money comes back.</summary>
/// <param name="Reads">Scope, exceptions and what counts, in the words of the rules on fees.</param>
/// <param name="BelongsTo">The rule on fees whose breach it answers; null where none does.</param>
/// <param name="WithinMonths">Of an employment that ended, since entry; the last day of them included. Null: whenever it ends early.</param>
/// <param name="Plus">What comes on top: a part of all that counted, or an established sum.</param>
/// <param name="Interest">Null: the law states none.</param>
/// <param name="Within">Time to pay; null: the law states none.</param>
public sealed record Remedy(
    Rule Reads, string? BelongsTo, RemedyDay DecidedBy, Ground Ground, Established? Needs, int? WithinMonths, bool Counts, Gives Gives, ImmutableArray<Gives> Plus,
    InterestRule? Interest, Period? Within, OrderPower Power)
{
    /// <summary>For example np.not-sent.</summary>
    public string Name => Reads.Provision;
    public int Version => Reads.Version;
}

/// <summary>Who answers for money owed.</summary>
public enum Answerable
{
    /// <summary>The agency.</summary>
    Agency,

    /// <summary>The employer or principal abroad.</summary>
    Principal,

    /// <summary>The responsible officers of the agency, in person.</summary>
    Officers,
}

/// <summary>A sentence of law that says who answers together with the agency.</summary>
public sealed record LiabilityRule(string Name, string Title, LegalSource Source, PartialRange InForce, ImmutableArray<Answerable> Who);

/// <summary>How money comes back by the law of one jurisdiction or agreement.</summary>
public sealed record RemedyPack(
    string Name, string Title, LawSide Law, string? Origin, string? Destination, ImmutableArray<Remedy> Remedies, ImmutableArray<LiabilityRule> Liability)
{
    /// <summary>Whether it is law for this pair of countries at all.</summary>
    public bool AppliesTo(string origin, string destination) => (Origin is null || Origin == origin) && (Destination is null || Destination == destination);
}
