using Licensing.Rules.Licences;

namespace Licensing.Rules.Tests.Licences;

public class SuspensionLimitsTests
{
    private static readonly WorkCalendar Calendar = new([DayOfWeek.Saturday], [], new(2026, 1, 1), new(2026, 12, 31));
    private static readonly Period Six = new(6, PeriodUnit.Months), Three = new(3, PeriodUnit.Months);

    private static DateOnly Day(string text) => DateOnly.Parse(text);
    private static RegimeAnswer Known(RegimeValue value) => new(RegimeQuestion.Suspension, AnswerState.Known, value, [], null, true);

    private static SuspensionLimit Judge(string from, string? until, int earlier, RegimeAnswer rule) =>
        SuspensionLimits.Judge(Day(from), until is null ? null : Day(until), earlier, rule, Calendar);

    [Theory]
    [InlineData("2026-08-31", SuspensionVerdict.Within)]     // the first day counts
    [InlineData("2026-09-01", SuspensionVerdict.TooLong)]
    [InlineData("2026-03-01", SuspensionVerdict.Within)]     // of one day
    [InlineData(null, SuspensionVerdict.NoLastDay)]
    public void The_longest_time_ends_on_its_last_day(string? until, SuspensionVerdict expected)
    {
        var limit = Judge("2026-03-01", until, 0, Known(new SuspensionRule(Six, [])));
        Assert.Equal((expected, Day("2026-08-31")), (limit.Verdict, limit.LastDay));
    }

    [Theory]
    [InlineData(0, "2026-05-31", SuspensionVerdict.Within)]
    [InlineData(0, "2026-06-01", SuspensionVerdict.TooLong)]
    [InlineData(1, "2026-08-31", SuspensionVerdict.Within)]
    [InlineData(1, "2026-09-01", SuspensionVerdict.TooLong)]
    [InlineData(2, "2026-03-02", SuspensionVerdict.LadderUsed)]
    public void Each_time_has_its_step_of_the_ladder_and_then_only_revocation_is_left(int earlier, string until, SuspensionVerdict expected) =>
        Assert.Equal(expected, Judge("2026-03-01", until, earlier, Known(new SuspensionRule(null, [Three, Six]))).Verdict);

    [Fact]
    public void Of_two_limits_the_shorter_holds() =>
        Assert.Equal(Day("2026-05-31"), Judge("2026-03-01", "2026-03-02", 0, Known(new SuspensionRule(Six, [Three]))).LastDay);

    [Fact]
    public void A_law_without_a_limit_limits_nothing() =>
        Assert.Equal(new SuspensionLimit(SuspensionVerdict.Within, null, 8), Judge("2026-03-01", null, 7, Known(new SuspensionRule(null, []))));

    [Fact]
    public void What_the_law_does_not_know_and_what_it_does_not_say_are_two_answers()
    {
        Assert.Equal(SuspensionVerdict.NotInLaw, Judge("2026-03-01", "2026-03-02", 0, Known(new NoneRequired())).Verdict);
        foreach (var state in (AnswerState[])[AnswerState.NotKnown, AnswerState.Contested, AnswerState.DateInDoubt])
            Assert.Equal(SuspensionVerdict.NotKnown, Judge("2026-03-01", "2026-03-02", 0, new(RegimeQuestion.Suspension, state, null, [], null, false)).Verdict);
    }

    [Theory]
    [InlineData("2026-12-28", "2026-12-31", SuspensionVerdict.Within)]
    [InlineData("2026-12-29", "2026-12-30", SuspensionVerdict.Undetermined)]     // the fourth working day is in a year of which no holidays are known
    public void Working_days_beyond_the_list_are_undetermined(string from, string until, SuspensionVerdict expected) =>
        Assert.Equal(expected, Judge(from, until, 0, Known(new SuspensionRule(new(4, PeriodUnit.WorkingDays), []))).Verdict);

    [Theory]
    [InlineData("2026-03-01", "2026-03-31", "2026-04-01", "2026-03-01")]     // on the day after the last: the same chain
    [InlineData("2026-03-01", "2026-03-31", "2026-04-02", "2026-04-02")]     // a day between
    [InlineData("2026-03-01", null, "2026-09-01", "2026-03-01")]
    [InlineData("2026-05-01", "2026-05-31", "2026-04-01", "2026-04-01")]     // a later one begins no chain
    public void A_suspension_that_continues_another_is_counted_from_the_first_day_of_that(string first, string? last, string from, string expected) =>
        Assert.Equal(Day(expected), SuspensionLimits.BeginningOf(Day(from), [(Day(first), last is null ? null : Day(last))]));

    [Fact]
    public void A_chain_may_have_many_links() => Assert.Equal(Day("2026-01-01"), SuspensionLimits.BeginningOf(Day("2026-04-01"),
        [(Day("2026-02-01"), Day("2026-02-28")), (Day("2026-01-01"), Day("2026-01-31")), (Day("2026-03-01"), Day("2026-03-31")), (Day("2025-06-01"), Day("2025-12-30"))]));
}
