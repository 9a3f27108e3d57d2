using System.Globalization;
using static Licensing.Api.Features.Demonstration.DestinationScenarios;
using static Licensing.Api.Features.Demonstration.NepalScenarios;
using static Licensing.Api.Features.Demonstration.PhilippinesScenarios;
using static Licensing.Api.Features.Demonstration.SouthAsiaScenarios;
using static Licensing.Api.Features.Demonstration.SouthEastAsiaScenarios;
using SouthAsia = Licensing.Api.Features.Demonstration.SouthAsiaScenarios;

namespace Licensing.Api.Features.Demonstration;

/// <summary>The whole demonstration: forty agencies, what each does wrong and when, and lawful placements around it. The same
/// in every run and on every machine.</summary>
public static class DemonstrationPlan
{
    public const int PlacementsOfAnAgency = 75;

    // Changing it, or a row, changes the expected totals in the tests.
    private const ulong Seed = 0x4C6963656E73;

    // Of an agency's lawful placements about so many lie before 2025.
    private const int EarlierPlacements = 18;
    private static readonly DateOnly RecentFrom = new(2025, 1, 1), LastSigning = new(2026, 8, 20);

    /// <param name="From">First day on which the scenario may be signed.</param>
    /// <param name="Until">Last day, inclusive; null: until <see cref="LastSigning"/>.</param>
    private sealed record Lawful(string From, Scenario Scenario, string? Until = null);

    private sealed record Row(string Agency, string Quarter, int Times, string Name, Scenario Scenario);

    public static readonly IReadOnlyList<InventedAgency> Agencies =
    [
        .. Of("NP", "Lotus", "Juniper", "Marigold", "Saffron", "Walnut", "Cedar", "Millet", "Heron", "Granite", "Copper"),
        .. Of("PH", "Orchid", "Mango", "Coral", "Bamboo", "Pearl", "Ginger"),
        .. Of("BD", "Jasmine", "Kingfisher", "Mustard", "Delta", "Madder"),
        .. Of("IN", "Peacock", "Tamarind", "Teak", "Cardamom"),
        .. Of("ID", "Nutmeg", "Clove", "Hornbill", "Volcano"),
        .. Of("VN", "Willow", "Buffalo", "Cinnamon", "Terrace"),
        .. Of("HK", "Sampan", "Harbour"),
        .. Of("SG", "Frangipani", "Banyan"),
        .. Of("TW", "Camphor", "Magpie", "Oolong"),
    ];

    /// <summary>How each country's agencies act when they keep to the law.</summary>
    private static readonly Dictionary<string, Lawful[]> LawfulIn = new()
    {
        ["NP"] =
        [
            new("2015-08-01", LawfulGulf("QA")), new("2015-08-01", LawfulGulf("SA")), new("2015-08-01", LawfulGulf("KW")),
            new("2019-01-01", NepalScenarios.LawfulMalaysia), new("2022-03-01", LawfulEmirates),
        ],
        ["PH"] =
        [
            new("2017-01-01", PhilippinesScenarios.Lawful("QA")), new("2017-01-01", LawfulDomestic("HK")), new("2017-01-01", LawfulDomestic("SA")),
            new("2018-01-01", LawfulFactory, Until: "2022-12-31"), new("2017-01-01", PhilippinesScenarios.Lawful("TW")),
        ],
        ["BD"] =
        [
            new("2017-01-01", LawfulSaudi), new("2017-01-01", LawfulSaudi), new("2017-01-01", WomanToSaudi),
            new("2022-08-01", SouthAsia.LawfulMalaysia), new("2017-07-01", SouthAsia.LawfulSingapore),
        ],
        ["IN"] = [new("2015-01-01", LawfulIndia), new("2015-01-01", LawfulIndia), new("2022-03-01", LawfulIndiaEmirates)],
        // The protocol with Malaysia of 2011, which counts every cost, ended some day in 2016.
        ["ID"] = [new("2017-01-01", LawfulIndonesia("MY")), new("2015-01-01", LawfulIndonesia("HK")), new("2015-01-01", LawfulIndonesia("TW"))],
        ["VN"] = [new("2022-03-01", LawfulVietnam), new("2022-03-01", LawfulVietnam), new("2022-03-01", LawfulVietnamJapan)],
        ["HK"] = [new("2018-03-01", LawfulHongKong)],
        ["SG"] = [new("2018-01-01", DestinationScenarios.LawfulSingapore)],
        ["TW"] = [new("2017-05-01", LawfulTaiwan)],
    };

