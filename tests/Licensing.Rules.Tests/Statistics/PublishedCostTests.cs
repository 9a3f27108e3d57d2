using System.Globalization;
using System.Text;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Statistics;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Statistics;

/// <summary>Published costs, wages and ceilings, in months. The data is not part of the repository; where it does not lie beside
/// it, these tests say that they were skipped.</summary>
public class PublishedCostTests
{
    private static readonly LawContext Context = new(LawFiles.Codes, LawFiles.Rates, JudgeSettings.Default);

    /// <summary>Destinations whose statutory minimum the ILO table has in their own currency.</summary>
    private static readonly (string Iso3, string Country, string Currency)[] WithMinimum =
        [("ISR", "IL", "ILS"), ("JPN", "JP", "JPY"), ("KOR", "KR", "KRW"), ("MYS", "MY", "MYR"), ("THA", "TH", "THB")];

    private static readonly Lazy<Dictionary<(string, int), string>> Minima = new(() => OpenDataTests.Rows("wages_ilo_minimum_asia/wages_ilo_long.csv")
        .Where(r => r["measure"] == "statutory_minimum_monthly" && r["unit"] == "lcu")
        .ToDictionary(r => (r["iso3"], int.Parse(r["year"], CultureInfo.InvariantCulture)), r => r["value"]));

    private sealed record Published(string Corridor, string Destination, string Group, int FromYear, int ToYear, Money Cost, Money? Income, string InMonths, string Computed);

    [Fact]
    public void The_ratios_of_the_published_survey_come_out_as_printed()
    {
        var rows = Costs();
        Assert.Equal(8, rows.Count);
        var (published, computed) = (rows.Where(r => r.InMonths.Length > 0).ToList(), rows.Where(r => r.Computed.Length > 0).ToList());
        Assert.Equal([("BD to *", "17.6", "17.591")], published.Select(r => (r.Corridor, Months(r).ToRoundedText(1), Months(r).ToRoundedText(3))));
        Assert.All(published, r => Assert.Equal(r.InMonths, Months(r).ToRoundedText(1)));
        Assert.Equal([("BD to SG", "15.1", "15.060")], computed.Select(r => (r.Corridor, Months(r).ToRoundedText(1), Months(r).ToRoundedText(3))));
        Assert.All(computed, r => Assert.Equal(r.Computed, Months(r).ToRoundedText(1)));
    }

    // By hand for 2018: 404,000 BDT / 83.4662 BDT a dollar x 4.03513 MYR a dollar / 1,000 MYR = 19.53.
    [Fact]
    public void The_mean_cost_to_Malaysia_is_told_in_months_of_its_minimum_wage_of_each_year()
    {
        var row = Costs().Single(r => r.Destination == "MY");
        var months = Enumerable.Range(row.FromYear, row.ToYear - row.FromYear + 1).Select(y => InMinimumWages(row.Cost, "MY", y).Months!.Value).ToList();
        Assert.Equal(4, months.Count);
        Assert.All(months, m => Assert.True(m > 15 && m < 25, m.ToText()));
        var rate = (Func<string, int, Rational>)((c, y) => LawFiles.Rates.Find(c, new(y, 7, 1))!.UnitsPerUsd);
        Assert.Equal("19.53", months[3].ToRoundedText(2));
        Assert.Equal(404_000 * rate("MYR", 2018) / rate("BDT", 2018) / 1_000, months[3]);
    }

    [Fact]
    public void A_year_without_an_official_rate_gives_no_figure()
    {
        Assert.Equal((null, "only-demonstration-rate"), InMinimumWages(new(78_990_00, "BDT"), "MY", 2024));
        Assert.Equal((null, "wage-missing"), InMinimumWages(new(436_000_00, "BDT"), "SA", 2018));
    }

    [Fact]
    public void The_page_in_the_docs_is_what_the_data_says() => GeneratedPage.Check("recruitment-costs.md", Page());

