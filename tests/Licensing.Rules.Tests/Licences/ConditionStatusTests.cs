using Licensing.Rules.Licences;

namespace Licensing.Rules.Tests.Licences;

public class ConditionStatusTests
{
    private static readonly DateTime Noon = new(2026, 3, 10, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Later = new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static DateOnly Day(string text) => DateOnly.Parse(text);

    private static ConditionAct Act(ConditionActKind kind, string on, int hours = 0) => new(kind, Day(on), Noon.AddHours(hours));

    [Theory]
    [InlineData("2026-03-31", ConditionState.Due)]          // its last day
    [InlineData("2026-04-01", ConditionState.Overdue)]
    public void It_can_be_met_up_to_its_last_day(string day, ConditionState state) =>
        Assert.Equal(state, ConditionStatus.On(Day("2026-03-31"), [], Day(day), Later));

    [Fact]
    public void One_without_a_last_day_binds_and_is_never_overdue() => Assert.Equal(ConditionState.Binding, ConditionStatus.On(null, [], Day("2099-01-01"), Later));

    [Theory]
    [InlineData("2026-03-31", ConditionState.Reported)]     // on the last day is in time, whenever it is decided
    [InlineData("2026-04-01", ConditionState.Overdue)]      // a day late
    public void Who_reports_in_time_is_not_overdue_while_the_ministry_decides(string reported, ConditionState state) =>
        Assert.Equal(state, ConditionStatus.On(Day("2026-03-31"), [Act(ConditionActKind.Reported, reported)], Day("2026-06-01"), Later));

    [Theory]
    [InlineData("2026-03-31", ConditionState.Due)]
    [InlineData("2026-04-01", ConditionState.Overdue)]
    public void A_report_that_is_refused_is_as_if_it_had_never_been(string day, ConditionState state) => Assert.Equal(state, ConditionStatus.On(
        Day("2026-03-31"), [Act(ConditionActKind.Reported, "2026-03-10"), Act(ConditionActKind.ReportRefused, "2026-03-11", 1)], Day(day), Later));

    [Fact]
    public void A_second_report_in_time_stands_again() => Assert.Equal(ConditionState.Reported, ConditionStatus.On(
        Day("2026-03-31"), [Act(ConditionActKind.Reported, "2026-03-10"), Act(ConditionActKind.ReportRefused, "2026-03-11", 1), Act(ConditionActKind.Reported, "2026-03-12", 2)], Day("2026-05-01"), Later));

    [Theory]
    [InlineData(ConditionActKind.Met, "2026-04-09", ConditionState.Overdue)]
    [InlineData(ConditionActKind.Met, "2026-04-10", ConditionState.Met)]
    [InlineData(ConditionActKind.Waived, "2026-04-09", ConditionState.Overdue)]
    [InlineData(ConditionActKind.Waived, "2026-04-10", ConditionState.Waived)]
    public void It_is_met_or_waived_from_that_day_on(ConditionActKind kind, string day, ConditionState state) =>
        Assert.Equal(state, ConditionStatus.On(Day("2026-03-31"), [Act(kind, "2026-04-10")], Day(day), Later));

    [Fact]
    public void What_was_recorded_later_was_not_known_before()
    {
        ConditionAct[] acts = [Act(ConditionActKind.Met, "2026-03-01")];
        Assert.Equal(ConditionState.Due, ConditionStatus.On(Day("2026-03-31"), acts, Day("2026-03-10"), Noon.AddTicks(-1)));
        Assert.Equal(ConditionState.Met, ConditionStatus.On(Day("2026-03-31"), acts, Day("2026-03-10"), Noon));
    }
}
