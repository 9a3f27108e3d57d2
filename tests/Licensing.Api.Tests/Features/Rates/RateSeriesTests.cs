using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Rates;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Rates;

/// <summary>Exchange rates decide when two people have said so; before that the series that ships stands in.</summary>
public sealed class RateSeriesTests
{
    internal const string Header = "currency,validFrom,validTo,unitsPerUsd,kind,authority\n";

    [Fact]
    public async Task What_ships_comes_in_once_and_stands_in_until_the_ministry_approves_a_series()
    {
        await using var host = new ServiceHost();
        var shipped = Assert.Single(await SeriesAsync(host));
        Assert.Equal(("shipped", 1, "standing-in", "import-law"), (Text(shipped, "name"), shipped.GetProperty("number").GetInt32(), Text(shipped, "state"), Text(shipped, "importedBy")));
        host.WithWebHostBuilder(_ => { }).CreateClient().Dispose();
        Assert.Single(await SeriesAsync(host));
        var rate = await RateAsync(host, "NPR", "2023-03-05");
        Assert.True(rate.GetProperty("decides").GetBoolean());
        Assert.Equal(("shipped", "period-average", "World Bank", "2023-01-01", "2023-12-31", true), Shown(rate));
        Assert.Equal(Text(shipped, "digest"), Text(rate, "digest"));

        await host.ApproveRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,Nepal Rastra Bank");
        Assert.Equal([("shipped", "draft"), ("nrb", "deciding")], (await SeriesAsync(host)).Select(s => (Text(s, "name"), Text(s, "state"))));
        Assert.Equal(("nrb", "daily", "Nepal Rastra Bank", "2023-03-01", "2023-03-31", false), Shown(await RateAsync(host, "NPR", "2023-03-05")));
        Assert.Equal("missing", Text(await RateAsync(host, "AED", "2023-03-05"), "doubt"));
    }

    [Theory]
    [InlineData("2023-02-28", null)]
    [InlineData("2023-03-01", "131.5")]
    [InlineData("2023-03-31", "131.5")]
    [InlineData("2023-04-01", null)]
    public async Task A_rate_decides_on_its_first_and_last_day(string on, string? units)
    {
        await using var host = new ServiceHost();
        await host.ApproveRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,Nepal Rastra Bank");
        var rate = await RateAsync(host, "NPR", on);
        Assert.Equal((units is not null, units is null ? "missing" : "none"), (rate.GetProperty("decides").GetBoolean(), Text(rate, "doubt")));
        Assert.Equal(units, rate.GetProperty("rate") is { ValueKind: JsonValueKind.Object } shown ? Text(shown, "unitsPerUsd") : null);
    }

