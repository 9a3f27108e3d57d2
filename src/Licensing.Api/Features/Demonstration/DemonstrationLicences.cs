using System.Text.Json;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Demonstration;

/// <summary>What the demonstration ministry sets where Nepal's law, as far as its sources were read, is silent; and the licences of its
/// agencies, one in each state. None of it is law, and each setting says so.</summary>
public static class DemonstrationLicences
{
    public const string Authority = "Demonstration setting, no law: a ministry sets its own.";
    public const string Class = "general";

    private static readonly DateOnly From = new(2000, 1, 1);

    public static IReadOnlyList<RegimeSettingChange> Settings { get; } =
    [
        Set(RegimeQuestion.Classes, """[{"class":"general","title":"General licence"}]"""),
        Set(RegimeQuestion.Capital, "\"10000000.00 NPR\""),
        Set(RegimeQuestion.Ownership, "\"none\""),
        Set(RegimeQuestion.Documents, """[{"code":"incorporation","title":"Certificate of incorporation"},{"code":"tax","title":"Tax clearance"}]"""),
        Set(RegimeQuestion.FitAndProper, """[{"code":"no-conviction","title":"No owner or manager was convicted of fraud or trafficking"}]"""),
        Set(RegimeQuestion.CompletenessCheck, "\"5 working days\""),
        Set(RegimeQuestion.ObjectionWindow, "\"7 days\""),
        Set(RegimeQuestion.DecisionPeriod, "\"60 days\""),
        Set(RegimeQuestion.Silence, "\"refusal\""),
        Set(RegimeQuestion.LicenceNumber, "\"DEMO-[0-9]{3,6}\""),
        Set(RegimeQuestion.ProvisionalTerm, "\"6 months\""),
        Set(RegimeQuestion.DepositLodging, "\"30 days\""),
        Set(RegimeQuestion.DepositSharing, "\"pro-rata\""),
        Set(RegimeQuestion.DepositDefault, "\"licence-stops\""),
        Set(RegimeQuestion.DepositRelease, """{"after":"6 months","from":"licence-ends"}"""),
        Set(RegimeQuestion.DemeritBands, """[{"from":"12","consequence":"final warning"},{"from":"24","consequence":"suspension"}]"""),
        Set(RegimeQuestion.DemeritExpiry, "\"12 months\""),
        Set(RegimeQuestion.ShowCause, "\"15 days\""),
        Set(RegimeQuestion.Suspension, """{"longest":"6 months","ladder":["1 month","3 months"]}"""),
        Set(RegimeQuestion.Review, "\"15 days\""),
        Set(RegimeQuestion.Appeal, "\"35 days\""),
        Set(RegimeQuestion.DayCounting, """{"firstDay":"does-not-count","lastDayOnHoliday":"moves"}"""),
    ];

    /// <summary>Saturdays; no holidays are listed. The named days are those of the Nepali calendar, as a demonstration ministry would set them.</summary>
    public static CalendarChange Calendar { get; } = new(
        [DayOfWeek.Saturday], new(2015, 1, 1), new(2035, 12, 31), [],
        [.. Enumerable.Range(2015, 20).SelectMany(year => (NamedDay[])[new("fiscal-year-end", new(year, 7, 16)), new("end-of-asar", new(year, 7, 16)), new("end-of-asoj", new(year, 10, 17))])]);

    /// <summary>By agency: what happened to its licence after it was granted.</summary>
    public static IReadOnlyList<(string Agency, string Until, bool IsProvisional, Action<Licence, DateTime, string> Then)> Licences { get; } =
    [
        ("Juniper", "2027-07-16", false, (_, _, _) => { }),
        ("Cedar", "2027-07-16", false, (_, _, _) => { }),
        ("Granite", "2027-07-16", false, (_, _, _) => { }),
        ("Marigold", "2027-01-16", true, (_, _, _) => { }),
        ("Lotus", "2027-07-16", false, (licence, now, by) => licence.Suspend(new(2026, 9, 1), null, null, SuspensionGround.Sanction, "every overcharged worker is refunded", MeasureReason.WorkersOvercharged, "Sample grounds.", now, by)),
        ("Heron", "2027-07-16", false, (licence, now, by) => licence.Suspend(new(2026, 8, 1), null, "placements to Qatar", SuspensionGround.Preventive, null, MeasureReason.InquiryOpen, "Sample grounds.", now, by)),
        ("Saffron", "2026-07-16", false, (_, _, _) => { }),
        ("Walnut", "2027-07-16", false, (licence, now, by) => licence.Revoke(new(2026, 5, 1), MeasureReason.FalseStatements, "Sample grounds.", now, by)),
        ("Millet", "2027-07-16", false, (licence, now, by) => licence.AcceptSurrender(new(2026, 4, 1), "Sample grounds.", now, by)),
    ];

    private static RegimeSettingChange Set(RegimeQuestion question, string json) => new(question, From, null, JsonDocument.Parse(json).RootElement, Authority);
}
