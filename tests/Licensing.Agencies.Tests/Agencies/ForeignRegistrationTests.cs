using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Agencies.Tests.Register;

namespace Licensing.Agencies.Tests.Agencies;

/// <summary>What an agency holds in another country: filed by it, confirmed by the ministry, shown to the public.</summary>
public sealed class ForeignRegistrationTests : IAsyncLifetime
{
    private readonly RegisterHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_public_sees_it_once_it_is_confirmed_and_knows_it_from_then_on()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (id, etag) = await FileAsync(agency);
        Assert.Empty(await ShownAsync(agency));
        _host.Clock.Advance(TimeSpan.FromHours(1));
        using var confirmed = await DecideAsync(id, "confirmation", etag);
        Assert.Equal(200, (int)confirmed.StatusCode);
        var shown = Assert.Single(await ShownAsync(agency));
        Assert.Equal(("MY", "Ministry of Human Resources", "JTK-1"), (shown.GetProperty("country").GetString(), shown.GetProperty("authority").GetString(), shown.GetProperty("number").GetString()));
        var before = _host.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1);
        Assert.Empty(await ShownAsync(agency, $"?knownAt={before:yyyy-MM-ddTHH:mm:ssZ}"));
        using var again = await DecideAsync(id, "refusal", "*");
        Assert.Equal("foreign-registration.decided", await CodeAsync(again));
    }

    [Theory]
    [InlineData("2024-12-31", 0)]
    [InlineData("2025-01-01", 1)]
    [InlineData("2026-02-28", 1)]      // ended from 1 March 2026 on
    [InlineData("2026-03-01", 0)]
    public async Task It_is_shown_from_its_first_day_to_its_last_or_the_day_before_it_ended(string day, int shown)
    {
        var agency = await _host.RegisterAgencyAsync();
        var (id, _) = await FileAsync(agency, until: "2026-12-31");
        using var confirmed = await DecideAsync(id, "confirmation", "*");
        Assert.Equal("2026-12-31", Assert.Single(await ShownAsync(agency)).GetProperty("until").GetString());
        using var ended = await ServiceHost.SendAsync(_host.Officer, $"/v1/foreign-registrations/{id}/end", new JsonObject { ["to"] = "2026-03-01", ["reason"] = "withdrawn there" }, "*");
        Assert.Equal(200, (int)ended.StatusCode);
        Assert.Equal(shown, (await ShownAsync(agency, $"?asOf={day}")).Count);
    }

    [Theory]
    [InlineData("2026-12-31", 1)]
    [InlineData("2027-01-01", 0)]
    public async Task It_is_shown_up_to_the_last_day_on_its_papers(string day, int shown)
    {
        var agency = await _host.RegisterAgencyAsync();
        var (id, _) = await FileAsync(agency, until: "2026-12-31");
        using var confirmed = await DecideAsync(id, "confirmation", "*");
        Assert.Equal(shown, (await ShownAsync(agency, $"?asOf={day}")).Count);
    }

    [Fact]
    public async Task What_is_refused_is_never_shown_and_the_agency_reads_why()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (id, _) = await FileAsync(agency);
        using var refused = await DecideAsync(id, "refusal", "*");
        Assert.Equal(200, (int)refused.StatusCode);
        Assert.Empty(await ShownAsync(agency));
        var listed = await _host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/agencies/{agency.Id}/foreign-registrations");
        Assert.Equal("asked there", Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("refusalReason").GetString());
        using var ended = await ServiceHost.SendAsync(_host.Officer, $"/v1/foreign-registrations/{id}/end", new JsonObject { ["to"] = "2026-03-01", ["reason"] = "x" }, "*");
        Assert.Equal("foreign-registration.not-confirmed", await CodeAsync(ended));
    }

    [Fact]
    public async Task One_of_the_home_country_is_refused()
    {
        var agency = await _host.RegisterAgencyAsync();
        using var refused = await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/foreign-registrations", Registration(null).With("country", "NP"));
        Assert.Contains("country.home", await refused.Content.ReadAsStringAsync());
    }

    private static JsonObject Registration(string? until) =>
        new() { ["country"] = "MY", ["authority"] = "Ministry of Human Resources", ["number"] = "JTK-1", ["from"] = "2025-01-01", ["until"] = until };

    private async Task<(string Id, string ETag)> FileAsync(RegisteredAgency agency, string? until = null)
    {
        using var filed = await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/foreign-registrations", Registration(until));
        var body = await filed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)filed.StatusCode == 201, body.ToString());
        return (body.GetProperty("id").GetString()!, filed.Headers.ETag!.ToString());
    }

    private Task<HttpResponseMessage> DecideAsync(string id, string how, string etag) =>
        ServiceHost.SendAsync(_host.Officer, $"/v1/foreign-registrations/{id}/{how}", new JsonObject { ["reason"] = "asked there" }, etag);

    private async Task<List<JsonElement>> ShownAsync(RegisteredAgency agency, string query = "") =>
        [.. (await _host.GetAsync($"/v1/register/agencies/{agency.Id}{query}")).GetProperty("abroad").EnumerateArray()];

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