    /// <summary>What is planted: who, when, how often. Three findings about three workers in a quarter flag an agency.</summary>
    private static readonly Row[] Planted =
    [
        // Repeat offenders.
        new("Lotus", "2025Q2", 4, "over the cap", OverCap("QA")),
        new("Lotus", "2025Q4", 5, "over the cap", OverCap("SA")),
        new("Lotus", "2026Q1", 4, "through a sub-agent", ThroughSubAgent("QA")),
        new("Juniper", "2025Q3", 6, "fee to Malaysia", MalaysiaFee),
        new("Juniper", "2026Q2", 4, "fee to Malaysia", MalaysiaFee),
        new("Marigold", "2026Q1", 3, "before the visa notice", BeforeVisaNotice("KW")),
        new("Marigold", "2026Q2", 3, "cash", Cash("QA")),
        new("Saffron", "2026Q1", 4, "fee to the Emirates", EmiratesFee),
        new("Saffron", "2026Q2", 3, "called training, Emirates", EmiratesTraining),
        new("Walnut", "2025Q4", 3, "not sent, not refunded", NotSentNotRefunded("SA")),
        new("Walnut", "2026Q2", 3, "without receipt", WithoutReceipt("SA")),
        new("Cedar", "2026Q1", 3, "ticket charged", TicketCharged("QA")),
        new("Cedar", "2026Q3", 3, "bribe", Bribe("QA")),
        new("Orchid", "2025Q4", 5, "fee to Qatar", QatarFee),
        new("Orchid", "2026Q2", 4, "fee to Qatar", QatarFee),
        new("Mango", "2026Q1", 4, "domestic worker, Hong Kong", HongKongDomesticFee),
        new("Mango", "2026Q2", 3, "bond", Bond),
        new("Coral", "2019Q3", 3, "over a month's wage", FactoryOverAMonth),
        new("Coral", "2021Q2", 3, "before the contract", FactoryBeforeContract),
        new("Jasmine", "2025Q3", 5, "over the ceiling", SaudiOverCeiling),
        new("Jasmine", "2026Q1", 5, "called training, all-in", SaudiCalledTraining),
        new("Kingfisher", "2026Q1", 6, "over the ceiling, Malaysia", MalaysiaOverCeiling),
        new("Kingfisher", "2026Q2", 3, "kickback", Kickback),
        new("Peacock", "2025Q4", 5, "over the cap", IndiaOver),
        new("Peacock", "2026Q1", 3, "without receipt", IndiaWithoutReceipt),
        new("Tamarind", "2026Q2", 4, "fee to the Emirates", IndiaEmiratesFee),
        new("Nutmeg", "2026Q1", 5, "deducted in Malaysia", MalaysiaDeduction),
        new("Clove", "2023Q2", 4, "fourteen costs", HongKongFee),
        new("Willow", "2026Q1", 4, "over three months", VietnamOver),
        new("Willow", "2026Q2", 3, "before signing", VietnamTooEarly),
        new("Buffalo", "2025Q4", 4, "broker", VietnamBroker),
        new("Sampan", "2026Q1", 5, "over a tenth", HongKongOver),
        new("Frangipani", "2026Q2", 4, "over two months", SingaporeOver),
        new("Camphor", "2026Q1", 4, "over the monthly fee", TaiwanOver),
        new("Magpie", "2025Q4", 3, "placement fee, home helper", TaiwanPlacementFee),

        // Once or twice in a quarter: findings, and no flag.
        new("Millet", "2026Q1", 2, "over the cap", OverCap("SA")),
        new("Millet", "2026Q2", 1, "employer paid too", EmployerPaidToo("QA")),
        new("Heron", "2025Q4", 2, "levy to Malaysia", MalaysiaLevy),
        new("Heron", "2026Q1", 1, "partner in Qatar", QatarPartner),
        new("Granite", "2026Q1", 2, "employer paid too", EmployerPaidToo("KW")),
        new("Granite", "2026Q2", 2, "partner in Qatar", QatarPartner),
        new("Bamboo", "2026Q1", 2, "domestic worker, Saudi Arabia", SaudiDomesticFee),
        new("Pearl", "2020Q1", 2, "without receipt", FactoryWithoutReceipt),
        new("Mustard", "2022Q3", 2, "paid in riyals", SaudiInRiyals),
        new("Mustard", "2026Q2", 2, "ticket to Malaysia", MalaysiaTicket),
        new("Teak", "2016Q2", 2, "over the cap before 2018", IndiaOverBefore2018),
        new("Teak", "2026Q1", 2, "domestic worker, Saudi Arabia", IndiaSaudiDomesticFee),
        new("Hornbill", "2022Q4", 2, "employer over the ceiling", EmployerOverCeiling),
        new("Hornbill", "2023Q4", 1, "loan for costs", LoanForCosts),
        new("Cinnamon", "2024Q1", 2, "early return", VietnamEarlyReturn),
        new("Cinnamon", "2026Q2", 1, "paid twice", VietnamPaidTwice),
        new("Harbour", "2026Q1", 2, "before the first wage", HongKongBeforeWage),
        new("Banyan", "2026Q1", 2, "early end", SingaporeEarlyEnd),
        new("Banyan", "2025Q3", 1, "without receipt", SingaporeWithoutReceipt),
        new("Oolong", "2026Q1", 2, "in advance", TaiwanInAdvance),

        // Not to be decided, or not enforced: no finding, and never "within".
        new("Copper", "2026Q1", 4, "called training", CalledTraining("SA")),
        new("Copper", "2026Q2", 3, "payment without date", WithoutDate("QA")),
        new("Copper", "2025Q4", 3, "visa notice not reported", VisaNoticeNotReported("QA")),
        new("Cedar", "2025Q4", 2, "channel not reported", ChannelNotReported("KW")),
        new("Millet", "2015Q2", 3, "month of the change", InTheMonthOfTheChange("QA")),
        new("Heron", "2024Q1", 3, "cash before the rule is certain", CashEarlier("SA")),
        new("Ginger", "2025Q4", 4, "contested", FactoryContested),
        new("Delta", "2026Q1", 3, "sex not reported", SaudiSexNotReported),
        new("Delta", "2026Q2", 2, "paid in riyals, no rate", SaudiInRiyalsWithoutRate),
        new("Clove", "2020Q4", 3, "not yet enforced", HongKongFeeInTransition),
        new("Clove", "2021Q2", 3, "in transition", HongKongFeeInTransition),
        new("Volcano", "2025Q4", 4, "contested", HongKongFeeContested),
        new("Terrace", "2026Q1", 3, "paid in dong, no rate", VietnamInDong),
        new("Terrace", "2025Q4", 2, "agreed fee not reported", VietnamAgreedFeeNotReported),
        new("Harbour", "2025Q4", 3, "called training, Hong Kong", HongKongCalledTraining),
        new("Harbour", "2026Q2", 2, "first wage not reported", HongKongWageNotReported),
        new("Banyan", "2025Q4", 3, "part of a year", SingaporePartYear),
        new("Oolong", "2025Q4", 2, "rehire not reported", TaiwanRehireNotReported),
    ];

