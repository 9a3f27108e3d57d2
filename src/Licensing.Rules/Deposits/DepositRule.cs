using System.Collections.Immutable;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Rules.Deposits;

public enum DepositForm
{
    /// <summary>Money that the ministry holds.</summary>
    Cash,

    /// <summary>Of a bank, or of whom the source lets give one.</summary>
    Guarantee,

    /// <summary>A policy of an insurer.</summary>
    Insurance,
}

/// <param name="Forms">Any of these will do; empty where the source names none.</param>
public sealed record Hold(Money Amount, ImmutableArray<DepositForm> Forms);

/// <summary>Both ends inclusive; a missing end is open.</summary>
public sealed record NumberRange(int? From, int? UpTo)
{
    public bool Contains(int number) => (From is null || From <= number) && (UpTo is null || number <= UpTo);
}

/// <summary>When a row speaks; all that is given must hold. The closed list of what real deposit rules ask.</summary>
/// <param name="Choice">The way an agency chose where the law offers several.</param>
/// <param name="Workers">Workers by whom the law measures the agency: those it plans to send in a year in Nepal, those it may recruit in India.</param>
/// <param name="Placements">In the past twelve months.</param>
/// <param name="Demerits">Points in the past twelve months.</param>
/// <param name="FirstYear">Whether the agency is in its first year of operation.</param>
public sealed record DepositWhen(string? Class, string? Choice, NumberRange? Workers, NumberRange? Placements, NumberRange? Demerits, NumberRange? Branches, bool? FirstYear);

/// <param name="ForEachWorkers">The hold is due for each so many workers, a part counting whole; null: once.</param>
/// <param name="PerBranch">Due for each branch, beyond the rest.</param>
public sealed record DepositRow(DepositWhen When, ImmutableArray<Hold> Hold, int? ForEachWorkers, ImmutableArray<Hold> PerBranch);

/// <summary>Exactly one row must speak of a case; else the requirement is undetermined.</summary>
public sealed record DepositRule(ImmutableArray<DepositRow> Rows) : RegimeValue;
