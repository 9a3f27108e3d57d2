using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using static Licensing.Api.Features.Demonstration.Draft;
using static Licensing.Rules.FeeCaps.LawSide;

namespace Licensing.Api.Features.Demonstration;

/// <summary>Bangladesh, where a ceiling counts every cost whatever it is called: BDT 165,000 for men to Saudi Arabia since
/// 29 August 2016, 78,990 to Malaysia since 6 July 2022, 262,270 for men to Singapore since June 2017. India: INR 30,000
/// since 14 December 2017, before it 45 days' wages and at most 20,000. Readings: docs/rules/fee-caps/bd.md, in.md.</summary>
public static class SouthAsiaScenarios
{
    private const int SaudiCeiling = 165_000, MalaysiaCeiling = 78_990, IndiaCap = 30_000, IndiaCapBefore = 20_000;
    private const string Fee = "recruitment-fee.service";

    public static void LawfulSaudi(Draft d)
    {
        BeginSaudi(d);
        d.Pays(Fee, Bdt(d.Random.Between(60, 120) * 1_000), d.After(15));
        d.Pays("medical.examination.home", Bdt(6_000), d.After(4), Party.Clinic);
        d.Pays("training.pre-departure", Bdt(2_000), d.After(6), Party.Other);
        d.Silent(Destination, Agreement);
    }

    /// <summary>The ceiling is for men; for women no figure is known.</summary>
    public static void WomanToSaudi(Draft d)
    {
        BeginSaudi(d);
        d.Worker = d.Worker with { Sex = Sex.Female };
        d.Pays("administrative.passport.first", Bdt(5_750), d.After(2), Party.State);
        d.Silent(Origin, Destination, Agreement);
    }

    public static void LawfulMalaysia(Draft d)
    {
        BeginMalaysia(d);
        d.Pays(Fee, Bdt(d.Random.Between(40, 70) * 1_000), d.After(15));
        d.Pays("medical.examination.home", Bdt(5_000), d.After(4), Party.Clinic);
        d.Silent(Destination, Agreement);
    }

    public static void LawfulSingapore(Draft d)
    {
        d.Corridor("BD", "SG", "9313", 24, Of(900, "SGD"));
        d.Worker = d.Worker with { Sex = Sex.Male };
        d.Pays(Fee, Bdt(d.Random.Between(150, 230) * 1_000), d.After(15));
        d.Silent(Destination, Agreement);
    }

    /// <summary>No item is large; together they pass the ceiling.</summary>
    public static void SaudiOverCeiling(Draft d)
    {
        BeginSaudi(d);
        var tooMuch = d.Growing(50_000, 10_000);
        d.Pays("medical.examination.home", Bdt(10_000), d.After(4), Party.Clinic);
        d.Pays("administrative.visa", Bdt(55_000), d.After(10));
        d.Pays("travel.international.departure-ticket", Bdt(60_000), d.After(20));
        d.Pays(Fee, Bdt(SaudiCeiling - 125_000 + tooMuch), d.After(15));
        d.Breaks(BreachKind.WorkerCharged, "bd.ceiling-saudi-arabia", Bdt(tooMuch));
        d.Silent(Destination, Agreement);
    }

    /// <summary>Most of it called training: an all-in ceiling counts it all the same.</summary>
    public static void SaudiCalledTraining(Draft d)
    {
        BeginSaudi(d);
        var tooMuch = d.Growing(35_000, 5_000);
        d.Pays(Fee, Bdt(30_000), d.After(15));
        d.Pays("training.pre-departure", Bdt(SaudiCeiling - 30_000 + tooMuch), d.After(16));
        d.Breaks(BreachKind.WorkerCharged, "bd.ceiling-saudi-arabia", Bdt(tooMuch));
        d.Silent(Destination, Agreement);
    }

    /// <summary>8,000 riyals in 2022. World Bank averages: 91.74545444 taka and 3.75 riyals a dollar, so 195,723.6361 taka;
    /// less 165,000 that is 30,723.6361, and a part of a poisha counts as one: 30,723.64. It survives the band of 5 percent.</summary>
    public static void SaudiInRiyals(Draft d)
    {
        BeginSaudi(d);
        d.Pays(Fee, Of(8_000, "SAR"), d.After(15));
        d.Breaks(BreachKind.WorkerCharged, "bd.ceiling-saudi-arabia", new Money(30_723_64, "BDT"));
        d.Silent(Destination, Agreement);
    }

    /// <summary>The same in 2026: only demonstration rates are known, and those never decide.</summary>
    public static void SaudiInRiyalsWithoutRate(Draft d)
    {
        BeginSaudi(d);
        d.Pays(Fee, Of(8_000, "SAR"), d.After(15));
        d.StaysOpen("only-demonstration-rate", "bd.ceiling-saudi-arabia");
        d.Silent(Destination, Agreement);
    }

    public static void SaudiSexNotReported(Draft d)
    {
        BeginSaudi(d);
        d.Worker = d.Worker with { Sex = null };
        d.Pays(Fee, Bdt(190_000), d.After(15));
        d.StaysOpen("missing-fact", "bd.ceiling-saudi-arabia");
        d.Silent(Destination, Agreement);
    }

