using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Proposals;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Law;

/// <summary>A rule's life: drafted, checked, proposed, approved, scheduled, in force, ended, superseded, withdrawn.</summary>
public sealed class LawLifeTests
{
    private const string EndOfFee = "    decidedBy: payment\n    scope: { destination: [MY, BH, QA, SA, AE, OM, KW] }\n    counts:\n      include: [recruitment-fee]";

    [Fact]
    public async Task A_check_names_what_is_new_what_ends_and_what_it_leaves_open()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np");
        var text = await TextAsync(host, "np");

        var smooth = await CheckAsync(host, await DraftAsync(host, WithThird(text, "2027-01-01")));
        Assert.True(smooth.GetProperty("changesLaw").GetBoolean());
        Assert.Empty(Texts(smooth, "rewrites"));
        Assert.Equal(
            [("np.service-fee", 2, "changed", true), ("np.service-fee", 3, "added", false)],
            smooth.GetProperty("versions").EnumerateArray().Select(v => (Text(v, "provision"), v.GetProperty("version").GetInt32(), Text(v, "difference"), v.GetProperty("onlyEnds").GetBoolean())));
        Assert.Contains("effectiveUntil: 2026-12-31", Text(smooth, "text"), StringComparison.Ordinal);
        Assert.Contains("+ np.service-fee v3: service fee, raised", Text(smooth, "text"), StringComparison.Ordinal);
        var coverage = smooth.GetProperty("coverage");
        Assert.Contains("NP-QA", Texts(coverage, "corridors"));
        Assert.All(Texts(coverage, "corridors"), c => Assert.StartsWith("NP-", c));
        Assert.DoesNotContain(Entries(coverage, "opened"), e => Text(e, "kind") == "gap");

