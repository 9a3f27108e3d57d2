using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Agencies.Tests.Register;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>What a licence asks of its holder: added and waived by two people, reported by the agency, confirmed by an officer.</summary>
public sealed class ConditionTests : IAsyncLifetime
{
    private readonly RegisterHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_condition_is_added_by_two_people_and_the_register_shows_it_if_it_concerns_the_public()
    {
        var (agency, licence) = await LicensedAsync();
        var before = await ETagAsync();
        await AddAsync(licence, isPublic: false);
        Assert.Empty(await ShownAsync(agency));
        Assert.Equal(before, await ETagAsync());
        await AddAsync(licence, isPublic: true);
        var shown = Assert.Single(await ShownAsync(agency));
        Assert.Equal(("Train every worker", "2026-03-20", "due"), (shown.GetProperty("text").GetString(), shown.GetProperty("dueOn").GetString(), shown.GetProperty("state").GetString()));
        Assert.NotEqual(before, await ETagAsync());
        Assert.Single((await _host.GetAsync($"/v1/register/verify?number=C-1")).GetProperty("licence").GetProperty("conditions").EnumerateArray());
    }

    [Theory]
    [InlineData("2026-02-28", null)]             // the day before it binds
    [InlineData("2026-03-01", "due")]
    [InlineData("2026-03-20", "due")]            // the last day
    [InlineData("2026-03-21", "overdue")]
    public async Task The_register_says_of_a_day_whether_it_was_met_by_then(string day, string? state)
    {
        var (agency, licence) = await LicensedAsync();
        await AddAsync(licence, isPublic: true);
        Assert.Equal(state, (await ShownAsync(agency, $"?asOf={day}")).SingleOrDefault() is { ValueKind: JsonValueKind.Object } shown ? shown.GetProperty("state").GetString() : null);
    }

    [Fact]
    public async Task What_was_known_before_a_condition_was_confirmed_stays_known()
    {
        var (agency, licence) = await LicensedAsync();
        var added = await AddAsync(licence, isPublic: true);
        var unmet = _host.Clock.GetUtcNow().UtcDateTime;
        _host.Clock.Advance(TimeSpan.FromHours(1));
        var etag = await ETagAsync();
        using var confirmed = await SendAsync(_host.Officer, $"{added}/confirmation", new() { ["on"] = "2026-03-14", ["reason"] = "seen on a visit" });
        Assert.Equal(200, (int)confirmed.StatusCode);
        Assert.Equal("met", Assert.Single(await ShownAsync(agency)).GetProperty("state").GetString());
        Assert.Equal("due", Assert.Single(await ShownAsync(agency, $"?knownAt={unmet:yyyy-MM-ddTHH:mm:ssZ}")).GetProperty("state").GetString());
        Assert.Equal("due", Assert.Single(await ShownAsync(agency, "?asOf=2026-03-13")).GetProperty("state").GetString());
        Assert.Equal("met", Assert.Single(await ShownAsync(agency, "?asOf=2026-03-14")).GetProperty("state").GetString());
        Assert.NotEqual(etag, await ETagAsync());
        using var again = await SendAsync(_host.Officer, $"{added}/confirmation", new() { ["on"] = "2026-03-14", ["reason"] = "twice" });
        Assert.Equal("condition.closed", await CodeAsync(again));
    }

