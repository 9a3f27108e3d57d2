using System.Globalization;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.VisualBasic.FileIO;

namespace Licensing.Rules.Tests.Law;

/// <summary>What ships, against the open data that it was made from. That data is not part of the repository; where it does
/// not lie beside it, these tests say that they were skipped.</summary>
public class OpenDataTests
{
    private static readonly string Data = Path.GetFullPath(Path.Combine(LawFiles.Root, "..", "shared", "data"));

    [Fact]
    public void Countries_are_those_of_ISO_3166_with_Namibia() =>
        Assert.Equal(
            Rows("codes_iso3166/country-codes.csv").Select(r => r["ISO3166-1-Alpha-2"].Trim()).Where(c => c.Length > 0).Order(StringComparer.Ordinal),
            LawFiles.Codes.Countries.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Currencies_in_use_have_the_minor_units_of_ISO_4217()
    {
        var published = Rows("codes_iso4217/codes-all.csv")
            .Where(r => r["WithdrawalDate"].Length == 0 && int.TryParse(r["MinorUnit"], out _))
            .Select(r => (r["AlphabeticCode"], int.Parse(r["MinorUnit"], CultureInfo.InvariantCulture))).Distinct().ToDictionary();
        Assert.Equal(published.OrderBy(c => c.Key, StringComparer.Ordinal), LawFiles.Codes.MinorUnits.OrderBy(c => c.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Occupations_are_those_of_ISCO_08() =>
        Assert.Equal(Rows("codes_isco08/isco08_codes_titles.csv").Select(r => r["code"]).Order(StringComparer.Ordinal), LawFiles.Codes.Occupations.Order(StringComparer.Ordinal));

    [Fact]
    public void Yearly_rates_are_those_of_the_World_Bank()
    {
        var rows = Rows("fx_worldbank_pa_nus_fcrf/fx_annual_long.csv")
            .Where(r => r["currency"] is not ("" or "USD") && int.Parse(r["year"], CultureInfo.InvariantCulture) >= 2000).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var rate = LawFiles.Rates.Find(row["currency"], new(int.Parse(row["year"], CultureInfo.InvariantCulture), 7, 1));
            Assert.True(Rational.TryParse(row["lcu_per_usd"], out var published));
            Assert.Equal(published, rate!.UnitsPerUsd);
            Assert.Equal(("World Bank", RateKind.PeriodAverage, false), (rate.Authority, rate.Kind, rate.Demonstration));
        }
    }

    [Fact]
    public void Monthly_rates_of_the_community_are_demonstrations()
    {
        foreach (var row in Rows("fx_currency_api_cc0/fx_usd_monthly_2024_2026.csv").Where(r => r["currency"] != "USD"))
        {
            var rate = LawFiles.Rates.Find(row["currency"], DateOnly.ParseExact(row["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture));
            Assert.True(Rational.TryParse(row["units_per_usd"], out var published));
            Assert.Equal((published, true), (rate!.UnitsPerUsd, rate.Demonstration));
        }
    }

    // The ceilings stand here a second time, by hand, so that a slip in the pack does not check itself.
    [Theory]
    [InlineData("SG", 262_270_00)]
    [InlineData("SA", 165_000_00)]
    [InlineData("MY", 160_000_00)]
    [InlineData("QA", 100_780_00)]
    public void The_published_mean_cost_of_a_corridor_is_above_Bangladeshs_ceiling_by_their_difference(string destination, long ceilingMinor)
    {
        var row = Rows("recruitment_cost_published/recruitment_costs_published.csv").Single(r => r["origin"] == "BD" && r["destination"] == destination);
        Assert.Equal("BDT", row["currency"]);
        var mean = long.Parse(row["mean_cost"], CultureInfo.InvariantCulture) * 100;
        var facts = new PlacementFacts
        {
            Origin = "BD",
            Destination = destination,
            Sex = Sex.Male,
            Items = [new("mean", ItemKind.Payment, new(mean, "BDT"), "recruitment-fee.service", Role.Worker, Role.Agency, new(2018, 6, 15))],
        };
        var over = FeeCapLaw.Judge(facts, LawFiles.Packs["bd"].Rules, new(LawFiles.Codes, RateTable.Empty, JudgeSettings.Default)).Single(j => j.Result == Result.Over);
        Assert.Equal(Amounts.Of(new Money(mean - ceilingMinor, "BDT")), over.Excess);
    }

    // Agencies were sanctioned for these kinds of breach; the packs must see them. No amount was published, so none is
    // taken from the table, and no name is.
    [Theory]
    [InlineData("SG", "fee above cap", "sg.fee", Result.Over)]
    [InlineData("HK", "overcharging a job seeker", "hk.commission", Result.Over)]
    [InlineData("HK", "fees recovered from wages (press)", "hk.commission", Result.Over)]
    public void A_published_ground_of_sanction_is_a_breach_that_the_packs_see(string country, string ground, string provision, Result result)
    {
        Assert.Contains(Rows("enforcement_published/enforcement_outcomes.csv"), r => r["country"] == country && r["ground"] == ground);
        var facts = new PlacementFacts
        {
            Origin = "PH",
            Destination = country,
            Occupation = "9111",
            Employer = EmployerKind.Household,
            AgencyCountry = "PH",
            PartnerAgencyCountry = country,
            SignedOn = new(2025, 1, 2),
            PlacedOn = new(2025, 1, 2),
            ContractMonths = 24,
            ContractWage = new(100_000, country == "SG" ? "SGD" : "HKD"),
            FirstWage = new(100_000, country == "SG" ? "SGD" : "HKD"),
            FirstWageOn = new(2025, 2, 2),
            Items =
            [
                new("i1", ground.Contains("wages", StringComparison.Ordinal) ? ItemKind.WageDeduction : ItemKind.Payment,
                    new(1_000_000, country == "SG" ? "SGD" : "HKD"), "recruitment-fee.service", Role.Worker, Role.PartnerAgency, new(2025, 3, 1), Channel.Bank, "R-1"),
            ],
        };
        var judgements = FeeCapLaw.Judge(facts, LawFiles.Packs[country.ToLowerInvariant()].Rules, new(LawFiles.Codes, RateTable.Empty, JudgeSettings.Default));
        Assert.Contains(judgements, j => j.Provision == provision && j.Result == result);
    }

    internal static void SkipWhereAbsent() => Assert.SkipUnless(Directory.Exists(Data), "The open data does not lie beside the repository.");

    internal static List<Dictionary<string, string>> Rows(string file)
    {
        SkipWhereAbsent();
        using var parser = new TextFieldParser(Path.Combine(Data, file)) { TextFieldType = FieldType.Delimited, TrimWhiteSpace = false };
        parser.SetDelimiters(",");
        var header = parser.ReadFields()!;
        var rows = new List<Dictionary<string, string>>();
        while (parser.ReadFields() is { } fields)
            rows.Add(header.Zip(fields).ToDictionary(f => f.First, f => f.Second));
        return rows;
    }
}
