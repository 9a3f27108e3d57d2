using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>What cannot be right is judged too, and judged without harm to the worker or to the agency.</summary>
public class AbsurdFactsTests
{
    [Fact]
    public void Two_items_with_one_id_are_judged_the_same_in_either_order()
    {
        var rule = TestLaw.Rule("cap: { fixed: 100.00 USD }");
        var (one, other) = (TestLaw.Fee("60.00 USD"), TestLaw.Fee("70.00 USD", "recruitment-fee.third-party"));
        var first = TestLaw.Facts.With(one, other).Judge(TestLaw.Context(), rule);
        var second = TestLaw.Facts.With(other, one).Judge(TestLaw.Context(), rule);
        Assert.Equal("over by 30 USD", first[0].Words());
        Assert.Equal(first.Select(RandomLaw.Say), second.Select(RandomLaw.Say));
    }

    [Fact]
    public void An_item_that_no_rule_names_is_not_covered_by_another_with_its_id()
    {
        var judgements = TestLaw.Facts.With(TestLaw.Fee("10.00 USD"), TestLaw.Fee("70.00 USD", "equipment.tools"))
            .Judge(TestLaw.Context(), TestLaw.Rule("cap: { fixed: 100.00 USD }"));
        Assert.Equal(["i1"], judgements.Single(j => j.IsCoverage && j.Law == LawSide.Origin).Items);
    }

    [Theory]
    [InlineData("{ percentOfFirstWage: '10' }", "firstWage")]
    [InlineData("{ monthsOfWage: { months: '1', wage: basic, per: contract } }", "basicWage")]
    [InlineData("{ daysOfWage: { days: 45, wage: contract, daysPerMonth: 30 } }", "contractWage")]
    [InlineData("{ stated: agreed-fee }", "agreedFee")]
    [InlineData("{ share: { percent: '50', of: { stated: job-order-maximum } } }", "jobOrderMaximum")]
    public void A_wage_or_fee_below_nothing_counts_as_not_reported(string cap, string missing)
    {
        var below = TestLaw.Money("-500.00 USD");
        var facts = TestLaw.Facts with { FirstWage = below, BasicWage = below, ContractWage = below, AgreedFee = below, JobOrderMaximum = below };
        Assert.Equal("silent", facts.Verdict($"cap: {cap}"));
        Assert.Equal($"undetermined: missing-fact {missing}", facts.With(TestLaw.Fee("1.00 USD")).Verdict($"cap: {cap}"));
    }

    [Theory]
    [InlineData(int.MaxValue, "prohibited 1 USD")]
    [InlineData(36, "prohibited 1 USD")]
    [InlineData(35, "silent")]
    [InlineData(int.MinValue, "silent")]
    public void A_contract_without_end_is_long(int months, string verdict) => Assert.Equal(verdict,
        (TestLaw.Facts with { ContractMonths = months }).With(TestLaw.Fee("1.00 USD")).Verdict("scope: { contractMonths: { atLeast: 36 } }\ncap: none-allowed"));
}
