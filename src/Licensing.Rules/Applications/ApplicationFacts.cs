using System.Collections.Immutable;
using Licensing.Rules.Values;

namespace Licensing.Rules.Applications;

/// <summary>One owner, without a name: rules need none.</summary>
/// <param name="At">Where in the application, as a JSON pointer.</param>
/// <param name="SharePercent">Of what is owned.</param>
/// <param name="IsNatural">A natural person; else a company with owners of its own.</param>
/// <param name="Nationality">ISO 3166-1 alpha-2; null when it is not said.</param>
/// <param name="HasDocument">Whether an identity document is named.</param>
public sealed record OwnerFact(string At, Rational SharePercent, bool IsNatural, string? Nationality, bool HasDocument, ImmutableArray<OwnerFact> Owners);

public enum DocumentStanding { Waiting, Sound, Rejected }

/// <param name="ExpiresOn">Last day on which it is good, inclusive; null where it does not end.</param>
public sealed record DocumentFact(string Type, DateOnly? ExpiresOn, DocumentStanding Standing);

/// <summary>What an application says, as far as completeness asks.</summary>
public sealed record ApplicationFacts
{
    public string? Class { get; init; }

    /// <summary>Paid up; null when it is not said.</summary>
    public Money? Capital { get; init; }
    public ImmutableArray<OwnerFact> Owners { get; init; } = [];
    public ImmutableArray<DocumentFact> Documents { get; init; } = [];

    /// <summary>Codes of the questions that were answered.</summary>
    public ImmutableArray<string> Answered { get; init; } = [];
}
