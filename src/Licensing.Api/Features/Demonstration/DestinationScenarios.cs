using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using static Licensing.Api.Features.Demonstration.Draft;
using static Licensing.Rules.FeeCaps.LawSide;

namespace Licensing.Api.Features.Demonstration;

/// <summary>Agencies of the destination, placing workers from countries whose law is not encoded, so origin and agreement
/// are silent. Hong Kong: a tenth of the first wage, after it was received. Singapore: a month of wage a year, at most two,
/// half back within six months, against a receipt. Taiwan: 1,800, 1,700, 1,500 a month by year of service, never in advance,
/// no placement fee on a standard permit. Readings: docs/rules/fee-caps/hk.md, sg.md, tw.md.</summary>
public static class DestinationScenarios
{
    private const int HongKongWage = 4_990, Commission = 499;
    private const int SingaporeWage = 800, SingaporeCap = 1_600;      // two months
    private const int TaiwanMonth = 1_800;
    private const string Fee = "recruitment-fee.service", Monthly = "recruitment-fee.service.periodic";

    public static void LawfulHongKong(Draft d)
    {
        BeginHongKong(d);
        d.Pays(Fee, Hkd(d.Random.OneOf(Commission, 450, 400)), d.After(74));
    }

    public static void HongKongOver(Draft d)
    {
        BeginHongKong(d);
        var tooMuch = d.Growing(3_000, 500);
        d.Pays(Fee, Hkd(Commission + tooMuch), d.After(74));
        d.Breaks(BreachKind.WorkerCharged, "hk.commission", Hkd(tooMuch));
    }

    public static void HongKongBeforeWage(Draft d)
    {
        BeginHongKong(d);
        d.Pays(Fee, Hkd(Commission), d.After(30));
        d.Breaks(BreachKind.TakenTooEarly, "hk.earliest-day", Hkd(Commission));
    }

    /// <summary>The department's advice that nothing else may be charged is undated: known only for the day it was read.</summary>
    public static void HongKongCalledTraining(Draft d)
    {
        BeginHongKong(d);
        d.Pays(Fee, Hkd(Commission), d.After(74));
        d.Pays("training.pre-departure", Hkd(6_000), d.After(30));
        d.StaysOpen("date-in-doubt", "hk.no-other-charge");
    }

    public static void HongKongWageNotReported(Draft d)
    {
        BeginHongKong(d);
        d.Placement = d.Placement with { FirstWage = null };
        d.Pays(Fee, Hkd(Commission), d.After(74));
        d.StaysOpen("missing-fact", "hk.commission", "hk.earliest-day");
    }

    public static void LawfulSingapore(Draft d)
    {
        BeginSingapore(d, 24);
        d.Pays(Fee, Sgd(d.Random.OneOf(SingaporeCap, 1_500, 1_200)), d.After(41));
    }

    public static void SingaporeOver(Draft d)
    {
        BeginSingapore(d, 24);
        var tooMuch = d.Growing(800, 200);
        d.Pays(Fee, Sgd(SingaporeCap + tooMuch), d.After(41));
        d.Breaks(BreachKind.WorkerCharged, "sg.fee", Sgd(tooMuch));
    }

    public static void SingaporeWithoutReceipt(Draft d)
    {
        BeginSingapore(d, 24);
        d.Pays(Fee, Sgd(1_500), d.After(41), receipt: false);
        d.Breaks(BreachKind.NoReceipt, "sg.receipt", Sgd(1_500));
    }

    /// <summary>Home after four months; half of 1,600 is due and nothing came.</summary>
    public static void SingaporeEarlyEnd(Draft d)
    {
        BeginSingapore(d, 24);
        d.Pays(Fee, Sgd(SingaporeCap), d.After(41));
        d.Placement = d.Placement with { EmploymentEndedOn = d.After(160), EndCause = EndCause.EmployerFault };
        d.Breaks(BreachKind.RefundDue, "sg.refund", Sgd(800));
    }

    /// <summary>18 months: one month's wage or two, the rule does not say how half a year counts; 1,200 lies between.</summary>
    public static void SingaporePartYear(Draft d)
    {
        BeginSingapore(d, 18);
        d.Pays(Fee, Sgd(1_200), d.After(41));
        d.StaysOpen("part-years", "sg.fee");
    }

    public static void LawfulTaiwan(Draft d)
    {
        BeginTaiwan(d);
        ThreeMonths(d, TaiwanMonth, paidOnDay: 5);
    }

    /// <summary>Three months of 2,300: three times 500 too much.</summary>
    public static void TaiwanOver(Draft d)
    {
        BeginTaiwan(d);
        ThreeMonths(d, 2_300, paidOnDay: 5);
        d.Breaks(BreachKind.WorkerCharged, "tw.service-fee", Of(1_500, "TWD"));
    }

    public static void TaiwanInAdvance(Draft d)
    {
        BeginTaiwan(d);
        ThreeMonths(d, TaiwanMonth, paidOnDay: null);
        d.Breaks(BreachKind.TakenTooEarly, "tw.not-in-advance", Of(5_400, "TWD"));
    }

    public static void TaiwanPlacementFee(Draft d)
    {
        BeginTaiwan(d);
        d.Placement = d.Placement with { Occupation = "9111" };
        d.Pays("recruitment-fee.service.placement", Of(d.Growing(20_000, 5_000), "TWD"), d.After(30));
        d.Breaks(BreachKind.WorkerCharged, "tw.no-placement-fee", Of(d.Growing(20_000, 5_000), "TWD"));
    }

    public static void TaiwanRehireNotReported(Draft d)
    {
        BeginTaiwan(d);
        d.Placement = d.Placement with { RehiredBySameEmployer = null };
        ThreeMonths(d, TaiwanMonth, paidOnDay: 5);
        d.StaysOpen("missing-fact", "tw.rehired-service-fee");
    }

    private static void BeginHongKong(Draft d)
    {
        d.Corridor("LK", "HK", "9111", 24, Hkd(HongKongWage), EmployerKind.Household);
        d.Placement = d.Placement with { FirstWage = new(Hkd(HongKongWage), d.After(70)) };
        d.Silent(Origin, Agreement);
    }

    private static void BeginSingapore(Draft d, int months)
    {
        d.Corridor("MM", "SG", "9111", months, Sgd(SingaporeWage), EmployerKind.Household);
        d.Silent(Origin, Agreement);
    }

    private static void BeginTaiwan(Draft d)
    {
        d.Corridor("TH", "TW", "8160", 36, Of(27_470, "TWD"));
        var entered = FirstOfMonth(d.After(31));
        d.Placement = d.Placement with { DepartedOn = entered, EnteredOn = entered };
        d.Silent(Origin, Agreement);
    }

    /// <param name="paidOnDay">Of the month that is paid for; null: all on the day before the first.</param>
    private static void ThreeMonths(Draft d, int monthly, int? paidOnDay)
    {
        var entered = d.Placement.EnteredOn!.Value;
        for (var month = 0; month < 3; month++)
        {
            var from = entered.AddMonths(month);
            d.Pays(Monthly, Of(monthly, "TWD"), paidOnDay is { } day ? from.AddDays(day - 1) : entered.AddDays(-1), period: new(from, from.AddMonths(1).AddDays(-1)));
        }
    }

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private static Money Hkd(long units) => Of(units, "HKD");

    private static Money Sgd(long units) => Of(units, "SGD");
}
