using Licensing.Rules.LawChanges;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Values;

/// <summary>Which of several rates is taken on a day, by the ministry's choice.</summary>
public class RateChoiceTests
{
    private static DateOnly Day(string day) => DateOnly.Parse(day);

    private static Rate Rate(long units, string series, string from = "2024-03-01", string to = "2024-12-31", RateKind kind = RateKind.Daily, bool demonstration = false) =>
        new("NPR", Day(from), Day(to), units, kind, "A bank", demonstration) { Series = series };

    [Theory]
    [InlineData("2024-02-29", null)]
    [InlineData("2024-03-01", 130)]
    [InlineData("2024-03-11", 130)]         // ten days after the first: the last day on which it decides
    [InlineData("2024-03-12", null)]
    public void A_daily_rate_decides_so_many_days_after_its_first(string on, int? units)
    {
        var table = new RateTable([Rate(130, "a")], [new(DateOnly.MinValue, 10, null)]);
        Assert.Equal(units, (int?)(long?)table.Find("NPR", Day(on))?.UnitsPerUsd.Floor());
        Assert.Equal(units is null ? on == "2024-02-29" ? RateDoubt.Missing : RateDoubt.Stale : RateDoubt.None, table.Look("NPR", Day(on)).Doubt);
    }

    [Theory]
    [InlineData(RateKind.PeriodAverage)]
    [InlineData(RateKind.Peg)]
    public void An_average_and_a_peg_decide_to_the_end_of_their_validity(RateKind kind)
    {
        var table = new RateTable([Rate(130, "a", kind: kind)], [new(DateOnly.MinValue, 0, null)]);
        Assert.NotNull(table.Find("NPR", Day("2024-12-31")));
        Assert.Null(table.Find("NPR", Day("2025-01-01")));
    }

    [Fact]
    public void No_days_let_a_daily_rate_decide_on_its_first_day_only_and_never_beyond_its_validity()
    {
        var table = new RateTable([Rate(130, "a")], [new(DateOnly.MinValue, 0, null)]);
        Assert.NotNull(table.Find("NPR", Day("2024-03-01")));
        Assert.Null(table.Find("NPR", Day("2024-03-02")));
        Assert.Null(new RateTable([Rate(130, "a", to: "2024-03-05")], [new(DateOnly.MinValue, 400_000_000, null)]).Find("NPR", Day("2024-03-06")));
    }

    [Fact]
    public void Where_a_daily_rate_is_stale_an_average_decides()
    {
        var table = new RateTable([Rate(130, "a"), Rate(140, "a", kind: RateKind.PeriodAverage)], [new(DateOnly.MinValue, 10, null)]);
        Assert.Equal(130, table.Find("NPR", Day("2024-03-11"))!.UnitsPerUsd);
        Assert.Equal(140, table.Find("NPR", Day("2024-03-12"))!.UnitsPerUsd);
    }

    [Theory]
    [InlineData("2024-05-31", 130)]
    [InlineData("2024-06-01", null)]        // from then on a rate of March is too old
    public void A_choice_holds_from_its_first_day_of_conversion(string on, int? units) =>
        Assert.Equal(units, (int?)(long?)new RateTable([Rate(130, "a")], [new(Day("2024-06-01"), 10, null)]).Find("NPR", Day(on))?.UnitsPerUsd.Floor());

    [Fact]
    public void The_first_series_of_the_order_decides_and_one_that_is_not_named_never()
    {
        Rate[] rates = [Rate(130, "a"), Rate(140, "b", kind: RateKind.PeriodAverage), Rate(150, "c", "2020-01-01")];
        Assert.Equal(130, new RateTable(rates).Find("NPR", Day("2024-03-01"))!.UnitsPerUsd);
        var table = new RateTable(rates, [new(DateOnly.MinValue, null, ["b", "a"])]);
        Assert.Equal(("b", (Rational)140), (table.Find("NPR", Day("2024-03-01"))!.Series, table.Find("NPR", Day("2024-03-01"))!.UnitsPerUsd));
        Assert.Null(table.Find("NPR", Day("2024-02-29")));
    }

