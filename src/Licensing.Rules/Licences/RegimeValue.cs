using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Rules.Values;

namespace Licensing.Rules.Licences;

/// <summary>The answer to a <see cref="RegimeQuestion"/>. How each is written: docs/rules/licences/README.md.</summary>
public abstract record RegimeValue;

/// <summary>It is known that nothing of the kind is required or exists. Not the same as not known.</summary>
public sealed record NoneRequired : RegimeValue;

public sealed record LicenceClass(string Code, string Title);

public sealed record LicenceClasses(ImmutableArray<LicenceClass> Classes) : RegimeValue;

/// <param name="ForAll">The least amount for every class; null where it differs by class.</param>
public sealed record LeastAmount(Money? ForAll, FrozenDictionary<string, Money> ByClass) : RegimeValue
{
    /// <returns>Null where the class is needed and is not given, or is not named.</returns>
    public Money? For(string? licenceClass) =>
        ForAll ?? (licenceClass is not null && ByClass.TryGetValue(licenceClass, out var amount) ? amount : null);
}

/// <param name="Percent">Of the shares, at least.</param>
public sealed record OwnershipShare(Rational Percent, string HeldBy) : RegimeValue;

public sealed record ChecklistItem(string Code, string Title);

/// <summary>Documents wanted, or questions asked.</summary>
public sealed record Checklist(ImmutableArray<ChecklistItem> Items) : RegimeValue;

public enum FeePer
{
    /// <summary>For each licence.</summary>
    Licence,

    /// <summary>For each year of the term.</summary>
    Year,

    /// <summary>For each vacancy.</summary>
    Vacancy,
}

public sealed record FeeLine(Money Amount, FeePer Per);

public sealed record LicenceFees(ImmutableArray<FeeLine> Lines) : RegimeValue;

/// <summary>A time in which something must be done; its last day is reckoned by <see cref="Deadline"/>.</summary>
public sealed record TimeAllowed(Period Period) : RegimeValue;

/// <param name="First">Length of the first licence; null where only <paramref name="EndsOn"/> decides.</param>
/// <param name="Later">Length of each later one.</param>
/// <param name="EndsOn">A named day on which every licence ends, such as the end of the fiscal year. Its dates are the
/// ministry's (<see cref="WorkCalendar.NamedDay"/>).</param>
public sealed record TermRule(Period? First, Period? Later, string? EndsOn) : RegimeValue;

public enum Silence { Refusal, Grant }

public sealed record SilenceRule(Silence Means) : RegimeValue;

/// <param name="Before">Applied for at least this long before the licence ends.</param>
/// <param name="By">Or no later than this named day, inclusive.</param>
public sealed record RenewalWindowRule(Period? Before, string? By) : RegimeValue;

/// <param name="Within">Reckoned from the last day of the licence.</param>
/// <param name="Until">Or until this named day, inclusive.</param>
/// <param name="PerMonth">Added for each month begun.</param>
/// <param name="InMonth">Added only when renewed in the month of this number after the end, with <paramref name="Added"/>.</param>
public sealed record LateRenewalRule(Period? Within, string? Until, Money? PerMonth, int? InMonth, Money? Added) : RegimeValue;

/// <param name="Workers">At least so many workers sent in a year,</param>
/// <param name="Years">in each of so many past years.</param>
public sealed record MinimumVolumeRule(int Workers, int Years) : RegimeValue;

public enum SubAgentPolicy { Forbidden, Registered, OnlyAbroad }

public sealed record SubAgentRule(SubAgentPolicy Policy) : RegimeValue;

/// <param name="From">Points, inclusive, from which it follows.</param>
public sealed record DemeritBand(int From, string Consequence);

/// <param name="Bands">By rising points; the last one reached counts.</param>
public sealed record DemeritBands(ImmutableArray<DemeritBand> Bands) : RegimeValue;

/// <param name="Longest">Null where none is stated.</param>
/// <param name="Ladder">Lengths for the first, second, … time; then revocation. Empty where the law has no ladder.</param>
public sealed record SuspensionRule(Period? Longest, ImmutableArray<Period> Ladder) : RegimeValue;

public enum SharingMethod { ProRata, InOrder }

/// <param name="Order">Kinds of claim, those paid first standing first; kinds of one rank share pro rata.</param>
public sealed record SharingRule(SharingMethod Method, ImmutableArray<ImmutableArray<ClaimKind>> Order) : RegimeValue;

/// <summary>For whom a deposit is drawn on.</summary>
public enum ClaimKind
{
    /// <summary>Bringing a worker home.</summary>
    Repatriation,

    /// <summary>Wages that were not paid.</summary>
    Wages,

    /// <summary>Money back to a worker.</summary>
    Refund,

    /// <summary>Compensation to a worker.</summary>
    Compensation,

    /// <summary>A claim of an employer.</summary>
    Employer,

    /// <summary>A claim of the state.</summary>
    State,
}

/// <summary>What follows when the deposit is not restored in time: the licence stops by itself, or the ministry decides.</summary>
public enum DepositDefault { LicenceStops, MinistryDecides }

public sealed record DepositDefaultRule(DepositDefault Follows) : RegimeValue;

public enum Shortfall
{
    /// <summary>What the deposit did not cover is owed to the state.</summary>
    DueToTheState,

    /// <summary>What the deposit did not cover is owed to the claimants.</summary>
    DueToTheClaimants,
}

public sealed record ShortfallRule(Shortfall Becomes) : RegimeValue;

public enum ReleaseStart { LicenceEnds, LastContractEnds }

public sealed record ReleaseRule(Period After, ReleaseStart From) : RegimeValue;

/// <param name="Pattern">A regular expression for the whole number.</param>
public sealed record NumberPattern(string Pattern) : RegimeValue;

/// <summary>How a time is counted. No default: laws differ.</summary>
/// <param name="FirstDayCounts">Whether the day of the event is day one.</param>
/// <param name="LastDayMoves">Whether a last day that is no working day moves to the next working day.</param>
public sealed record DayCountingRule(bool FirstDayCounts, bool LastDayMoves) : RegimeValue;
