using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Complaints;

public sealed class ComplaintHandlingTests(ComplaintHandlingTests.World world) : IClassFixture<ComplaintHandlingTests.World>
{
    /// <summary>A ministry that has set what the law of Nepal leaves open.</summary>
    public sealed class World : IAsyncLifetime
    {
        public ComplaintsHost Host { get; } = new();

        public async ValueTask InitializeAsync() => await Host.SetUsualRegimeAsync();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    private readonly ComplaintsHost _host = world.Host;

    private async Task<JsonElement> ReadAsync(Filed filed) => await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}");

    [Fact]
    public async Task What_is_not_receivable_is_told_why_and_where_to_go_instead()
    {
        var filed = await _host.FileAsync(ComplaintsHost.Complaint());
        Assert.Equal("request.invalid", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/triage", new JsonObject { ["outcome"] = "not-receivable", ["reason"] = "It is about rent." }));
        await _host.ActAsync(filed, "triage", new JsonObject { ["outcome"] = "not-receivable", ["reason"] = "It is about rent.", ["goInstead"] = "The rent office, Main street 1" });
        var told = (await _host.FollowAsync(filed)).GetProperty("sentences").EnumerateArray().Select(s => s.GetString()).ToList();
        Assert.Contains("Why: It is about rent.", told);
        Assert.Contains("Where to go instead: The rent office, Main street 1", told);
        Assert.Equal("complaint.not-possible", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/assignment", new JsonObject { ["officer"] = "maya" }));
    }

    [Fact]
    public async Task Duplicates_are_joined_and_follow_the_other_one()
    {
        var (main, same) = (await _host.FileAsync(ComplaintsHost.Complaint()), await _host.FileAsync(ComplaintsHost.Complaint()));
        await _host.TakeUpAsync(main);
        await _host.ActAsync(same, "triage", new JsonObject { ["outcome"] = "join", ["reason"] = "The same job order.", ["joinTo"] = main.Reference });
        Assert.Equal("joined", (await _host.FollowAsync(same)).GetProperty("state").GetString());
        Assert.Contains(same.Id, (await ReadAsync(main)).GetProperty("together").EnumerateArray().Select(t => t.GetString()));
        // Nothing leads in a circle.
        Assert.Equal("complaint.not-possible", await _host.RefusedAsync($"/v1/complaints/{main.Id}/triage", new JsonObject { ["outcome"] = "join", ["reason"] = "x", ["joinTo"] = same.Id }));
        // What becomes of the one is told to both.
        await _host.ActAsync(main, "settlements", new JsonObject { ["terms"] = "Paid back.", ["paid"] = Rupees(100), ["statutoryRefund"] = Rupees(100) });
        Assert.Contains("A settlement was reached.", (await _host.FollowAsync(same)).GetProperty("sentences").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public async Task Who_is_not_free_towards_the_agency_sees_nothing_of_it_and_is_assigned_nothing()
    {
        var agency = await _host.RegisterAgencyAsync();
        var filed = await _host.FileAsync(ComplaintsHost.Complaint(agency.Id));
        using var declared = await ServiceHost.SendAsync(_host.As("officer:hari"), "/v1/conflicts", new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "My brother works there." });
        Assert.Equal(201, (int)declared.StatusCode);
        Assert.Equal("complaint.assignee-not-free", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/assignment", new JsonObject { ["officer"] = "hari" }));
        using var read = await _host.As("officer:hari").GetAsync($"/v1/complaints/{filed.Id}");
        Assert.Equal(409, (int)read.StatusCode);
        Assert.Equal("proposal.conflict", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/identity-reads", new JsonObject { ["purpose"] = "x" }, "officer:hari"));
        var listed = await _host.As("officer:hari").GetFromJsonAsync<JsonElement>($"/v1/complaints?agency={agency.Id}");
        Assert.Equal(0, listed.GetProperty("items").GetArrayLength());
        await _host.ActAsync(filed, "assignment", new JsonObject { ["officer"] = "maya" });
        Assert.Equal("maya", (await ReadAsync(filed)).GetProperty("complaint").GetProperty("assignedTo").GetString());
    }

    [Fact]
    public async Task A_complaint_that_came_too_late_is_warned_of_and_still_decided_by_an_officer()
    {
        var late = ComplaintsHost.Complaint();
        late["happenedOn"] = "2025-03-14";
        var triaged = await _host.TakeUpAsync(await _host.FileAsync(late));
        Assert.False(triaged.GetProperty("cameInTime").GetBoolean());
        Assert.Contains(triaged.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.StartsWith("By the law as it is known the complaint came too late.", StringComparison.Ordinal));
        var inTime = ComplaintsHost.Complaint();
        inTime["happenedOn"] = "2025-03-15";
        Assert.True((await _host.TakeUpAsync(await _host.FileAsync(inTime))).GetProperty("cameInTime").GetBoolean());
        var abroad = ComplaintsHost.Complaint();
        (abroad["happenedOn"], abroad["isAbroad"]) = ("2020-01-01", true);
        Assert.Equal(JsonValueKind.Null, (await _host.TakeUpAsync(await _host.FileAsync(abroad))).GetProperty("cameInTime").ValueKind);
    }

    [Fact]
    public async Task No_notice_without_consent_to_the_particulars_and_none_without_an_agency()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (filed, nobody) = (await _host.FileAsync(ComplaintsHost.Complaint(agency.Id)), await _host.FileAsync(ComplaintsHost.Complaint()));
        await _host.TakeUpAsync(filed);
        await _host.TakeUpAsync(nobody);
        var notice = new JsonObject { ["grounds"] = "Too much was taken." };
        Assert.Equal("complaint.no-consent", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/notices", notice));
        Assert.Equal("complaint.no-agency", await _host.RefusedAsync($"/v1/complaints/{nobody.Id}/notices", notice));
        await _host.ConsentAsync(filed, true, ComplaintConsent.Identity);
        Assert.Equal("complaint.no-consent", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/notices", notice));
        await _host.ConsentAsync(filed, true, ComplaintConsent.Particulars);
        var given = await _host.ActAsync(filed, "notices", notice);
        Assert.Equal("2026-03-30", given.GetProperty("answerUntil").GetString());
    }

    [Fact]
    public async Task An_agency_answers_with_evidence_which_officers_and_nobody_else_may_read()
    {
        await using var host = new ComplaintsHost();
        await host.SetUsualRegimeAsync();
        var (agency, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        var (filed, notice) = await host.NoticedAsync(agency);
        var documents = $"/v1/complaint-notices/{notice}/documents";
        async Task<HttpResponseMessage> AttachAsync(string caller, byte[] content) =>
            await host.As(caller).PostAsync(documents, new ByteArrayContent(content) { Headers = { ContentType = new("application/pdf") } });
        var own = $"agency:{agency.Id}";
        var receipt = Contents.Pdf("(the receipt)");
        var document = (await ComplaintsHost.OkAsync(await AttachAsync(own, receipt))).GetProperty("id").GetString()!;
        // The same bytes are the same document.
        Assert.Equal(document, (await ComplaintsHost.OkAsync(await AttachAsync(own, receipt))).GetProperty("id").GetString());
        Assert.Equal(404, (int)(await AttachAsync($"agency:{other.Id}", receipt)).StatusCode);
        Assert.Equal(409, (int)(await host.Officer.GetAsync($"{documents}/{document}")).StatusCode);
        await host.RunJobAsync<Licensing.Api.Features.Findings.CheckAnswersJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(receipt, await host.Officer.GetByteArrayAsync($"{documents}/{document}"));
        Assert.Equal(404, (int)(await host.As($"agency:{other.Id}").GetAsync($"{documents}/{document}")).StatusCode);
        await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(host.As(own), $"/v1/complaint-notices/{notice}/answer", new JsonObject { ["answer"] = "See the receipt." }, "*"));
        using var late = await AttachAsync(own, Contents.Pdf("(another)"));
        Assert.Equal("complaint-notice.closed", (await ProblemAnswer.ReadAsync(late)).Code);
        var read = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaint-notices/{notice}");
        Assert.Equal(("sound", document), (read.GetProperty("documents")[0].GetProperty("check").GetString(), read.GetProperty("documents")[0].GetProperty("id").GetString()));
        // Whoever complained is told nothing of it.
        Assert.DoesNotContain(document, await host.With(filed.Secret).GetStringAsync($"/v1/complaint-tracking/{filed.Reference}"));
    }

    [Fact]
    public async Task Where_neither_law_nor_ministry_says_how_long_an_agency_may_answer_no_notice_is_given()
    {
        await using var silent = new ComplaintsHost();
        var agency = await silent.RegisterAgencyAsync();
        var filed = await silent.FileAsync(ComplaintsHost.Complaint(agency.Id));
        await silent.TakeUpAsync(filed);
        await silent.ConsentAsync(filed, true, ComplaintConsent.Particulars);
        Assert.Equal("regime.not-set", await silent.RefusedAsync($"/v1/complaints/{filed.Id}/notices", new JsonObject { ["grounds"] = "Too much was taken." }));
    }

    [Theory]
    [InlineData("2026-03-30T18:14:59Z", null)]                        // the last day, to its last second in Kathmandu
    [InlineData("2026-03-30T18:15:00Z", "complaint-notice.late")]     // the day after
    public async Task An_agency_answers_once_until_the_last_day_in_the_ministrys_time_zone(string at, string? refused)
    {
        await using var host = new ComplaintsHost();
        await host.SetUsualRegimeAsync();
        var agency = await host.RegisterAgencyAsync();
        var (_, notice) = await host.NoticedAsync(agency);
        host.Clock.SetUtcNow(DateTimeOffset.Parse(at));
        var answer = new JsonObject { ["answer"] = "We took what the law allows." };
        if (refused is not null)
        {
            Assert.Equal(refused, await host.RefusedAsync($"/v1/complaint-notices/{notice}/answer", answer, $"agency:{agency.Id}"));
            return;
        }

        using var answered = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/complaint-notices/{notice}/answer", answer, "*");
        Assert.Equal("answered", (await ComplaintsHost.OkAsync(answered)).GetProperty("state").GetString());
        Assert.Equal("complaint-notice.closed", await host.RefusedAsync($"/v1/complaint-notices/{notice}/answer", answer, $"agency:{agency.Id}"));
    }

    [Fact]
    public async Task A_settlement_that_gives_up_a_statutory_refund_needs_a_supervisor_and_his_reason()
    {
        var filed = await _host.FileAsync(ComplaintsHost.Complaint());
        await _host.TakeUpAsync(filed);
        var address = $"/v1/complaints/{filed.Id}/settlements";
        Assert.Equal("settlement.refund-unknown", await _host.RefusedAsync(address, Settlement(100, null)));
        Assert.Equal("settlement.gives-up-refund", await _host.RefusedAsync(address, Settlement(99, 100)));
        // A case officer's reason is none.
        await GiveRoleAsync("clerk", Licensing.Api.Security.CallerRole.CaseOfficer);
        Assert.Equal("settlement.gives-up-refund", await _host.RefusedAsync(address, Settlement(99, 100, "She wants to be done with it."), "clerk"));
        // Another currency is given up as a whole.
        var dollars = Settlement(100, 100);
        dollars["paid"] = new JsonObject { ["amountMinor"] = 100, ["currency"] = "USD" };
        Assert.Equal("settlement.gives-up-refund", await _host.RefusedAsync(address, dollars));
        var settled = await _host.ActAsync(filed, "settlements", Settlement(99, 100, "She wants to be done with it."));
        Assert.Equal("She wants to be done with it.", settled.GetProperty("waiverReason").GetString());
        Assert.Equal("settled", (await _host.FollowAsync(filed)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_findings_about_the_placement_show_is_the_least_that_is_settled_for()
    {
        await using var host = new ComplaintsHost();
        await host.ApproveLawAsync("np-my-2018");
        var agency = await host.RegisterAgencyAsync();
        var disclosure = await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();
        var excess = await host.InDatabaseAsync(db => db.Findings.SelectMany(f => f.Excess).Where(e => e.Currency == "NPR").SumAsync(e => e.AmountMinor));
        Assert.True(excess > 1);
        var complaint = ComplaintsHost.Complaint();
        complaint["disclosureId"] = disclosure.Id;
        var filed = await host.FileAsync(complaint);
        await host.TakeUpAsync(filed);
        Assert.Equal("settlement.gives-up-refund", await host.RefusedAsync($"/v1/complaints/{filed.Id}/settlements", Settlement(excess - 1, null)));
        Assert.Equal("settlement.gives-up-refund", await host.RefusedAsync($"/v1/complaints/{filed.Id}/settlements", Settlement(excess - 1, 0)));
        await host.ActAsync(filed, "settlements", Settlement(excess, null));
    }

    [Fact]
    public async Task Two_people_decide_after_the_agency_was_heard_and_points_follow_and_fall_on_appeal()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (filed, notice) = await _host.NoticedAsync(agency);
        var decision = Decision("upheld", 12);
        Assert.Equal("complaint.not-heard", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/decisions", decision));
        using var answered = await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/complaint-notices/{notice}/answer", new JsonObject { ["answer"] = "It is not so." }, "*");
        Assert.Equal(200, (int)answered.StatusCode);
        var proposal = await _host.ActAsync(filed, "decisions", decision);
        var id = proposal.GetProperty("id").GetString();
        Assert.Equal("proposal.same-person", await _host.RefusedAsync($"/v1/proposals/{id}/approval", new JsonObject { ["reason"] = "x" }));
        using var approved = await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{id}/approval", new JsonObject { ["reason"] = "checked" }, "*");
        await ComplaintsHost.OkAsync(approved);

        using var own = _host.As($"agency:{agency.Id}");
        var seen = await own.GetFromJsonAsync<JsonElement>($"/v1/complaint-notices/{notice}");
        var decided = seen.GetProperty("decision");
        Assert.Equal(("upheld", "Too much was taken.", 12), (decided.GetProperty("outcome").GetString(), decided.GetProperty("facts").GetString(), decided.GetProperty("points").GetInt32()));
        Assert.Equal("upheld", (await _host.FollowAsync(filed)).GetProperty("state").GetString());
        Assert.Contains("What follows: Pay it back.", (await _host.FollowAsync(filed)).GetProperty("sentences").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(12, await _host.InDatabaseAsync(db => db.DemeritEntries.Where(d => d.Agency.PublicId == agency.Id && d.SetAsideOn == null).SumAsync(d => d.Points)));
        Assert.Equal(1, await _host.InDatabaseAsync(db => db.Suggestions.CountAsync(s => db.Agencies.Any(a => a.Id == s.AgencyId && a.PublicId == agency.Id))));

        // Another agency has nothing to appeal against.
        var other = await _host.RegisterAgencyAsync();
        var appeal = new JsonObject { ["subjectId"] = decided.GetProperty("id").GetString(), ["path"] = "appeal", ["grounds"] = "It was not so." };
        using var foreign = await ServiceHost.SendAsync(_host.As($"agency:{other.Id}"), "/v1/appeals", appeal);
        Assert.Equal(404, (int)foreign.StatusCode);
        using var lodged = await ServiceHost.SendAsync(own, "/v1/appeals", appeal);
        var appealId = (await ComplaintsHost.OkAsync(lodged)).GetProperty("id").GetString();
        await _host.ProposeAndApproveAsync($"/v1/appeals/{appealId}/decision", new JsonObject { ["outcome"] = "allow", ["from"] = "2026-03-15", ["decidedBy"] = "A court, 7/2026", ["grounds"] = "Not proved.", ["reason"] = "the judgment" }, "*");
        Assert.Equal("2026-03-15", (await own.GetFromJsonAsync<JsonElement>($"/v1/complaint-notices/{notice}")).GetProperty("decision").GetProperty("setAsideOn").GetString());
        Assert.Equal(0, await _host.InDatabaseAsync(db => db.DemeritEntries.CountAsync(d => d.Agency.PublicId == agency.Id && d.SetAsideOn == null)));
    }

    [Fact]
    public async Task What_the_complainant_adds_after_a_proposal_is_not_decided_past()
    {
        var filed = await _host.FileAsync(ComplaintsHost.Complaint());
        await _host.TakeUpAsync(filed);
        var proposal = await _host.ActAsync(filed, "decisions", Decision("dismissed", null));
        using var added = await ServiceHost.SendAsync(_host.With(filed.Secret), $"/v1/complaint-tracking/{filed.Reference}/words", new JsonObject { ["words"] = "I have found the receipt." });
        await ComplaintsHost.OkAsync(added);
        Assert.Equal("proposal.stale", await _host.RefusedAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "x" }, "officer:ravi"));
    }

    [Fact]
    public async Task Points_are_given_only_where_the_regime_knows_points_and_to_an_agency()
    {
        var nobody = await _host.FileAsync(ComplaintsHost.Complaint());
        await _host.TakeUpAsync(nobody);
        Assert.Equal("complaint.no-agency", await _host.RefusedAsync($"/v1/complaints/{nobody.Id}/decisions", Decision("upheld", 3)));
        Assert.Equal("request.invalid", await _host.RefusedAsync($"/v1/complaints/{nobody.Id}/decisions", Decision("dismissed", 3)));
        await using var silent = new ComplaintsHost();
        await silent.SetRegimeAsync(("show-cause", "\"15 days\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));
        var agency = await silent.RegisterAgencyAsync();
        var (filed, _) = await silent.NoticedAsync(agency);
        silent.Clock.Advance(TimeSpan.FromDays(16));
        Assert.Equal("regime.not-set", await silent.RefusedAsync($"/v1/complaints/{filed.Id}/decisions", Decision("upheld", 3)));
        await silent.ActAsync(filed, "decisions", Decision("upheld", null));
    }

    [Fact]
    public async Task A_hearing_has_its_minutes_once_and_not_before_it_was_held()
    {
        var filed = await _host.FileAsync(ComplaintsHost.Complaint());
        Assert.Equal("complaint.not-possible", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/hearings", new JsonObject { ["on"] = "2026-03-15" }));
        await _host.TakeUpAsync(filed);
        var (today, tomorrow) = (await _host.ActAsync(filed, "hearings", new JsonObject { ["on"] = "2026-03-15", ["place"] = "Room 3" }), await _host.ActAsync(filed, "hearings", new JsonObject { ["on"] = "2026-03-16" }));
        var minutes = new JsonObject { ["minutes"] = "Both sides came." };
        Assert.Equal("request.invalid", await _host.RefusedAsync($"/v1/complaint-hearings/{tomorrow.GetProperty("id").GetString()}/minutes", minutes));
        using var written = await ServiceHost.SendAsync(_host.Officer, $"/v1/complaint-hearings/{today.GetProperty("id").GetString()}/minutes", minutes);
        await ComplaintsHost.OkAsync(written);
        Assert.Equal("complaint.hearing-minuted", await _host.RefusedAsync($"/v1/complaint-hearings/{today.GetProperty("id").GetString()}/minutes", minutes));
        Assert.Equal(["Both sides came.", null], (await ReadAsync(filed)).GetProperty("hearings").EnumerateArray().Select(h => h.GetProperty("minutes").GetString()));
        Assert.Contains("There is a hearing on 2026-03-16.", (await _host.FollowAsync(filed)).GetProperty("sentences").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public async Task The_law_of_Bangladesh_allows_three_hearings_and_thirty_working_days()
    {
        await using var host = new ComplaintsHost { BeginsEmpty = true };
        (host.Settings["Ministry:HomeCountry"], host.Settings["Ministry:TimeZone"], host.Settings["Ministry:Currency"]) = ("BD", "Asia/Dhaka", "BDT");
        await host.SetRegimeAsync(("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));
        await host.SetCalendarAsync(["friday", "saturday"], ["2026-03-17", "2026-03-26"]);
        var filed = await host.FileAsync(ComplaintsHost.Complaint());
        await host.TakeUpAsync(filed);
        for (var hearing = 1; hearing <= 3; hearing++)
            await host.ActAsync(filed, "hearings", new JsonObject { ["on"] = $"2026-03-{15 + hearing}" });
        Assert.Equal("complaint.hearings-used-up", await host.RefusedAsync($"/v1/complaints/{filed.Id}/hearings", new JsonObject { ["on"] = "2026-04-15" }));

        // From Sunday 15 March: 16, 18, 19, then five days a week, but four in the week of 26 March. 28 April is the 30th.
        var inquiry = (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}")).GetProperty("times").EnumerateArray().Single(t => t.GetProperty("about").GetString() == "inquiry");
        Assert.Equal(("2026-04-28", "2026-04-28"), (inquiry.GetProperty("surelyUntil").GetString(), inquiry.GetProperty("perhapsUntil").GetString()));
        async Task<(int Told, bool Escalated)> WatchAsync(string day)
        {
            host.Clock.SetUtcNow(DateTimeOffset.Parse($"{day}T08:00:00Z"));
            await host.RunJobAsync<WatchComplaintsJob>(job => job.RunAsync(CancellationToken.None));
            await host.RunJobAsync<WatchComplaintsJob>(job => job.RunAsync(CancellationToken.None));
            return await host.InDatabaseAsync(async db => (await db.ComplaintReminders.CountAsync(), await db.Complaints.AnyAsync(c => c.EscalatedAt != null)));
        }

        Assert.Equal((0, false), await WatchAsync("2026-04-20"));     // eight days before
        Assert.Equal((1, false), await WatchAsync("2026-04-21"));     // seven days before: warned, once
        Assert.Equal((1, false), await WatchAsync("2026-04-28"));     // the last day
        Assert.Equal((2, true), await WatchAsync("2026-04-29"));      // the day after: for a supervisor, once
        var escalated = await host.Officer.GetFromJsonAsync<JsonElement>("/v1/complaints?escalated=true");
        Assert.Equal(filed.Id, escalated.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(["warning", "escalation"], (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}")).GetProperty("reminders").EnumerateArray().Select(r => r.GetProperty("stage").GetString()));
        // From the end of the inquiry on the settlement has three months of its own.
        var step = await host.ActAsync(filed, "steps", new JsonObject { ["event"] = "inquiry-ended", ["on"] = "2026-04-29" });
        Assert.Equal("2026-07-29", step.GetProperty("times").EnumerateArray().Single(t => t.GetProperty("about").GetString() == "settlement").GetProperty("surelyUntil").GetString());
    }

    [Fact]
    public async Task A_bar_is_warned_of_thirty_days_before_it_falls_and_once_more_after()
    {
        await using var host = new ComplaintsHost { BeginsEmpty = true };
        (host.Settings["Ministry:HomeCountry"], host.Settings["Ministry:TimeZone"], host.Settings["Ministry:Currency"]) = ("HK", "Asia/Hong_Kong", "HKD");
        host.Clock.SetUtcNow(DateTimeOffset.Parse("2026-12-01T08:00:00Z"));
        await host.SetRegimeAsync(("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));
        var filed = await host.FileAsync(ComplaintsHost.Complaint());     // of 10 January 2026: 12 months to prosecute end on 10 January 2027
        async Task<int> WatchAsync(string instant)
        {
            host.Clock.SetUtcNow(DateTimeOffset.Parse(instant));
            await host.RunJobAsync<WatchComplaintsJob>(job => job.RunAsync(CancellationToken.None));
            return await host.InDatabaseAsync(db => db.ComplaintReminders.CountAsync());
        }

        Assert.Equal(0, await WatchAsync("2026-12-10T15:59:59Z"));      // 10 December, the last second in Hong Kong
        Assert.Equal(1, await WatchAsync("2026-12-10T16:00:00Z"));      // 11 December there
        Assert.Equal(1, await WatchAsync("2027-01-10T15:59:59Z"));      // the last second of the last day
        Assert.Equal(2, await WatchAsync("2027-01-10T16:00:00Z"));
        Assert.Equal("bar-prosecution", (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}")).GetProperty("reminders")[1].GetProperty("about").GetString());
    }

    [Fact]
    public async Task An_officer_who_hears_of_retaliation_hangs_the_complaint_on_the_first()
    {
        var (first, second) = (await _host.FileAsync(ComplaintsHost.Complaint()), await _host.FileAsync(ComplaintsHost.Complaint(anonymous: true)));
        var triaged = await _host.ActAsync(second, "triage", new JsonObject { ["outcome"] = "receivable", ["reason"] = "Said at the hearing.", ["retaliationOf"] = first.Reference });
        Assert.Equal((true, first.Id), (triaged.GetProperty("complaint").GetProperty("isUrgent").GetBoolean(), triaged.GetProperty("complaint").GetProperty("retaliationOfId").GetString()));
        Assert.Equal("complaint.not-possible", await _host.RefusedAsync($"/v1/complaints/{first.Id}/triage", new JsonObject { ["outcome"] = "receivable", ["reason"] = "x", ["retaliationOf"] = first.Id }));
    }

    [Fact]
    public async Task What_is_found_of_a_complaint_is_proposed_out_of_sight_of_who_licenses()
    {
        var filed = await _host.FileAsync(ComplaintsHost.Complaint());
        await _host.TakeUpAsync(filed);
        var proposal = (await _host.ActAsync(filed, "decisions", Decision("dismissed", null))).GetProperty("id").GetString();
        await GiveRoleAsync("licensor", Licensing.Api.Security.CallerRole.LicensingOfficer);
        using var hidden = await _host.As("licensor").GetAsync($"/v1/proposals/{proposal}");
        using var shown = await _host.Officer.GetAsync($"/v1/proposals/{proposal}");
        Assert.Equal((404, 200), ((int)hidden.StatusCode, (int)shown.StatusCode));
    }

    [Fact]
    public async Task What_is_kept_of_people_goes_when_its_time_is_over_and_the_case_stays()
    {
        await using var host = new ComplaintsHost();
        host.Settings["Retention:Periods:complaints"] = "P30D";
        await host.SetUsualRegimeAsync();
        var filed = await host.FileAsync(ComplaintsHost.Complaint());
        await host.AttachAsync(filed);
        await host.TakeUpAsync(filed);
        await host.ActAsync(filed, "settlements", Settlement(100, 100));
        host.Clock.Advance(TimeSpan.FromDays(29));
        await host.RunJobAsync<Licensing.Api.Features.Retention.DeleteExpiredDataJob>(job => job.RunAsync(CancellationToken.None));
        Assert.False((await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}")).GetProperty("complaint").GetProperty("isAnonymous").GetBoolean());
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.RunJobAsync<Licensing.Api.Features.Retention.DeleteExpiredDataJob>(job => job.RunAsync(CancellationToken.None));
        var read = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}");
        Assert.Equal((JsonValueKind.Null, 0, "settled"), (
            read.GetProperty("entries")[0].GetProperty("words").ValueKind, read.GetProperty("attachments").GetArrayLength(), read.GetProperty("complaint").GetProperty("state").GetString()));
    }

    private Task<bool> GiveRoleAsync(string subject, Licensing.Api.Security.CallerRole role) => _host.InDatabaseAsync(async db =>
    {
        var now = _host.Clock.GetUtcNow().UtcDateTime;
        var membership = new Licensing.Api.Features.Access.Membership(subject, role, null, now, null, now, "test", 1);
        db.Add(membership);
        db.Record(membership, new Licensing.Api.Features.Access.RoleGiven(subject, role, null, now, null));
        await db.SaveChangesAsync();
        return true;
    });

    private static JsonObject Rupees(long minor) => new() { ["amountMinor"] = minor, ["currency"] = "NPR" };

    private static JsonObject Settlement(long paid, long? refund, string? waiver = null) => new()
    {
        ["terms"] = "The agency pays within a week.", ["paid"] = Rupees(paid), ["statutoryRefund"] = refund is { } minor ? Rupees(minor) : null, ["waiverReason"] = waiver,
    };

    private static JsonObject Decision(string outcome, int? points) => new()
    {
        ["outcome"] = outcome, ["facts"] = "Too much was taken.", ["law"] = "The cap of July 2015.", ["remedy"] = "Pay it back.", ["reason"] = "the evidence", ["points"] = points,
    };
}
