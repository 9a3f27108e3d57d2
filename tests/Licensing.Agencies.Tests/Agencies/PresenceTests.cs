using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Agencies.Tests.Agencies;

/// <summary>Where an agency does business and who acts for it.</summary>
public sealed class PresenceTests(ServiceHost host)
{
    [Theory]
    [InlineData("2023-12-31", 0)]
    [InlineData("2024-01-01", 1)]
    [InlineData("2024-12-31", 1)]
    [InlineData("2025-01-01", 0)]
    public async Task A_branch_is_open_from_its_first_day_until_the_day_before_it_is_closed(string day, int open)
    {
        var agency = await host.RegisterAgencyAsync();
        var (id, etag) = await SendAsync($"/v1/agencies/{agency.Id}/branches", new() { ["kind"] = "branch", ["address"] = "Putalisadak 28", ["place"] = "Kathmandu", ["from"] = "2024-01-01" });
        using var closed = await ServiceHost.SendAsync(host.Officer, $"/v1/branches/{id}/end", new JsonObject { ["to"] = "2025-01-01", ["reason"] = "the lease ended" }, etag);
        Assert.Equal(200, (int)closed.StatusCode);
        Assert.Equal(open, (await host.Public.GetFromJsonAsync<JsonElement>($"/v1/agencies/{agency.Id}/branches?on={day}")).GetProperty("items").GetArrayLength());
        using var again = await ServiceHost.SendAsync(host.Officer, $"/v1/branches/{id}/end", new JsonObject { ["to"] = "2025-02-01", ["reason"] = "twice" }, "*");
        Assert.Equal("branch.closed", await CodeAsync(again));
    }

    [Fact]
    public async Task An_end_before_the_beginning_is_refused()
    {
        var agency = await host.RegisterAgencyAsync();
        var (id, etag) = await SendAsync($"/v1/agencies/{agency.Id}/representatives", Representative("authorised", "NP"));
        using var refused = await ServiceHost.SendAsync(host.Officer, $"/v1/representatives/{id}/end", new JsonObject { ["to"] = "2024-12-31", ["reason"] = "a slip" }, etag);
        Assert.Equal("end.before-beginning", await CodeAsync(refused));
        using var onTheDay = await ServiceHost.SendAsync(host.Officer, $"/v1/representatives/{id}/end", new JsonObject { ["to"] = "2025-01-01", ["reason"] = "never took office" }, etag);
        Assert.Equal(200, (int)onTheDay.StatusCode);
    }

    [Theory]
    [InlineData("np", "2025-09-01", "sub-agent", "NP", "sub-agent.forbidden")]     // only abroad, as far as the Act read in 2025 tells
    [InlineData("np", "2025-09-01", "abroad", "MY", null)]
    [InlineData("np", "2020-01-01", "abroad", "MY", "regime.not-set")]            // what held then no source says
    [InlineData("in", "2026-11-25", "sub-agent", "IN", "sub-agent.forbidden")]
    [InlineData("ke", "2026-11-25", "sub-agent", "KE", "regime.not-set")]
    [InlineData("ke", "2026-11-25", "authorised", "KE", null)]
    public async Task A_sub_agent_is_registered_where_the_regime_of_the_day_allows_it(string regime, string from, string kind, string country, string? refusal)
    {
        await using var ministry = new ServiceHost { Settings = { ["Ministry:Regime"] = regime, ["Ministry:HomeCountry"] = regime.ToUpperInvariant() } };
        var agency = await ministry.RegisterAgencyAsync(country: regime.ToUpperInvariant());
        var body = Representative(kind, country);
        body["from"] = from;
        using var answer = await ServiceHost.SendAsync(ministry.Officer, $"/v1/agencies/{agency.Id}/representatives", body);
        if (refusal is null)
            Assert.Equal(201, (int)answer.StatusCode);
        else
            Assert.Equal(refusal, await CodeAsync(answer));
    }

    [Fact]
    public async Task Sub_agents_are_registered_once_the_ministry_has_set_that_they_are()
    {
        await using var ministry = new ServiceHost();
        await ministry.SetRegimeAsync(("sub-agents", "\"registered\""));
        var agency = await ministry.RegisterAgencyAsync();
        using var answer = await ServiceHost.SendAsync(ministry.Officer, $"/v1/agencies/{agency.Id}/representatives", Representative("sub-agent", "NP"));
        Assert.Equal(201, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("sub-agent", "MY", "country.not-home")]
    [InlineData("abroad", "NP", "country.home")]
    public async Task Where_it_acts_fits_what_it_is(string kind, string country, string code)
    {
        var agency = await host.RegisterAgencyAsync();
        using var refused = await ServiceHost.SendAsync(host.Officer, $"/v1/agencies/{agency.Id}/representatives", Representative(kind, country));
        Assert.True((int)refused.StatusCode == 400, await refused.Content.ReadAsStringAsync());
        Assert.Contains(code, await refused.Content.ReadAsStringAsync());
    }

    private static JsonObject Representative(string kind, string country) => new() { ["kind"] = kind, ["name"] = "Asha Tamang", ["country"] = country, ["from"] = "2025-01-01" };

    private async Task<(string Id, string ETag)> SendAsync(string address, JsonObject body)
    {
        using var answer = await ServiceHost.SendAsync(host.Officer, address, body);
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, created.ToString());
        return (created.GetProperty("id").GetString()!, answer.Headers.ETag!.ToString());
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