    public static void MalaysiaOverCeiling(Draft d)
    {
        BeginMalaysia(d);
        var tooMuch = d.Growing(100_000, 20_000);
        d.Pays(Fee, Bdt(MalaysiaCeiling + tooMuch), d.After(15));
        d.Breaks(BreachKind.WorkerCharged, "bd.ceiling-malaysia", Bdt(tooMuch));
        d.Silent(Destination);
    }

    /// <summary>60,000 and a ticket of 35,000: 16,010 above the ceiling, but the whole ticket is the employer's. The
    /// memorandum is the stricter.</summary>
    public static void MalaysiaTicket(Draft d)
    {
        BeginMalaysia(d);
        d.Pays(Fee, Bdt(60_000), d.After(15));
        d.Pays("travel.international.departure-ticket", Bdt(35_000), d.After(20));
        d.Breaks(BreachKind.WorkerCharged, "bd-my-2021.employer-pays", Bdt(35_000));
        d.Silent(Destination);
    }

    public static void Kickback(Draft d)
    {
        BeginMalaysia(d);
        d.Pays("illegitimate.kickback", Bdt(d.Growing(100_000, 25_000)), d.After(12), Party.Broker, Channel.Cash, receipt: false);
        d.Placement = d.Placement with { Intermediaries = [new(IntermediaryKind.Broker, "Invented broker"), new(IntermediaryKind.SubAgent)] };
        d.Breaks(BreachKind.IllegitimateCost, "ilo.illegitimate-costs", Bdt(d.Growing(100_000, 25_000)));
    }

    public static void LawfulIndia(Draft d)
    {
        BeginIndia(d, "SA");
        d.Pays(Fee, Inr(d.SignedOn.Year < 2018 ? d.Random.Between(12, 20) * 1_000 : d.Random.Between(18, 30) * 1_000), d.After(15));
        d.Silent(Destination, Agreement);
    }

    public static void LawfulIndiaEmirates(Draft d)
    {
        BeginIndia(d, "AE");
        d.Pays("administrative.passport.first", Inr(1_500), d.After(2), Party.State);
        d.Silent(Origin, Destination, Agreement);
    }

    public static void IndiaOver(Draft d)
    {
        BeginIndia(d, "SA");
        var tooMuch = d.Growing(20_000, 5_000);
        d.Pays(Fee, Inr(IndiaCap + tooMuch), d.After(15));
        d.Breaks(BreachKind.WorkerCharged, "in.service-charge", Inr(tooMuch));
        d.Silent(Destination, Agreement);
    }

    /// <summary>2016: 45 days of 1,500 riyals are far above INR 20,000, by any count of days, so 20,000 is the lesser.</summary>
    public static void IndiaOverBefore2018(Draft d)
    {
        BeginIndia(d, "SA");
        var tooMuch = d.Growing(5_000, 1_000);
        d.Pays(Fee, Inr(IndiaCapBefore + tooMuch), d.After(15));
        d.Breaks(BreachKind.WorkerCharged, "in.service-charge", Inr(tooMuch));
        d.Silent(Destination, Agreement);
    }

    public static void IndiaWithoutReceipt(Draft d)
    {
        BeginIndia(d, "SA");
        d.Pays(Fee, Inr(28_000), d.After(15), receipt: false);
        d.Breaks(BreachKind.NoReceipt, "in.receipt", Inr(28_000));
        d.Silent(Destination, Agreement);
    }

    /// <summary>What the agency in India takes is within its cap; what the agency in the Emirates takes is forbidden there. Each
    /// law is silent about the other's agency.</summary>
    public static void IndiaEmiratesFee(Draft d)
    {
        BeginIndia(d, "AE");
        var fee = Of(d.Growing(1_000, 200), "AED");
        d.Pays(Fee, Inr(25_000), d.After(15));
        d.Pays(Fee, fee, d.After(50), Party.PartnerAgency);
        d.Breaks(BreachKind.WorkerCharged, "ae.recruitment-costs", fee);
        d.Silent(Origin, Destination, Agreement);
    }

    /// <summary>Within India's cap, and forbidden by the agreement on domestic workers.</summary>
    public static void IndiaSaudiDomesticFee(Draft d)
    {
        d.Corridor("IN", "SA", "9111", 24, Of(1_500, "SAR"), EmployerKind.Household);
        d.Pays(Fee, Inr(24_000), d.After(15));
        d.Breaks(BreachKind.WorkerCharged, "in-sa-2014.no-charge", Inr(24_000));
        d.Silent(Destination);
    }

    private static void BeginSaudi(Draft d)
    {
        d.Corridor("BD", "SA", d.Random.OneOf("9313", "9329", "9321"), 24, Of(1_200, "SAR"));
        d.Worker = d.Worker with { Sex = Sex.Male };
    }

    private static void BeginMalaysia(Draft d) => d.Corridor("BD", "MY", d.Random.OneOf("9329", "8160"), 24, Of(1_700, "MYR"));

    private static void BeginIndia(Draft d, string to) => d.Corridor("IN", to, d.Random.OneOf("9313", "7212"), 24, Of(1_500, to == "AE" ? "AED" : "SAR"));

    private static Money Bdt(long units) => Of(units, "BDT");

    private static Money Inr(long units) => Of(units, "INR");
}