    /// <summary>Agency by agency, in the order of signing.</summary>
    public static IEnumerable<PlannedPlacement> Placements() => Agencies.SelectMany((agency, index) => PlacementsOf(agency, index));

    private static IEnumerable<PlannedPlacement> PlacementsOf(InventedAgency agency, int index)
    {
        var random = new SteadyRandom(Seed + (ulong)index);
        var drafts = new List<(Draft Draft, string Name, bool Planted)>();
        foreach (var row in Planted.Where(r => r.Agency == agency.Key))
        {
            for (var nth = 0; nth < row.Times; nth++)
                Add(row.Name, row.Scenario, QuarterStart(row.Quarter).AddDays(random.Between(0, 60)), nth, planted: true);
        }

        for (var nth = 0; drafts.Count < PlacementsOfAnAgency; nth++)
        {
            var (scenario, signed) = LawfulAt(LawfulIn[agency.Country], nth < EarlierPlacements, random);
            Add("lawful", scenario, signed, nth, planted: false);
        }

        // One lawful placement in ten is a second one of a worker whom the agency placed before.
        var number = 0;
        var people = new List<string>();
        foreach (var (draft, name, planted) in drafts.OrderBy(d => d.Draft.SignedOn))
        {
            number++;
            var again = !planted && people.Count > 0 && random.Between(1, 10) == 1;
            var document = again ? random.OneOf(people) : $"DEMO{index:00}{number:0000}";
            // Lawful or not, everybody whom the agency placed can come again.
            if (!again)
                people.Add(document);
            yield return draft.Finish($"{draft.SignedOn.Year}-{number:0000}", name, document);
        }

        void Add(string name, Scenario scenario, DateOnly signed, int nth, bool planted)
        {
            var draft = new Draft(agency, signed, nth, random);
            scenario(draft);
            drafts.Add((draft, name, planted));
        }
    }

    private static (Scenario Scenario, DateOnly Signed) LawfulAt(Lawful[] choices, bool earlier, SteadyRandom random)
    {
        while (true)
        {
            var lawful = random.OneOf(choices);
            var from = DateOnly.Parse(lawful.From, CultureInfo.InvariantCulture);
            var until = lawful.Until is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : LastSigning;
            var (first, last) = earlier ? (from, Earlier(until, RecentFrom.AddDays(-1))) : (Later(from, RecentFrom), until);
            if (first <= last)
                return (lawful.Scenario, first.AddDays(random.Between(0, last.DayNumber - first.DayNumber)));
        }
    }

    private static DateOnly QuarterStart(string quarter) => new(int.Parse(quarter[..4], CultureInfo.InvariantCulture), (quarter[5] - '1') * 3 + 1, 1);

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static IEnumerable<InventedAgency> Of(string country, params string[] keys) =>
        keys.Select(key => new InventedAgency(key, $"Sample Agency {key}", country));
}
