using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Values;

public class PartialDateTests
{
    private static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
    private static PartialRange Range(string from, string? until = null) => new(Date(from), until is null ? null : Date(until));

    [Theory]
    [InlineData("2015-07-06", "2015-07-06", "2015-07-06")]
    [InlineData("2015-07", "2015-07-01", "2015-07-31")]
    [InlineData("2020-02", "2020-02-01", "2020-02-29")]
    [InlineData("2021-02", "2021-02-01", "2021-02-28")]
    [InlineData("2015", "2015-01-01", "2015-12-31")]
    [InlineData("9999", "9999-01-01", "9999-12-31")]
    [InlineData("by 2019-04-10", "0001-01-01", "2019-04-10")]
    [InlineData("by 2019-04", "0001-01-01", "2019-04-30")]
    [InlineData("by 2019", "0001-01-01", "2019-12-31")]
    public void The_true_day_lies_between_the_first_and_the_last(string text, string earliest, string latest)
    {
        var date = Date(text);
        Assert.Equal((Day(earliest), Day(latest), text), (date.Earliest, date.Latest, date.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2015-7")]
    [InlineData("2015-13")]
    [InlineData("2021-02-29")]
    [InlineData("2015-07-06T00:00")]
    [InlineData("06-07-2015")]
    [InlineData("15")]
    [InlineData("0000")]
    [InlineData("by")]
    [InlineData("by ")]
    [InlineData("By 2019")]
    [InlineData("by  2019")]
    [InlineData("by by 2019")]
    [InlineData(" 2019")]
    public void Anything_else_is_refused(string? text) => Assert.False(PartialDate.TryParse(text, out _));

    [Theory]
    [InlineData("2015-07-05", Holds.No)]
    [InlineData("2015-07-06", Holds.Yes)]
    [InlineData("2022-07-05", Holds.Yes)]
    [InlineData("2022-07-06", Holds.No)]
    public void Both_ends_of_a_range_of_days_belong_to_it(string day, Holds holds) =>
        Assert.Equal(holds, Range("2015-07-06", "2022-07-05").Contains(Day(day)));

    [Theory]
    [InlineData("2015-06-30", Holds.No)]
    [InlineData("2015-07-01", Holds.Perhaps)]
    [InlineData("2015-07-30", Holds.Perhaps)]
    [InlineData("2015-07-31", Holds.Yes)]
    [InlineData("2022-01-01", Holds.Yes)]
    [InlineData("2022-01-02", Holds.Perhaps)]
    [InlineData("2022-12-31", Holds.Perhaps)]
    [InlineData("2023-01-01", Holds.No)]
    public void Within_a_month_or_year_of_an_end_it_is_in_doubt_until_the_last_day_it_can_begin(string day, Holds holds) =>
        Assert.Equal(holds, Range("2015-07", "2022").Contains(Day(day)));

    [Theory]
    [InlineData("0001-01-01", Holds.Perhaps)]
    [InlineData("2019-04-09", Holds.Perhaps)]
    [InlineData("2019-04-10", Holds.Yes)]
    [InlineData("9999-12-31", Holds.Yes)]
    public void By_a_day_is_in_doubt_before_it_and_holds_from_it_on(string day, Holds holds) =>
        Assert.Equal(holds, Range("by 2019-04-10").Contains(Day(day)));

    [Theory]
    [InlineData("2015", "2019", "2020", null, false)]
    [InlineData("2015", "2020-01-01", "2020-01-01", null, true)]
    [InlineData("2015", "2019-12-31", "2020-01-01", null, false)]
    [InlineData("2015", "2020", "2020", null, false)]           // the end and the beginning may be any days of 2020
    [InlineData("2015", "2020", "2019", null, true)]            // surely in force on the first day of 2020, both
    [InlineData("2015", null, "2020", null, true)]
    [InlineData("2020", null, "2015", "2019", false)]
    [InlineData("by 2019", null, "by 2020", null, true)]
    public void Ranges_surely_overlap_only_where_some_day_is_surely_in_both(string from, string? until, string otherFrom, string? otherUntil, bool overlap)
    {
        Assert.Equal(overlap, Range(from, until).SurelyOverlaps(Range(otherFrom, otherUntil)));
        Assert.Equal(overlap, Range(otherFrom, otherUntil).SurelyOverlaps(Range(from, until)));
    }

    [Fact]
    public void A_day_is_written_as_the_source_would() => Assert.Equal("2015-07-06", PartialDate.Day(new(2015, 7, 6)).ToString());
}
