using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using static Licensing.Api.Features.Demonstration.Draft;
using static Licensing.Rules.FeeCaps.LawSide;

namespace Licensing.Api.Features.Demonstration;

/// <summary>Indonesia: fourteen costs are not a domestic worker's, enforced from September 2021, contested from 2025; by the
/// memorandum with Malaysia of 1 April 2022 she pays no fee and her employer at most MYR 15,000. Vietnam: a month of
/// contract wage for each 12 months, at most three for 36 and more; only what is left of the agreed fee; after signature and
/// approval; pro rata back on early return; nothing to a broker. Readings: docs/rules/fee-caps/id.md, vn.md.</summary>
public static class SouthEastAsiaScenarios
{
    private const int TaiwanWage = 27_470, TaiwanCap = 82_410;      // three months
    private const int JapanWage = 180_000, JapanCap = 540_000;
    private const string Fee = "recruitment-fee.service", Domestic = "9111";

    // Filed as recruitment-fee.service it might be the fee for an extension, which art. 23 caps apart, and stay undetermined.
    private const string VietnamFee = "recruitment-fee.service.placement";

    /// <summary>A first passport is not among the fourteen costs: no law speaks of it. For Malaysia it is the employer's.</summary>
    public static Scenario LawfulIndonesia(string to) => d =>
    {
        BeginIndonesia(d, to);
        if (to == "MY") BirthCertificate(d);
        else Passport(d);
    };

    /// <summary>Deducted from her wage in Malaysia. Indonesia's own rule is contested, the memorandum is not.</summary>
    public static void MalaysiaDeduction(Draft d)
    {
        BeginIndonesia(d, "MY");
        var deducted = Of(d.Growing(2_000, 500), "MYR");
        d.Pays(Fee, deducted, d.After(70), Party.Employer, by: null, receipt: false, kind: ItemKind.WageDeduction);
        d.Breaks(BreachKind.WorkerCharged, "id-my-2022.employer-pays", deducted);
        d.StaysOpen("contested", "id.placement-costs");
        d.Silent(Destination);
    }

    /// <summary>September 2021 to the end of 2024.</summary>
    public static void HongKongFee(Draft d)
    {
        BeginIndonesia(d, "HK");
        var fee = Idr(d.Growing(15_000_000, 1_000_000));
        d.Pays(Fee, fee, d.After(10));
        d.Breaks(BreachKind.WorkerCharged, "id.placement-costs", fee);
        d.Silent(Destination, Agreement);
    }

    /// <summary>August 2020 to 15 July 2021: broken, reported, and no finding.</summary>
    public static void HongKongFeeInTransition(Draft d)
    {
        BeginIndonesia(d, "HK");
        d.Pays(Fee, Idr(15_000_000), d.After(10));
        d.BreaksBeforeEnforcement("id.placement-costs");
        d.Silent(Destination, Agreement);
    }

    public static void HongKongFeeContested(Draft d)
    {
        BeginIndonesia(d, "HK");
        d.Pays(Fee, Idr(15_000_000), d.After(10));
        d.StaysOpen("contested", "id.placement-costs");
        d.Silent(Destination, Agreement);
    }

    /// <summary>October to December 2022: earlier the amount is not known, later it is contested.</summary>
    public static void EmployerOverCeiling(Draft d)
    {
        BeginIndonesia(d, "MY");
        BirthCertificate(d);
        d.Pays(Fee, Of(15_000 + d.Growing(2_000, 1_000), "MYR"), d.After(20), from: Party.Employer);
        d.Breaks(BreachKind.OthersCharged, "id-my-2022.employer-ceiling", Of(d.Growing(2_000, 1_000), "MYR"));
    }

    /// <summary>A lender pays one of the fourteen costs, as a loan on the worker.</summary>
    public static void LoanForCosts(Draft d)
    {
        BeginIndonesia(d, "TW");
        Passport(d);
        d.Pays("travel.domestic", Idr(2_500_000), d.After(20), from: Party.Lender);
        d.Placement = d.Placement with { Loans = [new(Idr(2_500_000), "30", "Sample lender", true)] };
        d.Breaks(BreachKind.OthersCharged, "id.no-loan", Idr(2_500_000));
    }

    public static void LawfulVietnam(Draft d)
    {
        BeginTaiwan(d);
        Agreed(d, Twd(d.Random.OneOf(TaiwanCap, 80_000, 70_000, 60_000, 45_000)), d.After(8));
        // The employment fund's own amount.
        d.Pays("insurance.welfare-fund.overseas-employment-fund", Of(100_000, "VND"), d.After(10), Party.State);
        d.Silent(Destination, Agreement);
    }

