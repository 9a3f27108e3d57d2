using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Regimes;

namespace Licensing.Rules.Tests.Licences;

public class DemeritsTests
{
    private static DateOnly Day(string text) => DateOnly.Parse(text);
    private static readonly DateOnly Now = new(2026, 12, 1);
    private static readonly RegimeAnswer Bands = RegimeFiles.All["sg"].Answer(RegimeQuestion.DemeritBands, Now);
    private static readonly RegimeAnswer NotKnown = RegimeFiles.All["sg"].Answer(RegimeQuestion.DemeritExpiry, Now);

    private static RegimeAnswer Expiry(RegimeValue value) => RegimeFiles.All["sg"].Answer(RegimeQuestion.DemeritExpiry, Now, [new(RegimeQuestion.DemeritExpiry, Now, null, value, "Order")]);
    private static readonly RegimeAnswer TwelveMonths = Expiry(new TimeAllowed(new(12, PeriodUnit.Months)));

    [Theory]
    [InlineData(11, null)]
    [InlineData(12, "surveillance-and-final-warning")]
    [InlineData(23, "surveillance-and-final-warning")]
    [InlineData(24, "may-suspend-or-revoke")]
    public void The_last_band_reached_says_what_is_proposed(int points, string? proposed)
    {
        var count = Demerits.On([new("d1", points, Day("2026-03-01"), null)], Day("2026-03-01"), Bands, TwelveMonths);
        Assert.Equal((points, proposed), (count.Points, count.Proposed));
    }

    [Theory]
    [InlineData("2026-02-28", 0)]
    [InlineData("2026-03-01", 12)]       // from the day of the decision
    [InlineData("2027-02-28", 12)]       // to its last day
    [InlineData("2027-03-01", 0)]
    public void A_point_counts_from_its_day_until_it_lapses(string day, int points) =>
        Assert.Equal(points, Demerits.On([new("d1", 12, Day("2026-03-01"), null)], Day(day), Bands, TwelveMonths).Points);

    [Fact]
    public void Points_set_aside_on_appeal_no_longer_count()
    {
        DemeritEntry[] entries = [new("d1", 12, Day("2026-03-01"), Day("2026-05-01")), new("d2", 3, Day("2026-04-01"), null)];
        Assert.Equal([15, 3], new[] { "2026-04-30", "2026-05-01" }.Select(d => Demerits.On(entries, Day(d), Bands, TwelveMonths).Points!.Value));
        Assert.Equal(["d2"], Demerits.On(entries, Day("2026-05-01"), Bands, TwelveMonths).Counted);
    }

    [Fact]
    public void Points_that_never_lapse_all_count() =>
        Assert.Equal(12, Demerits.On([new("d1", 12, Day("1999-03-01"), null)], Now, Bands, Expiry(new NoneRequired())).Points);

    [Fact]
    public void Where_it_is_not_known_how_long_a_point_counts_nothing_is_proposed()
    {
        var count = Demerits.On([new("d1", 12, Day("2026-03-01"), null)], Now, Bands, NotKnown);
        Assert.Equal((null, null, RegimeQuestion.DemeritExpiry), (count.Points, count.Proposed, count.Undetermined));
        Assert.Null(Demerits.On([new("d1", 11, Day("2026-03-01"), null)], Now, Bands, NotKnown).Undetermined);      // no band even with all of them
    }

    [Fact]
    public void Without_bands_nothing_is_proposed() =>
        Assert.Equal(RegimeQuestion.DemeritBands, Demerits.On([new("d1", 99, Day("2026-03-01"), null)], Now, RegimeFiles.All["np"].Answer(RegimeQuestion.DemeritBands, Now), TwelveMonths).Undetermined);
}