        // January has no rule.
        var torn = (await CheckAsync(host, await DraftAsync(host, WithThird(text, "2027-02-01")))).GetProperty("coverage");
        var gap = Entries(torn, "opened").Single(e => (Text(e, "kind"), Text(e, "destination")) == ("gap", "QA"));
        Assert.Equal(("origin", "2027-01-01", "2027-01-31"), (Text(gap, "law"), Text(gap, "from"), Text(gap, "until")));
        Assert.Equal(["recruitment-fee"], Texts(gap, "categories"));
        Assert.Contains("NP to QA, origin", Text(gap, "text"), StringComparison.Ordinal);
        Assert.Contains(Entries(torn, "remaining"), e => e.ToString() == gap.ToString());
        Assert.Empty(Entries(torn, "closed"));
    }

    [Fact]
    public async Task A_check_of_an_agreement_says_where_it_sets_laws_apart_and_looks_at_its_corridor_alone()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np");
        var before = await host.CountRowsAsync();
        var check = await CheckAsync(host, await IdAsync(host, "np-my-2018"));
        Assert.Equal(before, await host.CountRowsAsync());
        Assert.Equal(JsonValueKind.Null, check.GetProperty("comparedWith").ValueKind);
        Assert.Equal(["NP-MY"], Texts(check.GetProperty("coverage"), "corridors"));
        var apart = Entries(check.GetProperty("coverage"), "opened").Single(e => Text(e, "kind") == "laws-apart" && Texts(e, "categories").SequenceEqual(["recruitment-fee"]));
        Assert.Equal((JsonValueKind.Null, "2018-10-29", JsonValueKind.Null), (apart.GetProperty("law").ValueKind, Text(apart, "from"), apart.GetProperty("until").ValueKind));
        Assert.Equal(["np-my-2018.employer-pays v1", "np.service-fee v2"], Texts(apart, "provisions"));
        Assert.Contains(Texts(check, "sentences"), s => s.StartsWith("It sets two laws apart", StringComparison.Ordinal));
        // The agreement did not exist, so nothing of it was missing before.
        Assert.DoesNotContain(Entries(check.GetProperty("coverage"), "opened"), e => Text(e, "kind") == "gap");
    }

    [Fact]
    public async Task Approved_versions_change_only_where_it_is_said_and_the_second_person_agrees_to_just_that()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("hk");
        var text = await TextAsync(host, "hk");
        var harmless = await DraftAsync(host, text + "# another layout\n");
        var check = await CheckAsync(host, harmless);
        Assert.Equal((false, true), (check.GetProperty("changesLaw").GetBoolean(), Texts(check, "sentences").Contains("It says the same as the text that is law here.")));

        var rewriting = await DraftAsync(host, text.Replace("hk.no-other-charge", "hk.nothing-else", StringComparison.Ordinal));
        check = await CheckAsync(host, rewriting);
        Assert.Equal(["hk.no-other-charge v1"], Texts(check, "rewrites"));
        var before = await host.CountRowsAsync();
        var refused = await ProblemAnswer.ReadAsync(await ProposeAsync(host, rewriting));
        Assert.Equal((409, "law.rewrites-approved"), (refused.Status, refused.Code));
        Assert.Contains("hk.no-other-charge v1", Text(refused.Body, "detail"), StringComparison.Ordinal);
        Assert.Equal(before, await host.CountRowsAsync());

        using var proposed = await ProposeAsync(host, rewriting, rewrites: true);
        Assert.Equal(200, (int)proposed.StatusCode);
        var change = await host.InDatabaseAsync(db => db.Proposals.Where(p => p.SubjectId == rewriting).Select(p => p.Change).SingleAsync());
        Assert.Contains("hk.no-other-charge v1", change, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await ApproveAsync(host, rewriting)).StatusCode);
        Assert.Equal("superseded", await StateAsync(host, await IdAsync(host, "hk")));

        // The name that was given up then: what was harmless rewrites now, and so does what somebody proposed before.
        var refusedNow = await ProblemAnswer.ReadAsync(await ProposeAsync(host, harmless));
        Assert.Equal("law.rewrites-approved", refusedNow.Code);
    }

    [Fact]
    public async Task What_was_proposed_against_other_law_is_not_approved()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("sg");
        var text = await TextAsync(host, "sg");
        var (first, second) = (await DraftAsync(host, text + "# one\n"), await DraftAsync(host, text.Replace("sg.receipt", "sg.a-receipt", StringComparison.Ordinal)));
        Assert.Equal(200, (int)(await ProposeAsync(host, first)).StatusCode);
        Assert.Equal(200, (int)(await ProposeAsync(host, second, rewrites: true)).StatusCode);
        Assert.Equal(200, (int)(await ApproveAsync(host, second)).StatusCode);
        var before = await host.CountRowsAsync();
        Assert.Equal("proposal.stale", (await ProblemAnswer.ReadAsync(await ApproveAsync(host, first))).Code);
        Assert.Equal(before, await host.CountRowsAsync());
    }

    [Fact]
    public async Task A_withdrawal_takes_two_and_brings_back_the_text_before_it_and_what_was_held_stays_readable()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np-my-2018");
        var first = await IdAsync(host, "np-my-2018");
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        await host.JudgeAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await DraftAsync(host, (await TextAsync(host, "np-my-2018")).Replace("provision: np-my-2018.employer-pays", "provision: np-my-2018.paid-by-employer", StringComparison.Ordinal));
        Assert.Equal((200, 200), ((int)(await ProposeAsync(host, second, rewrites: true)).StatusCode, (int)(await ApproveAsync(host, second)).StatusCode));
        await MarkAndJudgeAsync(host);
        Assert.Equal(["np-my-2018.paid-by-employer"], await BrokenAsync(host));
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        using var proposed = await WithdrawalAsync(host, second);
        var proposal = await proposed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((201, "withdraw-law"), ((int)proposed.StatusCode, Text(proposal, "kind")));
        Assert.Contains("\"then\":1", Text(proposal, "change"), StringComparison.Ordinal);
        Assert.Equal("in-force", await StateAsync(host, second));
        Assert.Equal("proposal.open", (await ProblemAnswer.ReadAsync(await WithdrawalAsync(host, second))).Code);
        Assert.Equal("proposal.same-person", (await ProblemAnswer.ReadAsync(await DecideAsync(host, proposal, "officer:maya"))).Code);
        Assert.Equal(200, (int)(await DecideAsync(host, proposal, "officer:ravi")).StatusCode);

        Assert.Equal(("in-force", "withdrawn"), (await StateAsync(host, first), await StateAsync(host, second)));
        await MarkAndJudgeAsync(host);
        Assert.Equal(["np-my-2018.employer-pays"], await BrokenAsync(host));
        var page = await host.Public.GetFromJsonAsync<JsonElement>("/v1/law/provisions/np-my-2018.employer-pays");
        Assert.Equal(["withdrawn", "in-force"], page.GetProperty("texts").EnumerateArray().Select(t => Text(t, "state")));
        Assert.Equal("ravi", Text(page.GetProperty("texts")[0], "withdrawnBy"));

        // Then the first too: nothing is left, and every instant still says what was held.
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        proposal = await (await WithdrawalAsync(host, first)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("\"then\":null", Text(proposal, "change"), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await DecideAsync(host, proposal, "officer:ravi")).StatusCode);
        Assert.Empty(await ProvisionsAsync(host, "08:06:00"));
        Assert.Contains("np-my-2018.employer-pays", await ProvisionsAsync(host, "08:05:59.999"));
        Assert.Contains("np-my-2018.employer-pays", await ProvisionsAsync(host, "08:04:00"));
        Assert.Contains("np-my-2018.paid-by-employer", await ProvisionsAsync(host, "08:03:59.999"));
        Assert.Contains("np-my-2018.paid-by-employer", await ProvisionsAsync(host, "08:02:00"));
        Assert.Contains("np-my-2018.employer-pays", await ProvisionsAsync(host, "08:01:59.999"));
        Assert.Empty(await ProvisionsAsync(host, "07:59:59.999"));
        Assert.Equal(0, (await host.Public.GetFromJsonAsync<JsonElement>("/v1/law/provisions/np-my-2018.employer-pays")).GetProperty("versions").GetArrayLength());

        Assert.Equal("law.withdrawn", (await ProblemAnswer.ReadAsync(await WithdrawalAsync(host, first))).Code);
        Assert.Equal("law.withdrawn", (await ProblemAnswer.ReadAsync(await SendAsync(host, first, "withdrawal"))).Code);
        Assert.Equal(["LawPackImported", "LawPackProposed", "LawPackApproved", "LawWithdrawalProposed", "LawWithdrawn"],
            await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == first).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
        Assert.Equal(filed.Id, await host.InDatabaseAsync(db => db.DisclosureVersions.Select(v => v.Disclosure.PublicId).SingleAsync()));
    }

    [Fact]
    public async Task A_withdrawal_whose_consequence_has_changed_is_not_approved()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("tw");
        var first = await IdAsync(host, "tw");
        var proposal = await (await WithdrawalAsync(host, first)).Content.ReadFromJsonAsync<JsonElement>();
        var second = await DraftAsync(host, await TextAsync(host, "tw") + "# again\n");
        Assert.Equal((200, 200), ((int)(await ProposeAsync(host, second)).StatusCode, (int)(await ApproveAsync(host, second)).StatusCode));
        Assert.Equal("proposal.stale", (await ProblemAnswer.ReadAsync(await DecideAsync(host, proposal, "officer:ravi"))).Code);
        Assert.Equal(("superseded", "in-force"), (await StateAsync(host, first), await StateAsync(host, second)));
    }

    [Fact]
    public async Task A_draft_is_taken_away_by_one_and_is_proposed_no_more()
    {
        await using var host = new ServiceHost();
        var id = await IdAsync(host, "qa");
        Assert.Equal("law.not-approved", (await ProblemAnswer.ReadAsync(await WithdrawalAsync(host, id))).Code);
        Assert.Equal(200, (int)(await ProposeAsync(host, id)).StatusCode);
        Assert.Equal("law.already-proposed", (await ProblemAnswer.ReadAsync(await SendAsync(host, id, "withdrawal"))).Code);
        // Nobody decided, so it is a draft again.
        host.Clock.Advance(TwoPersonRule.GoodFor - TimeSpan.FromSeconds(1));
        Assert.Equal("proposed", await StateAsync(host, id));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("draft", await StateAsync(host, id));

        using var stale = await ServiceHost.SendAsync(host.As("officer:maya"), $"/v1/law/packs/{id}/withdrawal", Reason(), "\"v1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var withdrawn = await SendAsync(host, id, "withdrawal");
        var pack = await withdrawn.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("withdrawn", "maya"), (Text(pack, "state"), Text(pack, "withdrawnBy")));
        Assert.Equal("law.withdrawn", (await ProblemAnswer.ReadAsync(await ProposeAsync(host, id))).Code);
        Assert.Equal("law.withdrawn", (await ProblemAnswer.ReadAsync(await ApproveAsync(host, id))).Code);
        Assert.Equal(200, (int)(await host.Public.GetAsync($"/v1/law/packs/{id}")).StatusCode);
    }

    [Fact]
    public async Task A_text_goes_out_byte_for_byte_and_is_known_where_it_comes_back()
    {
        await using var host = new ServiceHost();
        var id = await IdAsync(host, "np");
        using var answer = await host.Public.GetAsync($"/v1/law/packs/{id}/text");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(("application/yaml", $"\"{LawPack.DigestOf(text)}\""), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.ETag!.ToString()));
        Assert.Equal(await TextAsync(host, "np"), text);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/law/packs/{id}/text") { Headers = { IfNoneMatch = { answer.Headers.ETag } } };
        using var again = await host.Public.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("law.text-known", (await ProblemAnswer.ReadAsync(await ServiceHost.SendAsync(host.Officer, "/v1/law/packs", Reason().With("text", text)))).Code);
    }

    [Fact]
    public async Task Days_alone_make_a_text_scheduled_in_force_and_ended()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("id-my-2011");
        Assert.Equal("ended", await StateAsync(host, await IdAsync(host, "id-my-2011")));
        var text = (await TextAsync(host, "id-my-2011")).Replace("effectiveFrom: 2011-05-30\n    effectiveUntil: 2016", "effectiveFrom: 2026-03-17\n    effectiveUntil: 2026-03-18", StringComparison.Ordinal);
        var later = await DraftAsync(host, text);
        Assert.Equal((200, 200), ((int)(await ProposeAsync(host, later, rewrites: true)).StatusCode, (int)(await ApproveAsync(host, later)).StatusCode));
        // The ministry's day begins at 18:15 UTC.
        foreach (var (at, state) in (List<(DateTime, string)>)[(new(2026, 3, 16, 18, 14, 0), "scheduled"), (new(2026, 3, 16, 18, 15, 0), "in-force"), (new(2026, 3, 18, 18, 14, 0), "in-force"), (new(2026, 3, 18, 18, 15, 0), "ended")])
        {
            host.Clock.SetUtcNow(new(at, TimeSpan.Zero));
            Assert.Equal(state, await StateAsync(host, later));
        }
    }

    [Fact]
    public async Task A_provision_shows_our_reading_its_dates_apart_and_what_stands_in_other_texts()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np-my-2018", "id");
        var draft = await DraftAsync(host, (await TextAsync(host, "np-my-2018")).Replace("    enforcedFrom: 2019-09-12\n    decidedBy: payment\n    counts:\n      include:\n", "    effectiveUntil: 2026-12-31\n    enforcedFrom: 2019-09-12\n    decidedBy: payment\n    counts:\n      include:\n", StringComparison.Ordinal));
        var page = await host.Public.GetFromJsonAsync<JsonElement>("/v1/law/provisions/np-my-2018.employer-pays");
        var version = Assert.Single(page.GetProperty("versions").EnumerateArray());
        Assert.StartsWith("Memorandum of 29 October 2018", Text(page, "reading"), StringComparison.Ordinal);
        Assert.Equal(("2018-10-29", "2019-09-12", "ravi"), (Text(version, "effectiveFrom"), Text(version, "enforcedFrom"), Text(version, "approvedBy")));
        Assert.Equal("2026-03-15T08:00:00Z", Text(version, "approvedAt"));
        Assert.Contains("cap none-allowed", version.GetProperty("says").EnumerateArray().Select(f => $"{Text(f, "field")} {Text(f, "value")}"));
        var other = Assert.Single(page.GetProperty("others").EnumerateArray());
        Assert.Equal((draft, "draft", "2026-12-31"), (Text(other, "packId"), Text(other, "state"), Text(other, "effectiveUntil")));

        var indonesia = (await host.Public.GetFromJsonAsync<JsonElement>("/v1/law/provisions/id.placement-costs")).GetProperty("versions").EnumerateArray().First();
        Assert.Equal(("2020-07", "2021-01-15", "2021-08"), (Text(indonesia, "effectiveFrom"), Text(indonesia, "enforcedFrom"), Text(indonesia, "transitionUntil")));
        var law = await host.Public.GetFromJsonAsync<JsonElement>("/v1/law?origin=ID&destination=HK&on=2021-03-01");
        Assert.Contains(law.GetProperty("rules").EnumerateArray(), r => (Text(r, "provision"), r.GetProperty("transitionUntil").ToString()) == ("id.placement-costs", "2021-08"));
    }

    private static string WithThird(string text, string from)
    {
        var start = text.IndexOf("  - provision: np.service-fee\n    version: 2\n", StringComparison.Ordinal);
        var end = text.IndexOf("  - provision: np.visa-and-ticket\n", StringComparison.Ordinal);
        var second = text[start..end];
        Assert.Contains(EndOfFee, second, StringComparison.Ordinal);
        var third = second.Replace("version: 2", "version: 3", StringComparison.Ordinal).Replace("effectiveFrom: 2015-07", $"effectiveFrom: {from}", StringComparison.Ordinal)
            .Replace("10000.00 NPR", "12000.00 NPR", StringComparison.Ordinal).Replace("title: service fee, Malaysia and six Gulf states, where the employer does not pay the agency", "title: service fee, raised", StringComparison.Ordinal);
        return text[..start] + second.Replace(EndOfFee, "    effectiveUntil: 2026-12-31\n" + EndOfFee, StringComparison.Ordinal) + third + text[end..];
    }

    private static JsonObject Reason() => new() { ["reason"] = "a test" };

    private static Task<string> TextAsync(ServiceHost host, string name) =>
        host.InDatabaseAsync(db => db.LawPacks.Where(p => p.Name == name).OrderBy(p => p.Number).Select(p => p.Text).FirstAsync());

    private static Task<string> IdAsync(ServiceHost host, string name) =>
        host.InDatabaseAsync(db => db.LawPacks.Where(p => p.Name == name).OrderBy(p => p.Number).Select(p => p.PublicId).FirstAsync());

    private static async Task<string> DraftAsync(ServiceHost host, string text)
    {
        using var drafted = await ServiceHost.SendAsync(host.Officer, "/v1/law/packs", Reason().With("text", text));
        var body = await drafted.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)drafted.StatusCode == 201, body.ToString());
        return Text(body, "id");
    }

    private static Task<JsonElement> CheckAsync(ServiceHost host, string id) => host.Officer.GetFromJsonAsync<JsonElement>($"/v1/law/packs/{id}/check");

    private static Task<HttpResponseMessage> SendAsync(ServiceHost host, string id, string step, string officer = "officer:maya") =>
        ServiceHost.SendAsync(host.As(officer), $"/v1/law/packs/{id}/{step}", Reason(), "*");

    private static Task<HttpResponseMessage> ProposeAsync(ServiceHost host, string id, bool rewrites = false) =>
        ServiceHost.SendAsync(host.As("officer:maya"), $"/v1/law/packs/{id}/proposal", Reason().With("rewritesApproved", rewrites), "*");

    private static Task<HttpResponseMessage> ApproveAsync(ServiceHost host, string id) => SendAsync(host, id, "approval", "officer:ravi");

    private static Task<HttpResponseMessage> WithdrawalAsync(ServiceHost host, string id) => SendAsync(host, id, "withdrawal-proposal");

    private static Task<HttpResponseMessage> DecideAsync(ServiceHost host, JsonElement proposal, string officer) =>
        ServiceHost.SendAsync(host.As(officer), $"/v1/proposals/{Text(proposal, "id")}/approval", Reason(), "*");

    private static async Task<string> StateAsync(ServiceHost host, string id) =>
        Text((await host.Public.GetFromJsonAsync<JsonElement>($"/v1/law/packs/{id}")).GetProperty("pack"), "state");

    private static async Task MarkAndJudgeAsync(ServiceHost host)
    {
        await host.RunJobAsync<JudgeAgainAfterLawChangeJob>(job => job.RunNowAsync(CancellationToken.None));
        await host.JudgeAsync();
    }

    private static Task<List<string>> BrokenAsync(ServiceHost host) =>
        host.InDatabaseAsync(db => db.Judgements.Where(j => j.Result == Licensing.Rules.FeeCaps.Result.Prohibited).Select(j => j.Provision!).Distinct().ToListAsync());

    private static async Task<List<string>> ProvisionsAsync(ServiceHost host, string at) =>
        [.. (await host.Public.GetFromJsonAsync<JsonElement>($"/v1/law?origin=NP&destination=MY&on=2020-01-01&knownAt=2026-03-15T{at}Z")).GetProperty("rules").EnumerateArray().Select(r => Text(r, "provision"))];

    private static List<JsonElement> Entries(JsonElement coverage, string name) => [.. coverage.GetProperty(name).EnumerateArray()];

    private static List<string> Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