    [Fact]
    public async Task A_correction_is_the_next_text_and_what_was_known_before_is_still_answered()
    {
        await using var host = new ServiceHost();
        // It begins an hour before.
        _ = host.Server;
        host.Clock.SetUtcNow(new(2026, 3, 15, 9, 0, 0, TimeSpan.Zero));
        await host.ApproveRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,Nepal Rastra Bank");
        host.Clock.SetUtcNow(new(2026, 3, 25, 9, 0, 0, TimeSpan.Zero));
        await host.ApproveRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,132.5,daily,Nepal Rastra Bank");

        async Task<(string?, bool)> KnownAsync(string at)
        {
            var rate = (await RateAsync(host, "NPR", "2023-03-05", at)).GetProperty("rate");
            return (Text(rate, "unitsPerUsd"), rate.GetProperty("standsIn").GetBoolean());
        }

        Assert.Equal(("132.5", false), await KnownAsync("2026-03-25T09:00:00Z"));
        Assert.Equal(("131.5", false), await KnownAsync("2026-03-25T08:59:59.999Z"));
        Assert.Equal(("131.5", false), await KnownAsync("2026-03-15T09:00:00Z"));
        Assert.True((await KnownAsync("2026-03-15T08:59:59.999Z")).Item2);
        Assert.Equal([("shipped", 1, "draft"), ("nrb", 1, "superseded"), ("nrb", 2, "deciding")], (await SeriesAsync(host)).Select(s => (Text(s, "name")!, s.GetProperty("number").GetInt32(), Text(s, "state")!)));
        var first = (await SeriesAsync(host, "?name=nrb"))[0];
        Assert.EndsWith("131.5,daily,Nepal Rastra Bank\n", Text(await host.Public.GetFromJsonAsync<JsonElement>($"/v1/exchange-rates/series/{Text(first, "id")}"), "text"));
        using var file = await host.Public.GetAsync($"/v1/exchange-rates/series/{Text(first, "id")}/rates.csv");
        Assert.Equal(("text/csv", $"{Header}NPR,2023-03-01,2023-03-31,131.5,daily,Nepal Rastra Bank\n"), (file.Content.Headers.ContentType!.MediaType, await file.Content.ReadAsStringAsync()));
        Assert.Equal(("maya", "ravi"), (Text(first, "proposedBy"), Text(first, "approvedBy")));
        Assert.Equal(
            ["RateSeriesDrafted", "RateSeriesProposed", "RateSeriesApproved"],
            await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == Text(first, "id")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_series_approved_later_fills_gaps_until_the_order_says_otherwise()
    {
        await using var host = new ServiceHost();
        await host.ApproveRatesAsync("b", "NPR,2023-01-01,2023-12-31,140,period-average,A bank");
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await host.ApproveRatesAsync("a", "NPR,2023-12-01,2024-01-31,130,daily,Another bank");
        Assert.Equal(["b", "a"], [Series(await RateAsync(host, "NPR", "2023-12-31")), Series(await RateAsync(host, "NPR", "2024-01-01"))]);
        await host.ProposeAndApproveAsync("/v1/settings/rates.order/proposals", Setting("2023-12-15", new JsonArray("a")));
        Assert.Equal(["b", "a"], [Series(await RateAsync(host, "NPR", "2023-12-14")), Series(await RateAsync(host, "NPR", "2023-12-15"))]);
        Assert.Equal("missing", Text(await RateAsync(host, "NPR", "2024-02-01"), "doubt"));
    }

    [Theory]
    [InlineData("2023-03-11", "none")]
    [InlineData("2023-03-12", "stale")]
    [InlineData("2023-04-01", "missing")]
    public async Task A_daily_rate_goes_stale_after_the_days_that_two_people_set(string on, string doubt)
    {
        await using var host = new ServiceHost();
        await host.ApproveRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,Nepal Rastra Bank");
        await host.ProposeAndApproveAsync("/v1/settings/rates.stale-after/proposals", Setting("2000-01-01", 10));
        var rate = await RateAsync(host, "NPR", on);
        Assert.Equal((doubt, doubt == "none"), (Text(rate, "doubt"), rate.GetProperty("decides").GetBoolean()));
        Assert.Equal(doubt == "missing", rate.GetProperty("rate").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task The_dollar_is_the_unit_and_a_demonstration_decides_nothing()
    {
        await using var host = new ServiceHost();
        var dollar = await RateAsync(host, "USD", "2023-03-05");
        Assert.Equal((true, JsonValueKind.Null), (dollar.GetProperty("decides").GetBoolean(), dollar.GetProperty("rate").ValueKind));
        var invented = await RateAsync(host, "NPR", "2024-06-05");
        Assert.Equal((false, "demonstration", "demonstration"), (invented.GetProperty("decides").GetBoolean(), Text(invented, "doubt"), Text(invented.GetProperty("rate"), "authority")));
    }

    [Fact]
    public async Task Every_wrong_line_is_named_and_nothing_is_stored()
    {
        await using var host = new ServiceHost();
        var before = await host.CountRowsAsync();
        var problem = await ProblemAnswer.ReadAsync(await host.DraftRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,-1,daily,A bank\nXXX,soon,2023-03-31,1,daily,A bank"));
        Assert.Equal([("rates.units", "/text"), ("rates.currency", "/text"), ("rates.day", "/text")], problem.Errors);
        Assert.Contains("Line 3:", problem.Body.ToString(), StringComparison.Ordinal);
        Assert.Equal([("rates.name", "/name")], (await ProblemAnswer.ReadAsync(await host.DraftRatesAsync("shipped", "NPR,2023-03-01,2023-03-31,1,daily,A bank"))).Errors);
        Assert.Equal([("rates.name", "/name")], (await ProblemAnswer.ReadAsync(await host.DraftRatesAsync("N R B", "NPR,2023-03-01,2023-03-31,1,daily,A bank"))).Errors);
        Assert.Equal(before, await host.CountRowsAsync());
    }

    [Fact]
    public async Task Two_people_decide_and_each_says_on_which_version()
    {
        await using var host = new ServiceHost();
        using var drafted = await host.DraftRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,A bank");
        var id = Text(await drafted.Content.ReadFromJsonAsync<JsonElement>(), "id");
        await AssertProblemAsync(await host.DraftRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,A bank"), 409, "rates.text-known");
        await AssertProblemAsync(await ProposeAsync(host, id, null), 428, "version.required");
        await AssertProblemAsync(await ProposeAsync(host, id, "\"v7\""), 412, "version.stale");
        await AssertProblemAsync(await ProposeAsync(host, "xr_0000000000000000", "*"), 404, "not-found");
        using var proposed = await ProposeAsync(host, id, drafted.Headers.ETag!.ToString());
        var proposal = Text(await proposed.Content.ReadFromJsonAsync<JsonElement>(), "id");
        await AssertProblemAsync(await ProposeAsync(host, id, "*"), 409, "proposal.open");
        await AssertProblemAsync(await DecideAsync(host, proposal, "officer:maya"), 409, "proposal.same-person");
        Assert.Equal("proposed", Text((await SeriesAsync(host, "?name=nrb"))[0], "state"));
        Assert.Equal("shipped", Series(await RateAsync(host, "NPR", "2023-03-05")));

        // Back to a draft, and proposed again.
        using var withdrawn = await ServiceHost.SendAsync(host.Officer, $"/v1/proposals/{proposal}/withdrawal", new JsonObject { ["reason"] = "a slip" }, "*");
        Assert.Equal("draft", Text((await SeriesAsync(host, "?name=nrb"))[0], "state"));
        using var again = await ProposeAsync(host, id, "*");
        Assert.Equal(200, (int)(await DecideAsync(host, Text(await again.Content.ReadFromJsonAsync<JsonElement>(), "id"), "officer:ravi")).StatusCode);
        await AssertProblemAsync(await ProposeAsync(host, id, "*"), 409, "rates.already-approved");
    }

    [Fact]
    public async Task A_text_that_was_changed_behind_our_back_is_not_approved()
    {
        await using var host = new ServiceHost();
        using var drafted = await host.DraftRatesAsync("nrb", "NPR,2023-03-01,2023-03-31,131.5,daily,A bank");
        using var proposed = await ProposeAsync(host, Text(await drafted.Content.ReadFromJsonAsync<JsonElement>(), "id"), "*");
        await host.InDatabaseAsync(db => db.RateSeries.Where(s => s.Name == "nrb").ExecuteUpdateAsync(set => set.SetProperty(s => s.Text, $"{Header}NPR,2023-03-01,2023-03-31,1,daily,A bank\n")));
        await AssertProblemAsync(await DecideAsync(host, Text(await proposed.Content.ReadFromJsonAsync<JsonElement>(), "id"), "officer:ravi"), 409, "proposal.stale");
        Assert.Equal("shipped", Series(await RateAsync(host, "NPR", "2023-03-05")));
    }

    [Fact]
    public async Task A_quote_tells_the_series_of_its_rate()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np");
        await host.ApproveRatesAsync("nrb", "NPR,2025-01-01,2026-12-31,140,peg,Nepal Rastra Bank");
        var quote = await host.Public.GetFromJsonAsync<JsonElement>("/v1/fee-quotes?origin=NP&destination=QA&on=2026-03-01&currency=USD");
        var rate = Assert.Single(quote.GetProperty("allIn").GetProperty("rates").EnumerateArray());
        Assert.Equal(("NPR", "nrb", "peg", "140"), (Text(rate, "currency"), Text(rate, "series"), Text(rate, "kind"), Text(rate, "unitsPerUsd")));
    }

    private static JsonObject Setting(string from, JsonNode value) => new() { ["from"] = from, ["value"] = value, ["reason"] = "the test needs it" };

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    private static Task<HttpResponseMessage> ProposeAsync(ServiceHost host, string? id, string? etag) =>
        ServiceHost.SendAsync(host.Officer, $"/v1/exchange-rates/series/{id}/proposal", new JsonObject { ["reason"] = "compared with the bank" }, etag);

    private static Task<HttpResponseMessage> DecideAsync(ServiceHost host, string? proposal, string who) =>
        ServiceHost.SendAsync(host.As(who), $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "compared too" }, "*");

    private static async Task<List<JsonElement>> SeriesAsync(ServiceHost host, string query = "") =>
        [.. (await host.Public.GetFromJsonAsync<JsonElement>($"/v1/exchange-rates/series{query}")).GetProperty("items").EnumerateArray()];

    private static Task<JsonElement> RateAsync(ServiceHost host, string currency, string on, string? knownAt = null) =>
        host.Public.GetFromJsonAsync<JsonElement>($"/v1/exchange-rates?currency={currency}&on={on}{(knownAt is null ? "" : $"&knownAt={knownAt}")}");

    private static (string?, string?, string?, string?, string?, bool) Shown(JsonElement answer) => answer.GetProperty("rate") is var r
        ? (Text(r, "series"), Text(r, "kind"), Text(r, "authority"), Text(r, "validFrom"), Text(r, "validTo"), r.GetProperty("standsIn").GetBoolean()) : default;

    private static string? Series(JsonElement answer) => Text(answer.GetProperty("rate"), "series");

    private static string? Text(JsonElement thing, string name) => thing.GetProperty(name).GetString();
}

/// <summary>Series of rates, by the names that tests give them.</summary>
internal static class RatesOfTests
{
    public static Task<HttpResponseMessage> DraftRatesAsync(this ServiceHost host, string name, string lines) => ServiceHost.SendAsync(
        host.Officer, "/v1/exchange-rates/series", new JsonObject { ["name"] = name, ["text"] = $"{RateSeriesTests.Header}{lines}\n", ["reason"] = "the bank published it" });

    /// <summary>One officer brings the series in and proposes it, another approves.</summary>
    public static async Task ApproveRatesAsync(this ServiceHost host, string name, string lines)
    {
        using var drafted = await host.DraftRatesAsync(name, lines);
        var series = await drafted.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(drafted.IsSuccessStatusCode, series.ToString());
        await host.ProposeAndApproveAsync($"/v1/exchange-rates/series/{series.GetProperty("id").GetString()}/proposal", new JsonObject { ["reason"] = "compared with the bank" }, "*");
    }

    /// <summary>The series that ships, by two people.</summary>
    public static async Task ApproveShippedRatesAsync(this ServiceHost host)
    {
        var id = await host.InDatabaseAsync(db => db.RateSeries.Where(s => s.Name == RateSeries.Shipped).Select(s => s.PublicId).SingleAsync());
        await host.ProposeAndApproveAsync($"/v1/exchange-rates/series/{id}/proposal", new JsonObject { ["reason"] = "compared with the World Bank" }, "*");
    }
}
