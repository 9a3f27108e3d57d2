using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Settings;
using Licensing.Api.Security;
using Licensing.Api.Tests.Features.Rates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Settings;

/// <summary>What the ministry sets itself takes two people, holds from a day on, and keeps its history.</summary>
public sealed class SettingTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Before_anything_is_set_the_configuration_holds()
    {
        var settings = (await _host.Officer.GetFromJsonAsync<JsonElement>("/v1/settings")).GetProperty("settings").EnumerateArray().ToList();
        Assert.Equal(["flags.limitation", "flags.thresholds", "judging.precedence", "judging.rate-band", "rates.order", "rates.stale-after"], settings.Select(s => s.GetProperty("name").GetString()!));
        Assert.Equal(["null", "null", "[]", "\"5\"", "null", "null"], settings.Select(s => s.GetProperty("value").GetRawText()));
        Assert.All(settings, s => Assert.Equal(JsonValueKind.Null, s.GetProperty("set").ValueKind));
    }

    [Theory]
    [InlineData("2025-12-31", "\"5\"")]
    [InlineData("2026-01-01", "\"2.5\"")]
    [InlineData("2026-05-31", "\"2.5\"")]
    [InlineData("2026-06-01", "\"0\"")]
    public async Task A_setting_holds_from_its_first_day_until_the_next(string on, string value)
    {
        // The later one first: which holds is said by the days, not by the order of deciding.
        await SetAsync("judging.rate-band", "2026-06-01", "0");
        await SetAsync("judging.rate-band", "2026-01-01", "2.5");
        Assert.Equal(value, (await ReadAsync("judging.rate-band", $"?on={on}")).GetProperty("setting").GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task Of_two_of_one_day_the_later_decided_holds_and_the_history_names_who_and_when()
    {
        _host.Clock.SetUtcNow(new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero));
        await SetAsync("judging.precedence", "2026-01-01", new JsonArray("agreement", "destination"));
        _host.Clock.SetUtcNow(new(2026, 3, 17, 8, 0, 0, TimeSpan.Zero));
        await SetAsync("judging.precedence", "2026-01-01", new JsonArray());

        var now = await ReadAsync("judging.precedence", "?on=2026-01-01");
        Assert.Equal("[]", now.GetProperty("setting").GetProperty("value").GetRawText());
        var history = now.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["2026-03-17T08:00:00Z", "2026-03-16T08:00:00Z"], history.Select(h => h.GetProperty("approvedAt").GetString()!));
        Assert.All(history, h => Assert.Equal(("maya", "ravi", "the order of the day"), (h.GetProperty("proposedBy").GetString(), h.GetProperty("approvedBy").GetString(), h.GetProperty("reason").GetString())));

        var then = await ReadAsync("judging.precedence", "?on=2026-01-01&knownAt=2026-03-17T07:59:59.999Z");
        Assert.Equal("""["agreement","destination"]""", then.GetProperty("setting").GetProperty("value").GetRawText());
        Assert.Single(then.GetProperty("history").EnumerateArray());
        Assert.Empty((await ReadAsync("judging.precedence", "?knownAt=2026-03-16T07:59:59.999Z")).GetProperty("history").EnumerateArray());
        var id = history[0].GetProperty("id").GetString();
        Assert.Equal("SettingSet checked", await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id).Select(e => e.Action + " " + e.Reason).SingleAsync()));
    }

    [Fact]
    public async Task Whoever_proposes_does_not_decide_and_one_is_open_at_a_time()
    {
        var proposal = await ProposeAsync("rates.stale-after", "2026-01-01", 10);
        await AssertProblemAsync(await PostAsync("rates.stale-after", "2026-01-01", 20), 409, "proposal.open");
        await AssertProblemAsync(await DecideAsync(proposal, "officer:maya"), 409, "proposal.same-person");
        Assert.Equal("null", (await ReadAsync("rates.stale-after")).GetProperty("setting").GetProperty("value").GetRawText());
        Assert.Equal(200, (int)(await DecideAsync(proposal, "officer:ravi")).StatusCode);
        Assert.Equal("10", (await ReadAsync("rates.stale-after")).GetProperty("setting").GetProperty("value").GetRawText());
        await AssertProblemAsync(await DecideAsync(proposal, "officer:sita"), 409, "proposal.decided");
    }

    [Fact]
    public async Task A_proposal_on_what_was_set_otherwise_meanwhile_is_stale()
    {
        var proposal = await ProposeAsync("judging.rate-band", "2026-01-01", "2");
        await AssertProblemAsync(await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "checked" }, "\"v7\""), 412, "version.stale");
        await _host.InScopeAsync(async services =>
        {
            services.GetRequiredService<Caller>().Become(Caller.Officer("sita"));
            var (db, now) = (services.GetRequiredService<LicensingDb>(), _host.Clock.GetUtcNow().UtcDateTime);
            var setting = new MinistrySetting(new("judging.rate-band", new(2026, 1, 1), JsonSerializer.SerializeToElement("3")), "a", now, "b", now, "meanwhile");
            db.Add(setting);
            db.Record(setting, new SettingSet(setting.Name, setting.From, setting.ValueJson));
            return await db.SaveChangesAsync();
        });
        await AssertProblemAsync(await DecideAsync(proposal, "officer:ravi"), 409, "proposal.stale");
    }

    [Theory]
    [InlineData("judging.rate-band", "5")]
    [InlineData("judging.rate-band", "\"-1\"")]
    [InlineData("judging.rate-band", "\"100.01\"")]
    [InlineData("judging.rate-band", "\"1e1\"")]
    [InlineData("judging.precedence", "[\"origin\",\"origin\"]")]
    [InlineData("judging.precedence", "[\"nobody\"]")]
    [InlineData("judging.precedence", "\"origin\"")]
    [InlineData("rates.stale-after", "-1")]
    [InlineData("rates.stale-after", "3661")]
    [InlineData("rates.stale-after", "1.5")]
    [InlineData("rates.stale-after", "\"10\"")]
    [InlineData("rates.order", "[]")]
    [InlineData("rates.order", "[1]")]
    [InlineData("rates.order", "[\"a\",\"a\"]")]
    [InlineData("flags.limitation", "0")]
    [InlineData("flags.limitation", "601")]
    [InlineData("flags.limitation", "\"12\"")]
    [InlineData("flags.thresholds", "null")]
    [InlineData("flags.thresholds", "{\"leastFindings\":0,\"leastWorkers\":1,\"leastSharePercent\":1}")]
    [InlineData("flags.thresholds", "{\"leastFindings\":1,\"leastWorkers\":1,\"leastSharePercent\":101}")]
    [InlineData("flags.thresholds", "{\"leastFindings\":1,\"leastWorkers\":1}")]
    [InlineData("flags.thresholds", "{\"leastFindings\":1,\"leastWorkers\":1,\"leastSharePercent\":1,\"more\":1}")]
    public async Task A_value_that_is_none_is_refused_with_what_would_be_right(string name, string json)
    {
        var before = await _host.CountRowsAsync();
        var problem = await ProblemAnswer.ReadAsync(await PostAsync(name, "2026-01-01", JsonNode.Parse(json)));
        Assert.Equal([("setting.invalid", "/value")], problem.Errors);
        Assert.Contains("Write", problem.Body.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await _host.CountRowsAsync());
    }

    [Theory]
    [InlineData("judging.rate-band", "\"0\"")]
    [InlineData("judging.rate-band", "\"100\"")]
    [InlineData("judging.precedence", "[\"destination\",\"origin\",\"agreement\"]")]
    [InlineData("rates.stale-after", "0")]
    [InlineData("rates.stale-after", "3660")]
    [InlineData("rates.stale-after", "null")]
    [InlineData("rates.order", "null")]
    [InlineData("flags.limitation", "1")]
    [InlineData("flags.limitation", "600")]
    [InlineData("flags.limitation", "null")]
    [InlineData("flags.thresholds", "{\"leastFindings\":1000000,\"leastWorkers\":1,\"leastSharePercent\":0}")]
    public async Task A_value_at_its_limit_can_be_proposed(string name, string json) =>
        Assert.Equal(201, (int)(await PostAsync(name, "2026-01-01", JsonNode.Parse(json))).StatusCode);

    [Fact]
    public async Task What_is_no_setting_is_not_found()
    {
        await AssertProblemAsync(await PostAsync("no.such", "2026-01-01", 1), 404, "not-found");
        await AssertProblemAsync(await _host.Officer.GetAsync("/v1/settings/no.such"), 404, "not-found");
    }

    [Fact]
    public async Task The_order_names_approved_series_only()
    {
        Assert.Equal([("setting.unknown-series", "/value")], (await ProblemAnswer.ReadAsync(await PostAsync("rates.order", "2026-01-01", new JsonArray("nrb")))).Errors);
        await _host.ApproveRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,A bank");
        Assert.Equal(201, (int)(await PostAsync("rates.order", "2026-01-01", new JsonArray("nrb"))).StatusCode);
    }

    [Fact]
    public async Task Thresholds_of_flags_are_the_same_setting_by_either_way()
    {
        await SetAsync("flags.thresholds", "1980-01-01", new JsonObject { ["leastFindings"] = 7, ["leastWorkers"] = 6, ["leastSharePercent"] = 5 });
        await _host.ProposeAndApproveAsync("/v1/flag-thresholds", new JsonObject { ["from"] = "1990-01-01", ["leastFindings"] = 8, ["leastWorkers"] = 6, ["leastSharePercent"] = 5, ["reason"] = "because" });
        Assert.Equal([8, 7], (await _host.Officer.GetFromJsonAsync<JsonElement>("/v1/flag-thresholds")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("leastFindings").GetInt32()));
        Assert.Equal([8, 7], (await ReadAsync("flags.thresholds")).GetProperty("history").EnumerateArray().Select(t => t.GetProperty("value").GetProperty("leastFindings").GetInt32()));
    }

    [Fact]
    public async Task A_law_editor_sees_what_he_proposed()
    {
        var proposal = await ProposeAsync("judging.rate-band", "2026-01-01", "2");
        var listed = await _host.Officer.GetFromJsonAsync<JsonElement>("/v1/proposals?kind=set-setting");
        Assert.Equal(proposal, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Contains("\"name\":\"judging.rate-band\"", listed.ToString().Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal));
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    private Task SetAsync(string name, string from, JsonNode value) => _host.ProposeAndApproveAsync($"/v1/settings/{name}/proposals", Body(from, value));

    private Task<HttpResponseMessage> PostAsync(string name, string from, JsonNode? value) => ServiceHost.SendAsync(_host.Officer, $"/v1/settings/{name}/proposals", Body(from, value));

    private async Task<string> ProposeAsync(string name, string from, JsonNode value)
    {
        using var proposed = await PostAsync(name, from, value);
        var body = await proposed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)proposed.StatusCode == 201, body.ToString());
        return body.GetProperty("id").GetString()!;
    }

    private Task<HttpResponseMessage> DecideAsync(string proposal, string who) =>
        ServiceHost.SendAsync(_host.As(who), $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "checked" }, "*");

    private Task<JsonElement> ReadAsync(string name, string query = "") => _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/settings/{name}{query}");

    private static JsonObject Body(string from, JsonNode? value) => new() { ["from"] = from, ["value"] = value?.DeepClone(), ["reason"] = "the order of the day" };
}
