using Licensing.Rules.Licences;
using Licensing.Rules.Procedures;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Procedures;

/// <summary>Every time of the packs that ship, on its last permitted day and one day after.</summary>
public class ProcedureTests
{
    private static readonly DayCountingRule NextDay = new(FirstDayCounts: false, LastDayMoves: false);

    // Friday and Saturday are the weekend; holidays on Tue 17 and Thu 26 March 2026.
    private static readonly WorkCalendar Calendar = new([DayOfWeek.Friday, DayOfWeek.Saturday], [Day("2026-03-17"), Day("2026-03-26")], Day("2025-01-01"), Day("2027-12-31"));
    private static readonly WorkCalendar NoCalendar = new([], [], DateOnly.MaxValue, DateOnly.MinValue);

    private static readonly Dictionary<string, ProcedurePack> Packs = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Procedures"), "*.yaml").ToDictionary(p => Path.GetFileNameWithoutExtension(p), p =>
    {
        var (pack, errors) = ProcedureReader.Read(LawFiles.Tree(p), LawFiles.Codes);
        return pack ?? throw new InvalidDataException($"{Path.GetFileName(p)}:\n{string.Join("\n", errors)}");
    });

    private static DateOnly Day(string text) => DateOnly.Parse(text);

    private static Dictionary<ProcedureEvent, DateOnly> On(ProcedureEvent what, string day) => new() { [what] = Day(day) };

    [Fact]
    public void The_packs_that_ship_can_be_read_and_bear_the_name_of_their_country() =>
        Assert.Equal(["AE", "BD", "ET", "GH", "HK", "NP", "PH"], Packs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value.Jurisdiction.Equals(p.Key, StringComparison.OrdinalIgnoreCase) ? p.Value.Jurisdiction : p.Key));

    [Theory]
    [InlineData("bd", ProcedureStep.Inquiry, "2026-03-01", ProcedureEvent.ComplaintFiled, "2026-03-01", "2026-04-14")]          // 30 working days, over two holidays and six weekends
    [InlineData("bd", ProcedureStep.Settlement, "2026-01-05", ProcedureEvent.InquiryEnded, "2026-01-31", "2026-04-30")]         // 3 months: April has 30 days
    [InlineData("bd", ProcedureStep.Trial, "2026-01-05", ProcedureEvent.Charged, "2026-02-15", "2026-06-15")]                  // 4 months
    [InlineData("np", ProcedureStep.Forwarding, "2026-03-01", ProcedureEvent.ReceivedElsewhere, "2026-03-01", "2026-03-08")]     // 7 days
    [InlineData("np", ProcedureStep.Appeal, "2026-01-05", ProcedureEvent.Decided, "2026-03-01", "2026-04-05")]                  // 35 days
    [InlineData("ph", ProcedureStep.Conciliation, "2026-12-01", ProcedureEvent.ConciliationBegun, "2026-12-10", "2027-01-09")]   // 30 days, over the year
    [InlineData("ph", ProcedureStep.Decision, "2026-12-01", ProcedureEvent.ConciliationEnded, "2026-12-01", "2027-03-01")]       // 90 calendar days
    [InlineData("et", ProcedureStep.Defence, "2025-07-01", ProcedureEvent.NoticeGiven, "2025-08-01", "2025-08-14")]             // 10 working days, law of 2016
    [InlineData("et", ProcedureStep.Appeal, "2025-07-01", ProcedureEvent.Decided, "2025-08-01", "2025-08-16")]                  // 15 days, law of 2016
    [InlineData("ae", ProcedureStep.Appeal, "2026-01-05", ProcedureEvent.Decided, "2026-03-01", "2026-03-23")]                  // 15 working days, over a holiday
    public void A_step_ends_on_its_last_day(string pack, ProcedureStep step, string filed, ProcedureEvent from, string on, string last)
    {
        var reading = ProcedureClock.Of(Packs[pack].On(step, Day(filed)), On(from, on), NextDay, Calendar);
        Assert.Equal((ClockState.Running, Day(last), Day(last)), (reading.State, reading.SurelyUntil, reading.PerhapsUntil));
        Assert.Equal((true, false), (reading.InTimeOn(Day(last)), reading.InTimeOn(Day(last).AddDays(1))));
    }

    [Theory]
    [InlineData("np", TimeBarKind.Complaint, false, ProcedureEvent.Act, "2025-10-01", "2026-10-01")]                    // one year from the act
    [InlineData("np", TimeBarKind.Complaint, true, ProcedureEvent.Returned, "2026-02-28", "2027-02-28")]                // abroad: from the return
    [InlineData("np", TimeBarKind.Complaint, false, ProcedureEvent.Act, "2024-02-29", "2025-02-28")]                    // the leap day has no anniversary
    [InlineData("hk", TimeBarKind.Prosecution, null, ProcedureEvent.Act, "2026-12-15", "2027-12-15")]                   // 12 months to prosecute
    [InlineData("ae", TimeBarKind.Complaint, null, ProcedureEvent.EmploymentEnded, "2026-01-31", "2026-04-30")]          // 3 months from the end of employment
    public void A_bar_falls_after_its_last_day(string pack, TimeBarKind bar, bool? abroad, ProcedureEvent from, string on, string last)
    {
        var reading = ProcedureClock.Of(Packs[pack].On(bar, Day("2026-12-20")), abroad, On(from, on), NextDay, Calendar);
        Assert.Equal((Day(last), true, false), (reading.SurelyUntil, reading.InTimeOn(Day(last)), reading.InTimeOn(Day(last).AddDays(1))));
    }

    [Fact]
    public void Who_is_still_abroad_is_not_barred()
    {
        var reading = ProcedureClock.Of(Packs["np"].On(TimeBarKind.Complaint, Day("2026-03-01")), abroad: true, On(ProcedureEvent.Act, "2020-01-01"), NextDay, Calendar);
        Assert.Equal((ClockState.NotBegun, ProcedureEvent.Returned, null), (reading.State, reading.RunsFrom, reading.InTimeOn(Day("2026-03-01"))));
    }

    [Fact]
    public void Where_nobody_said_whether_the_worker_was_abroad_a_late_complaint_is_open_and_never_late()
    {
        var reading = ProcedureClock.Of(Packs["np"].On(TimeBarKind.Complaint, Day("2026-03-01")), abroad: null, On(ProcedureEvent.Act, "2024-01-01"), NextDay, Calendar);
        Assert.Equal((Day("2025-01-01"), null, true, null), (reading.SurelyUntil, reading.PerhapsUntil, reading.InTimeOn(Day("2025-01-01")), reading.InTimeOn(Day("2025-01-02"))));
        Assert.NotEmpty(reading.Doubts);
    }

    [Fact]
    public void While_the_ministry_has_not_said_how_days_are_counted_both_ends_of_the_doubt_are_known()
    {
        // Seven days from Sunday 1 March: Saturday 7 if the first day counts; then Sunday 8 if the last day moves off the weekend, or if the first does not count.
        var reading = ProcedureClock.Of(Packs["np"].On(ProcedureStep.Forwarding, Day("2026-03-01")), On(ProcedureEvent.ReceivedElsewhere, "2026-03-01"), counting: null, Calendar);
        Assert.Equal((Day("2026-03-07"), Day("2026-03-08")), (reading.SurelyUntil, reading.PerhapsUntil));
        Assert.Equal((true, null, false), (reading.InTimeOn(Day("2026-03-07")), reading.InTimeOn(Day("2026-03-08")), reading.InTimeOn(Day("2026-03-09"))));
    }

    [Fact]
    public void Without_a_calendar_calendar_days_have_an_earliest_end_and_working_days_none()
    {
        var days = ProcedureClock.Of(Packs["np"].On(ProcedureStep.Forwarding, Day("2026-03-01")), On(ProcedureEvent.ReceivedElsewhere, "2026-03-01"), counting: null, NoCalendar);
        Assert.Equal((ClockState.Running, Day("2026-03-07"), null), (days.State, days.SurelyUntil, days.PerhapsUntil));
        var working = ProcedureClock.Of(Packs["bd"].On(ProcedureStep.Inquiry, Day("2026-03-01")), On(ProcedureEvent.ComplaintFiled, "2026-03-01"), NextDay, NoCalendar);
        Assert.Equal((ClockState.CalendarTooShort, null, null), (working.State, working.SurelyUntil, working.InTimeOn(Day("2026-03-02"))));
    }

    [Fact]
    public void Where_the_law_leaves_it_between_two_times_what_lies_between_is_open()
    {
        // 3 to 7 working days from Sunday 1 March, law of 2025.
        var reading = ProcedureClock.Of(Packs["et"].On(ProcedureStep.Defence, Day("2026-03-01")), On(ProcedureEvent.NoticeGiven, "2026-03-01"), NextDay, Calendar);
        Assert.Equal((true, null, null, false), (reading.InTimeOn(Day("2026-03-04")), reading.InTimeOn(Day("2026-03-05")), reading.InTimeOn(Day("2026-03-10")), reading.InTimeOn(Day("2026-03-11"))));
    }

    [Theory]
    [InlineData("2025-08-13", "10 working days")]    // the last day of the law of 2016
    [InlineData("2025-08-14", "3 working days")]     // the first of the law of 2025
    public void The_law_of_the_day_of_filing_decides(string filed, string within) =>
        Assert.Equal(within, Packs["et"].On(ProcedureStep.Defence, Day(filed)).Rule!.Within!.Value.ToString());

    [Theory]
    [InlineData("bd", ProcedureStep.Appeal)]         // no source says it
    [InlineData("bd", ProcedureStep.Hearings)]       // three months, and nobody says from when
    [InlineData("et", ProcedureStep.Decision)]       // 15 of what is not said
    [InlineData("gh", ProcedureStep.Inquiry)]
    public void What_no_source_states_is_not_known_and_has_no_day(string pack, ProcedureStep step)
    {
        var everything = Enum.GetValues<ProcedureEvent>().ToDictionary(e => e, _ => Day("2026-03-01"));
        var reading = ProcedureClock.Of(Packs[pack].On(step, Day("2026-03-01")), everything, NextDay, Calendar);
        Assert.Equal((ClockState.NotKnown, null, null), (reading.State, reading.SurelyUntil, reading.InTimeOn(Day("2026-03-01"))));
        Assert.NotEmpty(reading.Doubts);
    }

    [Fact]
    public void The_bureau_of_Bangladesh_hears_three_times_at_most() => Assert.Equal(3, Packs["bd"].On(ProcedureStep.Hearings, Day("2026-03-01")).Rule!.MostHearings);

    [Fact]
    public void A_country_without_a_pack_knows_nothing() =>
        Assert.All(Enum.GetValues<ProcedureStep>(), step => Assert.Null(ProcedurePack.None("SG").On(step, Day("2026-03-01")).Rule));

    [Theory]
    [InlineData("steps: { inquiry: [ { since: 2020, source: act, within: soon, after: complaint-filed } ] }", "must be a time")]
    [InlineData("steps: { inquiry: [ { since: 2020, source: nowhere, within: 1 day, after: complaint-filed } ] }", "is not one of the sources")]
    [InlineData("steps: { inquiry: [ { since: 2020, source: act, within: 1 day, after: breakfast } ] }", "must be one of")]
    [InlineData("steps: { inquiry: [ { since: 2020, source: act, within: 1 day, after: act, by: x } ] }", "is not a key")]
    [InlineData("steps: { breakfast: { notKnown: x } }", "is not known here")]
    [InlineData("steps: {}", "is not answered")]
    [InlineData("steps: { inquiry: [ { since: 2020, source: act, within: 1 day, after: act }, { since: 2021, source: act, within: 2 days, after: act } ] }", "two rules hold on one day")]
    public void A_pack_that_says_something_else_is_refused(string steps, string because)
    {
        var (pack, errors) = ProcedureReader.Read(LawFiles.TreeOf($$"""
            procedure: np
            title: A test
            jurisdiction: NP
            sources: { act: { citation: An act, address: "https://example.org/", asOf: 2026, grade: P } }
            bars: { complaint: { notKnown: x }, prosecution: { notKnown: x } }
            {{steps}}
            """), LawFiles.Codes);
        Assert.Null(pack);
        Assert.Contains(errors, e => e.Contains(because, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_is_not_verified_is_loaded() =>
        Assert.All(Packs.Values.SelectMany(p => p.Steps.Values.SelectMany(s => s).Select(s => s.Source).Concat(p.Bars.Values.SelectMany(b => b).Select(b => b.Source))), s => Assert.True(Enum.IsDefined(s.Grade) && s.GradeText is "P" or "P*" or "S"));

    [Fact]
    public void Every_step_bar_and_event_has_its_words()
    {
        var keys = ComplaintMessages.English.Keys.ToHashSet();
        string Kebab(Enum value) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
        Assert.All(Enum.GetValues<ProcedureStep>(), s => Assert.Contains($"step-name.{Kebab(s)}", keys));
        Assert.All(Enum.GetValues<TimeBarKind>(), b => Assert.Contains($"bar-name.{Kebab(b)}", keys));
        Assert.All(Enum.GetValues<ProcedureEvent>(), e => Assert.Contains($"event.{Kebab(e)}", keys));
    }
}
