using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Regimes;

namespace Licensing.Rules.Tests.Licences;

public class TermEndTests
{
    private static DateOnly Day(string text) => DateOnly.Parse(text);
    private static readonly WorkCalendar Calendar = new([], [], Day("2025-01-01"), Day("2030-12-31"),
        [("fiscal-year-end", Day("2026-07-16")), ("fiscal-year-end", Day("2027-07-15")), ("fiscal-year-end", Day("2028-07-15"))]);

    private static Period? Time(string? text) => text is null ? null : Period.TryParse(text, out var period) ? period : throw new FormatException(text);

    internal static RegimeAnswer Answer(RegimeQuestion question, RegimeValue? value) => value is null
        ? new(question, AnswerState.NotKnown, null, [], null, false)
        : RegimeFiles.All["sg"].Answer(question, Day("2026-01-01"), [new(question, Day("2000-01-01"), null, value, "Order")]);

    private static RegimeAnswer Term(string? first, string? later, string? endsOn) => Answer(RegimeQuestion.Term, new TermRule(Time(first), Time(later), endsOn));

    [Theory]
    [InlineData("2026-03-01", "1 year", "2027-02-28")]
    [InlineData("2026-01-01", "3 years", "2028-12-31")]
    [InlineData("2028-02-29", "1 year", "2029-02-28")]         // no 29 February: the term ends with the month
    [InlineData("2028-02-29", "4 years", "2032-02-28")]        // there is one
    [InlineData("2027-03-01", "1 year", "2028-02-29")]         // its last day is the leap day
    [InlineData("2026-08-31", "6 months", "2027-02-28")]
    [InlineData("2026-03-15", "6 months", "2026-09-14")]
    [InlineData("2026-03-01", "30 days", "2026-03-30")]
    public void A_term_has_its_first_day_and_its_last_and_no_more(string first, string length, string last) =>
        Assert.Equal(Day(last), TermEnd.Of(Term(length, null, null), Day(first), true, Calendar).LastDay);

    [Theory]
    [InlineData(true, "2026-12-31")]
    [InlineData(false, "2027-12-31")]
    public void The_first_licence_and_a_later_one_may_differ_in_length(bool isFirst, string last) =>
        Assert.Equal(Day(last), TermEnd.Of(Term("1 year", "2 years", null), Day("2026-01-01"), isFirst, Calendar).LastDay);

    [Theory]
    [InlineData("2026-07-15", null, "2026-07-16")]
    [InlineData("2026-07-16", null, "2026-07-16")]             // on the very day: a licence of one day
    [InlineData("2026-07-17", null, "2027-07-15")]
    [InlineData("2026-07-17", "2 years", "2028-07-15")]        // the last such day within the length
    [InlineData("2026-07-17", "23 months", "2027-07-15")]      // 2028-07-15 lies outside it
    public void A_term_that_ends_on_a_named_day_ends_on_its_date(string first, string? length, string last) =>
        Assert.Equal(Day(last), TermEnd.Of(Term(length, null, "fiscal-year-end"), Day(first), true, Calendar).LastDay);

    [Fact]
    public void What_is_not_known_ends_nowhere()
    {
        Assert.Equal(new(null, DeadlineDoubt.NamedDayNotSet), TermEnd.Of(Term(null, null, "fiscal-year-end"), Day("2028-07-16"), true, Calendar));
        Assert.Equal(new(null, DeadlineDoubt.NamedDayNotSet), TermEnd.Of(Term("1 month", null, "fiscal-year-end"), Day("2026-07-17"), true, Calendar));
        Assert.Equal(new(null, DeadlineDoubt.NotKnown), TermEnd.Of(Answer(RegimeQuestion.Term, null), Day("2026-01-01"), true, Calendar));
        Assert.Equal(new(null, DeadlineDoubt.NotKnown), TermEnd.Of(Answer(RegimeQuestion.Term, new NoneRequired()), Day("2026-01-01"), true, Calendar));
        Assert.Equal(new(null, DeadlineDoubt.OutOfRange), TermEnd.Of(Term("9999 years", null, null), Day("2026-01-01"), true, Calendar));
    }

    [Fact]
    public void A_provisional_term_has_the_length_that_the_regime_states()
    {
        Assert.Equal(Day("2027-03-14"), TermEnd.OfProvisional(Answer(RegimeQuestion.ProvisionalTerm, new TimeAllowed(Time("1 year")!.Value)), Day("2026-03-15")).LastDay);
        Assert.Equal(new(null, DeadlineDoubt.NotKnown), TermEnd.OfProvisional(Answer(RegimeQuestion.ProvisionalTerm, new NoneRequired()), Day("2026-03-15")));
    }

    [Theory]
    [InlineData("NP-2026-0001", true)]
    [InlineData("NP-2026-00012", false)]
    [InlineData("xNP-2026-0001", false)]
    [InlineData("NP-2026-0001\n", false)]
    [InlineData("", false)]
    public void A_number_has_the_form_of_the_regime_as_a_whole(string number, bool fits)
    {
        Assert.Equal(fits, new NumberPattern("NP-[0-9]{4}-[0-9]{4}").Fits(number));
        Assert.Equal(fits, new NumberPattern("^NP-[0-9]{4}-[0-9]{4}$").Fits(number));
    }

    [Theory]
    [InlineData("2020-01-01", "2025-07-17 2026-07-16, 2024-07-17 2025-07-16")]
    [InlineData("2024-07-17", "2025-07-17 2026-07-16, 2024-07-17 2025-07-16")]
    [InlineData("2024-07-18", "2025-07-17 2026-07-16")]        // a day short of two years
    [InlineData("2025-07-18", "")]
    public void Volume_is_asked_of_the_years_that_the_licence_covers(string licensedFrom, string years) => Assert.Equal(
        years,
        string.Join(", ", MinimumVolume.Years(Answer(RegimeQuestion.MinimumVolume, new MinimumVolumeRule(100, 2)), Day("2026-07-16"), Day(licensedFrom)).Select(y => $"{y.From:yyyy-MM-dd} {y.Until:yyyy-MM-dd}")));

    [Fact]
    public void Where_no_volume_is_asked_no_year_counts() =>
        Assert.Empty(MinimumVolume.Years(Answer(RegimeQuestion.MinimumVolume, new NoneRequired()), Day("2026-07-16"), Day("2000-01-01")));
}
