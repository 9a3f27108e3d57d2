using Microsoft.EntityFrameworkCore;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>No sanction before the agency was heard, or let its time pass.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private readonly MeasureHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("2026-03-30", null)]                  // 15 days from 15 March, that day not counting
    [InlineData("2026-03-31", "notice.late")]
    public async Task An_agency_answers_until_the_last_day(string on, string? code)
    {
        var of = await _host.LicenceAsync();
        var given = await _host.PostAsync(Maya, $"/v1/licences/{of.Licence}/notices", Notice("revocation"));
        Assert.Equal(("open", "2026-03-15", "2026-03-30"), (Text(given, "state"), Text(given, "givenOn"), Text(given, "answerUntil")));
        _host.GoTo(on);
        var refused = await _host.RefusedAsync($"agency:{of.Agency}", $"/v1/notices/{Text(given, "id")}/answer", Answer());
        Assert.Equal(code, refused?.Code);
        if (refused is { Detail: var detail })
            Assert.Contains("2026-03-30", detail, StringComparison.Ordinal);
        Assert.Equal(code is null ? "answered" : "unanswered", Text(await _host.GetAsync($"/v1/notices/{Text(given, "id")}"), "state"));
    }

    [Fact]
    public async Task The_last_day_ends_at_midnight_of_the_ministry()
    {
        var of = await _host.LicenceAsync();
        var notice = await _host.NoticeAsync(of.Licence);
        _host.Clock.AdjustTime(new(2026, 3, 30, 18, 14, 59, TimeSpan.Zero));
        Assert.Equal("open", Text(await _host.GetAsync($"/v1/notices/{notice}"), "state"));
        _host.Clock.AdjustTime(new(2026, 3, 30, 18, 15, 0, TimeSpan.Zero));
        Assert.Equal("unanswered", Text(await _host.GetAsync($"/v1/notices/{notice}"), "state"));
    }

    [Fact]
    public async Task It_is_answered_once_by_the_agency_alone_and_shown_to_it()
    {
        var of = await _host.LicenceAsync();
        var (other, _) = await _host.LicenceAsync();
        var notice = await _host.NoticeAsync(of.Licence);
        Assert.Equal("not-found", (await _host.RefusedAsync($"agency:{other}", $"/v1/notices/{notice}/answer", Answer()))?.Code);
        Assert.Equal("version.stale", (await _host.RefusedAsync($"agency:{of.Agency}", $"/v1/notices/{notice}/answer", Answer(), "\"v9\""))?.Code);
        Assert.Null(await _host.RefusedAsync($"agency:{of.Agency}", $"/v1/notices/{notice}/answer", Answer(), "\"v1\""));
        Assert.Equal("notice.closed", (await _host.RefusedAsync($"agency:{of.Agency}", $"/v1/notices/{notice}/answer", Answer()))?.Code);
        var listed = Assert.Single((await _host.GetAsync("/v1/notices", $"agency:{of.Agency}")).GetProperty("items").EnumerateArray());
        Assert.Equal((notice, "It was paid back.", of.Agency), (Text(listed, "id"), Text(listed, "answer"), Text(listed, "answeredBy")));
        Assert.Equal(
            ["NoticeGiven maya", $"NoticeAnswered {of.Agency}"],
            await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == notice).OrderBy(e => e.Id).Select(e => e.Action + " " + e.Actor).ToListAsync()));
        // The agency's words are in no audit event: they go one day, and those stay.
        Assert.False(await _host.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.Payload!.Contains("paid back") || e.Reason!.Contains("paid back"))));
    }

    [Fact]
    public async Task A_sanction_waits_for_the_answer_or_for_the_day_after_the_last()
    {
        var of = await _host.LicenceAsync();
        Assert.Equal("notice.needed", (await RevokeAsync(of.Licence, null))?.Code);
        var notice = await _host.NoticeAsync(of.Licence);
        var running = await RevokeAsync(of.Licence, notice);
        Assert.Equal("notice.running", running?.Code);
        Assert.Contains("2026-03-30", running?.Detail, StringComparison.Ordinal);
        _host.GoTo("2026-03-30");
        Assert.Equal("notice.running", (await RevokeAsync(of.Licence, notice, "2026-03-30"))?.Code);
        _host.GoTo("2026-03-31");
        Assert.Null(await RevokeAsync(of.Licence, notice, "2026-03-31"));

        var answered = await _host.LicenceAsync();
        Assert.Null(await RevokeAsync(answered.Licence, await _host.HeardAsync(answered), "2026-03-31"));
    }

    [Fact]
    public async Task A_notice_carries_what_it_announced_or_less_once_and_only_for_its_licence()
    {
        var of = await _host.LicenceAsync();
        var other = await _host.LicenceAsync();
        var suspension = await _host.HeardAsync(of, "suspension");
        Assert.Equal("notice.does-not-cover", (await RevokeAsync(of.Licence, suspension))?.Code);
        Assert.Equal("notice.needed", (await RevokeAsync(other.Licence, suspension))?.Code);
        var revocation = await _host.HeardAsync(of);
        var measure = await _host.DecidedAsync(of.Licence, "suspensions", Suspension("2026-03-15", "2026-04-14", revocation));
        var used = await _host.GetAsync($"/v1/notices/{revocation}");
        Assert.Equal(("used", measure), (Text(used, "state"), Text(used, "measure")));
        Assert.Equal("notice.closed", (await RevokeAsync(of.Licence, revocation))?.Code);
        Assert.Equal("notice.closed", (await _host.RefusedAsync(Maya, $"/v1/notices/{revocation}/withdrawal", new() { ["reason"] = "too late" }))?.Code);

        // Recorded in error: the agency was heard all the same.
        Assert.Null(await _host.ApproveAsync(await _host.ProposedAsync($"/v1/licences/{of.Licence}/withdrawals", new() { ["factId"] = measure, ["reason"] = "of another agency" })));
        Assert.Equal("answered", Text(await _host.GetAsync($"/v1/notices/{revocation}"), "state"));
        Assert.Null(await RevokeAsync(of.Licence, revocation));
    }

    [Fact]
    public async Task What_was_withdrawn_between_proposal_and_approval_stops_the_approval()
    {
        var of = await _host.LicenceAsync();
        var notice = await _host.HeardAsync(of);
        var proposal = await _host.ProposedAsync($"/v1/licences/{of.Licence}/revocations", Against("2026-03-15", notice));
        await _host.PostAsync(Maya, $"/v1/notices/{notice}/withdrawal", new() { ["reason"] = "the answer convinced" });
        Assert.Equal("notice.closed", await _host.ApproveAsync(proposal));
        Assert.Equal("full", await _host.StateAsync(of.Licence));
    }

    [Fact]
    public async Task What_the_regime_does_not_say_is_named_and_nothing_is_assumed()
    {
        await using var bare = new ServiceHost();
        var licence = await bare.StoreLicenceAsync(await bare.RegisterAgencyAsync());
        var before = await bare.CountRowsAsync();
        using var answer = await ServiceHost.SendAsync(bare.Officer, $"/v1/licences/{licence}/notices", Notice("revocation"));
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal("regime.not-set", problem.Code);
        Assert.Equal(["day-counting", "show-cause"], problem.Errors.Select(e => e.At).Order());
        Assert.Equal(before, await bare.CountRowsAsync());
    }

    [Fact]
    public async Task Working_days_are_counted_by_the_ministrys_list_and_not_beyond_it()
    {
        await _host.SetRegimeAsync(("show-cause", "\"10 working days\""));
        var of = await _host.LicenceAsync();
        var refused = await _host.RefusedAsync(Maya, $"/v1/licences/{of.Licence}/notices", Notice("revocation"));
        Assert.Equal("regime.not-set", refused?.Code);
        Assert.Contains("holidays", refused?.Detail, StringComparison.Ordinal);

        // From Sunday, 15 March: the 16th to the 20th, the 22nd to the 27th without Saturdays, less one holiday.
        await _host.SetCalendarAsync(["saturday"], ["2026-03-18"]);
        Assert.Equal("2026-03-27", Text(await _host.PostAsync(Maya, $"/v1/licences/{of.Licence}/notices", Notice("revocation")), "answerUntil"));
    }

    [Fact]
    public async Task Where_the_law_asks_for_no_notice_none_is_given_and_none_is_needed()
    {
        await _host.SetRegimeAsync(("show-cause", "\"none\""));
        var of = await _host.LicenceAsync();
        Assert.Equal("regime.excludes", (await _host.RefusedAsync(Maya, $"/v1/licences/{of.Licence}/notices", Notice("revocation")))?.Code);
        Assert.Null(await RevokeAsync(of.Licence, null));
    }

    private Task<(string Code, string Detail)?> RevokeAsync(string licence, string? notice, string from = "2026-03-15") =>
        _host.RefusedAsync(Maya, $"/v1/licences/{licence}/revocations", Against(from, notice));
}