    [Fact]
    public void A_demonstration_decides_before_no_series() =>
        Assert.Equal(140, new RateTable([Rate(130, "a", demonstration: true), Rate(140, "b")], [new(DateOnly.MinValue, null, ["a", "b"])]).Find("NPR", Day("2024-03-01"))!.UnitsPerUsd);

    [Fact]
    public void Of_two_choices_of_one_day_the_later_given_holds() =>
        Assert.Equal(140, new RateTable([Rate(130, "a"), Rate(140, "b")], [new(Day("2024-01-01"), null, ["a"]), new(Day("2024-01-01"), null, ["b"])]).Find("NPR", Day("2024-03-01"))!.UnitsPerUsd);

    [Fact]
    public void A_change_of_staleness_reaches_just_the_days_that_lose_their_rate()
    {
        Rate[] rates = [Rate(130, "a", "2024-03-01", "2024-03-31"), Rate(131, "a", "2024-04-01", "2024-04-30")];
        var change = RateChange.Between(new(rates), new(rates, [new(DateOnly.MinValue, 10, null)]), LawFiles.Codes);
        Assert.Equal([new(Day("2024-03-12"), Day("2024-03-31")), new(Day("2024-04-12"), Day("2024-04-30"))], Assert.Single(change.Reaches).Days);
    }

    /// <summary>Random tables against looking at every rate one by one.</summary>
    [Fact]
    public void What_is_found_is_the_best_of_all_that_hold()
    {
        var random = new Random(7);
        var found = 0;
        for (var trial = 0; trial < 300; trial++)
        {
            DateOnly Some() => Day("2024-01-01").AddDays(random.Next(60));
            var rates = Enumerable.Range(0, random.Next(12)).Select(i => (From: Some(), Length: random.Next(40), I: i))
                .Select(r => new Rate("NPR", r.From, r.From.AddDays(r.Length), 1 + random.Next(9), (RateKind)random.Next(3), "A bank", random.Next(5) == 0) { Series = random.Next(2) == 0 ? "a" : "b" }).ToList();
            RateChoice[] choices = [new(Some(), random.Next(3) == 0 ? null : random.Next(20), random.Next(2) == 0 ? null : ["b", "a"]), new(Some(), random.Next(20), ["a"])];
            var table = new RateTable(rates, choices);
            for (var day = Day("2023-12-30"); day < Day("2024-05-01"); day = day.AddDays(1))
            {
                var choice = choices.OrderBy(c => c.From).LastOrDefault(c => c.From <= day);
                var order = choice?.Order?.ToList<string?>() ?? [.. rates.Select(r => r.Series).Distinct()];
                var best = rates.Where(r => r.From <= day && day <= r.To && order.Contains(r.Series)
                        && !(choice?.StaleAfterDays is { } days && r is { Kind: RateKind.Daily, Demonstration: false } && day > r.From.AddDays(days)))
                    .OrderBy(r => r.Demonstration).ThenBy(r => order.IndexOf(r.Series)).ThenBy(r => r.Kind).ThenBy(r => r.From).ThenBy(r => r.UnitsPerUsd).FirstOrDefault();
                Assert.Equal(best, table.Find("NPR", day));
                found += best is null ? 0 : 1;
            }
        }
        Assert.True(found > 10_000, $"{found}");
    }
}

/// <summary>A series as text: whole, or every wrong line named.</summary>
public class RateSeriesTextTests
{
    private const string Good = "NPR,2024-03-01,2024-03-31,133.25,daily,Nepal Rastra Bank";

    private static string Text(params string[] lines) => string.Join('\n', lines.Prepend(RateSeriesText.Header));

    [Fact]
    public void A_series_is_read_with_its_name()
    {
        var (rates, errors) = RateSeriesText.Read(Text(Good, "", "AED,2020-01-01,2030-12-31,3.6725,peg,Central Bank of the UAE").Replace("\n", "\r\n", StringComparison.Ordinal), "nrb", LawFiles.Codes);
        Assert.Empty(errors);
        Assert.Equal(["nrb", "nrb"], rates.Select(r => r.Series!));
        Assert.Equal((RateKind.Daily, RateKind.Peg, "133.25", new DateOnly(2024, 3, 31)), (rates[0].Kind, rates[1].Kind, rates[0].UnitsPerUsd.ToText(), rates[0].To));
    }

