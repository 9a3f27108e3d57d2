using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Tests.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Findings;

/// <summary>Cases out of judgements: one of each kind, money counted once.</summary>
public class BreachesTests
{
    private static readonly Rule Cap = TestLaw.Rule("cap: { fixed: 100.00 USD }", "origin", "t.cap");
    private static readonly Rule None = TestLaw.Rule("cap: none-allowed", "agreement", "t.none");
    private static readonly Rule Visa = TestLaw.Rule("counts: { include: [administrative.visa] }\ncap: none-allowed", "destination", "t.visa");
    private static readonly Rule Receipt = TestLaw.Rule("receipt: required", "origin", "t.receipt");
    private static readonly Rule Bribe = TestLaw.Rule("counts: { include: [illegitimate] }\ncap: none-allowed", "standard", "t.bribe");
    private static readonly Rule Employer = TestLaw.Rule("counts: { include: [recruitment-fee], paidBy: [employer] }\ncap: { fixed: 1.00 USD }", "destination", "t.employer");

    private static ImmutableArray<Breach> Of(Precedence precedence, IEnumerable<FeeItem> items, params Rule[] rules)
    {
        var facts = TestLaw.Facts.With([.. items]);
        var context = TestLaw.Context("0", TestLaw.Rate("NPR", "100"));
        return Breaches.Of(facts, facts.Judge(context, rules), j => rules.Single(r => r.Provision == j.Provision), precedence, context);
    }

    private static Amounts Usd(long minor) => Amounts.Of(new Money(minor, "USD"));

    [Fact]
    public void Money_that_two_laws_judge_is_counted_once_by_the_strictest()
    {
        var breach = Assert.Single(Of(Precedence.Strictest, [TestLaw.Fee("150.00 USD")], Cap, None));
        Assert.Equal((BreachKind.WorkerCharged, "t.none", 2), (breach.Kind, breach.Deciding.Provision, breach.Judgements.Length));
        Assert.Equal(Usd(150_00), breach.Excess);
    }

    [Fact]
    public void Money_that_only_another_law_judges_is_not_lost()
    {
        var breach = Assert.Single(Of(Precedence.Strictest, [TestLaw.Fee("400.00 USD"), TestLaw.Fee("10.00 USD", "administrative.visa", "i2")], Cap, Visa));
        Assert.Equal("t.cap", breach.Deciding.Provision);
        Assert.Equal(Usd(310_00), breach.Excess);
    }

    [Fact]
    public void A_small_prohibition_in_another_currency_does_not_hide_a_large_excess()
    {
        var breach = Assert.Single(Of(Precedence.Strictest, [TestLaw.Fee("400.00 USD"), TestLaw.Fee("1.00 QAR", "administrative.visa", "i2")], Cap, Visa));
        Assert.Equal(Amounts.Of(new Money(300_00, "USD"), new Money(1_00, "QAR")), breach.Excess);
    }

    [Fact]
    public void A_cent_that_is_prohibited_does_not_erase_the_excess_it_is_part_of()
    {
        // The ceiling counts the fee and, converted, the rupees for a visa; another law forbids the visa fee.
        var all = TestLaw.Rule("counts: { include: [recruitment-fee, administrative] }\ncap: { fixed: 100.00 USD }", "origin", "t.all");
        var breach = Assert.Single(Of(Precedence.Strictest, [TestLaw.Fee("400.00 USD"), TestLaw.Fee("500.00 NPR", "administrative.visa", "i2")], all, Visa));
        Assert.Equal("t.all", breach.Deciding.Provision);
        Assert.Equal(Amounts.Of(new Money(300_00, "USD"), new Money(500_00, "NPR")), breach.Excess);
    }

    [Fact]
    public void Without_a_rate_a_prohibited_coin_in_another_currency_adds_to_the_excess_and_hides_none_of_it()
    {
        var all = TestLaw.Rule("counts: { include: [recruitment-fee, administrative] }\ncap: { fixed: 100.00 USD }", "origin", "t.all");
        var breach = Assert.Single(Of(Precedence.Strictest, [TestLaw.Fee("400.00 USD"), TestLaw.Fee("0.01 QAR", "administrative.visa", "i2")], all, Visa));
        Assert.Equal(Amounts.Of(new Money(300_00, "USD"), new Money(1, "QAR")), breach.Excess);
    }

    [Fact]
    public void What_a_prohibition_explains_a_cap_adds_nothing_to()
    {
        var all = TestLaw.Rule("counts: { include: [recruitment-fee, administrative] }\ncap: { fixed: 120.00 USD }", "origin", "t.all");
        var breach = Assert.Single(Of(Precedence.Strictest, [TestLaw.Fee("50.00 USD"), TestLaw.Fee("100.00 USD", "administrative.visa", "i2")], all, Visa));
        Assert.Equal(("t.visa", Usd(100_00)), (breach.Deciding.Provision, breach.Excess));
    }

    [Fact]
    public void An_item_without_receipt_does_not_hide_another_without_one()
    {
        var early = TestLaw.Rule("counts: { include: [recruitment-fee, administrative] }\nreceipt: required", "destination", "t.receipts");
        var breach = Assert.Single(Of(Precedence.Strictest,
            [TestLaw.Fee("50.00 USD") with { Receipt = null }, TestLaw.Fee("10.00 USD", "administrative.visa", "i2") with { Receipt = null }], Receipt, early));
        Assert.Equal((BreachKind.NoReceipt, Usd(60_00)), (breach.Kind, breach.Excess));
    }

    [Fact]
    public void A_configured_order_decides_before_strictness()
    {
        var breach = Assert.Single(Of(new([LawSide.Origin, LawSide.Agreement]), [TestLaw.Fee("150.00 USD")], Cap, None));
        Assert.Equal("t.cap", breach.Deciding.Provision);
        Assert.Equal(Usd(50_00), breach.Excess);
    }

    [Fact]
    public void A_law_outside_the_configured_order_decides_where_no_other_breaks() =>
        Assert.Equal("t.none", Assert.Single(Of(new([LawSide.Origin]), [TestLaw.Fee("100.00 USD")], Cap, None)).Deciding.Provision);

    [Fact]
    public void Each_kind_of_breach_is_a_case_of_its_own()
    {
        var bare = TestLaw.Fee("150.00 USD") with { Receipt = null };
        var employers = TestLaw.Fee("2.00 USD", id: "i3") with { Payer = Role.Employer };
        Assert.Equal([BreachKind.WorkerCharged, BreachKind.IllegitimateCost, BreachKind.NoReceipt, BreachKind.OthersCharged],
            Of(Precedence.Strictest, [bare, TestLaw.Fee("5.00 USD", "illegitimate.bribe", "i2"), employers], Cap, Receipt, Bribe, Employer).Select(b => b.Kind));
    }

    [Fact]
    public void A_breach_that_no_law_enforces_yet_opens_no_case() =>
        Assert.Empty(Of(Precedence.Strictest, [TestLaw.Fee("150.00 USD")], TestLaw.Rule("enforcedFrom: 2021-01-01\ncap: none-allowed", provision: "t.later")));

    [Fact]
    public void Within_and_undetermined_open_no_case() =>
        Assert.Empty(Of(Precedence.Strictest, [TestLaw.Fee("100.00 USD")], Cap, TestLaw.Rule("cap: { percentOfFirstWage: '10' }", provision: "t.wage")));
}
