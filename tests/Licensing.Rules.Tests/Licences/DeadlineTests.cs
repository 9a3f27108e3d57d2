using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Regimes;

namespace Licensing.Rules.Tests.Licences;

public class DeadlineTests
{
    private static DateOnly Day(string text) => DateOnly.Parse(text);

    // Friday and Saturday are the weekend; holidays on Wed 31 Dec 2025, Thu 1 Jan and Sun 4 Jan 2026.
    private static readonly WorkCalendar Calendar = new([DayOfWeek.Friday, DayOfWeek.Saturday], [Day("2025-12-31"), Day("2026-01-01"), Day("2026-01-04")],
        Day("2025-01-01"), Day("2026-12-31"), [("end-of-asar", Day("2025-07-16")), ("end-of-asar", Day("2026-07-16"))]);

    private static Period Time(string text) => Period.TryParse(text, out var period) ? period : throw new FormatException(text);

    [Theory]
    [InlineData("2026-03-01", "15 days", false, "2026-03-16")]
    [InlineData("2026-03-01", "15 days", true, "2026-03-15")]
    [InlineData("2026-02-20", "10 days", false, "2026-03-02")]             // no leap day in 2026
    [InlineData("2028-02-20", "10 days", false, "2028-03-01")]             // one in 2028
    [InlineData("2025-12-25", "10 days", false, "2026-01-04")]             // over the end of the year
    [InlineData("2025-10-06", "1 month", false, "2025-11-06")]
    [InlineData("2025-10-06", "1 month", true, "2025-11-05")]
    [InlineData("2026-01-31", "1 month", false, "2026-02-28")]             // the last of a shorter month
    [InlineData("2028-01-31", "1 month", false, "2028-02-29")]
    [InlineData("2028-02-29", "1 year", false, "2029-02-28")]
    [InlineData("2025-12-29", "3 working days", false, "2026-01-06")]      // Tue 30, then Mon 5 and Tue 6: Wed, Thu and Sun are holidays, Fri and Sat weekend
    [InlineData("2025-12-29", "3 working days", true, "2026-01-05")]       // Mon 29, Tue 30, Mon 5
    [InlineData("2026-01-02", "1 working day", true, "2026-01-05")]        // a first day that is not worked is not counted
    public void A_time_ends_on_its_last_day(string start, string time, bool firstDayCounts, string last)
    {
        var deadline = Deadline.After(Day(start), Time(time), new(firstDayCounts, false), Calendar);
        Assert.Equal((Day(last), true, false), (deadline.LastDay, deadline.Allows(Day(last)), deadline.Allows(Day(last).AddDays(1))));
    }

    [Theory]
    [InlineData("2025-12-21", "10 days", "2026-01-05")]        // ends on a holiday: next two days are holiday and weekend, then a holiday again
    [InlineData("2025-12-20", "10 days", "2025-12-30")]        // ends on a day that is worked
    [InlineData("2026-01-22", "1 day", "2026-01-25")]          // a Friday: Sunday is worked
    public void A_last_day_that_is_not_worked_moves_where_the_law_says_so(string start, string time, string last) =>
        Assert.Equal(Day(last), Deadline.After(Day(start), Time(time), new(false, true), Calendar).LastDay);

    [Theory]
    [InlineData("2026-12-20", "10 working days", false)]       // runs beyond the list of holidays
    [InlineData("2026-12-22", "10 days", true)]                // ends beyond it, where the last day may move
    public void Beyond_the_ministrys_list_it_is_undetermined(string start, string time, bool moves)
    {
        var deadline = Deadline.After(Day(start), Time(time), new(false, moves), Calendar);
        Assert.Equal((null, DeadlineDoubt.CalendarTooShort, null), (deadline.LastDay, deadline.Undetermined, deadline.Allows(Day("2027-01-01"))));
    }

    [Fact]
    public void Calendar_days_that_do_not_move_need_no_list() =>
        Assert.Equal(Day("2031-01-01"), Deadline.After(Day("2030-12-22"), Time("10 days"), new(false, false), Calendar).LastDay);

    [Theory]
    [InlineData("2026-05-31", "3 months", "2026-02-28")]
    [InlineData("2028-05-31", "3 months", "2028-02-29")]
    [InlineData("2026-03-01", "30 days", "2026-01-30")]
    [InlineData("2026-01-05", "1 working day", "2026-01-04")]
    [InlineData("2026-01-05", "2 working days", "2025-12-29")]     // worked up to the end: Mon 5 Jan and Tue 30 Dec
    public void Before_an_end_the_whole_time_is_left(string end, string time, string last) =>
        Assert.Equal(Day(last), Deadline.Before(Day(end), Time(time), Calendar).LastDay);

    [Fact]
    public void A_time_of_the_regime_needs_the_regimes_way_of_counting()
    {
        var nepal = RegimeFiles.All["np"];
        var on = Day("2026-03-01");
        RegimeSetting counting = new(RegimeQuestion.DayCounting, on, null, new DayCountingRule(false, false), "Order");
        Deadline After(RegimeQuestion question, params RegimeSetting[] settings) => Deadline.After(on, nepal.Answer(question, on, settings), nepal.Answer(RegimeQuestion.DayCounting, on, settings), Calendar);
        Assert.Equal(DeadlineDoubt.NotKnown, After(RegimeQuestion.DepositTopUp).Undetermined);
        Assert.Equal(DeadlineDoubt.NotKnown, After(RegimeQuestion.Review, counting).Undetermined);
        Assert.Equal(Day("2026-03-16"), After(RegimeQuestion.DepositTopUp, counting).LastDay);
    }

    [Fact]
    public void A_named_day_is_the_ministrys_to_set()
    {
        Assert.Equal(Day("2026-07-16"), Deadline.OnNamedDay("end-of-asar", Day("2025-07-17"), Calendar).LastDay);
        Assert.Equal(DeadlineDoubt.NamedDayNotSet, Deadline.OnNamedDay("end-of-asar", Day("2026-07-17"), Calendar).Undetermined);
    }

    [Fact]
    public void The_end_of_the_calendar_is_no_exception()
    {
        Assert.Equal(DeadlineDoubt.OutOfRange, Deadline.After(DateOnly.MaxValue, Time("1 day"), new(false, false), Calendar).Undetermined);
        Assert.Equal(DeadlineDoubt.OutOfRange, Deadline.Before(DateOnly.MinValue, Time("1 month"), Calendar).Undetermined);
    }

    [Theory]
    [InlineData("30 days")]
    [InlineData("1 working day")]
    [InlineData("10 working days")]
    [InlineData("1 month")]
    public void A_time_is_written_as_it_is_read(string text) => Assert.Equal(text, Time(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("days")]
    [InlineData("0 days")]
    [InlineData("-1 days")]
    [InlineData("1.5 months")]
    [InlineData("two weeks")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Period.TryParse(text, out _));
}
