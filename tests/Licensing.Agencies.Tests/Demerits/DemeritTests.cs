using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Demerits;

namespace Licensing.Agencies.Tests.Demerits;

/// <summary>Points from decisions, counted on any day; what the regime lets follow is suggested, and decided by people.</summary>
public sealed class DemeritTests : IAsyncLifetime
{
    private const string Bands = """[{"from":"12","consequence":"surveillance-and-final-warning"},{"from":"24","consequence":"may-suspend-or-revoke"}]""";
    private readonly ServiceHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task SetBandsAsync() => _host.SetRegimeAsync(("demerit-bands", Bands));

    private async Task SetBothAsync() => await _host.SetRegimeAsync(("demerit-bands", Bands), ("demerit-expiry", "\"12 months\""));

    [Theory]
    [InlineData(11, null)]
    [InlineData(12, "surveillance-and-final-warning")]
    [InlineData(23, "surveillance-and-final-warning")]
    [InlineData(24, "may-suspend-or-revoke")]
    public async Task The_band_that_is_reached_is_suggested_with_the_decision_and_nothing_is_applied(int points, string? follows)
    {
        await SetBothAsync();
        var agency = await _host.RegisterAgencyAsync();
        var licence = await _host.StoreLicenceAsync(agency);
        await GiveAsync(agency, points, "2026-03-01");
        var suggestions = await SuggestionsAsync(agency);
        Assert.Equal(follows is null ? [] : [follows], suggestions.Select(s => s.GetProperty("follows").GetString()));
        if (follows is not null)
            Assert.Equal((points, (await EntriesAsync(agency))[0].GetProperty("id").GetString()), (suggestions[0].GetProperty("points").GetInt32(), suggestions[0].GetProperty("because")[0].GetString()));
        Assert.Equal("full", (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/licences/{licence}")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("2025-03-14", 0)]                // the day before the decision
    [InlineData("2025-03-15", 12)]
    [InlineData("2026-03-14", 12)]               // the last day of twelve months, the first counting
    [InlineData("2026-03-15", 0)]
    public async Task Points_count_from_the_day_of_the_decision_to_their_last_day(string day, int points)
    {
        await SetBothAsync();
        var agency = await _host.RegisterAgencyAsync();
        await GiveAsync(agency, 12, "2025-03-15");
        var count = await CountAsync(agency, $"?on={day}");
        Assert.Equal(points, count.GetProperty("points").GetInt32());
        var entry = Assert.Single(count.GetProperty("entries").EnumerateArray());
        Assert.Equal((points > 0, "2026-03-14"), (entry.GetProperty("counts").GetBoolean(), entry.GetProperty("countsUntil").GetString()));
        // Lapsed by today, the fifteenth: nothing is suggested.
        Assert.Empty(await SuggestionsAsync(agency));
    }

    [Fact]
    public async Task Where_nobody_knows_how_long_points_count_it_is_said_and_suggested_once_the_ministry_has_set_it()
    {
        await SetBandsAsync();
        var agency = await _host.RegisterAgencyAsync();
        await GiveAsync(agency, 12, "2026-03-01");
        var count = await CountAsync(agency);
        Assert.Equal(JsonValueKind.Null, count.GetProperty("points").ValueKind);
        Assert.Equal(("demerit-expiry", 12), (count.GetProperty("undetermined").GetString(), count.GetProperty("pointsAtMost").GetInt32()));
        await SweepAsync();
        Assert.Empty(await SuggestionsAsync(agency));
        await _host.SetRegimeAsync(("demerit-expiry", "\"12 months\""));
        await Task.WhenAll(SweepAsync(), SweepAsync());
        await SweepAsync();
        Assert.Single(await SuggestionsAsync(agency));
    }

    [Fact]
    public async Task Whoever_proposes_points_does_not_give_them()
    {
        await SetBothAsync();
        var agency = await _host.RegisterAgencyAsync();
        using var proposed = await ProposeAsync(agency, Points(12, "2026-03-01"));
        var proposal = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var alone = await ServiceHost.SendAsync(_host.Officer, $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "mine" }, "*");
        Assert.Equal("proposal.same-person", await CodeAsync(alone));
        Assert.Empty(await EntriesAsync(agency));
    }

    [Fact]
    public async Task A_band_is_suggested_once_for_what_counts_and_the_next_one_anew()
    {
        await SetBothAsync();
        var agency = await _host.RegisterAgencyAsync();
        await GiveAsync(agency, 12, "2026-03-01");
        var first = Assert.Single(await SuggestionsAsync(agency)).GetProperty("id").GetString();
        using var dismissed = await ServiceHost.SendAsync(_host.Officer, $"/v1/suggestions/{first}/dismissal", new JsonObject { ["reason"] = "warned in January" }, "*");
        Assert.Equal(200, (int)dismissed.StatusCode);
        await GiveAsync(agency, 11, "2026-03-02");
        await SweepAsync();
        Assert.Empty(await SuggestionsAsync(agency));
        await GiveAsync(agency, 1, "2026-03-03");
        Assert.Equal("may-suspend-or-revoke", Assert.Single(await SuggestionsAsync(agency)).GetProperty("follows").GetString());
        using var twice = await ServiceHost.SendAsync(_host.Officer, $"/v1/suggestions/{first}/dismissal", new JsonObject { ["reason"] = "again" }, "*");
        Assert.Equal("suggestion.decided", await CodeAsync(twice));
    }

    [Fact]
    public async Task Points_that_lapse_and_are_reached_again_are_suggested_again()
    {
        await SetBothAsync();
        var agency = await _host.RegisterAgencyAsync();
        await GiveAsync(agency, 12, "2025-06-01");
        _host.Clock.SetUtcNow(new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero));
        await SweepAsync();
        Assert.Equal("lapsed", Assert.Single(await SuggestionsAsync(agency, "lapsed")).GetProperty("state").GetString());
        await GiveAsync(agency, 12, "2026-06-01");
        Assert.Single(await SuggestionsAsync(agency));
    }

    [Fact]
    public async Task Points_set_aside_count_no_longer_from_that_day_and_what_rested_on_them_lapses()
    {
        await SetBothAsync();
        var agency = await _host.RegisterAgencyAsync();
        await GiveAsync(agency, 12, "2026-03-01");
        var known = _host.Clock.GetUtcNow().UtcDateTime;
        _host.Clock.Advance(TimeSpan.FromHours(1));
        var entry = (await EntriesAsync(agency))[0].GetProperty("id").GetString();
        var aside = new JsonObject { ["on"] = "2026-03-10", ["decision"] = "Appeal 3 of 2026", ["reason"] = "the tribunal" };
        using var early = await ServiceHost.SendAsync(_host.Officer, $"/v1/demerits/{entry}/setting-aside", aside.DeepClone().AsObject().With("on", "2026-02-28"), "*");
        Assert.Equal("end.before-beginning", await CodeAsync(early));
        await _host.ProposeAndApproveAsync($"/v1/demerits/{entry}/setting-aside", aside, "*");
        Assert.Equal(12, (await CountAsync(agency, "?on=2026-03-09")).GetProperty("points").GetInt32());
        Assert.Equal(0, (await CountAsync(agency, "?on=2026-03-10")).GetProperty("points").GetInt32());
        Assert.Equal(12, (await CountAsync(agency, $"?on=2026-03-10&knownAt={known:yyyy-MM-ddTHH:mm:ssZ}")).GetProperty("points").GetInt32());
        Assert.Empty(await SuggestionsAsync(agency));
        Assert.Single(await SuggestionsAsync(agency, "lapsed"));
        using var again = await ServiceHost.SendAsync(_host.Officer, $"/v1/demerits/{entry}/setting-aside", aside.DeepClone(), "*");
        Assert.Equal("demerits.set-aside", await CodeAsync(again));
    }

    [Fact]
    public async Task Points_that_an_appeal_takes_away_are_set_aside_by_its_decision()
    {
        await SetBothAsync();
        await _host.SetRegimeAsync(("appeal", "\"30 days\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));
        var (agency, another) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        await GiveAsync(agency, 12, "2026-03-01");
        var appeal = new JsonObject { ["subjectId"] = (await EntriesAsync(agency))[0].GetProperty("id").GetString(), ["path"] = "appeal", ["grounds"] = "We charged nobody." };
        using var others = await ServiceHost.SendAsync(_host.As($"agency:{another.Id}"), "/v1/appeals", appeal.DeepClone());
        Assert.Equal(404, (int)others.StatusCode);
        using var lodged = await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), "/v1/appeals", appeal);
        var id = (await lodged.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await _host.ProposeAndApproveAsync($"/v1/appeals/{id}/decision", new JsonObject
        {
            ["outcome"] = "allow", ["decidedBy"] = "Tribunal, file 3 of 2026", ["grounds"] = "No worker was charged.", ["reason"] = "the judgment was served", ["from"] = "2026-03-01",
        }, "*");
        Assert.Equal(0, (await CountAsync(agency, "?on=2026-03-10")).GetProperty("points").GetInt32());
        Assert.Single(await SuggestionsAsync(agency, "lapsed"));
    }

    [Fact]
    public async Task A_suggestion_is_followed_by_a_proposal_about_the_same_agency()
    {
        await SetBothAsync();
        var (agency, other) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        await GiveAsync(agency, 12, "2026-03-01");
        var suggestion = Assert.Single(await SuggestionsAsync(agency)).GetProperty("id").GetString();
        using var wrong = await FollowAsync(suggestion, await ProposedAsync(other));
        Assert.Equal("suggestion.other-proposal", await CodeAsync(wrong));
        var its = await ProposedAsync(agency);
        using var right = await FollowAsync(suggestion, its);
        var followed = await right.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("followed", its), (followed.GetProperty("state").GetString(), followed.GetProperty("proposalId").GetString()));
    }

    [Fact]
    public async Task A_finding_that_the_agency_has_not_and_a_day_to_come_are_refused()
    {
        await SetBothAsync();
        var agency = await _host.RegisterAgencyAsync();
        using var finding = await ProposeAsync(agency, Points(1, "2026-03-01").With("findings", new JsonArray("fi_0000000000000000")));
        Assert.Contains("finding.unknown", await finding.Content.ReadAsStringAsync());
        using var tomorrow = await ProposeAsync(agency, Points(1, "2026-03-16"));
        Assert.Contains("date.in-future", await tomorrow.Content.ReadAsStringAsync());
        using var none = await ProposeAsync(agency, Points(0, "2026-03-01"));
        Assert.Equal(400, (int)none.StatusCode);
    }

    [Theory]
    [InlineData(null, "regime.not-set")]
    [InlineData("\"none\"", "demerits.unknown-to-law")]
    public async Task Without_points_in_the_law_none_are_given(string? bands, string code)
    {
        if (bands is not null)
            await _host.SetRegimeAsync(("demerit-bands", bands));
        using var refused = await ProposeAsync(await _host.RegisterAgencyAsync(), Points(1, "2026-03-01"));
        Assert.Equal(code, await CodeAsync(refused));
    }

    private static JsonObject Points(int points, string on) => new() { ["points"] = points, ["on"] = on, ["decision"] = "Decision 4 of 2026", ["reason"] = "overcharging" };

    private Task<HttpResponseMessage> ProposeAsync(RegisteredAgency agency, JsonObject body) => ServiceHost.SendAsync(_host.Officer, $"/v1/agencies/{agency.Id}/demerits", body);

    private Task GiveAsync(RegisteredAgency agency, int points, string on) => _host.ProposeAndApproveAsync($"/v1/agencies/{agency.Id}/demerits", Points(points, on));

    private async Task<string?> ProposedAsync(RegisteredAgency agency)
    {
        using var proposed = await ProposeAsync(agency, Points(1, "2026-03-01"));
        return (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
    }

    private Task<HttpResponseMessage> FollowAsync(string? suggestion, string? proposal) =>
        ServiceHost.SendAsync(_host.Officer, $"/v1/suggestions/{suggestion}/proposal", new JsonObject { ["proposalId"] = proposal }, "*");

    private Task SweepAsync() => _host.RunJobAsync<SuggestFromDemeritsJob>(job => job.RunAsync(CancellationToken.None));

    private Task<JsonElement> CountAsync(RegisteredAgency agency, string query = "") => _host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/agencies/{agency.Id}/demerits{query}");

    private async Task<List<JsonElement>> EntriesAsync(RegisteredAgency agency) => [.. (await CountAsync(agency)).GetProperty("entries").EnumerateArray()];

    private async Task<List<JsonElement>> SuggestionsAsync(RegisteredAgency agency, string state = "open") =>
        [.. (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/suggestions?agency={agency.Id}&state={state}")).GetProperty("items").EnumerateArray()];

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
