using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Flags;
using Licensing.Api.Tests.Features.Findings;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Flags;

/// <summary>A ministry that flags from two findings in a quarter on.</summary>
public sealed class FlaggingHost : DueProcessHost
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ProposeAndApproveAsync("/v1/flag-thresholds", new() { ["from"] = "2000-01-01", ["leastFindings"] = 2, ["leastWorkers"] = 1, ["leastSharePercent"] = 0, ["reason"] = "the test needs it" });
    }

    /// <summary>An agency with a flag of two findings in the first quarter of 2026.</summary>
    public async Task<(RegisteredAgency Agency, string Flag, OpenedFinding[] Findings)> FlaggedAsync()
    {
        var first = await OpenedAsync();
        var second = await OpenedAsync(first.Agency);
        var flag = await InDatabaseAsync(db => db.Flags.Where(f => f.Agency.PublicId == first.Agency.Id).Select(f => f.PublicId).SingleAsync());
        return (first.Agency, flag, [first, second]);
    }

    public async Task<(string Status, string? Lifted, int Findings)> FlagAsync(string flag)
    {
        var read = await Officer.GetFromJsonAsync<JsonElement>($"/v1/flags/{flag}");
        return (read.GetProperty("status").GetString()!, read.GetProperty("liftedBecause").GetString(), read.GetProperty("findings").GetInt32());
    }

    public Task<JsonElement> CourseAsync(string flag, string caller = "officer:maya") => As(caller).GetFromJsonAsync<JsonElement>($"/v1/flags/{flag}/course");

    public async Task<string> NotifyFlagAsync(string flag) => (await DoAsync("officer:maya", $"/v1/flags/{flag}/notices", new() { ["grounds"] = "More than one worker in ten paid." })).GetProperty("id").GetString()!;

    public static JsonObject Confirmation => new() { ["sentence"] = "Workers were charged in two placements.", ["reason"] = "The answer names no receipt." };

    public async Task<string> ConfirmAsync(RegisteredAgency agency, string flag)
    {
        await AnswerAsync(agency, await NotifyFlagAsync(flag));
        await ProposeAndApproveAsync($"/v1/flags/{flag}/confirmations", Confirmation, "*");
        return (await CourseAsync(flag)).GetProperty("decisions")[0].GetProperty("id").GetString()!;
    }

    public static JsonObject Correction(params string[] leftOut) => new()
    {
        ["kind"] = leftOut.Length == 0 ? "set-aside" : "leave-out", ["sentence"] = "The receipts are of another agency.", ["reason"] = "A clerk filed them under the wrong name.",
        ["findings"] = leftOut.Length == 0 ? null : new JsonArray([.. leftOut.Select(f => (JsonNode)f)]),
    };

    public Task ReviewAsync() => RunJobAsync<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
}

public sealed class FlagCourseTests(FlaggingHost host) : IClassFixture<FlaggingHost>
{
    private const string Maya = "officer:maya";

