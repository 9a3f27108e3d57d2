using Licensing.Rules.Licences;

namespace Licensing.Rules.Tests.Licences;

/// <summary>The rules of status by name, each on its last day and the day after.</summary>
public class LicenceStatusTests
{
    private static readonly DateTime Now = new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static DateOnly Day(string text) => DateOnly.Parse(text);
    private static LicenceState On(string day, params LicenceFact[] facts) => LicenceStatus.On(facts, Day(day), Now).State;

    private static TermBegun Term(string from, string until, TermKind kind = TermKind.Grant, bool provisional = false, string id = "t1", DateTime recorded = default) =>
        new(id, Day(from), Day(until), kind, provisional, recorded);
    private static SuspensionOrdered Suspension(string id, string from, string? until = null, string? part = null) =>
        new(id, Day(from), until is null ? null : Day(until), part, SuspensionGround.Sanction, null, default);

    private static readonly TermBegun Year = Term("2026-01-01", "2026-12-31");

    [Theory]
    [InlineData("2025-12-31", LicenceState.Upcoming)]
    [InlineData("2026-01-01", LicenceState.Full)]
    [InlineData("2026-12-31", LicenceState.Full)]
    [InlineData("2027-01-01", LicenceState.Expired)]     // by no act: the day has passed
    public void A_licence_holds_from_its_first_day_to_its_last(string day, LicenceState expected) => Assert.Equal(expected, On(day, Year));

    [Fact]
    public void Without_a_term_nothing_was_granted() => Assert.Equal(LicenceState.NotGranted, On("2026-01-01", Suspension("s", "2026-01-01")));

    [Theory]
    [InlineData("2026-12-31", LicenceState.Full)]
    [InlineData("2027-01-01", LicenceState.Full)]        // renewed before the end: no gap
    [InlineData("2027-12-31", LicenceState.Full)]
    [InlineData("2028-01-01", LicenceState.Expired)]
    public void Renewed_in_time_it_goes_on(string day, LicenceState expected) =>
        Assert.Equal(expected, On(day, Year, Term("2027-01-01", "2027-12-31", TermKind.Renewal, id: "t2")));

    [Theory]
    [InlineData("2027-01-01", LicenceState.Expired)]
    [InlineData("2027-02-28", LicenceState.Expired)]
    [InlineData("2027-03-01", LicenceState.Full)]
    public void Renewed_late_it_was_expired_in_between(string day, LicenceState expected) =>
        Assert.Equal(expected, On(day, Year, Term("2027-03-01", "2028-02-29", TermKind.LateRenewal, id: "t2")));

    [Theory]
    [InlineData("2026-05-31", LicenceState.Provisional)]
    [InlineData("2026-06-01", LicenceState.Full)]
    [InlineData("2026-09-30", LicenceState.Full)]
    [InlineData("2026-10-01", LicenceState.Expired)]     // the provisional term does not come back
    public void A_provisional_licence_becomes_full(string day, LicenceState expected) =>
        Assert.Equal(expected, On(day, Term("2026-01-01", "2028-12-31", provisional: true), Term("2026-06-01", "2026-09-30", TermKind.Confirmation, id: "t2")));

    [Theory]
    [InlineData("2026-02-28", LicenceState.Full)]
    [InlineData("2026-03-01", LicenceState.PartlySuspended)]
    [InlineData("2026-03-10", LicenceState.Suspended)]
    [InlineData("2026-03-20", LicenceState.Suspended)]
    [InlineData("2026-03-21", LicenceState.PartlySuspended)]
    [InlineData("2026-03-31", LicenceState.PartlySuspended)]
    [InlineData("2026-04-01", LicenceState.Full)]
    public void Suspensions_overlap_and_the_graver_is_seen(string day, LicenceState expected) =>
        Assert.Equal(expected, On(day, Year, Suspension("s1", "2026-03-01", "2026-03-31", "domestic workers"), Suspension("s2", "2026-03-10", "2026-03-20")));

    [Theory]
    [InlineData("2026-03-14", LicenceState.Suspended)]
    [InlineData("2026-03-15", LicenceState.Full)]
    public void Lifted_early_it_ends_on_that_day(string day, LicenceState expected) =>
        Assert.Equal(expected, On(day, Year, Suspension("s1", "2026-03-01", "2026-03-31"), new MeasureLifted("l", "s1", Day("2026-03-15"), default)));

