using System.Collections.Frozen;

namespace Licensing.Rules.Licences;

/// <summary>The ministry's calendar: its weekend, its list of holidays, and the days that its law calls by name, such as the
/// end of the fiscal year. A list covers what it covers: outside it nobody knows which days are worked.</summary>
/// <param name="weekend">May be empty.</param>
/// <param name="holidays">Public holidays between <paramref name="from"/> and <paramref name="until"/>.</param>
/// <param name="from">First day that the list covers, inclusive.</param>
/// <param name="until">Last day that the list covers, inclusive.</param>
/// <param name="namedDays">Each name with its dates.</param>
public sealed class WorkCalendar(IEnumerable<DayOfWeek> weekend, IEnumerable<DateOnly> holidays, DateOnly from, DateOnly until,
    IEnumerable<(string Name, DateOnly Day)>? namedDays = null)
{
    private readonly FrozenSet<DayOfWeek> _weekend = weekend.ToFrozenSet();
    private readonly FrozenSet<DateOnly> _holidays = holidays.ToFrozenSet();
    private readonly FrozenDictionary<string, DateOnly[]> _named =
        (namedDays ?? []).GroupBy(n => n.Name).ToFrozenDictionary(g => g.Key, g => g.Select(n => n.Day).Order().ToArray());

    /// <returns>Whether the day is worked; null outside the days that the list covers.</returns>
    public bool? IsWorked(DateOnly day)
    {
        if (_weekend.Contains(day.DayOfWeek)) return false;
        return day < from || day > until ? null : !_holidays.Contains(day);
    }

    /// <returns>The first date of that name on or after the day; null where the ministry has set none.</returns>
    public DateOnly? NamedDay(string name, DateOnly onOrAfter) =>
        _named.GetValueOrDefault(name, []).Where(d => d >= onOrAfter).Select(d => (DateOnly?)d).FirstOrDefault();
}

public enum DeadlineDoubt
{
    /// <summary>The ministry's holidays are not known for all the days that count.</summary>
    CalendarTooShort,
    /// <summary>The ministry has not set the date of a named day.</summary>
    NamedDayNotSet,
    /// <summary>The regime does not say how long, or how days are counted.</summary>
    NotKnown,
    /// <summary>The date would lie outside the calendar of this world, years 1 to 9999.</summary>
    OutOfRange,
}

/// <param name="LastDay">The last day on which the act is in time, inclusive; null when undetermined.</param>
public sealed record Deadline(DateOnly? LastDay, DeadlineDoubt? Undetermined)
{
    /// <summary>The last day of a time that runs forward from an event.</summary>
    /// <param name="start">The day of the event.</param>
    /// <param name="counting">Whether that day counts, and whether a last day that is not worked moves on.</param>
    /// <remarks>Days: with the first day not counting, 15 days from 1 March end on 16 March, else on 15 March. Working days
    /// count only days that are worked. Months and years end on the day of the same number, or on the last of a shorter
    /// month (1 month from 31 January ends on 28 or 29 February); where the first day counts, one day earlier.</remarks>
    public static Deadline After(DateOnly start, Period period, DayCountingRule counting, WorkCalendar calendar)
    {
        try
        {
            DateOnly? last = period.Unit switch
            {
                PeriodUnit.WorkingDays => WorkingDays(start, period.Number, counting.FirstDayCounts, calendar),
                PeriodUnit.Days => start.AddDays(period.Number - (counting.FirstDayCounts ? 1 : 0)),
                PeriodUnit.Months => start.AddMonths(period.Number).AddDays(counting.FirstDayCounts ? -1 : 0),
                _ => start.AddYears(period.Number).AddDays(counting.FirstDayCounts ? -1 : 0),
            };
            while (counting.LastDayMoves && last is { } day)
                switch (calendar.IsWorked(day))
                {
                    case true: return new(last, null);
                    case false: last = day.AddDays(1); break;
                    default: last = null; break;
                }
            return last is null ? new(null, DeadlineDoubt.CalendarTooShort) : new(last, null);
        }
        catch (ArgumentOutOfRangeException)
        {
            return new(null, DeadlineDoubt.OutOfRange);
        }
    }

    /// <summary>The last day of a time that the regime states, counted as the regime counts; undetermined where it says neither.</summary>
    /// <param name="time">The answer to a question whose value is a time, such as <see cref="RegimeQuestion.DepositTopUp"/>.</param>
    /// <param name="counting">The answer to <see cref="RegimeQuestion.DayCounting"/>.</param>
    public static Deadline After(DateOnly start, RegimeAnswer time, RegimeAnswer counting, WorkCalendar calendar) =>
        time.As<TimeAllowed>() is { } allowed && counting.As<DayCountingRule>() is { } rule
            ? After(start, allowed.Period, rule, calendar)
            : new(null, DeadlineDoubt.NotKnown);

    /// <summary>The last day on which at least the whole time is left before a day, such as the end of a licence: 3 months before
    /// 31 May is 28 February. Working days are those worked after the act and up to the end, inclusive. It does not move for
    /// a holiday: a later day would leave too little.</summary>
    public static Deadline Before(DateOnly end, Period period, WorkCalendar calendar)
    {
        try
        {
            if (period.Unit != PeriodUnit.WorkingDays)
                return new(period.Unit switch
                {
                    PeriodUnit.Days => end.AddDays(-period.Number),
                    PeriodUnit.Months => end.AddMonths(-period.Number),
                    _ => end.AddYears(-period.Number),
                }, null);
            var left = period.Number;
            for (var day = end; ; day = day.AddDays(-1))
            {
                if (left == 0) return new(day, null);
                if (calendar.IsWorked(day) is not { } worked) return new(null, DeadlineDoubt.CalendarTooShort);
                if (worked) left--;
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            return new(null, DeadlineDoubt.OutOfRange);
        }
    }

    /// <summary>The next date of a named day, on or after the start.</summary>
    public static Deadline OnNamedDay(string name, DateOnly start, WorkCalendar calendar) =>
        calendar.NamedDay(name, start) is { } day ? new(day, null) : new(null, DeadlineDoubt.NamedDayNotSet);

    /// <returns>Whether an act on that day is in time; null when undetermined.</returns>
    public bool? Allows(DateOnly day) => LastDay is { } last ? day <= last : null;

    private static DateOnly? WorkingDays(DateOnly start, int count, bool firstDayCounts, WorkCalendar calendar)
    {
        for (var day = firstDayCounts ? start : start.AddDays(1); ; day = day.AddDays(1))
        {
            if (calendar.IsWorked(day) is not { } worked) return null;
            if (worked && --count == 0) return day;
        }
    }
}
