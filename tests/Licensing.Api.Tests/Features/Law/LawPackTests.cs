using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Security;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Law;

/// <summary>A pack becomes law here only when two officers say so.</summary>
public sealed class LawPackTests(ServiceHost host)
{
    private static readonly JsonObject Reason = new() { ["reason"] = "read with the department" };

    [Fact]
    public async Task Packs_come_in_as_drafts_and_once()
    {
        await using var own = new ServiceHost();
        var packs = await PacksAsync(own);
        Assert.True(packs.Count >= 20);
        Assert.All(packs, p => Assert.Equal(("draft", 1), (p.GetProperty("state").GetString(), p.GetProperty("number").GetInt32())));
        Assert.Equal(packs.Count, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(LawPackImported))));

        await own.WithWebHostBuilder(_ => { }).CreateClient().GetAsync("/v1/law/packs");
        Assert.Equal(packs.Count, await own.InDatabaseAsync(db => db.LawPacks.CountAsync()));
        Assert.Equal(packs.Count, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(LawPackImported))));
    }

    [Fact]
    public async Task A_changed_text_comes_in_as_the_next_draft_and_the_old_one_stays_in_force()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np-my-2018");
        // What was imported then differs from what ships now.
        await own.InDatabaseAsync(db => db.LawPacks.Where(p => p.Name == "np-my-2018").ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Text, p => p.Text + "# as first read\n").SetProperty(p => p.Digest, "0")));
        own.WithWebHostBuilder(_ => { }).CreateClient().Dispose();

        var texts = await PacksAsync(own, "?name=np-my-2018");
        Assert.Equal([(1, "in-force"), (2, "draft")], texts.Select(p => (p.GetProperty("number").GetInt32(), p.GetProperty("state").GetString()!)));
        var agency = await own.RegisterAgencyAsync();
        await own.FileDisclosureAsync(agency, Reported.TheExample());
        await own.JudgeAsync();
        Assert.Contains("np-my-2018.employer-pays", await own.InDatabaseAsync(db => db.Findings.Select(f => f.Provision).ToListAsync()));
    }

    [Fact]
    public async Task Two_officers_make_a_pack_law_and_the_trail_names_both()
    {
        var id = await IdAsync(host, "np");
        using var proposed = await ProposeAsync(host, id, "officer:maya");
        Assert.Equal("proposed", (await BodyAsync(proposed)).GetProperty("state").GetString());
        using var approved = await ApproveAsync(host, id, "officer:ravi", proposed.Headers.ETag!.ToString());
        var pack = await BodyAsync(approved);
        Assert.Equal(("in-force", "maya", "ravi"), (pack.GetProperty("state").GetString(), pack.GetProperty("proposedBy").GetString(), pack.GetProperty("approvedBy").GetString()));

        var events = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id).OrderBy(e => e.Id).ToListAsync());
        Assert.Equal(
            [("import-law", CallerRole.System, "LawPackImported", null), ("maya", CallerRole.LawEditor, "LawPackProposed", "read with the department"),
                ("ravi", CallerRole.Supervisor, "LawPackApproved", "read with the department")],
            events.Select(e => (e.Actor, e.ActorRole, e.Action, e.Reason)));
        Assert.Contains(pack.GetProperty("digest").GetString()!, events[2].Payload);
    }

    [Fact]
    public async Task A_pack_moves_only_from_draft_to_proposed_to_approved()
    {
        var id = await IdAsync(host, "sg");
        await AssertProblemAsync(await ApproveAsync(host, id, "officer:ravi"), 409, "law.not-proposed");
        Assert.Equal(200, (int)(await ProposeAsync(host, id, "officer:maya")).StatusCode);
        await AssertProblemAsync(await ProposeAsync(host, id, "officer:maya"), 409, "law.already-proposed");
        await AssertProblemAsync(await ApproveAsync(host, id, "officer:maya"), 409, "proposal.same-person");
        Assert.Equal(200, (int)(await ApproveAsync(host, id, "officer:ravi")).StatusCode);
        await AssertProblemAsync(await ApproveAsync(host, id, "officer:sita"), 409, "law.already-approved");
        await AssertProblemAsync(await ProposeAsync(host, id, "officer:maya"), 409, "law.already-approved");
        await AssertProblemAsync(await ProposeAsync(host, "lp_0000000000000000", "officer:maya"), 404, "not-found");
    }

    [Fact]
    public async Task Who_decides_says_on_which_version()
    {
        var id = await IdAsync(host, "tw");
        var before = await host.CountRowsAsync();
        await AssertProblemAsync(await ProposeAsync(host, id, "officer:maya", etag: null), 428, "version.required");
        await AssertProblemAsync(await ProposeAsync(host, id, "officer:maya", "\"v7\""), 412, "version.stale");
        Assert.Equal(before, await host.CountRowsAsync());
        using var proposed = await ProposeAsync(host, id, "officer:maya", "\"v1\"");
        Assert.Equal("\"v2\"", proposed.Headers.ETag!.ToString());
        await AssertProblemAsync(await ApproveAsync(host, id, "officer:ravi", etag: null), 428, "version.required");
        await AssertProblemAsync(await ApproveAsync(host, id, "officer:ravi", "\"v1\""), 412, "version.stale");
        Assert.Equal(200, (int)(await ApproveAsync(host, id, "officer:ravi", "\"v2\"")).StatusCode);
    }

    [Fact]
    public async Task Of_two_officers_who_approve_at_once_one_does()
    {
        var id = await IdAsync(host, "hk");
        using var proposed = await ProposeAsync(host, id, "officer:maya");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => ApproveAsync(host, id, $"officer:o{i}")));
        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.All(answers.Where(a => (int)a.StatusCode != 200), a => Assert.True((int)a.StatusCode is 409 or 412));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.SubjectId == id && e.Action == nameof(LawPackApproved))));
    }

    [Fact]
    public async Task Anyone_reads_the_law_and_only_officers_propose_and_approve()
    {
        var id = await IdAsync(host, "np");
        var pack = await host.Public.GetFromJsonAsync<JsonElement>($"/v1/law/packs/{id}");
        Assert.StartsWith("pack: np\n", pack.GetProperty("text").GetString());
        var rule = pack.GetProperty("rules").EnumerateArray().First(r => r.GetProperty("provision").GetString() == "np.service-fee" && r.GetProperty("version").GetInt32() == 2);
        Assert.Equal("2015-07", rule.GetProperty("effectiveFrom").GetString());
        Assert.Contains("s. 24", rule.GetProperty("source").GetProperty("citation").GetString());

        var agency = await host.RegisterAgencyAsync();
        foreach (var step in (string[])["proposal", "approval"])
        {
            await AssertProblemAsync(await ServiceHost.SendAsync(host.Public, $"/v1/law/packs/{id}/{step}", Reason.DeepClone(), "*"), 401, "caller.missing");
            await AssertProblemAsync(await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/law/packs/{id}/{step}", Reason.DeepClone(), "*"), 403, "permission.missing");
        }
    }

    [Fact]
    public async Task A_reason_is_needed()
    {
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/law/packs/{await IdAsync(host, "np")}/proposal", new JsonObject { ["reason"] = " " }, "*");
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal([("field.missing", "/reason")], problem.Errors);
    }

    [Fact]
    public async Task Law_that_is_not_approved_judges_nothing_and_its_silence_is_stated()
    {
        await using var own = new ServiceHost();
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        await own.JudgeAsync();

        Assert.Equal(0, await own.InDatabaseAsync(db => db.Findings.CountAsync()));
        Assert.Equal(
            [("agreement", "no-rule-known"), ("destination", "no-rule-known"), ("origin", "no-rule-known")],
            (await JudgementsAsync(own, filed)).Select(j => (j.GetProperty("law").GetString()!, j.GetProperty("because").GetString()!)).Order());
    }

    [Fact]
    public async Task Approving_judges_again_what_the_pack_may_speak_about_and_nothing_else()
    {
        await using var own = new ServiceHost();
        var agency = await own.RegisterAgencyAsync();
        var toMalaysia = await own.FileDisclosureAsync(agency, Reported.TheExample());
        var toQatar = await own.FileDisclosureAsync(agency, Reported.TheExample().With("destination", "QA"));
        var fromIndia = await own.FileDisclosureAsync(agency, Reported.TheExample().With("origin", "IN"));
        await own.JudgeAsync();
        Assert.Equal(0, await own.InDatabaseAsync(db => db.Findings.CountAsync()));

        // On the very millisecond of the judging, which is the hardest.
        await own.ApproveLawAsync("np-my-2018");
        Assert.Equal([toMalaysia.Id], await WaitingAsync());
        await own.JudgeAsync();
        Assert.Equal(["np-my-2018.employer-pays"], await own.InDatabaseAsync(db => db.Findings.Select(f => f.Provision).ToListAsync()));

        own.Clock.Advance(TimeSpan.FromHours(1));
        await own.ApproveLawAsync("np");
        Assert.Equal([toMalaysia.Id, toQatar.Id], await WaitingAsync());
        await own.JudgeAsync();

        own.Clock.Advance(TimeSpan.FromHours(1));
        await own.ApproveLawAsync("ilo");
        // Every country is bound by it, and none of these is judged otherwise: nothing that it names was paid.
        Assert.Equal([], await WaitingAsync());
        await own.JudgeAsync();
        Assert.Equal([], await WaitingAsync());

        async Task<List<string>> WaitingAsync()
        {
            await own.RunJobAsync<JudgeAgainAfterLawChangeJob>(job => job.RunNowAsync(CancellationToken.None));
            return await own.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.JudgedAt == null).OrderBy(v => v.Id).Select(v => v.Disclosure.PublicId).ToListAsync());
        }
    }

    [Fact]
    public async Task The_sweep_finds_what_a_lost_job_or_a_slow_worker_left_judged_with_old_law()
    {
        await using var own = new ServiceHost();
        var agency = await own.RegisterAgencyAsync();
        var lost = await own.FileDisclosureAsync(agency, Reported.TheExample());
        var slow = await own.FileDisclosureAsync(agency, Reported.TheExample());
        await own.JudgeAsync();
        own.Clock.Advance(TimeSpan.FromHours(1));
        await own.ApproveLawAsync("np-my-2018");
        // This one's worker had read the law before the approval and stored its judgements after it.
        var after = own.Clock.GetUtcNow().UtcDateTime.AddSeconds(1);
        await own.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Disclosure.PublicId == slow.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.JudgedAt, after)));

        await own.RunJobAsync<JudgeAgainAfterLawChangeJob>(job => job.RunAsync(CancellationToken.None));
        await own.JudgeAsync();
        Assert.Equal([lost.Id, slow.Id], await own.InDatabaseAsync(db => db.Findings.OrderBy(f => f.DisclosureVersionId).Select(f => f.DisclosureVersion.Disclosure.PublicId).ToListAsync()));

        var judged = await own.InDatabaseAsync(db => db.DisclosureVersions.SumAsync(v => v.Version));
        await own.RunJobAsync<JudgeAgainAfterLawChangeJob>(job => job.RunAsync(CancellationToken.None));
        await own.JudgeAsync();
        Assert.Equal(judged, await own.InDatabaseAsync(db => db.DisclosureVersions.SumAsync(v => v.Version)));
    }

    [Fact]
    public async Task A_pack_is_swept_until_no_worker_can_still_judge_without_it_and_then_no_more()
    {
        await using var own = new ServiceHost();
        var agency = await own.RegisterAgencyAsync();
        await own.FileDisclosureAsync(agency, Reported.TheExample().With("destination", "QA"));
        await own.JudgeAsync();
        await own.ApproveLawAsync("np-my-2018");

        Assert.NotEmpty(await SweepAsync());
        own.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEmpty(await SweepAsync());
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEmpty(await SweepAsync());
        Assert.Empty(await SweepAsync());
        await own.ApproveLawAsync("ilo");
        Assert.NotEmpty(await SweepAsync());

        async Task<List<string>> SweepAsync()
        {
            var sent = new SentCommands();
            await using var watched = own.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            {
                services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(sent));
                services.ConfigureDbContext<SqlServerLicensingDb>(options => options.AddInterceptors(sent));
            }));
            await using var scope = watched.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<JudgeAgainAfterLawChangeJob>(scope.ServiceProvider).RunAsync(CancellationToken.None);
            return [.. sent.All.Where(sql => sql.Contains("DisclosureVersions", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task More_disclosures_than_one_chunk_are_all_marked()
    {
        await using var own = new ServiceHost();
        var agency = await own.RegisterAgencyAsync();
        await own.FileDisclosureAsync(agency, Reported.TheExample());
        await own.JudgeAsync();
        await own.InDatabaseAsync(async db =>
        {
            var number = 1;
            // Copies in a single statement; their own numbers keep them apart.
            while (await db.DisclosureVersions.CountAsync() is var count && count < 1100)
            {
                var columns = string.Join(", ", db.Model.FindEntityType(typeof(DisclosureVersion))!.GetProperties().Select(p => p.Name).Except(["Id", "Number"]));
#pragma warning disable EF1002 // The names come from the model.
                await db.Database.ExecuteSqlRawAsync($"INSERT INTO {(ServiceHost.SqlServer is null ? "" : "licensing.")}DisclosureVersions (Number, {columns}) SELECT Number + {number}, {columns} FROM {(ServiceHost.SqlServer is null ? "" : "licensing.")}DisclosureVersions");
#pragma warning restore EF1002
                number *= 2;
            }

            return true;
        });
        await own.ApproveLawAsync("np-my-2018");
        await own.RunJobAsync<JudgeAgainAfterLawChangeJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(0, await own.InDatabaseAsync(db => db.DisclosureVersions.CountAsync(v => v.JudgedAt != null || v.WaitsFrom == null)));
    }

    private static async Task<List<JsonElement>> PacksAsync(ServiceHost host, string query = "?limit=200") =>
        [.. (await host.Public.GetFromJsonAsync<JsonElement>($"/v1/law/packs{query}")).GetProperty("items").EnumerateArray()];

    private static async Task<string> IdAsync(ServiceHost host, string name) => (await PacksAsync(host, $"?name={name}")).Single().GetProperty("id").GetString()!;

    private static async Task<List<JsonElement>> JudgementsAsync(ServiceHost host, FiledDisclosure filed) =>
        [.. (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/judgements?disclosure={filed.Id}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("judgement"))];

    private static Task<HttpResponseMessage> ProposeAsync(ServiceHost host, string id, string officer, string? etag = "*") =>
        ServiceHost.SendAsync(host.As(officer), $"/v1/law/packs/{id}/proposal", Reason.DeepClone(), etag);

    private static Task<HttpResponseMessage> ApproveAsync(ServiceHost host, string id, string officer, string? etag = "*") =>
        ServiceHost.SendAsync(host.As(officer), $"/v1/law/packs/{id}/approval", Reason.DeepClone(), etag);

    private static Task<JsonElement> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
        answer.Dispose();
    }
}