    [Theory]
    [InlineData("2026-03-09", LicenceState.Suspended)]
    [InlineData("2026-03-10", LicenceState.Full)]        // stayed by the appeal
    [InlineData("2026-03-20", LicenceState.Full)]
    [InlineData("2026-03-21", LicenceState.Suspended)]   // the stay has run out
    [InlineData("2026-03-24", LicenceState.Suspended)]
    [InlineData("2026-03-25", LicenceState.Full)]        // set aside
    public void An_appeal_stays_and_sets_aside(string day, LicenceState expected) =>
        Assert.Equal(expected, On(day, Year, Suspension("s1", "2026-03-01"),
            new MeasureStayed("y", "s1", Day("2026-03-10"), Day("2026-03-20"), default), new MeasureSetAside("a", "s1", Day("2026-03-25"), default)));

    [Fact]
    public void A_stay_that_is_ended_gives_the_revocation_its_effect_back()
    {
        LicenceFact[] facts = [Year, new RevocationOrdered("r", Day("2026-03-01"), default), new MeasureStayed("y", "r", Day("2026-03-05"), null, default), new StayEnded("e", "y", Day("2026-03-09"), default)];
        Assert.Equal([LicenceState.Full, LicenceState.Revoked, LicenceState.Full, LicenceState.Revoked], LicenceStatus.Periods(facts, Now).Select(p => p.State).Take(4));
        Assert.Equal(["r"], LicenceStatus.On(facts, Day("2026-03-08"), Now).Stayed);
    }

    [Theory]
    [InlineData("2026-02-28", LicenceState.Full)]
    [InlineData("2026-03-01", LicenceState.Full)]        // as if it had never been
    [InlineData("2027-01-01", LicenceState.Expired)]     // reinstated, not prolonged
    public void A_revocation_set_aside_from_its_first_day_leaves_no_gap(string day, LicenceState expected) =>
        Assert.Equal(expected, On(day, Year, new RevocationOrdered("r", Day("2026-03-01"), default), new MeasureSetAside("a", "r", Day("2026-03-01"), default)));

    [Theory]
    [InlineData("2026-03-15", true, LicenceState.Full)]          // the last day to restore it
    [InlineData("2026-03-16", true, LicenceState.Suspended)]
    [InlineData("2026-03-19", true, LicenceState.Suspended)]
    [InlineData("2026-03-20", true, LicenceState.Full)]          // restored, late
    [InlineData("2026-03-16", false, LicenceState.Full)]         // where the regime leaves it to the ministry
    public void A_deposit_that_is_not_restored_in_time_stops_the_licence(string day, bool stops, LicenceState expected) =>
        Assert.Equal(expected, On(day, Year, new TopUpDemanded("d", Day("2026-03-01"), Day("2026-03-15"), stops, default), new DepositRestored("x", "d", Day("2026-03-20"), default)));

    [Fact]
    public void A_surrender_counts_from_the_day_on_which_it_was_accepted_for()
    {
        SurrenderAccepted surrender = new("u", Day("2026-05-01"), default);
        Assert.Equal([LicenceState.Full, LicenceState.Surrendered], [On("2026-04-30", Year, surrender), On("2026-05-01", Year, surrender)]);
    }

    [Fact]
    public void What_was_known_and_what_was_true_are_two_questions()
    {
        var monday = new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
        var suspension = Suspension("s", "2026-02-20") with { RecordedAt = monday, WithdrawnAt = monday.AddDays(2) };
        LicenceState Known(DateTime at) => LicenceStatus.On([Year, suspension], Day("2026-02-25"), at).State;
        Assert.Equal(LicenceState.Full, Known(monday.AddTicks(-1)));
        Assert.Equal(LicenceState.Suspended, Known(monday));
        Assert.Equal(LicenceState.Suspended, Known(monday.AddDays(2).AddTicks(-1)));
        Assert.Equal(LicenceState.Full, Known(monday.AddDays(2)));
    }

    [Fact]
    public void Why_is_said_with_the_state()
    {
        var standing = LicenceStatus.On([Year, Suspension("s1", "2026-03-01"), Suspension("s2", "2026-03-01"), Suspension("s3", "2026-03-01", part: "x")], Day("2026-03-01"), Now);
        Assert.Equal((LicenceState.Suspended, Day("2026-12-31")), (standing.State, standing.TermUntil));
        Assert.Equal(["s1", "s2"], standing.Because);
    }
}