    public static void LawfulVietnamJapan(Draft d)
    {
        d.Corridor("VN", "JP", "8160", 36, Of(JapanWage, "JPY"));
        Agreed(d, Of(d.Random.OneOf(JapanCap, 500_000, 400_000), "JPY"), d.After(8));
        d.Silent(Destination, Agreement);
    }

    public static void VietnamOver(Draft d)
    {
        BeginTaiwan(d);
        var tooMuch = d.Growing(10_000, 5_000);
        Agreed(d, Twd(TaiwanCap + tooMuch), d.After(8));
        d.Breaks(BreachKind.WorkerCharged, "vn.service-fee", Twd(tooMuch));
        d.Silent(Destination, Agreement);
    }

    public static void VietnamTooEarly(Draft d)
    {
        BeginTaiwan(d);
        Agreed(d, Twd(60_000), d.After(-15));
        d.Breaks(BreachKind.TakenTooEarly, "vn.earliest-day", Twd(60_000));
        d.Silent(Destination, Agreement);
    }

    /// <summary>Of an agreed 60,000 the employer paid 40,000; the worker paid 60,000 all the same, 40,000 too much.</summary>
    public static void VietnamPaidTwice(Draft d)
    {
        BeginTaiwan(d);
        Agreed(d, Twd(60_000), d.After(8));
        d.Pays(VietnamFee, Twd(40_000), d.After(6), from: Party.Employer);
        d.Breaks(BreachKind.WorkerCharged, "vn.agreed-fee", Twd(40_000));
        d.Silent(Destination, Agreement);
    }

    public static void VietnamBroker(Draft d)
    {
        BeginTaiwan(d);
        var brokerage = Of(d.Growing(15_000_000, 5_000_000), "VND");
        d.Pays("recruitment-fee.third-party", brokerage, d.After(4), Party.Broker, Channel.Cash, receipt: false);
        d.Placement = d.Placement with { Intermediaries = [new(IntermediaryKind.Broker, "Invented broker")] };
        d.Breaks(BreachKind.WorkerCharged, "vn.broker-paid-by-worker", brokerage);
        d.Silent(Destination, Agreement);
    }

    /// <summary>Entered on 1 March 2024 for 36 months (1,095 days), sent home without fault on 1 March 2025: 730 days, two
    /// thirds, unserved. Of 81,000 that is 54,000; 20,000 came back.</summary>
    public static void VietnamEarlyReturn(Draft d)
    {
        BeginTaiwan(d);
        Agreed(d, Twd(81_000), d.After(8));
        d.GetsBack(Twd(20_000), new(2025, 4, 10));
        var entered = new DateOnly(2024, 3, 1);
        d.Placement = d.Placement with { DepartedOn = entered, EnteredOn = entered, EmploymentEndedOn = new(2025, 3, 1), EndCause = EndCause.NoFault };
        d.Breaks(BreachKind.RefundDue, "vn.refund", Twd(34_000));
        d.Silent(Destination, Agreement);
    }

    /// <summary>Paid in dong against a wage in Taiwan dollars: only demonstration rates are known for 2026.</summary>
    public static void VietnamInDong(Draft d)
    {
        BeginTaiwan(d);
        Agreed(d, Of(60_000_000, "VND"), d.After(8));
        d.StaysOpen("only-demonstration-rate", "vn.service-fee");
        d.Silent(Destination, Agreement);
    }

    public static void VietnamAgreedFeeNotReported(Draft d)
    {
        BeginTaiwan(d);
        d.Pays(VietnamFee, Twd(60_000), d.After(8));
        d.StaysOpen("missing-fact", "vn.agreed-fee");
        d.Silent(Destination, Agreement);
    }

    private static void BeginIndonesia(Draft d, string to)
    {
        d.Corridor("ID", to, Domestic, 24, to switch { "MY" => Of(1_500, "MYR"), "HK" => Of(4_990, "HKD"), _ => Of(20_000, "TWD") }, EmployerKind.Household);
        d.Worker = d.Worker with { Sex = Sex.Female };
    }

    private static void BirthCertificate(Draft d)
    {
        d.Pays("administrative.identity-document.birth-certificate", Idr(50_000), d.After(2), Party.State);
        d.Silent(Origin, Destination, Agreement);
    }

    private static void Passport(Draft d)
    {
        d.Pays("administrative.passport.first", Idr(350_000), d.After(2), Party.State);
        d.Silent(Origin, Destination, Agreement);
    }

    private static void BeginTaiwan(Draft d) => d.Corridor("VN", "TW", d.Random.OneOf("8160", "8153", "9329"), 36, Twd(TaiwanWage));

    private static void Agreed(Draft d, Money fee, DateOnly paidOn)
    {
        d.Placement = d.Placement with { AgreedFee = fee };
        d.Pays(VietnamFee, fee, paidOn);
    }

    private static Money Idr(long units) => Of(units, "IDR");

    private static Money Twd(long units) => Of(units, "TWD");
}
