using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>A finding from notice to the end: heard, decided by two, appealed.</summary>
public sealed class DueProcessTests(DueProcessHost host) : IClassFixture<DueProcessHost>
{
    private const string Maya = "officer:maya";

    private static string OwnerOf(OpenedFinding finding) => $"agency:{finding.Agency.Id}";

    [Fact]
    public async Task An_agency_is_heard_with_evidence_and_two_people_decide_with_points_that_an_appeal_takes_away()
    {
        var finding = await host.OpenedAsync();
        var given = await host.DoAsync(Maya, $"/v1/agencies/{finding.Agency.Id}/finding-notices", DueProcessHost.Notice(finding.Id));
        var notice = given.GetProperty("id").GetString()!;
        Assert.Equal(("open", "2026-03-30"), (given.GetProperty("state").GetString(), given.GetProperty("answerUntil").GetString()));
        Assert.Equal("notified", await host.StatusAsync(finding.Id));

        var seen = await host.As(OwnerOf(finding)).GetFromJsonAsync<JsonElement>($"/v1/case-notices/{notice}");
        var item = Assert.Single(seen.GetProperty("cases").EnumerateArray());
        Assert.Equal("""[{"amountMinor":1500000,"currency":"NPR"}]""", item.GetProperty("stated").GetProperty("excess").GetRawText());
        Assert.Contains("NPR 15,000.00 must not have been charged.", item.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        var due = (await host.As(OwnerOf(finding)).GetFromJsonAsync<JsonElement>("/v1/deadlines?kind=case-notice")).GetProperty("items")[0];
        Assert.Equal((notice, "2026-03-30", "decided-without-answer"), (due.GetProperty("subjectId").GetString(), due.GetProperty("dueOn").GetString(), due.GetProperty("follows").GetString()));

        var document = (await DueProcessHost.OkAsync(await host.AttachAsync(OwnerOf(finding), notice))).GetProperty("id").GetString()!;
        var address = $"/v1/case-notices/{notice}/documents/{document}";
        Assert.Equal("document.in-quarantine", (await (await host.Officer.GetAsync(address)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        await host.CheckAsync();
        using (var read = await host.Officer.GetAsync(address))
            Assert.Equal((200, "application/pdf", "no-store"), ((int)read.StatusCode, read.Content.Headers.ContentType!.MediaType, read.Headers.CacheControl!.ToString()));
        Assert.Equal("answered", (await host.AnswerAsync(finding.Agency, notice)).GetProperty("state").GetString());
        Assert.Equal("answered", await host.StatusAsync(finding.Id));
        Assert.Empty((await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/deadlines?kind=case-notice&agency={finding.Agency.Id}")).GetProperty("items").EnumerateArray());

        await host.DecideAsync(finding, points: 12);
        Assert.Equal(("upheld", 12), (await host.StatusAsync(finding.Id), await host.PointsAsync(finding.Agency)));
        var decided = (await host.ReadAsync(finding.Id, OwnerOf(finding))).GetProperty("course").GetProperty("decisions")[0];
        Assert.Equal(("upheld", "The receipt is of another worker.", 12), (decided.GetProperty("outcome").GetString(), decided.GetProperty("reason").GetString(), decided.GetProperty("points").GetInt32()));
        Assert.Equal([finding.Id], (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/agencies/{finding.Agency.Id}/demerits")).GetProperty("entries")[0].GetProperty("findings").EnumerateArray().Select(f => f.GetString()));

        var appeal = await host.AppealAsync(finding.Agency, decided.GetProperty("id").GetString()!);
        Assert.Equal("appealed", await host.StatusAsync(finding.Id));
        Assert.Equal("finding.not-possible", await host.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision("dismissed")));
        await host.DecideAppealAsync(appeal, "allow");
        Assert.Equal(("dismissed", 0), (await host.StatusAsync(finding.Id), await host.PointsAsync(finding.Agency)));
        Assert.Equal("2026-03-15", (await host.ReadAsync(finding.Id)).GetProperty("course").GetProperty("decisions")[0].GetProperty("setAsideOn").GetString());
        Assert.Equal(["FindingOpened", "FindingNotified", "FindingAnswered", "FindingMoved", "FindingMoved", "FindingMoved"], await host.EventsAsync(finding.Id));
        Assert.Equal(["CaseNoticeGiven", "AnswerDocumentAttached", "AnswerDocumentChecked", "CaseNoticeAnswered"], await host.EventsAsync(notice));
    }

    [Theory]
    [InlineData("2026-03-30T18:14:59Z", "stays", null, "notice.running")]                // the last day, to its last second in Kathmandu
    [InlineData("2026-03-30T18:15:00Z", "stays", "notice.late", null)]                   // the day after
    [InlineData("2026-03-31T18:14:59Z", "moves", null, "notice.running")]   // 30 March is a holiday: it moves to the day after
    [InlineData("2026-03-31T18:15:00Z", "moves", "notice.late", null)]
    public async Task The_last_day_is_inclusive_in_the_ministrys_time_zone_and_nobody_decides_before_it_is_over(string at, string onHoliday, string? answering, string? deciding)
    {
        await using var own = new DueProcessHost();
        await own.InitializeAsync();
        await own.SetCalendarAsync(["saturday"], ["2026-03-30"]);
        await own.SetRegimeAsync(("day-counting", $$"""{"firstDay":"does-not-count","lastDayOnHoliday":"{{onHoliday}}"}"""));
        var (first, second) = (await own.OpenedAsync(), await own.OpenedAsync());
        var (toAnswer, _) = (await own.NotifyAsync(first), await own.NotifyAsync(second));
        own.GoTo(at);
        var answer = new JsonObject { ["answer"] = "It was the employer's." };
        if (answering is null)
        {
            Assert.Equal("answered", (await own.DoAsync(OwnerOf(first), $"/v1/case-notices/{toAnswer}/answer", answer)).GetProperty("state").GetString());
            Assert.Equal("case-notice.closed", await own.CodeAsync(OwnerOf(first), $"/v1/case-notices/{toAnswer}/answer", answer));
        }
        else
        {
            Assert.Equal(answering, await own.CodeAsync(OwnerOf(first), $"/v1/case-notices/{toAnswer}/answer", answer));
            using var late = await own.AttachAsync(OwnerOf(first), toAnswer);
            Assert.Equal(409, (int)late.StatusCode);
        }

        if (deciding is not null)
        {
            Assert.Equal(deciding, await own.CodeAsync(Maya, DueProcessHost.Decisions(second), DueProcessHost.Decision()));
            return;
        }

        await own.DecideAsync(second);
        Assert.Equal("upheld", await own.StatusAsync(second.Id));
    }

    [Fact]
    public async Task Nothing_is_decided_where_no_notice_was_given_neither_way()
    {
        var finding = await host.OpenedAsync();
        Assert.Equal("case.not-heard", await host.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
        Assert.Equal("case.not-heard", await host.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision("dismissed")));
        Assert.Equal("not-found", await host.CodeAsync(Maya, "/v1/findings/fi_0000000000000000/decisions", DueProcessHost.Decision()));
    }

    [Fact]
    public async Task Where_the_regime_is_silent_no_notice_is_given_and_where_it_asks_for_none_none_is_needed()
    {
        await using var silent = new ServiceHost();
        await silent.ApproveLawAsync("np-my-2018");
        var agency = await silent.RegisterAgencyAsync();
        await silent.FileDisclosureAsync(agency, DueProcessHost.Charged(1_500_000));
        await silent.JudgeAsync();
        var finding = await silent.InDatabaseAsync(db => db.Findings.Select(f => f.PublicId).SingleAsync());
        async Task<string> CodeAsync(string address, JsonObject body)
        {
            using var answer = await ServiceHost.SendAsync(silent.Officer, address, body, "*");
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
        }

        Assert.Equal("regime.not-set", await CodeAsync($"/v1/agencies/{agency.Id}/finding-notices", DueProcessHost.Notice(finding)));
        Assert.Equal("regime.not-set", await CodeAsync($"/v1/findings/{finding}/decisions", DueProcessHost.Decision()));
        await silent.SetRegimeAsync(("show-cause", "\"none\""), ("day-counting", """{"firstDay":"counts","lastDayOnHoliday":"stays"}"""));
        Assert.Equal("regime.excludes", await CodeAsync($"/v1/agencies/{agency.Id}/finding-notices", DueProcessHost.Notice(finding)));
        await silent.ProposeAndApproveAsync($"/v1/findings/{finding}/decisions", DueProcessHost.Decision(), "*");
    }

    [Fact]
    public async Task One_notice_states_several_findings_of_one_agency_and_none_of_another()
    {
        var first = await host.OpenedAsync();
        var (second, other) = (await host.OpenedAsync(first.Agency, 900_000), await host.OpenedAsync());
        var address = $"/v1/agencies/{first.Agency.Id}/finding-notices";
        Assert.Equal("request.invalid", await host.CodeAsync(Maya, address, DueProcessHost.Notice(first.Id, other.Id)));
        var given = await host.DoAsync(Maya, address, DueProcessHost.Notice(first.Id, second.Id));
        Assert.Equal([first.Id, second.Id], given.GetProperty("findings").EnumerateArray().Select(f => f.GetString()!));
        Assert.Equal("case-notice.stands", await host.CodeAsync(Maya, address, DueProcessHost.Notice(second.Id)));
        await host.AnswerAsync(first.Agency, given.GetProperty("id").GetString()!);
        Assert.Equal(("answered", "answered", "open"), (await host.StatusAsync(first.Id), await host.StatusAsync(second.Id), await host.StatusAsync(other.Id)));
    }

    [Fact]
    public async Task Who_proposed_does_not_approve_and_who_is_not_free_does_nothing()
    {
        var finding = await host.AnsweredAsync();
        await host.DeclareConflictAsync("officer:hari", finding.Agency);
        Assert.Equal("proposal.conflict", await host.CodeAsync("officer:hari", $"/v1/agencies/{finding.Agency.Id}/finding-notices", DueProcessHost.Notice(finding.Id)));
        Assert.Equal("proposal.conflict", await host.CodeAsync("officer:hari", DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
        var proposal = (await host.DoAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision())).GetProperty("id").GetString()!;
        var approval = $"/v1/proposals/{proposal}/approval";
        Assert.Equal("proposal.same-person", await host.CodeAsync(Maya, approval, new() { ["reason"] = "x" }));
        Assert.Equal("proposal.conflict", await host.CodeAsync("officer:hari", approval, new() { ["reason"] = "x" }));
        await host.DoAsync("officer:ravi", approval, new() { ["reason"] = "compared with the receipt" });
        Assert.Equal("upheld", await host.StatusAsync(finding.Id));
        Assert.Equal("proposal.conflict", await host.CodeAsync("officer:hari", $"/v1/findings/{finding.Id}/closing", new() { ["reason"] = "x" }));
    }

    [Fact]
    public async Task A_finding_that_changes_under_a_proposal_makes_it_stale_and_needs_a_new_notice()
    {
        var finding = await host.AnsweredAsync();
        var proposal = (await host.DoAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision())).GetProperty("id").GetString()!;
        await host.CorrectDisclosureAsync(finding.Filed, DueProcessHost.Charged(2_000_000));
        await host.JudgeAsync();
        Assert.Equal("proposal.stale", await host.CodeAsync("officer:ravi", $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "x" }));
        await host.DoAsync("officer:ravi", $"/v1/proposals/{proposal}/refusal", new() { ["reason"] = "It has changed." });
        var read = await host.ReadAsync(finding.Id);
        Assert.Equal(("answered", true), (read.GetProperty("finding").GetProperty("status").GetString(), read.GetProperty("course").GetProperty("changedSinceNotice").GetBoolean()));
        Assert.Equal("case.changed-since-notice", await host.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
        // Told anew, with a time of its own.
        var notice = await host.NotifyAsync(finding);
        Assert.Equal("notice.running", await host.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
        await host.AnswerAsync(finding.Agency, notice);
        await host.DecideAsync(finding);
        Assert.Equal("""[{"amountMinor":2000000,"currency":"NPR"}]""", (await host.ReadAsync(finding.Id)).GetProperty("course").GetProperty("decisions")[0].GetProperty("decided").GetProperty("excess").GetRawText());
    }

    [Fact]
    public async Task What_the_law_withdraws_while_the_agency_is_heard_is_nothing_to_answer_any_more()
    {
        await using var own = new DueProcessHost();
        await own.InitializeAsync();
        await own.ApproveLawAsync("np");
        JsonObject ToQatar(long minor) => Reported.Placement("NP", "QA", "2026-02-10", Reported.Paid("recruitment-fee.service", minor, "NPR", "2026-02-12")).With("visaNoticeOn", "2026-02-11");
        var agency = await own.RegisterAgencyAsync();
        var filed = await own.FileDisclosureAsync(agency, ToQatar(1_500_000));
        await own.JudgeAsync();
        var finding = new OpenedFinding(agency, filed, await own.InDatabaseAsync(db => db.Findings.Select(f => f.PublicId).SingleAsync()));
        var notice = await own.NotifyAsync(finding);

        // The amount changes: what was stated is not what would be decided of.
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap("np.service-fee", 2, 1_200_000));
        await LawChanges.FollowAsync(own);
        var read = await own.ReadAsync(finding.Id);
        Assert.Equal(("notified", true), (read.GetProperty("finding").GetProperty("status").GetString(), read.GetProperty("course").GetProperty("changedSinceNotice").GetBoolean()));
        Assert.Equal("case.changed-since-notice", await own.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
        var second = await own.NotifyAsync(finding);
        Assert.Equal("case-notice.closed", await own.CodeAsync($"agency:{agency.Id}", $"/v1/case-notices/{notice}/answer", new() { ["answer"] = "x" }));

        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap("np.service-fee", 2, 1_500_000));
        await LawChanges.FollowAsync(own);
        var shown = await own.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/case-notices/{second}");
        Assert.Equal(("ended", "withdrawn"), (shown.GetProperty("notice").GetProperty("state").GetString(), shown.GetProperty("cases")[0].GetProperty("now").GetString()));
        Assert.Equal("case-notice.closed", await own.CodeAsync($"agency:{agency.Id}", $"/v1/case-notices/{second}/answer", new() { ["answer"] = "x" }));
        Assert.Equal("finding.not-possible", await own.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
        Assert.Empty((await own.Officer.GetFromJsonAsync<JsonElement>("/v1/deadlines?kind=case-notice")).GetProperty("items").EnumerateArray());

        // It opens again, and the agency is heard again.
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap("np.service-fee", 2, 1_200_000));
        await LawChanges.FollowAsync(own);
        Assert.Equal("open", await own.StatusAsync(finding.Id));
        Assert.Equal("case.not-heard", await own.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
        await own.AnswerAsync(agency, await own.NotifyAsync(finding));
        await own.DecideAsync(finding);
        // What was decided stays as it was decided, whatever the law becomes.
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap("np.service-fee", 2, 500_000));
        await LawChanges.FollowAsync(own);
        read = await own.ReadAsync(finding.Id);
        Assert.Equal(("upheld", """[{"amountMinor":300000,"currency":"NPR"}]"""), (read.GetProperty("finding").GetProperty("status").GetString(), read.GetProperty("finding").GetProperty("excess").GetRawText()));
    }

    [Fact]
    public async Task Points_are_given_once_for_a_finding_by_whichever_decision()
    {
        var finding = await host.AnsweredAsync();
        var points = new JsonObject { ["points"] = 3, ["on"] = "2026-03-15", ["decision"] = "Order 1", ["reason"] = "x", ["findings"] = new JsonArray(finding.Id) };
        // Not before it is upheld.
        Assert.Equal("request.invalid", await host.CodeAsync(Maya, $"/v1/agencies/{finding.Agency.Id}/demerits", points));
        await host.DecideAsync(finding, points: 5);
        Assert.Equal("request.invalid", await host.CodeAsync(Maya, $"/v1/agencies/{finding.Agency.Id}/demerits", points));

        var appeal = await host.AppealAsync(finding.Agency, await host.DecisionOfAsync(finding));
        await host.DecideAppealAsync(appeal, "remit");
        // To be decided again; until then it holds.
        Assert.Equal(("answered", 5), (await host.StatusAsync(finding.Id), await host.PointsAsync(finding.Agency)));
        Assert.Equal("demerits.given", await host.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision(points: 5)));
        await host.DecideAsync(finding);
        Assert.Equal(("upheld", 5), (await host.StatusAsync(finding.Id), await host.PointsAsync(finding.Agency)));
        await host.DecideAppealAsync(await host.AppealAsync(finding.Agency, await host.DecisionOfAsync(finding)), "remit");
        await host.DecideAsync(finding, "dismissed");
        Assert.Equal("dismissed", await host.StatusAsync(finding.Id));
        Assert.Equal(0, await host.PointsAsync(finding.Agency));
    }

    [Fact]
    public async Task Points_of_another_decision_that_waits_are_not_given_besides()
    {
        var finding = await host.AnsweredAsync();
        await host.DecideAsync(finding);
        var points = new JsonObject { ["points"] = 3, ["on"] = "2026-03-15", ["decision"] = "Order 1", ["reason"] = "x", ["findings"] = new JsonArray(finding.Id) };
        var waits = (await host.DoAsync(Maya, $"/v1/agencies/{finding.Agency.Id}/demerits", points)).GetProperty("id").GetString()!;
        await host.DecideAppealAsync(await host.AppealAsync(finding.Agency, await host.DecisionOfAsync(finding)), "remit");
        Assert.Equal("finding.not-standing", await host.CodeAsync("officer:ravi", $"/v1/proposals/{waits}/approval", new() { ["reason"] = "x" }));
        await host.DecideAsync(finding, points: 5);
        Assert.Equal("demerits.given", await host.CodeAsync("officer:ravi", $"/v1/proposals/{waits}/approval", new() { ["reason"] = "x" }));
        Assert.Equal(5, await host.PointsAsync(finding.Agency));
    }

    [Fact]
    public async Task Where_the_regime_knows_no_points_none_are_given_and_where_it_is_silent_none_either()
    {
        await using var own = new DueProcessHost();
        await own.InitializeAsync();
        await own.SetRegimeAsync(("demerit-bands", "\"none\""));
        var finding = await own.AnsweredAsync();
        Assert.Equal("demerits.unknown-to-law", await own.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision(points: 1)));
        Assert.Equal("request.invalid", await own.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision("dismissed", 1)));
        await own.DecideAsync(finding);
        Assert.Equal("upheld", await own.StatusAsync(finding.Id));
    }

    [Theory]
    [InlineData("dismiss", "upheld")]
    [InlineData("withdraw", "upheld")]
    [InlineData("remit", "answered")]
    [InlineData("allow", "dismissed")]
    public async Task What_becomes_of_an_appeal_becomes_of_the_finding(string outcome, string status)
    {
        var finding = await host.AnsweredAsync();
        await host.DecideAsync(finding);
        var appeal = await host.AppealAsync(finding.Agency, await host.DecisionOfAsync(finding));
        if (outcome == "withdraw")
            await host.DoAsync(OwnerOf(finding), $"/v1/appeals/{appeal}/withdrawal", []);
        else
            await host.DecideAppealAsync(appeal, outcome);
        Assert.Equal(status, await host.StatusAsync(finding.Id));
        if (outcome == "allow")
            Assert.Equal("not-found", await host.CodeAsync(OwnerOf(finding), "/v1/appeals", new() { ["subjectId"] = await host.DecisionOfAsync(finding), ["path"] = "appeal", ["grounds"] = "x" }));
    }

    [Fact]
    public async Task Dismissing_accepts_a_correction_and_what_is_reported_later_opens_the_case_again()
    {
        var finding = await host.OpenedAsync();
        var corrected = await host.CorrectDisclosureAsync(finding.Filed, DueProcessHost.Charged(1_000_000));
        await host.JudgeAsync();
        var read = (await host.ReadAsync(finding.Id)).GetProperty("finding");
        Assert.Equal((true, """[{"amountMinor":1500000,"currency":"NPR"}]"""), (read.GetProperty("amendedAfterJudgement").GetBoolean(), read.GetProperty("excess").GetRawText()));
        await host.AnswerAsync(finding.Agency, await host.NotifyAsync(finding));
        await host.DecideAsync(finding, "dismissed");
        // Judged again, and nothing comes of it.
        await host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Disclosure.PublicId == corrected.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.WaitsFrom, new DateOnly(2020, 1, 1))));
        await host.JudgeAsync();
        Assert.Equal("dismissed", await host.StatusAsync(finding.Id));

        var version = (await host.Officer.GetAsync($"/v1/disclosures/{corrected.Id}")).Headers.ETag!.ToString();
        await host.CorrectDisclosureAsync(corrected with { ETag = version }, DueProcessHost.Charged(1_200_000));
        await host.JudgeAsync();
        read = (await host.ReadAsync(finding.Id)).GetProperty("finding");
        Assert.Equal(("open", """[{"amountMinor":1200000,"currency":"NPR"}]"""), (read.GetProperty("status").GetString(), read.GetProperty("excess").GetRawText()));
        Assert.Equal("case.not-heard", await host.CodeAsync(Maya, DueProcessHost.Decisions(finding), DueProcessHost.Decision()));
    }

    [Theory]
    [InlineData(1_500_000, "upheld", 1_500_000, false)]     // the same again
    [InlineData(1_000_000, "upheld", 1_500_000, true)]      // less: two people decide whether that is accepted
    [InlineData(2_000_000, "open", 2_000_000, false)]       // more: nobody was heard about that
    public async Task A_decision_is_of_its_figures_and_more_opens_the_case_again(long minor, string status, long excess, bool amended)
    {
        var finding = await host.AnsweredAsync();
        await host.DecideAsync(finding, points: 2);
        await host.CorrectDisclosureAsync(finding.Filed, DueProcessHost.Charged(minor));
        await host.JudgeAsync();
        var read = (await host.ReadAsync(finding.Id)).GetProperty("finding");
        Assert.Equal((status, excess, amended), (read.GetProperty("status").GetString(), read.GetProperty("excess")[0].GetProperty("amountMinor").GetInt64(), read.GetProperty("amendedAfterJudgement").GetBoolean()));
        Assert.Equal(2, await host.PointsAsync(finding.Agency));
    }

    [Fact]
    public async Task More_that_is_reported_while_an_appeal_runs_is_not_decided_by_it()
    {
        var finding = await host.AnsweredAsync();
        await host.DecideAsync(finding);
        var appeal = await host.AppealAsync(finding.Agency, await host.DecisionOfAsync(finding));
        await host.CorrectDisclosureAsync(finding.Filed, DueProcessHost.Charged(2_000_000));
        await host.JudgeAsync();
        Assert.Equal("appealed", await host.StatusAsync(finding.Id));
        await host.DecideAppealAsync(appeal, "dismiss");
        Assert.Equal("open", await host.StatusAsync(finding.Id));
    }

    [Fact]
    public async Task A_finding_is_closed_when_nobody_can_appeal_any_more_and_nothing_is_owed()
    {
        await using var own = new DueProcessHost();
        await own.InitializeAsync();
        var finding = await own.AnsweredAsync();
        var address = $"/v1/findings/{finding.Id}/closing";
        var because = new JsonObject { ["reason"] = "All is done." };
        Assert.Equal("finding.not-possible", await own.CodeAsync(Maya, address, because));
        await own.DecideAsync(finding);
        await own.ProposeAndApproveAsync($"/v1/placements/{finding.Filed.PlacementId}/refund-orders", new()
        {
            ["statement"] = new JsonObject { ["findingId"] = finding.Id, ["established"] = new JsonArray("over-charge") }, ["remedy"] = "np.over-charge", ["decision"] = "Decision 1",
            ["dueOn"] = "2026-06-01", ["reason"] = "a test",
        });
        Assert.Equal("finding.not-final", await own.CodeAsync(Maya, address, because));
        var order = (await own.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders?agency={finding.Agency.Id}")).GetProperty("items")[0].GetProperty("id").GetString()!;
        await own.DoAsync(Maya, $"/v1/refund-orders/{order}/payments", new() { ["amount"] = new JsonObject { ["amountMinor"] = 1_500_000, ["currency"] = "NPR" }, ["paidOn"] = "2026-03-15", ["proof"] = "T-1" });
        // 35 days after 15 March.
        own.GoTo("2026-04-19T18:14:59Z");
        Assert.Equal("finding.not-final", await own.CodeAsync(Maya, address, because));
        own.GoTo("2026-04-19T18:15:00Z");
        Assert.Equal("closed", (await own.DoAsync(Maya, address, because)).GetProperty("status").GetString());
        Assert.Equal("finding.not-possible", await own.CodeAsync(Maya, address, because));
        Assert.Equal("appeal.late", await own.CodeAsync(OwnerOf(finding), "/v1/appeals", new() { ["subjectId"] = await own.DecisionOfAsync(finding), ["path"] = "appeal", ["grounds"] = "x" }));
    }

    [Fact]
    public async Task To_another_agency_notices_answers_and_evidence_are_not_there()
    {
        var (finding, other) = (await host.OpenedAsync(), await host.RegisterAgencyAsync());
        var notice = await host.NotifyAsync(finding);
        var document = (await DueProcessHost.OkAsync(await host.AttachAsync(OwnerOf(finding), notice))).GetProperty("id").GetString()!;
        await host.CheckAsync();
        using var caller = host.As($"agency:{other.Id}");
        foreach (var address in (string[])[$"/v1/case-notices/{notice}", $"/v1/case-notices/{notice}/documents/{document}", $"/v1/findings/{finding.Id}"])
            Assert.Equal(404, (int)(await caller.GetAsync(address)).StatusCode);
        Assert.Empty((await caller.GetFromJsonAsync<JsonElement>("/v1/case-notices")).GetProperty("items").EnumerateArray());
        Assert.Equal("not-found", await host.CodeAsync($"agency:{other.Id}", $"/v1/case-notices/{notice}/answer", new() { ["answer"] = "x" }));
        using var attached = await host.AttachAsync($"agency:{other.Id}", notice);
        Assert.Equal(404, (int)attached.StatusCode);
        await host.AnswerAsync(finding.Agency, notice);
        await host.DecideAsync(finding);
        Assert.Equal("not-found", await host.CodeAsync($"agency:{other.Id}", "/v1/appeals", new() { ["subjectId"] = await host.DecisionOfAsync(finding), ["path"] = "appeal", ["grounds"] = "x" }));
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read_and_of_two_answers_at_once_one_is_stored()
    {
        var finding = await host.OpenedAsync();
        var notice = await host.NotifyAsync(finding);
        using var caller = host.As(OwnerOf(finding));
        var address = $"/v1/case-notices/{notice}/answer";
        Assert.Equal(428, (int)(await ServiceHost.SendAsync(caller, address, new JsonObject { ["answer"] = "x" })).StatusCode);
        var etag = (await caller.GetAsync($"/v1/case-notices/{notice}")).Headers.ETag!.ToString();
        using (var attached = await host.AttachAsync(OwnerOf(finding), notice))
            Assert.Equal(201, (int)attached.StatusCode);
        Assert.Equal(412, (int)(await ServiceHost.SendAsync(caller, address, new JsonObject { ["answer"] = "x" }, etag)).StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => ServiceHost.SendAsync(caller, address, new JsonObject { ["answer"] = $"Answer {i}" }, "*")));
        Assert.Equal(1, answers.Count(a => a.IsSuccessStatusCode));
        Assert.All(answers.Where(a => !a.IsSuccessStatusCode), a => Assert.Contains((int)a.StatusCode, new[] { 409, 412 }));

        var read = (await host.Officer.GetAsync($"/v1/findings/{finding.Id}")).Headers.ETag!.ToString();
        Assert.Equal(428, (int)(await ServiceHost.SendAsync(host.Officer, DueProcessHost.Decisions(finding), DueProcessHost.Decision())).StatusCode);
        Assert.Equal(412, (int)(await ServiceHost.SendAsync(host.Officer, DueProcessHost.Decisions(finding), DueProcessHost.Decision(), "\"v1\"")).StatusCode);
        Assert.Equal(201, (int)(await ServiceHost.SendAsync(host.Officer, DueProcessHost.Decisions(finding), DueProcessHost.Decision(), read)).StatusCode);
    }

    [Fact]
    public async Task Last_days_are_told_once_however_often_the_job_runs_and_evidence_is_checked_once()
    {
        await using var own = new DueProcessHost();
        await own.InitializeAsync();
        var finding = await own.OpenedAsync();
        var notice = await own.NotifyAsync(finding);
        var receipt = Contents.Pdf();
        var (attached, again) = (await DueProcessHost.OkAsync(await own.AttachAsync(OwnerOf(finding), notice, receipt)), await DueProcessHost.OkAsync(await own.AttachAsync(OwnerOf(finding), notice, receipt)));
        Assert.Equal(attached.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        using (var rejected = await own.AttachAsync(OwnerOf(finding), notice, "no document"u8.ToArray()))
            Assert.Equal(201, (int)rejected.StatusCode);
        for (var i = 0; i < 2; i++)
        {
            await own.CheckAsync();
            await own.WatchAsync();
        }

        own.GoTo("2026-03-30T18:15:00Z");
        await Task.WhenAll(own.WatchAsync(), own.WatchAsync());
        await own.WatchAsync();
        Assert.Equal(["Reminder", "Overdue"], await own.InDatabaseAsync(db => db.DeadlineNotices.Where(n => n.SubjectId == notice).OrderBy(n => n.Id).Select(n => n.Stage.ToString()).ToListAsync()));
        Assert.Equal(2, (await own.EventsAsync(notice)).Count(e => e == "AnswerDocumentChecked"));
        var overdue = (await own.Officer.GetFromJsonAsync<JsonElement>("/v1/deadlines?overdue=true&kind=case-notice")).GetProperty("items")[0];
        Assert.Equal((notice, JsonValueKind.String), (overdue.GetProperty("subjectId").GetString(), overdue.GetProperty("overdueToldAt").ValueKind));
        Assert.Equal("unanswered", (await own.Officer.GetFromJsonAsync<JsonElement>($"/v1/case-notices/{notice}")).GetProperty("notice").GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_finding_shows_which_bar_may_apply_and_nothing_is_refused_by_it()
    {
        // Nepal: one year from the act, or for a worker abroad from the return. The act was on 10 February 2026.
        var bars = (await host.ReadAsync((await host.OpenedAsync()).Id)).GetProperty("course").GetProperty("bars").EnumerateArray().ToList();
        Assert.Equal(["bar-complaint", "bar-prosecution"], bars.Select(b => b.GetProperty("about").GetString()));
        Assert.Equal(("running", "2027-02-10", JsonValueKind.Null, true), (
            bars[0].GetProperty("state").GetString(), bars[0].GetProperty("surelyUntil").GetString(), bars[0].GetProperty("perhapsUntil").ValueKind, bars[0].GetProperty("openedInTime").GetBoolean()));
        Assert.Equal("not-known", bars[1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Answers_and_evidence_go_when_their_time_is_over_and_the_case_is()
    {
        await using var own = new DueProcessHost { Settings = { ["Retention:Periods:finding-answers"] = "P30D" } };
        await own.InitializeAsync();
        var (dismissed, upheld) = (await own.OpenedAsync(), await own.OpenedAsync());
        var notice = await own.NotifyAsync(dismissed);
        (await own.AttachAsync(OwnerOf(dismissed), notice)).Dispose();
        await own.CheckAsync();
        await own.AnswerAsync(dismissed.Agency, notice);
        await own.DecideAsync(dismissed, "dismissed");
        var kept = await own.NotifyAsync(upheld);
        await own.AnswerAsync(upheld.Agency, kept);
        await own.DecideAsync(upheld);
        // Rehearsed, then done.
        for (var i = 0; i < 2; i++)
        {
            await own.RunJobAsync<Licensing.Api.Features.Retention.DeleteExpiredDataJob>(job => job.RunAsync(CancellationToken.None));
            own.Clock.Advance(TimeSpan.FromDays(31 * (1 - i)));
        }

        var gone = await own.Officer.GetFromJsonAsync<JsonElement>($"/v1/case-notices/{notice}");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String, 0, "answered"), (
            gone.GetProperty("answer").ValueKind, gone.GetProperty("answerDeletedAt").ValueKind, gone.GetProperty("documents").GetArrayLength(), gone.GetProperty("notice").GetProperty("state").GetString()));
        Assert.Equal(JsonValueKind.String, (await own.Officer.GetFromJsonAsync<JsonElement>($"/v1/case-notices/{kept}")).GetProperty("answer").ValueKind);
        await own.CheckAsync();
    }
}