    private static string Page()
    {
        var rows = Costs();
        var page = new StringBuilder("""
            # Recruitment costs in months

            What published surveys and the encoded law say, in months of income or wage. How it is reckoned: [statistics](rules/statistics.md). This
            page is generated: `UPDATE_LAW=1 dotnet run --project tests/Licensing.Rules.Tests`, with the data beside the repository.

            ## Mean cost divided by mean income
            Cost of Migration Survey 2020 of Bangladesh (BBS and ILO, migrants of 2015 to 2018), from press. A ratio of means: the microdata, and so
            the ratio of each person, were not found.

            | Corridor | Group | Mean cost | Mean monthly income | Months | Published |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var r in rows)
            Row(page, r.Corridor, r.Group, Short(r.Cost), r.Income is { } income ? Short(income) : "not published",
                r.Income is null ? "none: no income" : Months(r).ToRoundedText(3), r.InMonths.Length > 0 ? r.InMonths : "no");
        page.Append("""

            ## Published mean cost in months of the destination's minimum wage
            Not the indicator: the wage is nobody's own. The survey does not say when each person went, so the figure stands for each year of its
            period. Statutory minimum wages: ILOSTAT (ILO, CC BY 4.0). Rates: World Bank, average of the year.

            | Corridor | Mean cost | Year | Minimum wage | Months |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var r in rows.Where(r => r.Destination != "*"))
            if (Minimum(r.Destination, r.FromYear) is null)
                Row(page, r.Corridor, Short(r.Cost), $"{r.FromYear} to {r.ToYear}", "none in the data", Said(InMinimumWages(r.Cost, r.Destination, r.FromYear)));
            else for (var year = r.FromYear; year <= r.ToYear; year++)
                Row(page, r.Corridor, Short(r.Cost), $"{year}", Minimum(r.Destination, year) is { } wage ? Short(wage) : "none in the data", Said(InMinimumWages(r.Cost, r.Destination, year)));
        page.Append("""

            ## Lawful ceilings in months of the destination's minimum wage
            Fixed amounts of the packs that count the recruitment fee, in the first year in which each surely holds. They cover different costs (Bangladesh
            all, Nepal and India the agency's), so they are not to be compared with each other. Ceilings that are themselves months of wage are not listed.

            | Provision | Destination | Ceiling | Year | Minimum wage | Months |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (rule, destination, ceiling) in Ceilings())
        {
            var year = rule.InForce.From.Latest.Year;
            Row(page, $"`{rule.Provision}` v{rule.Version}", destination, Short(ceiling), $"{year}", Minimum(destination, year) is { } wage ? Short(wage) : "none in the data", Said(InMinimumWages(ceiling, destination, year)));
        }
        page.Append("""

            ## Hong Kong, foreign domestic helpers
            The commission is a tenth of the first month's wage. At the minimum allowable wage, which is set for contracts signed from a day on
            (published; the steps of 2021 and 2022 were not seen):

            | Contracts signed from | Minimum allowable wage | Commission at most | Months |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        var percent = ((PercentOfFirstWage)((CapDuty)LawFiles.Packs["hk"].Rules.Single(r => r.Provision == "hk.commission").Duty).Basis).Percent;
        foreach (var row in OpenDataTests.Rows("wages_hk_fdh_minimum/hk_fdh_minimum_allowable_wage.csv"))
        {
            var wage = Amount(row["monthly_wage_hkd"], "HKD");
            var most = new Money((long)(wage.AmountMinor * percent / 100).Floor(), "HKD");
            Row(page, row["contracts_signed_from"], Short(wage), Short(most), Said(RecruitmentCost.InMonthsOf(wage, most, null, Context)));
        }
        return page.ToString();
    }

    private static IEnumerable<(Rule Rule, string Destination, Money Ceiling)> Ceilings() =>
        from rule in LawFiles.Packs.Values.OrderBy(p => p.Name, StringComparer.Ordinal).SelectMany(p => p.Rules)
        where rule.Law == LawSide.Origin && rule.Counts.Payers.Contains(Role.Worker) && rule.Counts.Include.Contains("recruitment-fee") && rule.Duty is CapDuty
        from country in WithMinimum.Select(w => w.Country)
        let guard = rule.Scope.FirstOrDefault(g => g.Fact == GuardFact.Destination)?.OneOf
        where guard is null || guard.Contains(country)
        let ceiling = ((CapDuty)rule.Duty).Basis switch
        {
            FixedAmount f => f.Amount,
            FixedByDestination t when t.Amounts.TryGetValue(country, out var amount) => amount,
            _ => (Money?)null,
        }
        where ceiling is not null
        select (rule, country, ceiling.Value);

    private static Rational Months(Published row) => new RatioOfMeans(row.Cost.AmountMinor, row.Income!.Value.AmountMinor).Months!.Value;

    private static (Rational? Months, string? Because) InMinimumWages(Money cost, string destination, int year) =>
        Minimum(destination, year) is { } wage ? RecruitmentCost.InMonthsOf(wage, cost, new(year, 7, 1), Context) : (null, "wage-missing");

    private static Money? Minimum(string destination, int year)
    {
        if (WithMinimum.FirstOrDefault(w => w.Country == destination) is not { Iso3: { } iso3, Currency: var currency }) return null;
        return Minima.Value.TryGetValue((iso3, year), out var value) ? Amount(value, currency) : null;
    }

    private static List<Published> Costs() =>
    [
        .. OpenDataTests.Rows("recruitment_cost_published/recruitment_costs_published.csv").Select(r =>
        {
            var years = r["reference_period"].Split('-').Select(y => int.Parse(y, CultureInfo.InvariantCulture)).ToList();
            return new Published($"{r["origin"]} to {r["destination"]}", r["destination"], r["group"], years[0], years[^1], Amount(r["mean_cost"], r["currency"]),
                r["mean_monthly_income"].Length > 0 ? Amount(r["mean_monthly_income"], r["currency"]) : null, r["months_of_income_published"], r["months_of_income_computed"]);
        }),
    ];

    private static Money Amount(string number, string currency) =>
        Money.TryParse($"{number} {currency}", LawFiles.Codes, out var money) ? money : throw new FormatException($"{number} {currency}");

    private static string Said((Rational? Months, string? Because) figure) => figure.Months is { } months ? months.ToRoundedText(2) : $"none: {figure.Because}";
    private static string Short(Money money) => PlainWords.Short(money.ToText(LawFiles.Codes));
    private static void Row(StringBuilder page, params string[] cells) => page.Append("| ").AppendJoin(" | ", cells.Select(PlainWords.Cell)).Append(" |\n");
}
