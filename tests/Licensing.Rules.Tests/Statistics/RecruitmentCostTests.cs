using Licensing.Rules.FeeCaps;
using Licensing.Rules.Statistics;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Statistics;

public class RecruitmentCostTests
{
    private static readonly LawContext Context = new(LawFiles.Codes, LawFiles.Rates, JudgeSettings.Default);
    private static readonly DateOnly Day = new(2018, 6, 15);

    // Published pairs of means, and the ratio by hand to three figures or more.
    [Theory]
    [InlineData("416789", "23693", 3, "17.591")]        // Bangladesh, all, survey of 2020; published 17.6
    [InlineData("416789", "23693", 1, "17.6")]
    [InlineData("574241", "38129", 2, "15.06")]         // Bangladesh to Singapore
    [InlineData("308047", "19177", 2, "16.06")]         // Bangladesh to Oman
    [InlineData("141.31", "430.88", 3, "0.328")]        // Lao returnees of 2017; published 0.33
    [InlineData("141.31", "430.88", 2, "0.33")]
    [InlineData("4290", "480", 2, "8.94")]              // Pakistan to Saudi Arabia, 8.9375
    [InlineData("2358", "387", 2, "6.09")]              // Pakistan to the Emirates
    public void A_ratio_of_means_is_exact_and_rounded_where_it_is_written(string cost, string income, int digits, string months)
    {
        var ratio = new RatioOfMeans(Number(cost), Number(income));
        Assert.Equal(Number(cost), ratio.Months!.Value * Number(income));
        Assert.Equal(months, ratio.Months.Value.ToRoundedText(digits));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void No_income_gives_no_ratio(string income) => Assert.Null(new RatioOfMeans(100, Number(income)).Months);

    [Fact]
    public void A_mean_of_ratios_is_not_the_ratio_of_means()
    {
        // 1,000 of 100 is 10 months, 1,000 of 1,000 is one: 5.5 each by each, but 1,000 of 550 by the means.
        var both = RecruitmentCost.Over([Person(Paid(1_000_00)) , Person(Paid(1_000_00), income: 1_000_00)]);
        Assert.Equal(2, both.Counted);
        Assert.Equal("5.5", both.MeanOfRatios!.Value.ToText());
        Assert.Equal("5.5", both.MedianOfRatios!.Value.ToText());
        Assert.Equal(Rational.Of(1000, 550), both.OfMeans!.Months);
    }

    [Fact]
    public void They_agree_where_all_earn_the_same()
    {
        var summary = RecruitmentCost.Over([Person(Paid(300_00)), Person(Paid(100_00)), Person(Paid(500_00))]);
        Assert.Equal(3, summary.MeanOfRatios);
        Assert.Equal(3, summary.MedianOfRatios);
        Assert.Equal(3, summary.OfMeans!.Months);
    }

    [Fact]
    public void The_median_of_an_odd_number_is_the_one_in_the_middle_and_one_debtor_does_not_move_it() =>
        Assert.Equal(2, RecruitmentCost.Over([Person(Paid(100_00)), Person(Paid(200_00)), Person(Paid(9_000_00))]).MedianOfRatios);

    [Fact]
    public void Who_has_no_ratio_is_in_no_mean_and_is_counted_by_the_reason()
    {
        var summary = RecruitmentCost.Over([Person(Paid(300_00)), Person(Paid(100_00)) with { Months = null, Because = "income-missing" }, RecruitmentCost.Of(Facts() with { FirstWage = null }, Context)]);
        Assert.Equal(1, summary.Counted);
        Assert.Equal(3, summary.MeanOfRatios);
        Assert.Equal([new("income-missing", 2)], summary.LeftOut);
    }

    [Fact]
    public void Nobody_gives_no_mean()
    {
        var summary = RecruitmentCost.Over([]);
        Assert.Equal((0, null, null, null), (summary.Counted, summary.MeanOfRatios, summary.MedianOfRatios, summary.OfMeans));
    }

    [Fact]
    public void Incomes_in_two_currencies_have_ratios_but_no_means()
    {
        var summary = RecruitmentCost.Over([Person(Paid(300_00)), RecruitmentCost.Of(Facts() with { FirstWage = new(100_00, "SAR"), Items = [Item("i1", 100_00, "SAR")] }, Context)]);
        Assert.Equal(2, summary.MeanOfRatios);
        Assert.Null(summary.OfMeans);
    }

    [Fact]
    public void Who_paid_nothing_bore_no_month() => Assert.Equal(Rational.Zero, Person().Months);

    [Fact]
    public void Every_charge_counts_whoever_took_it_and_lawful_or_not() =>
        Assert.Equal(6, Person(
            Paid(100_00),
            Item("i2", 200_00, category: "illegitimate.bribe", payee: Role.Broker),
            Item("i3", 200_00, kind: ItemKind.WageDeduction, payee: Role.Employer),
            Item("i4", 100_00, payer: Role.Lender),
            Item("i5", 700_00, payer: Role.Employer)).Months);

    [Fact]
    public void What_was_given_back_is_not_borne_and_what_was_given_back_to_others_is()
    {
        var employer = Item("i2", 700_00, payer: Role.Employer);
        Assert.Equal(Rational.Of(1, 2), Person(Paid(100_00), employer, Back("i1", 50_00), Back("i2", 30_00), Back("unknown", 20_00)).Months);
    }

    [Fact]
    public void More_given_back_than_charged_is_no_negative_cost() => Assert.Equal(Rational.Zero, Person(Paid(100_00), Back("i1", 150_00)).Months);

    [Fact]
    public void A_charge_in_another_currency_is_taken_at_the_rate_of_its_own_day()
    {
        // World Bank, 2018: the exact quotient of two published rates, of dollars for both.
        var income = new Money(1_000_00, "MYR");
        var ratio = RecruitmentCost.Of(Facts() with { FirstWage = income, Items = [Item("i1", 404_000_00, "BDT")] }, Context);
        var expected = Rational.Of(404_000, 1_000) * LawFiles.Rates.Find("MYR", Day)!.UnitsPerUsd / LawFiles.Rates.Find("BDT", Day)!.UnitsPerUsd;
        Assert.Equal(expected, ratio.Months);
    }

    [Fact]
    public void What_is_not_known_gives_no_figure_and_says_why()
    {
        Assert.Equal("income-missing", RecruitmentCost.Of(Facts() with { FirstWage = null, ContractWage = new(100_00, "USD") }, Context).Because);
        Assert.Equal("income-not-positive", RecruitmentCost.Of(Facts() with { FirstWage = new(0, "USD") }, Context).Because);
        Assert.Equal("item-date-missing", Person(Item("i1", 100_00, "BDT") with { Date = null }).Because);
        Assert.Equal("rate-missing", Person(Item("i1", 100_00, "BDT") with { Date = new(1990, 1, 1) }).Because);
        Assert.Equal("only-demonstration-rate", Person(Item("i1", 100_00, "BDT") with { Date = new(2025, 6, 1) }).Because);
        Assert.Equal(Rational.One, Person(Item("i1", 100_00) with { Date = null }).Months);      // no date is needed in one currency
    }

    [Fact]
    public void A_cost_in_months_of_a_wage_that_is_not_the_persons_own()
    {
        Assert.Equal((Rational.Of(1, 10), null), RecruitmentCost.InMonthsOf(new(4_630_00, "HKD"), new(463_00, "HKD"), null, Context));
        Assert.Equal((null, "income-not-positive"), RecruitmentCost.InMonthsOf(new(0, "HKD"), new(463_00, "HKD"), null, Context));
        Assert.Equal((null, "item-date-missing"), RecruitmentCost.InMonthsOf(new(4_630_00, "HKD"), new(463_00, "PHP"), null, Context));
    }

    [Fact]
    public void No_magnitude_overflows() =>
        Assert.Equal(Rational.Of(long.MaxValue, 1) * 3, RecruitmentCost.Of(Facts() with { FirstWage = new(1, "USD"), Items = [Item("a", long.MaxValue), Item("b", long.MaxValue), Item("c", long.MaxValue)] }, Context).Months);

    [Theory]
    [InlineData("2.5", 0, "3")]
    [InlineData("-2.5", 0, "-3")]
    [InlineData("0.005", 2, "0.01")]
    [InlineData("-0.004", 2, "0.00")]
    [InlineData("8.9375", 2, "8.94")]
    [InlineData("17", 3, "17.000")]
    public void A_number_is_rounded_to_the_nearest_a_half_away_from_zero(string number, int digits, string text) =>
        Assert.Equal(text, Number(number).ToRoundedText(digits));

    private static PlacementFacts Facts() => new() { Origin = "BD", Destination = "MY", FirstWage = new(100_00, "USD") };
    private static IndividualRatio Person(params FeeItem[] items) => RecruitmentCost.Of(Facts() with { Items = items }, Context);
    private static IndividualRatio Person(FeeItem item, long income) => RecruitmentCost.Of(Facts() with { FirstWage = new(income, "USD"), Items = [item] }, Context);
    private static FeeItem Paid(long minor) => Item("i1", minor);
    private static FeeItem Back(string of, long minor) => new("r-" + of, ItemKind.Refund, new(minor, "USD"), "", Role.Agency, Role.Worker, Day, RefundOf: of);
    private static FeeItem Item(string id, long minor, string currency = "USD", string category = "recruitment-fee.service", Role payer = Role.Worker, Role payee = Role.Agency, ItemKind kind = ItemKind.Payment) =>
        new(id, kind, new(minor, currency), category, payer, payee, Day);
    private static Rational Number(string text) => Rational.TryParse(text, out var number) ? number : throw new FormatException(text);
}