    [Fact]
    public void What_ships_is_a_series() => Assert.Empty(RateSeriesText.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rates", "rates.csv")), "shipped", LawFiles.Codes).Errors);

    [Theory]
    [InlineData("NPR,2024-03-01,2024-03-31,133.25,daily", "rates.fields")]
    [InlineData("NPR,2024-03-01,2024-03-31,\"133,25\",daily,A bank", "rates.fields")]
    [InlineData("USD,2024-03-01,2024-03-31,1,daily,A bank", "rates.currency")]
    [InlineData("npr,2024-03-01,2024-03-31,133.25,daily,A bank", "rates.currency")]
    [InlineData("NPR,2024-3-1,2024-03-31,133.25,daily,A bank", "rates.day")]
    [InlineData("NPR,1949-12-31,2024-03-31,133.25,daily,A bank", "rates.day")]
    [InlineData("NPR,2024-03-01,2101-01-01,133.25,daily,A bank", "rates.day")]
    [InlineData("NPR,2024-03-02,2024-03-01,133.25,daily,A bank", "rates.range")]
    [InlineData("NPR,2024-03-01,2024-03-31,0,daily,A bank", "rates.units")]
    [InlineData("NPR,2024-03-01,2024-03-31,1e3,daily,A bank", "rates.units")]
    [InlineData("NPR,2024-03-01,2024-03-31,1000000000000000.1,daily,A bank", "rates.units")]
    [InlineData("NPR,2024-03-01,2024-03-31,133.25,monthly,A bank", "rates.kind")]
    [InlineData("NPR,2024-03-01,2024-03-31,133.25,daily,", "rates.authority")]
    [InlineData("NPR,2024-03-31,2024-04-30,133.25,daily,Another bank", "rates.overlap")]
    public void A_wrong_line_is_named_by_its_number_with_a_stable_code(string line, string code)
    {
        var (rates, errors) = RateSeriesText.Read(Text(Good, line), "nrb", LawFiles.Codes);
        Assert.Empty(rates);
        Assert.Equal((3, code), (Assert.Single(errors).Line, Assert.Single(errors).Code));
    }

    [Theory]
    [InlineData("NPR,2024-04-01,2024-04-30,133.25,daily,Nepal Rastra Bank")]        // the next day
    [InlineData("NPR,2024-03-01,2024-03-31,133.25,period-average,Nepal Rastra Bank")]
    [InlineData("AED,2024-03-01,2024-03-31,3.6725,daily,Nepal Rastra Bank")]
    public void Rates_that_leave_nothing_open_stand_together(string line) => Assert.Equal(2, RateSeriesText.Read(Text(Good, line), "nrb", LawFiles.Codes).Rates.Length);

    [Fact]
    public void An_overlap_with_a_longer_one_two_lines_before_is_seen() => Assert.Equal([4],
        RateSeriesText.Read(Text("NPR,2024-01-01,2024-12-31,1,peg,A", "NPR,2023-01-01,2023-12-31,1,peg,A", "NPR,2024-12-31,2025-01-31,1,peg,A"), "x", LawFiles.Codes).Errors.Select(e => e.Line));

    [Theory]
    [InlineData("", "rates.header")]
    [InlineData("currency,validFrom,validTo,unitsPerUsd,kind\n", "rates.header")]
    [InlineData(RateSeriesText.Header, "rates.none")]
    public void A_text_without_header_or_rates_is_none(string text, string code) => Assert.Equal([code], RateSeriesText.Read(text, "x", LawFiles.Codes).Errors.Select(e => e.Code));

    [Fact]
    public void Nothing_is_read_of_too_many_lines_and_errors_end_somewhere()
    {
        Assert.Equal("rates.too-many", Assert.Single(RateSeriesText.Read(Text([.. Enumerable.Repeat("x", RateSeriesText.MostLines + 1)]), "x", LawFiles.Codes).Errors).Code);
        Assert.Equal(RateSeriesText.MostErrors, RateSeriesText.Read(Text([.. Enumerable.Repeat("x", RateSeriesText.MostLines)]), "x", LawFiles.Codes).Errors.Length);
    }
}
