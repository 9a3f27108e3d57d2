using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using static Licensing.Api.Features.Demonstration.Draft;
using static Licensing.Rules.FeeCaps.LawSide;

namespace Licensing.Api.Features.Demonstration;

/// <summary>The Philippines: a month of basic wage, after the approved contract is signed, against a receipt, by the rules of
/// 2016; what the rules of 9 June 2023 say of the fee was not seen, so it is contested from then on. Nothing from domestic
/// workers, nothing where the destination allows nothing. Readings: docs/rules/fee-caps/ph.md.</summary>
public static class PhilippinesScenarios
{
    private const int FactoryWage = 22_000;
    private const string Fee = "recruitment-fee.service";

    /// <summary>Passport and examination are outside the placement fee.</summary>
    public static Scenario Lawful(string to) => d =>
    {
        Begin(d, to);
        Documents(d);
        d.Silent(Destination, Agreement);
    };

    /// <summary>The rule on the placement fee leaves domestic workers out, so it says nothing of their documents either.</summary>
    public static Scenario LawfulDomestic(string to) => d =>
    {
        BeginDomestic(d, to);
        Documents(d);
        d.Silent(Origin, Destination, Agreement);
    };

    /// <summary>2018 to 2022.</summary>
    public static void LawfulFactory(Draft d)
    {
        Begin(d, "TW");
        d.Pays(Fee, Twd(d.Random.OneOf(FactoryWage, 20_000, 15_000)), d.After(9));
        d.Silent(Destination, Agreement);
    }

    public static void FactoryOverAMonth(Draft d)
    {
        Begin(d, "TW");
        var tooMuch = d.Growing(8_000, 2_000);
        d.Pays(Fee, Twd(FactoryWage + tooMuch), d.After(9));
        d.Breaks(BreachKind.WorkerCharged, "ph.placement-fee", Twd(tooMuch));
        d.Silent(Destination, Agreement);
    }

    public static void FactoryBeforeContract(Draft d)
    {
        Begin(d, "TW");
        d.Pays(Fee, Twd(20_000), d.After(-10));
        d.Breaks(BreachKind.TakenTooEarly, "ph.signed-contract", Twd(20_000));
        d.Silent(Destination, Agreement);
    }

    public static void FactoryWithoutReceipt(Draft d)
    {
        Begin(d, "TW");
        d.Pays(Fee, Twd(18_000), d.After(9), receipt: false);
        d.Breaks(BreachKind.NoReceipt, "ph.receipt", Twd(18_000));
        d.Silent(Destination, Agreement);
    }

    public static void FactoryContested(Draft d)
    {
        Begin(d, "TW");
        d.Pays(Fee, Twd(20_000), d.After(9));
        Contested(d, "ph.placement-fee");
        d.Silent(Destination, Agreement);
    }

    /// <summary>Forbidden by name. Qatar's own law binds its recruiters, so whether it prohibits an agency of the origin is open.</summary>
    public static void QatarFee(Draft d)
    {
        Begin(d, "QA");
        var fee = Php(d.Growing(30_000, 5_000));
        d.Pays(Fee, fee, d.After(9));
        d.Breaks(BreachKind.WorkerCharged, "ph.qatar", fee);
        Contested(d, "ph.placement-fee");
        d.StaysOpen("missing-fact", "ph.destination-prohibits");
        d.Silent(Destination, Agreement);
    }

    public static void HongKongDomesticFee(Draft d)
    {
        BeginDomestic(d, "HK");
        var fee = Php(d.Growing(20_000, 4_000));
        d.Pays(Fee, fee, d.After(9));
        d.Breaks(BreachKind.WorkerCharged, "ph.domestic-worker", fee);
        Contested(d);
        d.Silent(Destination, Agreement);
    }

    /// <summary>Whether Saudi law forbids fees too is not known, and the agreement's five years have passed.</summary>
    public static void SaudiDomesticFee(Draft d)
    {
        BeginDomestic(d, "SA");
        var fee = Php(d.Growing(15_000, 3_000));
        d.Pays(Fee, fee, d.After(9));
        d.Breaks(BreachKind.WorkerCharged, "ph.domestic-worker", fee);
        Contested(d, "ph-sa-2013.no-placement-fee");
        d.StaysOpen("missing-fact", "ph.destination-prohibits");
        d.Silent(Destination);
    }

    public static void Bond(Draft d)
    {
        BeginDomestic(d, "HK");
        d.Pays("illegitimate.bond", Php(50_000), d.After(3), by: Channel.Cash);
        d.Breaks(BreachKind.IllegitimateCost, "ilo.illegitimate-costs", Php(50_000));
    }

    private static void Begin(Draft d, string to) => d.Corridor(
        "PH", to, d.Random.OneOf("8160", "8153", "9329"), 24, to == "TW" ? Twd(FactoryWage) : Of(d.Random.Between(15, 25) * 100, "QAR"), kind: WageKind.Basic);

    private static void BeginDomestic(Draft d, string to) => d.Corridor(
        "PH", to, "9111", 24, to == "HK" ? Of(4_990, "HKD") : Of(1_500, "SAR"), EmployerKind.Household, WageKind.Basic);

    private static void Documents(Draft d)
    {
        d.Pays("administrative.passport.first", Php(950), d.After(1), Party.State);
        d.Pays("medical.examination.home", Php(d.Random.Between(28, 40) * 100), d.After(2), Party.Clinic);
    }

    // The rules of 2016 on contract and receipt speak of every placement fee.
    private static void Contested(Draft d, params ReadOnlySpan<string> also)
    {
        d.StaysOpen("contested", "ph.signed-contract", "ph.receipt");
        d.StaysOpen("contested", also);
    }

    private static Money Php(long units) => Of(units, "PHP");

    private static Money Twd(long units) => Of(units, "TWD");
}
