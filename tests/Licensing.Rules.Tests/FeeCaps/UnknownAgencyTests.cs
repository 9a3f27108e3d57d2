using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>A rule about the agency of one country, where the agency's country was not reported: it may be meant.</summary>
public class UnknownAgencyTests
{
    private static readonly FeeItem Paid = TestLaw.Fee("60.00 USD");

    private static PlacementFacts AgencyIn(string? country) => TestLaw.Facts with { AgencyCountry = country, AgreedFee = TestLaw.Money("100.00 USD") };

    [Theory]
    [InlineData("NP", "prohibited 60 USD")]
    [InlineData("QA", "silent")]
    [InlineData(null, "undetermined: payee-unknown")]
    public void As_payee(string? country, string verdict) =>
        Assert.Equal(verdict, AgencyIn(country).With(Paid).Verdict("counts: { include: [recruitment-fee], paidTo: [origin-agency] }\ncap: none-allowed"));

    [Theory]
    [InlineData("NP", "silent")]
    [InlineData("QA", "prohibited 60 USD")]
    [InlineData(null, "undetermined: payee-unknown")]
    public void As_payee_that_an_exclusion_names(string? country, string verdict) => Assert.Equal(verdict, AgencyIn(country).With(Paid).Verdict(
        "counts: { include: [recruitment-fee], exclude: [ { category: recruitment-fee.service, paidTo: [origin-agency] } ] }\ncap: none-allowed"));

    [Theory]
    [InlineData("NP", "prohibited 60 USD")]
    [InlineData("QA", "silent")]
    [InlineData(null, "undetermined: payer-unknown")]
    public void As_payer(string? country, string verdict) => Assert.Equal(verdict, AgencyIn(country).With(Paid with { Payer = Role.Agency, Payee = Role.Broker })
        .Verdict("counts: { include: [recruitment-fee], paidBy: [origin-agency] }\ncap: none-allowed"));

    [Theory]
    [InlineData("QA", "over by 20 USD")]
    [InlineData("NP", "within")]
    [InlineData(null, "undetermined: payer-unknown")]
    public void As_payer_whose_payment_reduces_the_fee(string? country, string verdict) => Assert.Equal(verdict,
        AgencyIn(country).With(Paid, TestLaw.Fee("60.00 USD", id: "i2") with { Payer = Role.Agency })
            .Verdict("cap: { fixed: 200.00 USD }\noffset: { paidBy: [destination-agency], effect: reduces-agreed-fee }"));

    [Theory]
    [InlineData("QA", "prohibited 60 USD")]
    [InlineData("NP", "within")]
    [InlineData(null, "undetermined: payer-unknown")]
    public void As_payer_whose_payment_bars_the_fee(string? country, string verdict) => Assert.Equal(verdict,
        AgencyIn(country).With(Paid, TestLaw.Fee("60.00 USD", id: "i2") with { Payer = Role.Agency })
            .Verdict("cap: { fixed: 200.00 USD }\noffset: { paidBy: [destination-agency], effect: bars }"));
}
