using System.Numerics;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Values;

public class MoneyTests
{
    private static Money? Parsed(string? text) => Money.TryParse(text, LawFiles.Codes, out var money) ? money : null;

    [Theory]
    [InlineData("10000.00 NPR", 1_000_000, "NPR", "NPR 10,000.00")]
    [InlineData("10000 NPR", 1_000_000, "NPR", "NPR 10,000.00")]
    [InlineData("10000.5 NPR", 1_000_050, "NPR", "NPR 10,000.50")]
    [InlineData("0.01 USD", 1, "USD", "USD 0.01")]
    [InlineData("-1234.56 USD", -123_456, "USD", "USD -1,234.56")]
    [InlineData("-0.05 USD", -5, "USD", "USD -0.05")]
    [InlineData("1500 JPY", 1500, "JPY", "JPY 1,500")]
    [InlineData("25000000 VND", 25_000_000, "VND", "VND 25,000,000")]
    [InlineData("1.234 KWD", 1234, "KWD", "KWD 1.234")]
    [InlineData("0.005 KWD", 5, "KWD", "KWD 0.005")]
    [InlineData("1.500 USD", 150, "USD", "USD 1.50")]
    [InlineData("92233720368547758.07 USD", long.MaxValue, "USD", "USD 92,233,720,368,547,758.07")]
    public void An_amount_is_whole_minor_units_in_the_currencys_own_digits(string text, long minor, string currency, string said)
    {
        Assert.Equal(new Money(minor, currency), Parsed(text));
        Assert.Equal(said, new Money(minor, currency).ToText(LawFiles.Codes));
    }

    [Theory]
    [InlineData("0.001 USD")]
    [InlineData("1.5 JPY")]
    [InlineData("1.2345 KWD")]
    [InlineData("92233720368547758.08 USD")]
    [InlineData("9223372036854775808 JPY")]
    [InlineData("10000.00")]
    [InlineData("NPR 10000.00")]
    [InlineData("10,000.00 NPR")]
    [InlineData("10000.00  NPR")]
    [InlineData("10000.00 npr")]
    [InlineData("10000.00 XXQ")]
    [InlineData("")]
    [InlineData(null)]
    public void Too_many_decimals_unknown_currencies_and_what_does_not_fit_are_refused(string? text) => Assert.Null(Parsed(text));

    [Fact]
    public void The_least_amount_can_be_written() => Assert.Equal("USD -92,233,720,368,547,758.08", new Money(long.MinValue, "USD").ToText(LawFiles.Codes));

    [Fact]
    public void A_currency_that_is_not_known_is_written_in_its_units() => Assert.Equal("XXQ 1,234", new Money(1234, "XXQ").ToText(LawFiles.Codes));

    [Fact]
    public void Amounts_keep_currencies_apart_sorted_and_without_nothing()
    {
        var amounts = Amounts.Of(new Money(5, "USD"), new Money(3, "NPR"), new Money(7, "USD"), new Money(2, "KWD"), new Money(-2, "KWD"));
        Assert.Equal([new Money(3, "NPR"), new Money(12, "USD")], amounts.Parts);
        Assert.Equal("NPR 0.03 + USD 0.12", amounts.ToText(LawFiles.Codes));
    }

    [Fact]
    public void Amounts_are_equal_by_what_they_hold()
    {
        Assert.Equal(Amounts.Of(new Money(1, "USD"), new Money(2, "NPR")), Amounts.Of(new Money(2, "NPR"), new Money(1, "USD")));
        Assert.Equal(Amounts.Of(new Money(1, "USD")).GetHashCode(), Amounts.Of(new Money(1, "USD")).GetHashCode());
        Assert.NotEqual(Amounts.Of(new Money(1, "USD")), Amounts.Of(new Money(1, "NPR")));
        Assert.True(Amounts.Of(new Money(0, "USD")).IsNone);
        Assert.Equal(Amounts.None, Amounts.Of(Array.Empty<Money>()));
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_held_at_its_greatest()
    {
        Assert.Equal([new Money(long.MaxValue, "USD")], Amounts.Of(new Money(long.MaxValue, "USD"), new Money(long.MaxValue, "USD")).Parts);
        Assert.Equal([new Money(long.MinValue, "USD")], Amounts.Of([("USD", BigInteger.Pow(-10, 31))]).Parts);
        // Added before it is held: what does not fit on the way may fit at the end.
        Assert.Equal([new Money(1, "USD")], Amounts.Of(new Money(long.MaxValue, "USD"), new Money(1, "USD"), new Money(-long.MaxValue, "USD")).Parts);
    }

    [Fact]
    public void Amounts_add_by_currency() => Assert.Equal(
        Amounts.Of(new Money(3, "USD"), new Money(4, "NPR")), Amounts.Of(new Money(1, "USD")) + Amounts.Of(new Money(2, "USD"), new Money(4, "NPR")));
}