    [Fact]
    public async Task A_flag_is_answered_confirmed_by_two_and_set_aside_on_appeal_until_new_findings_raise_it()
    {
        var (agency, flag, findings) = await host.FlaggedAsync();
        Assert.Equal("case.not-heard", await host.CodeAsync(Maya, $"/v1/flags/{flag}/confirmations", FlaggingHost.Confirmation));
        var notice = await host.NotifyFlagAsync(flag);
        Assert.Equal(("notified", null, 2), await host.FlagAsync(flag));
        Assert.Equal("notice.running", await host.CodeAsync(Maya, $"/v1/flags/{flag}/confirmations", FlaggingHost.Confirmation));
        Assert.Equal("case-notice.stands", await host.CodeAsync(Maya, $"/v1/flags/{flag}/notices", new() { ["grounds"] = "x" }));
        var shown = await host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/case-notices/{notice}");
        Assert.Equal((flag, 2), (shown.GetProperty("notice").GetProperty("flagId").GetString(), shown.GetProperty("cases")[0].GetProperty("stated").GetProperty("findings").GetInt32()));
        await host.AnswerAsync(agency, notice);
        Assert.Equal(("answered", null, 2), await host.FlagAsync(flag));

        var proposal = (await host.DoAsync(Maya, $"/v1/flags/{flag}/confirmations", FlaggingHost.Confirmation)).GetProperty("id").GetString()!;
        Assert.Equal("proposal.same-person", await host.CodeAsync(Maya, $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "x" }));
        await host.DoAsync("officer:ravi", $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "compared" });
        Assert.Equal(("confirmed", null, 2), await host.FlagAsync(flag));
        // What two people confirmed no single officer takes away.
        Assert.Equal("flag.not-possible", await host.CodeAsync(Maya, $"/v1/flags/{flag}/corrections", FlaggingHost.Correction()));
        var decision = (await host.CourseAsync(flag, $"agency:{agency.Id}")).GetProperty("decisions")[0];
        Assert.Equal("Workers were charged in two placements.", decision.GetProperty("sentence").GetString());

        var appeal = await host.AppealAsync(agency, decision.GetProperty("id").GetString()!);
        Assert.Equal("appealed", (await host.FlagAsync(flag)).Status);
        await host.DecideAppealAsync(appeal, "allow");
        await host.ReviewAsync();
        await host.ReviewAsync();
        Assert.Equal(("set-aside", "appeal", 2), await host.FlagAsync(flag));
        Assert.Equal(2, (await host.CourseAsync(flag)).GetProperty("corrections")[0].GetProperty("findings").GetArrayLength());
        // The findings themselves are untouched, and do not raise it again, not even with a new one.
        Assert.Equal("open", await host.StatusAsync(findings[0].Id));
        await host.OpenedAsync(agency);
        Assert.Equal("set-aside", (await host.FlagAsync(flag)).Status);
        await host.OpenedAsync(agency);
        Assert.Equal(("open", null, 2), await host.FlagAsync(flag));
    }

    [Theory]
    [InlineData("dismiss", "confirmed")]
    [InlineData("withdraw", "confirmed")]
    [InlineData("remit", "answered")]
    public async Task What_becomes_of_an_appeal_becomes_of_the_flag(string outcome, string status)
    {
        var (agency, flag, _) = await host.FlaggedAsync();
        var appeal = await host.AppealAsync(agency, await host.ConfirmAsync(agency, flag));
        if (outcome == "withdraw")
            await host.DoAsync($"agency:{agency.Id}", $"/v1/appeals/{appeal}/withdrawal", []);
        else
            await host.DecideAppealAsync(appeal, outcome);
        Assert.Equal((status, null, 2), await host.FlagAsync(flag));
    }

    [Fact]
    public async Task An_officer_corrects_a_flag_with_reasons_and_the_same_findings_do_not_raise_it_again()
    {
        var (agency, flag, findings) = await host.FlaggedAsync();
        var address = $"/v1/flags/{flag}/corrections";
        await host.DeclareConflictAsync("officer:hari", agency);
        Assert.Equal("proposal.conflict", await host.CodeAsync("officer:hari", address, FlaggingHost.Correction()));
        Assert.Equal(428, (int)(await ServiceHost.SendAsync(host.Officer, address, FlaggingHost.Correction())).StatusCode);
        Assert.Equal(412, (int)(await ServiceHost.SendAsync(host.Officer, address, FlaggingHost.Correction(), "\"v99\"")).StatusCode);
        await host.DoAsync(Maya, address, FlaggingHost.Correction());
        Assert.Equal(("set-aside", "corrected", 2), await host.FlagAsync(flag));
        Assert.Equal("flag.not-possible", await host.CodeAsync(Maya, address, FlaggingHost.Correction()));
        Assert.Equal("flag.not-possible", await host.CodeAsync(Maya, $"/v1/flags/{flag}/notices", new() { ["grounds"] = "x" }));
        // Judged again with more in one of them: it is left out all the same.
        await host.CorrectDisclosureAsync(findings[0].Filed, DueProcessHost.Charged(2_000_000));
        await host.JudgeAsync();
        await host.ReviewAsync();
        Assert.Equal(("set-aside", "corrected", 2), await host.FlagAsync(flag));
        var told = (await host.CourseAsync(flag, $"agency:{agency.Id}")).GetProperty("corrections")[0];
        Assert.Equal(("The receipts are of another agency.", "A clerk filed them under the wrong name.", 2), (told.GetProperty("sentence").GetString(), told.GetProperty("reason").GetString(), told.GetProperty("findings").GetArrayLength()));
        for (var i = 0; i < 2; i++)
            await host.OpenedAsync(agency);
        Assert.Equal(("open", null, 2), await host.FlagAsync(flag));
        Assert.Equal(["FlagRaised", "FlagCorrected", "FlagUpdated"], await host.EventsAsync(flag));
    }

    [Fact]
    public async Task What_is_left_out_of_a_flag_counts_for_it_no_more_and_the_others_do()
    {
        var (agency, flag, findings) = await host.FlaggedAsync();
        await host.OpenedAsync(agency);
        Assert.Equal(("open", null, 3), await host.FlagAsync(flag));
        var address = $"/v1/flags/{flag}/corrections";
        Assert.Equal("request.invalid", await host.CodeAsync(Maya, address, FlaggingHost.Correction("fi_0000000000000000")));
        await host.DoAsync(Maya, address, FlaggingHost.Correction(findings[0].Id));
        await host.ReviewAsync();
        Assert.Equal(("open", null, 2), await host.FlagAsync(flag));
        Assert.Equal("request.invalid", await host.CodeAsync(Maya, address, FlaggingHost.Correction(findings[0].Id)));
        await host.DoAsync(Maya, address, FlaggingHost.Correction(findings[1].Id));
        await host.ReviewAsync();
        Assert.Equal(("open", "below-thresholds", 2), await host.FlagAsync(flag));
    }

    [Fact]
    public async Task A_dismissed_finding_counts_no_more_and_more_than_was_stated_needs_a_new_notice()
    {
        var (agency, flag, findings) = await host.FlaggedAsync();
        await host.AnswerAsync(agency, await host.NotifyFlagAsync(flag));
        // Placements in which nothing was charged do not make the notice void.
        await host.FileDisclosureAsync(agency, DueProcessHost.Charged(1).With("items", new JsonArray()));
        await host.JudgeAsync();
        Assert.False((await host.CourseAsync(flag)).GetProperty("changedSinceNotice").GetBoolean());
        var proposal = (await host.DoAsync(Maya, $"/v1/flags/{flag}/confirmations", FlaggingHost.Confirmation)).GetProperty("id").GetString()!;
        await host.OpenedAsync(agency);
        Assert.Equal("proposal.stale", await host.CodeAsync("officer:ravi", $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "x" }));
        await host.DoAsync("officer:ravi", $"/v1/proposals/{proposal}/refusal", new() { ["reason"] = "It has changed." });
        Assert.True((await host.CourseAsync(flag)).GetProperty("changedSinceNotice").GetBoolean());
        Assert.Equal("case.changed-since-notice", await host.CodeAsync(Maya, $"/v1/flags/{flag}/confirmations", FlaggingHost.Confirmation));
        await host.ConfirmAsync(agency, flag);
        Assert.Equal("flag.not-possible", await host.CodeAsync(Maya, $"/v1/flags/{flag}/notices", new() { ["grounds"] = "x" }));

        foreach (var finding in findings)
        {
            await host.AnswerAsync(agency, await host.NotifyAsync(finding));
            await host.DecideAsync(finding, "dismissed");
        }

        await host.ReviewAsync();
        Assert.Equal("below-thresholds", (await host.FlagAsync(flag)).Lifted);
    }

    [Theory]
    [InlineData("2026-06-30T18:14:59Z", null)]              // three months after the quarter, to the last second in Kathmandu
    [InlineData("2026-06-30T18:15:00Z", "limitation")]      // the day after
    public async Task After_the_ministrys_period_a_quarter_is_flagged_no_more_unless_it_was_confirmed(string at, string? lifted)
    {
        await using var own = new FlaggingHost();
        await own.InitializeAsync();
        var ((agency, flag, _), (confirmedOf, confirmed, _)) = (await own.FlaggedAsync(), await own.FlaggedAsync());
        await own.ConfirmAsync(confirmedOf, confirmed);
        await own.ProposeAndApproveAsync("/v1/settings/flags.limitation/proposals", new() { ["from"] = "2000-01-01", ["value"] = 3, ["reason"] = "the test needs it" });
        Assert.Equal("2026-06-30", (await own.CourseAsync(flag)).GetProperty("limitedAfter").GetString());
        own.GoTo(at);
        await own.ReviewAsync();
        Assert.Equal(("open", lifted, 2), await own.FlagAsync(flag));
        Assert.Equal(("confirmed", null, 2), await own.FlagAsync(confirmed));
        var events = await own.EventsAsync(flag);
        await own.ReviewAsync();
        Assert.Equal(events, await own.EventsAsync(flag));
        if (lifted is null)
            return;
        // Neither new findings of the quarter nor another agency's raise what lies too far back.
        await own.OpenedAsync(agency);
        Assert.Equal("limitation", (await own.FlagAsync(flag)).Lifted);
        var late = await own.RegisterAgencyAsync();
        await own.OpenedAsync(late);
        await own.OpenedAsync(late);
        Assert.Equal(0, await own.InDatabaseAsync(db => db.Flags.CountAsync(f => f.Agency.PublicId == late.Id)));
        // A longer period raises it again.
        await own.ProposeAndApproveAsync("/v1/settings/flags.limitation/proposals", new() { ["from"] = "2000-01-01", ["value"] = 4, ["reason"] = "the test needs it" });
        await own.ReviewAsync();
        Assert.Equal(("open", null, 3), await own.FlagAsync(flag));
    }

    [Fact]
    public async Task To_another_agency_the_course_of_a_flag_is_not_there()
    {
        var (agency, flag, _) = await host.FlaggedAsync();
        var other = await host.RegisterAgencyAsync();
        using var read = await host.As($"agency:{other.Id}").GetAsync($"/v1/flags/{flag}/course");
        Assert.Equal(404, (int)read.StatusCode);
        var decision = await host.ConfirmAsync(agency, flag);
        Assert.Equal("not-found", await host.CodeAsync($"agency:{other.Id}", "/v1/appeals", new() { ["subjectId"] = decision, ["path"] = "appeal", ["grounds"] = "x" }));
    }
}
