using System.Collections.Immutable;

namespace Licensing.Rules.Licences;

/// <summary>Points from a finding that was upheld or another decision.</summary>
/// <param name="On">The day of the decision; the points count from it, inclusive.</param>
/// <param name="SetAsideOn">From this day, inclusive, they no longer count, as after an appeal.</param>
public sealed record DemeritEntry(string Id, int Points, DateOnly On, DateOnly? SetAsideOn);

/// <param name="Points">That count on the day; null when undetermined.</param>
/// <param name="Proposed">What the regime lets follow; for an officer to decide. Null below the first band.</param>
/// <param name="Counted">The entries that count.</param>
/// <param name="Undetermined">The question that the regime does not answer.</param>
public sealed record DemeritCount(int? Points, string? Proposed, ImmutableArray<string> Counted, RegimeQuestion? Undetermined);

public static class Demerits
{
    /// <summary>The points of an agency on a day and what they lead to.</summary>
    /// <param name="expiry">How long a point counts: from the day of its decision, that day counting, so points of 12 months given
    /// on 1 March count up to the last of February. Where it is not known the points are undetermined, unless even all of
    /// them together reach no band.</param>
    public static DemeritCount On(IEnumerable<DemeritEntry> entries, DateOnly day, RegimeAnswer bands, RegimeAnswer expiry)
    {
        var given = entries.Where(e => e.On <= day && (e.SetAsideOn is null || day < e.SetAsideOn)).OrderBy(e => e.On).ThenBy(e => e.Id, StringComparer.Ordinal).ToList();
        if (bands.State != AnswerState.Known) return new(null, null, [], RegimeQuestion.DemeritBands);
        if (expiry.State != AnswerState.Known)
            return Proposed(bands, given.Sum(e => e.Points)) is null ? new(null, null, [], null) : new(null, null, [], RegimeQuestion.DemeritExpiry);

        var counted = expiry.As<TimeAllowed>() is { } lasts ? given.Where(e => day <= LastDay(e.On, lasts.Period)).ToList() : given;
        var points = counted.Sum(e => e.Points);
        return new(points, Proposed(bands, points), [.. counted.Select(e => e.Id)], null);
    }

    /// <returns>The last day on which an entry counts, inclusive; null where points do not lapse, or the regime does not say.</returns>
    public static DateOnly? LastDayOf(DemeritEntry entry, RegimeAnswer expiry) => expiry.As<TimeAllowed>() is { } lasts ? LastDay(entry.On, lasts.Period) : null;

    private static string? Proposed(RegimeAnswer bands, int points) =>
        bands.As<DemeritBands>()?.Bands.LastOrDefault(b => b.From <= points)?.Consequence;

    // Working days do not occur here: the reader of regimes refuses them.
    private static DateOnly LastDay(DateOnly on, Period period) => period.Unit switch
    {
        PeriodUnit.Months => on.AddMonths(period.Number).AddDays(-1),
        PeriodUnit.Years => on.AddYears(period.Number).AddDays(-1),
        _ => on.AddDays(period.Number - 1),
    };
}
