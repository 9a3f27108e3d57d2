using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>From the first contested day on nobody can say whether a rule holds.</summary>
public class ContestedTests
{
    private const string Signing = "contested: { from: 2020-06-02, by: a later act }\ncap: { fixed: 100.00 USD }";
    private const string Payment = "decidedBy: payment\ncontested: { from: 2020-07, by: a later act }\ncap: { fixed: 100.00 USD }";

    private static FeeItem On(string day, string amount, string id = "i1") => TestLaw.Fee(amount, id: id) with { Date = TestLaw.Day(day) };

    [Theory]
    [InlineData("2020-06-01", "over by 1 USD")]
    [InlineData("2020-06-02", "undetermined: contested")]
    public void A_contract_signed_on_the_first_contested_day_is_undetermined(string signed, string verdict) =>
        Assert.Equal(verdict, (TestLaw.Facts with { SignedOn = TestLaw.Day(signed) }).With(TestLaw.Fee("101.00 USD")).Verdict(Signing));

    [Theory]
    [InlineData("2020-06-30", "over by 1 USD")]
    [InlineData("2020-07-01", "undetermined: contested")]
    public void A_payment_in_the_month_from_which_it_is_contested_is_undetermined(string paid, string verdict) =>
        Assert.Equal(verdict, TestLaw.Facts.With(On(paid, "101.00 USD")).Verdict(Payment));

    [Fact]
    public void An_earlier_payment_does_not_make_a_contested_one_count() =>
        Assert.Equal("undetermined: contested", TestLaw.Facts.With(On("2020-06-30", "60.00 USD"), On("2020-07-01", "60.00 USD", "i2")).Verdict(Payment));

    [Fact]
    public void A_contested_payment_does_not_excuse_an_earlier_excess() =>
        Assert.Equal("over by 20 USD", TestLaw.Facts.With(On("2020-06-30", "120.00 USD"), On("2020-07-01", "60.00 USD", "i2")).Verdict(Payment));

    [Fact]
    public void A_contested_payment_is_not_within_either() =>
        Assert.Equal("undetermined: contested", TestLaw.Facts.With(On("2020-06-30", "10.00 USD"), On("2020-07-01", "10.00 USD", "i2")).Verdict(Payment));
}
