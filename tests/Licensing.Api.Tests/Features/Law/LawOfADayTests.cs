using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Law;

/// <summary>What the law was on a day, as it is known now and as it was known then.</summary>
public sealed class LawOfADayTests
{
    [Fact]
    public async Task The_law_of_a_day_holds_from_its_first_day_and_names_who_made_it_law()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np-my-2018");

        Assert.Equal(JsonValueKind.Array, (await LawAsync(host, "on=2018-10-28")).GetProperty("rules").ValueKind);
        Assert.Empty(Provisions(await LawAsync(host, "on=2018-10-28")));
        var law = await LawAsync(host, "on=2018-10-29");
        Assert.Contains("np-my-2018.employer-pays", Provisions(law));
        Assert.DoesNotContain("agreement", law.GetProperty("silent").EnumerateArray().Select(s => s.GetString()));
        var rule = law.GetProperty("rules").EnumerateArray().First();
        Assert.Equal(("maya", "ravi", "yes", "S"), (rule.GetProperty("proposedBy").GetString(), rule.GetProperty("approvedBy").GetString(), rule.GetProperty("inForce").GetString(), rule.GetProperty("source").GetProperty("grade").GetString()));
    }

    [Fact]
    public async Task Silence_is_said_law_by_law()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np-my-2018");
        Assert.Equal(["origin", "destination"], (await LawAsync(host, "on=2020-01-01")).GetProperty("silent").EnumerateArray().Select(s => s.GetString()!));
        Assert.Equal(["origin", "destination", "agreement"], (await LawAsync(host, "on=2020-01-01", "NP", "FR")).GetProperty("silent").EnumerateArray().Select(s => s.GetString()!));
    }

    [Fact]
    public async Task What_was_known_before_an_approval_is_answered_without_it()
    {
        await using var host = new ServiceHost();
        host.Clock.SetUtcNow(new(2026, 3, 15, 9, 0, 0, TimeSpan.Zero));
        await host.ApproveLawAsync("np-my-2018");
        var first = await LawAsync(host, "on=2020-01-01");
        host.Clock.Advance(TimeSpan.FromDays(10));
        await DraftAndApproveAsync(host, (await TextAsync(host, "np-my-2018")).Replace("effectiveFrom: 2018-10-29", "effectiveFrom: 2020-06-01", StringComparison.Ordinal).Replace("    enforcedFrom: 2019-09-12\n", "", StringComparison.Ordinal));

        Assert.Empty(Provisions(await LawAsync(host, "on=2020-01-01&knownAt=2026-03-15T08:59:59Z")));
        Assert.Equal(Provisions(first), Provisions(await LawAsync(host, "on=2020-01-01&knownAt=2026-03-15T09:00:00Z")));
        Assert.Equal(Provisions(first), Provisions(await LawAsync(host, "on=2020-01-01&knownAt=2026-03-25T08:59:59Z")));
        Assert.DoesNotContain("np-my-2018.employer-pays", Provisions(await LawAsync(host, "on=2020-01-01&knownAt=2026-03-25T09:00:00Z")));
        Assert.Contains("np-my-2018.employer-pays", Provisions(await LawAsync(host, "on=2020-06-01")));
    }

    [Fact]
    public async Task A_provision_has_a_page_with_its_texts_and_the_findings_that_rest_on_it()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np-my-2018");
        await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        await host.JudgeAsync();
        var findings = await host.InDatabaseAsync(db => db.Findings.CountAsync(f => f.Provision == "np-my-2018.employer-pays"));
        Assert.True(findings > 0);

        var page = await host.Officer.GetFromJsonAsync<JsonElement>("/v1/law/provisions/np-my-2018.employer-pays");
        var version = page.GetProperty("versions").EnumerateArray().Last();
        Assert.Equal(("in-force", findings), (version.GetProperty("state").GetString(), version.GetProperty("findings").GetInt32()));
        Assert.Equal(["ravi"], page.GetProperty("texts").EnumerateArray().Select(t => t.GetProperty("approvedBy").GetString()!));
        var publicly = await host.Public.GetFromJsonAsync<JsonElement>("/v1/law/provisions/np-my-2018.employer-pays");
        Assert.Equal(JsonValueKind.Null, publicly.GetProperty("versions").EnumerateArray().Last().GetProperty("findings").ValueKind);
        await AssertProblemAsync(await host.Public.GetAsync("/v1/law/provisions/np-my-2018.no-such"), 404, "not-found");
    }

    [Fact]
    public async Task A_provision_that_begins_later_is_scheduled_and_one_that_the_text_in_force_dropped_keeps_its_page()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np-my-2018");
        var text = await TextAsync(host, "np-my-2018");
        await DraftAndApproveAsync(host, text.Replace("effectiveFrom: 2018-10-29", "effectiveFrom: 2026-03-16", StringComparison.Ordinal).Replace("    enforcedFrom: 2019-09-12\n", "", StringComparison.Ordinal));
        var page = await host.Public.GetFromJsonAsync<JsonElement>("/v1/law/provisions/np-my-2018.employer-pays");
        Assert.Equal("scheduled", page.GetProperty("versions")[0].GetProperty("state").GetString());
        Assert.Equal(2, page.GetProperty("texts").GetArrayLength());

        await DraftAndApproveAsync(host, text.Replace("np-my-2018.employer-pays", "np-my-2018.the-employer-pays", StringComparison.Ordinal));
        page = await host.Public.GetFromJsonAsync<JsonElement>("/v1/law/provisions/np-my-2018.employer-pays");
        Assert.Equal(0, page.GetProperty("versions").GetArrayLength());
    }

    [Fact]
    public async Task A_draft_is_checked_like_what_ships_and_each_error_is_named()
    {
        await using var host = new ServiceHost();
        var text = await TextAsync(host, "np-my-2018");
        await AssertErrorAsync(host, text.Replace("grade: S", "grade: X", StringComparison.Ordinal), "grade");
        await AssertErrorAsync(host, "pack: [", "line ");
        await AssertErrorAsync(host, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "aliases");
        var before = await host.CountRowsAsync();
        await AssertProblemAsync(await DraftAsync(host, text.ReplaceLineEndings("\r\n")), 409, "law.text-known");
        Assert.Equal(before, await host.CountRowsAsync());
        Assert.DoesNotContain("np-my-2018.employer-pays", Provisions(await LawAsync(host, "on=2020-01-01")));
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    private static async Task AssertErrorAsync(ServiceHost host, string text, string says)
    {
        var problem = await ProblemAnswer.ReadAsync(await DraftAsync(host, text));
        Assert.All(problem.Errors, e => Assert.Equal("law-pack.invalid", e.Item1));
        Assert.Contains(says, problem.Body.ToString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> DraftAsync(ServiceHost host, string text) =>
        ServiceHost.SendAsync(host.Officer, "/v1/law/packs", new JsonObject { ["text"] = text, ["reason"] = "a test" });

    private static async Task DraftAndApproveAsync(ServiceHost host, string text)
    {
        using var drafted = await DraftAsync(host, text);
        var id = (await drafted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        Assert.True((int)drafted.StatusCode == 201, await drafted.Content.ReadAsStringAsync());
        using var proposed = await ServiceHost.SendAsync(host.As("officer:maya"), $"/v1/law/packs/{id}/proposal", new JsonObject { ["reason"] = "read", ["rewritesApproved"] = true }, "*");
        using var approved = await ServiceHost.SendAsync(host.As("officer:ravi"), $"/v1/law/packs/{id}/approval", new JsonObject { ["reason"] = "compared" }, "*");
        Assert.Equal((200, 200), ((int)proposed.StatusCode, (int)approved.StatusCode));
    }

    private static Task<string> TextAsync(ServiceHost host, string name) =>
        host.InDatabaseAsync(db => db.LawPacks.Where(p => p.Name == name).OrderBy(p => p.Number).Select(p => p.Text).FirstAsync());

    private static Task<JsonElement> LawAsync(ServiceHost host, string query, string origin = "NP", string destination = "MY") =>
        host.Public.GetFromJsonAsync<JsonElement>($"/v1/law?origin={origin}&destination={destination}&{query}");

    private static List<string> Provisions(JsonElement law) => [.. law.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("provision").GetString()!)];
}
