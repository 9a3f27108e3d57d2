using Licensing.Api.Features.Agencies;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Examinations;

public enum DecisionOutcome
{
    /// <summary>The licence is granted.</summary>
    Grant,

    /// <summary>A provisional licence is granted.</summary>
    GrantProvisionally,

    /// <summary>The application is refused.</summary>
    Refuse,

    /// <summary>Gives the licence to what was granted already: by silence of the ministry, or on appeal.</summary>
    Issue,
}

/// <param name="DueOn">Last day to meet it, inclusive.</param>
/// <param name="IsPublic">Whether it concerns the public, and stands in the register.</param>
public sealed record DecisionCondition(string Text, DateOnly DueOn, bool IsPublic);

/// <param name="Code">A word for it that statistics can count, for example capital, not-fit-and-proper.</param>
public sealed record DecisionGround(string Code, string Text);

/// <summary>What two people decide on, to the day.</summary>
/// <param name="Number">Of a new licence; null else.</param>
/// <param name="Class">Null where the regime has no classes, and for a refusal.</param>
/// <param name="From">First day of the term, or of the other class; null for a refusal.</param>
/// <param name="Until">Its last day, inclusive, as the regime gives it; null for a variation and a refusal.</param>
/// <param name="VolumeWaiver">Why it is renewed all the same though the agency sent fewer workers than the regime asks; null: it did not, or nothing is asked.</param>
public sealed record DecisionChange(
    string ApplicationId, DecisionOutcome Outcome, string? Number, string? Class, DateOnly? From, DateOnly? Until, TermKind? Term,
    IReadOnlyList<DecisionCondition> Conditions, IReadOnlyList<DecisionGround> Grounds, string? VolumeWaiver);

public sealed record ApplicationGranted(string LicenceId, string? Number, string? Class, DateOnly From, DateOnly? Until, bool IsProvisional, int Conditions);
public sealed record ApplicationRefused(IReadOnlyList<string> Grounds);
public sealed record LicenceTermBegun(TermKind Kind, string? Class, DateOnly From, DateOnly Until);
public sealed record LicenceVaried(string? Class, DateOnly From);
public sealed record ConditionSet(string LicenceId, DateOnly From, DateOnly? DueOn);
public sealed record BranchOpenedByGrant(string AgencyId, BranchKind Kind, DateOnly From);