    [Fact]
    public async Task An_agency_reports_an_officer_refuses_with_reasons_and_it_reports_again()
    {
        var (agency, licence) = await LicensedAsync();
        var added = await AddAsync(licence, isPublic: false);
        var own = _host.As($"agency:{agency.Id}");
        using var reported = await SendAsync(own, $"{added}/reports", new() { ["what"] = "All were trained.", ["document"] = "List 1" });
        Assert.Equal("reported", (await reported.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        using var twice = await SendAsync(own, $"{added}/reports", new() { ["what"] = "All were trained." });
        Assert.Equal("condition.reported", await CodeAsync(twice));
        using var refused = await SendAsync(_host.Officer, $"{added}/report-refusal", new() { ["reason"] = "Two are missing." });
        Assert.Equal("due", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        using var nothing = await SendAsync(_host.Officer, $"{added}/report-refusal", new() { ["reason"] = "Two are missing." });
        Assert.Equal("condition.not-reported", await CodeAsync(nothing));
        using var anew = await SendAsync(own, $"{added}/reports", new() { ["what"] = "Those two as well." });
        Assert.Equal(200, (int)anew.StatusCode);
        using var confirmed = await SendAsync(_host.Officer, $"{added}/confirmation", new() { ["on"] = "2026-03-15", ["reason"] = "The list is whole." });
        var acts = (await confirmed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("acts").EnumerateArray().Select(a => a.GetProperty("kind").GetString());
        Assert.Equal(["reported", "report-refused", "reported", "met"], acts);
    }

    [Fact]
    public async Task A_waiver_takes_two_people_and_holds_from_its_day()
    {
        var (agency, licence) = await LicensedAsync();
        var added = await AddAsync(licence, isPublic: true);
        using var proposed = await SendAsync(_host.Officer, $"{added}/waivers", Waiver());
        var proposal = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var alone = await SendAsync(_host.Officer, $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "mine" });
        Assert.Equal("proposal.same-person", await CodeAsync(alone));
        using var approved = await SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "no worker left" });
        Assert.Equal(200, (int)approved.StatusCode);
        Assert.Equal("overdue", Assert.Single(await ShownAsync(agency, "?asOf=2026-03-24")).GetProperty("state").GetString());
        Assert.Equal("waived", Assert.Single(await ShownAsync(agency, "?asOf=2026-03-25")).GetProperty("state").GetString());
        using var again = await SendAsync(_host.Officer, $"{added}/waivers", Waiver());
        Assert.Equal("condition.closed", await CodeAsync(again));
    }

    [Fact]
    public async Task A_waiver_that_was_proposed_before_the_agency_reported_is_stale()
    {
        var (agency, licence) = await LicensedAsync();
        var added = await AddAsync(licence, isPublic: true);
        using var proposed = await SendAsync(_host.Officer, $"{added}/waivers", Waiver());
        var proposal = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var reported = await SendAsync(_host.As($"agency:{agency.Id}"), $"{added}/reports", new() { ["what"] = "Done." });
        using var approved = await SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "late" });
        Assert.Equal("proposal.stale", await CodeAsync(approved));
    }

    [Theory]
    [InlineData("2026-03-15", 200)]              // today
    [InlineData("2026-03-16", 400)]
    public async Task What_is_not_done_yet_is_not_confirmed(string on, int status)
    {
        var (_, licence) = await LicensedAsync();
        using var answer = await SendAsync(_host.Officer, $"{await AddAsync(licence, isPublic: false)}/confirmation", new() { ["on"] = on, ["reason"] = "seen" });
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("10 working days", """{"firstDay":"does-not-count","lastDayOnHoliday":"moves"}""", "2026-03-13")]   // from Sunday 1 March; Saturdays and the 5th are free
    [InlineData("10 working days", """{"firstDay":"counts","lastDayOnHoliday":"moves"}""", "2026-03-12")]
    [InlineData("6 days", """{"firstDay":"does-not-count","lastDayOnHoliday":"moves"}""", "2026-03-08")]            // the seventh is a Saturday
    [InlineData("6 days", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}""", "2026-03-07")]
    [InlineData("1 month", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}""", "2026-04-01")]
    public async Task A_time_is_counted_as_the_regime_counts_days(string within, string counting, string dueOn)
    {
        await _host.SetRegimeAsync(("day-counting", counting));
        await _host.SetCalendarAsync(["saturday"], ["2026-03-05"]);
        var (agency, licence) = await LicensedAsync();
        await _host.ProposeAndApproveAsync($"/v1/licences/{licence}/conditions", Condition(true).With("dueOn", null).With("within", within));
        Assert.Equal(dueOn, Assert.Single(await ShownAsync(agency)).GetProperty("dueOn").GetString());
    }

    [Theory]
    [InlineData(null, "10 days", "regime.not-set")]                    // nobody knows how days are counted
    [InlineData("moves", "10 working days", "regime.not-set")]         // nor which are worked
    [InlineData("stays", "soon", "request.invalid")]
    public async Task A_time_that_cannot_be_counted_is_refused(string? lastDay, string within, string code)
    {
        if (lastDay is not null)
            await _host.SetRegimeAsync(("day-counting", $$"""{"firstDay":"counts","lastDayOnHoliday":"{{lastDay}}"}"""));
        var (_, licence) = await LicensedAsync();
        using var refused = await SendAsync(_host.Officer, $"/v1/licences/{licence}/conditions", Condition(true).With("dueOn", null).With("within", within));
        Assert.Equal(code, await CodeAsync(refused));
    }

    [Fact]
    public async Task An_officer_who_is_not_free_towards_the_agency_decides_no_report()
    {
        var (agency, licence) = await LicensedAsync();
        var added = await AddAsync(licence, isPublic: false);
        using var declared = await ServiceHost.SendAsync(_host.Officer, "/v1/conflicts", new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "a sister works there" });
        using var refused = await SendAsync(_host.Officer, $"{added}/confirmation", new() { ["on"] = "2026-03-15", ["reason"] = "seen" });
        Assert.Equal("proposal.conflict", await CodeAsync(refused));
        using var another = await SendAsync(_host.As("officer:ravi"), $"{added}/confirmation", new() { ["on"] = "2026-03-15", ["reason"] = "seen" });
        Assert.Equal(200, (int)another.StatusCode);
    }

    [Fact]
    public async Task A_licence_that_has_ended_gets_no_condition()
    {
        var agency = await _host.RegisterAgencyAsync();
        var licence = await _host.StoreLicenceAsync(agency, until: "2026-03-14");
        using var refused = await SendAsync(_host.Officer, $"/v1/licences/{licence}/conditions", Condition(true));
        Assert.Equal("licence.not-possible", await CodeAsync(refused));
    }

    private static JsonObject Condition(bool isPublic) =>
        new() { ["text"] = "Train every worker", ["from"] = "2026-03-01", ["dueOn"] = "2026-03-20", ["isPublic"] = isPublic, ["reason"] = "found on a visit" };

    private static JsonObject Waiver() => new() { ["from"] = "2026-03-25", ["reason"] = "no worker left" };

    private async Task<(RegisteredAgency Agency, string Licence)> LicensedAsync()
    {
        var agency = await _host.RegisterAgencyAsync();
        return (agency, await _host.StoreLicenceAsync(agency, "C-1"));
    }

    /// <returns>The address of the condition.</returns>
    private async Task<string> AddAsync(string licence, bool isPublic)
    {
        await _host.ProposeAndApproveAsync($"/v1/licences/{licence}/conditions", Condition(isPublic));
        var all = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/licences/{licence}/conditions");
        return $"/v1/conditions/{all.GetProperty("items").EnumerateArray().Last().GetProperty("id").GetString()}";
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, JsonObject body) => ServiceHost.SendAsync(client, address, body, "*");

    private async Task<List<JsonElement>> ShownAsync(RegisteredAgency agency, string query = "") =>
        [.. Assert.Single((await _host.GetAsync($"/v1/register/agencies/{agency.Id}{query}")).GetProperty("licences").EnumerateArray()).GetProperty("conditions").EnumerateArray()];

    private async Task<string> ETagAsync()
    {
        using var answer = await _host.Public.GetAsync("/v1/register/export?format=ndjson");
        return answer.Headers.ETag!.ToString();
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
