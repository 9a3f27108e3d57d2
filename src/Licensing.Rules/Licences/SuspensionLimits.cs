namespace Licensing.Rules.Licences;

public enum SuspensionVerdict
{
    Within,
    TooLong,
    /// <summary>The regime limits the length, and no last day is given.</summary>
    NoLastDay,
    /// <summary>Every step of the ladder has been used: what is left is revocation.</summary>
    LadderUsed,
    /// <summary>It is known that the law has no such suspension.</summary>
    NotInLaw,
    /// <summary>The regime does not say.</summary>
    NotKnown,
    /// <summary>The limit is in working days beyond the ministry's list, or outside the calendar of this world.</summary>
    Undetermined,
}

/// <param name="LastDay">The last day that is permitted, inclusive; null where there is no limit or none can be told.</param>
/// <param name="Time">Which suspension of its kind it would be: 1 for the first.</param>
public sealed record SuspensionLimit(SuspensionVerdict Verdict, DateOnly? LastDay, int Time, DeadlineDoubt? Doubt = null);

/// <summary>How long a suspension may last.</summary>
public static class SuspensionLimits
{
    /// <summary>Compares a suspension with what the regime says of its kind.</summary>
    /// <param name="from">First day, inclusive; of a chain of preventive ones, the first day of the first (<see cref="BeginningOf"/>).</param>
    /// <param name="until">Last day, inclusive; null: until it is lifted.</param>
    /// <param name="earlier">How many of its kind there were before, those set aside not counted.</param>
    /// <param name="rule">The answer to <see cref="RegimeQuestion.Suspension"/> or <see cref="RegimeQuestion.PreventiveSuspension"/>.</param>
    /// <remarks>The first day counts, because the licence is suspended on it: 6 months from 1 March end on 31 August. The steps of a ladder are
    /// the longest of each time; a shorter one is within the law.</remarks>
    public static SuspensionLimit Judge(DateOnly from, DateOnly? until, int earlier, RegimeAnswer rule, WorkCalendar calendar)
    {
        var time = earlier + 1;
        if (rule.State != AnswerState.Known) return new(SuspensionVerdict.NotKnown, null, time);
        if (rule.Value is not SuspensionRule law) return new(SuspensionVerdict.NotInLaw, null, time);
        if (!law.Ladder.IsEmpty && earlier >= law.Ladder.Length) return new(SuspensionVerdict.LadderUsed, null, time);

        Period?[] lengths = [law.Longest, law.Ladder.IsEmpty ? null : law.Ladder[earlier]];
        var ends = lengths.OfType<Period>().Select(p => Deadline.After(from, p, new(FirstDayCounts: true, LastDayMoves: false), calendar)).ToList();
        if (ends.Find(e => e.LastDay is null) is { } open) return new(SuspensionVerdict.Undetermined, null, time, open.Undetermined);
        if (ends.Count == 0) return new(SuspensionVerdict.Within, null, time);
        var last = ends.Min(e => e.LastDay!.Value);
        return new(until is null ? SuspensionVerdict.NoLastDay : until > last ? SuspensionVerdict.TooLong : SuspensionVerdict.Within, last, time);
    }

    /// <summary>The first day of the unbroken chain that a suspension continues. The longest time of a preventive suspension is
    /// that of the inquiry: ordering it again on the day after the last would make it endless.</summary>
    /// <param name="earlier">Each with its first and last day, both inclusive; no last day: it runs on.</param>
    public static DateOnly BeginningOf(DateOnly from, IEnumerable<(DateOnly From, DateOnly? LastDay)> earlier)
    {
        foreach (var (first, last) in earlier.OrderByDescending(e => e.From))
            if (first < from && (last is null || last.Value.DayNumber >= from.DayNumber - 1)) from = first;
        return from;
    }
}
