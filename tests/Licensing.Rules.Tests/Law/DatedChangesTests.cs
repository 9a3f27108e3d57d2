using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Law;

/// <summary>The dated changes of law that are known best, on the day before, on the day, and on the day after.</summary>
public class DatedChangesTests
{
    private static string Judged(string pack, string provision, PlacementFacts facts) => string.Join(" | ", FeeCapLaw
        .Judge(facts, LawFiles.Packs[pack].Rules, new(LawFiles.Codes, RateTable.Empty, JudgeSettings.Default))
        .Where(j => j.Provision == provision).Select(LawCase.Say).Distinct().DefaultIfEmpty("silent"));

    private static PlacementFacts Paid(string origin, string destination, string day, string amount, string category = "recruitment-fee.service", Role payer = Role.Worker, Role payee = Role.Agency)
    {
        var on = DateOnly.Parse(day);
        Assert.True(Money.TryParse(amount, LawFiles.Codes, out var money));
        return new()
        {
            Origin = origin, Destination = destination, AgencyCountry = origin, PartnerAgencyCountry = destination, SignedOn = on, Sex = Sex.Male, Occupation = "8211", Employer = EmployerKind.Company,
            Items = [new("1", ItemKind.Payment, money, category, payer, payee, on, Channel.Bank, "R-1")],
        };
    }

    /// <summary>Emigration Rules r. 25 as amended by GSR 1510(E): INR 30,000; before, 45 days' wages, at most INR 20,000.</summary>
    [Theory]
    [InlineData("2017-12-13", "20000.01 INR", "over by 0.01 INR")]
    [InlineData("2017-12-14", "20000.01 INR", "within")]
    [InlineData("2017-12-14", "30000.01 INR", "over by 0.01 INR")]
    [InlineData("2017-12-15", "30000.00 INR", "within")]
    [InlineData("2017-12-15", "30000.01 INR", "over by 0.01 INR")]
    public void India_2017(string day, string amount, string verdict) =>
        Assert.Equal(verdict, Judged("in", "in.service-charge", Paid("IN", "KW", day, amount) with { ContractWage = new(10_000_000, "INR"), BasicWage = new(10_000_000, "INR") }));

    [Theory]
    [InlineData("2022-07-05", "within")]
    [InlineData("2022-07-06", "over by 0.01 BDT")]
    [InlineData("2022-07-07", "over by 0.01 BDT")]
    public void Bangladesh_to_Malaysia_2022(string day, string verdict) => Assert.Equal(verdict, Judged("bd", "bd.ceiling-malaysia", Paid("BD", "MY", day, "78990.01 BDT")));

    /// <summary>The day in July is not known (press names the 6th, and that agencies then struck): the month is in doubt.</summary>
    [Theory]
    [InlineData("2015-06-30", "within")]
    [InlineData("2015-07-01", "within | undetermined: date-in-doubt")]
    [InlineData("2015-07-05", "undetermined: date-in-doubt")]
    [InlineData("2015-07-06", "undetermined: date-in-doubt")]
    [InlineData("2015-07-07", "undetermined: date-in-doubt")]
    [InlineData("2015-07-31", "undetermined: date-in-doubt | over by 0.01 NPR")]
    [InlineData("2015-08-01", "over by 0.01 NPR")]
    public void Nepal_2015(string day, string verdict) => Assert.Equal(verdict, Judged("np", "np.service-fee", Paid("NP", "QA", day, "10000.01 NPR")));

    /// <summary>Due from 15 January 2021, in transition until a day in August 2021.</summary>
    [Theory]
    [InlineData("2021-01-14", "prohibited 0.01 IDR (not enforced)")]
    [InlineData("2021-01-15", "prohibited 0.01 IDR (not enforced)")]
    [InlineData("2021-01-16", "prohibited 0.01 IDR (not enforced)")]
    [InlineData("2021-08-31", "prohibited 0.01 IDR (not enforced)")]
    [InlineData("2021-09-01", "prohibited 0.01 IDR")]
    [InlineData("2021-09-02", "prohibited 0.01 IDR")]
    public void Indonesia_2021(string day, string verdict) => Assert.Equal(verdict, Judged("id", "id.placement-costs",
        Paid("ID", "HK", day, "0.01 IDR", "administrative.visa") with { Occupation = "9111", Employer = EmployerKind.Household }));

    [Theory]
    [InlineData("2024-05-14", "silent")]
    [InlineData("2024-05-15", "prohibited 1 VND")]
    [InlineData("2024-05-16", "prohibited 1 VND")]
    public void Vietnam_2024(string day, string verdict) =>
        Assert.Equal(verdict, Judged("vn", "vn.broker-fee-japan", Paid("VN", "JP", day, "1 VND", payer: Role.Agency, payee: Role.Broker)));
}
