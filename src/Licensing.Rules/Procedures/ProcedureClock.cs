using System.Collections.Immutable;
using Licensing.Rules.Licences;

namespace Licensing.Rules.Procedures;

public enum ClockState
{
    /// <summary>What it runs from has not happened, or nobody has recorded it.</summary>
    NotBegun,

    /// <summary>The period runs, and its last day is known.</summary>
    Running,

    /// <summary>The law as it is known does not say how long, or from what.</summary>
    NotKnown,

    /// <summary>The ministry's list of holidays does not reach so far, or there is none.</summary>
    CalendarTooShort,

    /// <summary>The date would lie outside the years 1 to 9999.</summary>
    OutOfRange,
}

/// <summary>The last day of one time of a procedure.</summary>
/// <param name="SurelyUntil">An act on this day or before it is in time, whatever is open; null unless running.</param>
/// <param name="PerhapsUntil">An act after this day is late, whatever is open; null where no such day is known. Equal to the other where nothing is open.</param>
/// <param name="RunsFrom">The event from which it runs.</param>
/// <param name="Doubts">What is open, in words; empty where both days are one.</param>
public sealed record ClockReading(ClockState State, DateOnly? SurelyUntil, DateOnly? PerhapsUntil, ProcedureEvent? RunsFrom, ImmutableArray<string> Doubts)
{
    /// <returns>true: in time; false: late; null: it is open which, or no day is known.</returns>
    public bool? InTimeOn(DateOnly day) => State != ClockState.Running ? null : day <= SurelyUntil ? true : day > PerhapsUntil ? false : null;
}

/// <summary>When the times of a procedure end.</summary>
/// <remarks>No source says how days are counted in these procedures: the ministry sets it (RegimeQuestion.DayCounting). Until it has, no counting is
/// assumed: a time ends surely not before the earliest day of all ways to count, and surely not after the latest.</remarks>
public static class ProcedureClock
{
    private static readonly DayCountingRule[] EveryWay = [new(true, false), new(true, true), new(false, false), new(false, true)];

    /// <param name="events">The days of what has happened, in the ministry's time zone.</param>
    /// <param name="counting">How the ministry counts; null: it has not said.</param>
    public static ClockReading Of(ProcedureAnswer<StepRule> answer, IReadOnlyDictionary<ProcedureEvent, DateOnly> events, DayCountingRule? counting, WorkCalendar calendar) =>
        answer.Rule is not { Within: { } within } rule
            ? Unknown(answer.NotKnown ?? "The law states no time.")
            : Run(rule.From, within, rule.UpTo, events, counting, calendar);

    /// <param name="abroad">Whether the worker was abroad when it happened; null: not said.</param>
    public static ClockReading Of(
        ProcedureAnswer<BarRule> answer, bool? abroad, IReadOnlyDictionary<ProcedureEvent, DateOnly> events, DayCountingRule? counting, WorkCalendar calendar)
    {
        if (answer.Rule is not { } rule)
            return Unknown(answer.NotKnown!);
        if (rule.AbroadFrom is not { } fromReturn || abroad == false)
            return Run(rule.From, rule.Within, null, events, counting, calendar);
        var returned = Run(fromReturn, rule.Within, null, events, counting, calendar);
        if (abroad == true)
            return returned;
        // It is not said where the worker was. The bar from the act comes first; whether it is that one is open.
        var act = Run(rule.From, rule.Within, null, events, counting, calendar);
        const string Open = "It was not said whether the worker was abroad.";
        return act.State != ClockState.Running ? act with { Doubts = [.. act.Doubts, Open] }
            : act with { PerhapsUntil = returned is { State: ClockState.Running, PerhapsUntil: { } late } && late > act.PerhapsUntil ? late : returned.State == ClockState.Running ? act.PerhapsUntil : null, Doubts = [.. act.Doubts, Open] };
    }

    private static ClockReading Run(RunsFrom from, Period within, Period? upTo, IReadOnlyDictionary<ProcedureEvent, DateOnly> events, DayCountingRule? counting, WorkCalendar calendar)
    {
        if (from.Event is not { } begins)
            return Unknown(from.NotKnown!);
        if (!events.TryGetValue(begins, out var start))
            return new(ClockState.NotBegun, null, null, begins, []);

        var ways = counting is null ? EveryWay : [counting];
        var ends = ways.SelectMany(way => upTo is { } longest ? [Deadline.After(start, within, way, calendar), Deadline.After(start, longest, way, calendar)] : (Deadline[])[Deadline.After(start, within, way, calendar)]).ToList();
        if (ends.Exists(e => e.Undetermined == DeadlineDoubt.OutOfRange))
            return new(ClockState.OutOfRange, null, null, begins, []);
        var known = ends.Select(e => e.LastDay).OfType<DateOnly>().ToList();
        if (known.Count == 0)
            return new(ClockState.CalendarTooShort, null, null, begins, ["The ministry's list of holidays does not cover these days."]);
        var doubts = new List<string>();
        if (counting is null) doubts.Add("The ministry has not set how days are counted.");
        if (upTo is { } most) doubts.Add($"The law leaves it between {within} and {most}.");
        // A last day that may move over holidays that nobody knows has no latest day.
        var open = known.Count < ends.Count;
        if (open) doubts.Add("The ministry's list of holidays does not cover these days.");
        return counting is not null && open
            ? new(ClockState.CalendarTooShort, null, null, begins, [.. doubts])
            : new(ClockState.Running, known.Min(), open ? null : known.Max(), begins, [.. doubts]);
    }

    private static ClockReading Unknown(string missing) => new(ClockState.NotKnown, null, null, null, [missing]);
}
