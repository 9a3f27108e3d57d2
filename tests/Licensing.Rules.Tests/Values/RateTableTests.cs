using Licensing.Rules.Tests.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Values;

public class RateTableTests
{
    private static readonly DateOnly First = new(2020, 1, 1);
    private static readonly DateOnly Last = new(2020, 12, 31);

    private static Rate Rate(long units, RateKind kind = RateKind.Daily, bool demonstration = false, string currency = "NPR") =>
        new(currency, First, Last, units, kind, "A bank", demonstration);

    [Fact]
    public void A_rate_holds_on_its_first_and_last_day_and_not_outside()
    {
        var table = new RateTable([Rate(100)]);
        Assert.Null(table.Find("NPR", First.AddDays(-1)));
        Assert.Equal(100, table.Find("NPR", First)!.UnitsPerUsd);
        Assert.Equal(100, table.Find("NPR", Last)!.UnitsPerUsd);
        Assert.Null(table.Find("NPR", Last.AddDays(1)));
    }

    [Fact]
    public void A_rate_of_an_authority_goes_before_a_demonstration() =>
        Assert.Equal(120, new RateTable([Rate(100, demonstration: true), Rate(120, RateKind.PeriodAverage)]).Find("NPR", First)!.UnitsPerUsd);

    [Fact]
    public void A_demonstration_is_found_where_nothing_else_is() =>
        Assert.True(new RateTable([Rate(100, demonstration: true)]).Find("NPR", First)!.Demonstration);

    [Fact]
    public void A_daily_rate_goes_before_an_average() =>
        Assert.Equal(100, new RateTable([Rate(120, RateKind.PeriodAverage), Rate(100)]).Find("NPR", First)!.UnitsPerUsd);

    [Fact]
    public void The_dollar_is_one_on_any_day() => Assert.Equal(Rational.One, RateTable.Empty.Find("USD", DateOnly.MinValue)!.UnitsPerUsd);

    [Fact]
    public void A_rate_of_nothing_or_less_is_none() => Assert.Null(new RateTable([Rate(0), Rate(-5)]).Find("NPR", First));

    // 1,000 NPR at 100 to the dollar are 10 dollars, at 0.3 KWD 3.000 KWD.
    [Theory]
    [InlineData("2.999", "over by 0.001 KWD")]
    [InlineData("3.000", "within")]
    public void Two_currencies_are_compared_over_the_dollar_in_their_own_digits(string cap, string verdict) =>
        Assert.Equal(verdict, TestLaw.Facts.With(TestLaw.Fee("1000.00 NPR")).Verdict($"cap: {{ fixed: {cap} KWD }}",
            TestLaw.Context("0", TestLaw.Rate("NPR", "100"), TestLaw.Rate("KWD", "0.3"))));

    [Theory]
    [InlineData("NPR")]
    [InlineData("KWD")]
    public void A_cross_rate_needs_both_sides_on_the_day(string missing)
    {
        Rate[] rates = [TestLaw.Rate("NPR", "100"), TestLaw.Rate("KWD", "0.3")];
        Assert.Equal("undetermined: rate-missing", TestLaw.Facts.With(TestLaw.Fee("1000.00 NPR"))
            .Verdict("cap: { fixed: 1.000 KWD }", TestLaw.Context("0", [.. rates.Where(r => r.Currency != missing)])));
    }

    [Fact]
    public void The_day_of_the_payment_gives_the_rate() => Assert.Equal("undetermined: rate-missing",
        TestLaw.Facts.With(TestLaw.Fee("1000.00 NPR") with { Date = new(2021, 1, 1) }).Verdict("cap: { fixed: 1.00 USD }", TestLaw.Context("0", TestLaw.Rate("NPR", "100"))));

    [Fact]
    public void The_shipped_rates_are_read_and_every_currency_is_known()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Rates", "rates.csv"));
        Assert.Equal("currency,validFrom,validTo,unitsPerUsd,kind,authority", lines[0]);
        Assert.All(lines.Skip(1).Select(l => l.Split(',')[0]).Distinct(), c => Assert.True(LawFiles.Codes.MinorUnits.ContainsKey(c), c));
        Assert.Equal("3.6725", LawFiles.Rates.Find("AED", new(2020, 6, 1))!.UnitsPerUsd.ToText());
    }

    [Fact]
    public void A_line_that_does_not_have_the_form_is_named_by_its_number() => Assert.Contains("line 3",
        Assert.Throws<FormatException>(() => RateTable.Read(["header", "NPR,2020-01-01,2020-12-31,100,daily,A bank", "NPR,2020-01-01,never,100,daily,A bank"])).Message,
        StringComparison.Ordinal);
}
