using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using static Licensing.Rules.Tests.Licences.TermEndTests;

namespace Licensing.Rules.Tests.Licences;

public class FeesOwedTests
{
    private static DateOnly Day(string text) => DateOnly.Parse(text);

    private static RegimeAnswer Fee(params FeeLine[] lines) => Answer(RegimeQuestion.RenewalFee, new LicenceFees([.. lines]));

    private static string Total(FeesOwed owed) => string.Join(" + ", owed.Total.Parts);

    [Theory]
    [InlineData("2026-01-01", "2026-12-31", "NPR 1000 minor")]
    [InlineData("2026-01-01", "2027-01-01", "NPR 2000 minor")]         // the second year has begun
    [InlineData("2026-01-01", "2026-01-01", "NPR 1000 minor")]
    [InlineData("2026-01-01", "2028-12-31", "NPR 3000 minor")]
    public void A_yearly_fee_is_owed_for_each_year_begun(string from, string until, string total) =>
        Assert.Equal(total, Total(FeesOwed.Of(Fee(new FeeLine(new(1000, "NPR"), FeePer.Year)), Day(from), Day(until))));

    [Fact]
    public void A_fee_on_each_vacancy_is_shown_and_falls_due_later()
    {
        var owed = FeesOwed.Of(Fee(new(new(2000, "UGX"), FeePer.Licence), new(new(30, "USD"), FeePer.Vacancy)), Day("2026-01-01"), Day("2026-12-31"));
        Assert.Equal(("UGX 2000 minor", 2, (int?)null), (Total(owed), owed.Lines.Length, owed.Lines[1].Times));
    }

    [Fact]
    public void The_price_of_lateness_is_added_and_currencies_are_not()
    {
        var owed = FeesOwed.Of(Fee(new FeeLine(new(1000, "NPR"), FeePer.Licence)), Day("2026-01-01"), Day("2026-12-31"), new Money(500, "NPR"));
        Assert.Equal("NPR 1500 minor", Total(owed));
        Assert.Equal("NPR 1000 minor + USD 500 minor", Total(FeesOwed.Of(Fee(new FeeLine(new(1000, "NPR"), FeePer.Licence)), Day("2026-01-01"), Day("2026-12-31"), new Money(500, "USD"))));
    }

    [Fact]
    public void None_required_is_nothing_and_not_known_is_undetermined()
    {
        var none = FeesOwed.Of(Answer(RegimeQuestion.LicenceFee, new NoneRequired()), Day("2026-01-01"), Day("2026-12-31"));
        Assert.True(none.Total.IsNone && none.Undetermined is null);
        Assert.Equal(RegimeQuestion.LicenceFee, FeesOwed.Of(Answer(RegimeQuestion.LicenceFee, null), Day("2026-01-01"), Day("2026-12-31")).Undetermined);
    }

    [Theory]
    [InlineData("2026-01-31", null)]           // the last day itself
    [InlineData("2026-02-01", 10L)]
    [InlineData("2026-02-28", 10L)]            // the month ends with February
    [InlineData("2026-03-01", 20L)]
    [InlineData("2026-03-31", 20L)]
    [InlineData("2026-04-01", 30L)]
    public void Each_month_begun_costs_more(string appliedOn, long? price) =>
        Assert.Equal(price, FeesOwed.PriceOfLateness(Answer(RegimeQuestion.LateRenewal, new LateRenewalRule(null, "x", new Money(10, "NPR"), null, null)), Day("2026-01-31"), Day(appliedOn))?.AmountMinor);

    [Theory]
    [InlineData("2026-02-28", null)]
    [InlineData("2026-03-01", 70L)]            // the second month
    [InlineData("2026-03-31", 70L)]
    [InlineData("2026-04-01", null)]
    public void A_price_of_one_month_is_owed_in_that_month_only(string appliedOn, long? price) =>
        Assert.Equal(price, FeesOwed.PriceOfLateness(Answer(RegimeQuestion.LateRenewal, new LateRenewalRule(null, "x", null, 2, new Money(70, "NPR"))), Day("2026-01-31"), Day(appliedOn))?.AmountMinor);
}
