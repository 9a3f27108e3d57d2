using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Agencies.Tests.Register;

namespace Licensing.Agencies.Tests.Agencies;

/// <summary>An agency is not its licence: agencies succeed each other, merge, turn out to be the same, and are parted again.</summary>
public sealed class AgencyLinkTests : IAsyncLifetime
{
    private readonly RegisterHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("succession", "succeeded-by", "successor-of")]
    [InlineData("merger", "merged-into", "merged-from")]
    [InlineData("duplicate", "duplicate-of", "has-duplicate")]
    public async Task Each_of_two_linked_agencies_is_shown_in_the_entry_of_the_other(string kind, string there, string back)
    {
        var (first, other) = (await _host.RegisterAgencyAsync("Everest Old"), await _host.RegisterAgencyAsync("Everest New"));
        await LinkAsync(first.Id, other.Id, kind, "2026-02-01");
        var link = Assert.Single(await LinksAsync(first.Id));
        Assert.Equal((there, other.Id, "Everest New", "2026-02-01"), Said(link));
        Assert.Equal((back, first.Id, "Everest Old", "2026-02-01"), Said(Assert.Single(await LinksAsync(other.Id))));
        Assert.Equal(JsonValueKind.Null, link.GetProperty("until").ValueKind);
    }

    [Theory]
    [InlineData("2026-01-31", 0)]      // the day before its first
    [InlineData("2026-02-01", 1)]
    [InlineData("2026-02-28", 1)]      // its last
    [InlineData("2026-03-01", 0)]
    public async Task A_link_holds_from_its_first_day_until_the_day_before_the_agencies_are_parted(string day, int links)
    {
        var (first, other) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        await PartAsync(await LinkAsync(first.Id, other.Id, "succession", "2026-02-01"), "2026-03-01");
        var shown = await LinksAsync(first.Id, $"?asOf={day}");
        Assert.Equal(links, shown.Count);
        Assert.Equal(links, (await LinksAsync(other.Id, $"?asOf={day}")).Count);
        if (links > 0)
            Assert.Equal("2026-02-28", shown[0].GetProperty("until").GetString());
    }

    [Fact]
    public async Task Two_that_were_taken_for_one_are_parted_and_both_are_as_they_were_while_what_was_said_stays_known()
    {
        var (first, other) = (await _host.RegisterAgencyAsync("Sagarmatha"), await _host.RegisterAgencyAsync("Sagarmatha Overseas"));
        await _host.StoreLicenceAsync(first, "S-1");
        await _host.StoreLicenceAsync(other, "S-2");
        var (firstBefore, otherBefore) = (await EntryAsync(first.Id), await EntryAsync(other.Id));
        _host.Clock.Advance(TimeSpan.FromHours(1));
        var link = await LinkAsync(first.Id, other.Id, "duplicate", "2026-03-15");
        var linkedAt = _host.Clock.GetUtcNow().UtcDateTime;
        _host.Clock.Advance(TimeSpan.FromHours(1));
        await PartAsync(link, "2026-03-15");

        Assert.Equal(firstBefore, await EntryAsync(first.Id));
        Assert.Equal(otherBefore, await EntryAsync(other.Id));
        Assert.Single(await LinksAsync(first.Id, $"?knownAt={linkedAt:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Empty(await LinksAsync(first.Id, $"?knownAt={linkedAt.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}"));
        // Linked anew, as something else.
        await LinkAsync(other.Id, first.Id, "succession", "2026-03-15");
        Assert.Equal("successor-of", Said(Assert.Single(await LinksAsync(first.Id))).Item1);
        var all = await _host.GetAsync($"/v1/agencies/{first.Id}/links");
        Assert.Equal(2, all.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_link_takes_two_people_and_the_export_is_another_afterwards()
    {
        var (first, other) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        var before = await ETagAsync();
        using var proposed = await ServiceHost.SendAsync(_host.Officer, $"/v1/agencies/{first.Id}/links", Link(other.Id, "merger", "2026-01-01"));
        var proposal = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var alone = await ServiceHost.SendAsync(_host.Officer, $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "mine" }, "*");
        Assert.Equal("proposal.same-person", await CodeAsync(alone));
        Assert.Empty(await LinksAsync(first.Id));
        Assert.Equal(before, await ETagAsync());
        using var approved = await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "the deed was seen" }, "*");
        Assert.Equal(200, (int)approved.StatusCode);
        var linked = await ETagAsync();
        Assert.NotEqual(before, linked);
        await PartAsync(await LinkIdAsync(first.Id), "2026-01-01");
        Assert.NotEqual(linked, await ETagAsync());
    }

    [Fact]
    public async Task No_agency_comes_after_itself_and_no_two_are_linked_twice()
    {
        var (a, b, c) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        await LinkAsync(a.Id, b.Id, "succession", "2024-01-01");
        await LinkAsync(b.Id, c.Id, "succession", "2025-01-01");
        Assert.Equal("agency.linked", await RefusedAsync(a.Id, b.Id));
        Assert.Equal("agency.linked", await RefusedAsync(b.Id, a.Id));
        Assert.Equal("agency.link-circular", await RefusedAsync(c.Id, a.Id));
        Assert.Equal("request.invalid", await RefusedAsync(a.Id, a.Id));
        Assert.Equal("request.invalid", await RefusedAsync(a.Id, "ag_0000000000000000"));
    }

    [Fact]
    public async Task What_was_linked_meanwhile_is_not_linked_the_other_way_round_by_an_older_proposal()
    {
        var (a, b) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        using var older = await ServiceHost.SendAsync(_host.Officer, $"/v1/agencies/{b.Id}/links", Link(a.Id, "duplicate", "2026-01-01"));
        var proposal = (await older.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await LinkAsync(a.Id, b.Id, "duplicate", "2026-01-01");
        using var approved = await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "late" }, "*");
        Assert.Equal("agency.linked", await CodeAsync(approved));
    }

    [Fact]
    public async Task Of_two_opposite_links_that_are_approved_at_once_one_is_made()
    {
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
            var proposals = new List<string?>();
            foreach (var (first, other) in ((string, string)[])[(a.Id, b.Id), (b.Id, a.Id)])
            {
                using var proposed = await ServiceHost.SendAsync(_host.Officer, $"/v1/agencies/{first}/links", Link(other, "merger", "2026-01-01"));
                proposals.Add((await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString());
            }

            var answers = await Task.WhenAll(proposals.Select(p => ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{p}/approval", new JsonObject { ["reason"] = "checked" }, "*")));
            Assert.Equal([200, 409], answers.Select(x => (int)x.StatusCode).Order());
            Assert.Single(await LinksAsync(a.Id));
        }
    }

    [Fact]
    public async Task Who_is_not_free_towards_either_agency_neither_proposes_nor_decides()
    {
        var (a, b) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        using var declared = await ServiceHost.SendAsync(_host.As("officer:ravi"), "/v1/conflicts", new JsonObject { ["agencyId"] = b.Id, ["reason"] = "a brother works there" });
        Assert.Equal(201, (int)declared.StatusCode);
        using var proposing = await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/agencies/{a.Id}/links", Link(b.Id, "merger", "2026-01-01"));
        Assert.Equal("proposal.conflict", await CodeAsync(proposing));
        using var proposed = await ServiceHost.SendAsync(_host.Officer, $"/v1/agencies/{a.Id}/links", Link(b.Id, "merger", "2026-01-01"));
        var proposal = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var approved = await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "checked" }, "*");
        Assert.Equal("proposal.conflict", await CodeAsync(approved));
    }

    [Fact]
    public async Task A_link_is_not_parted_before_it_began_nor_twice()
    {
        var link = await LinkAsync((await _host.RegisterAgencyAsync()).Id, (await _host.RegisterAgencyAsync()).Id, "merger", "2026-01-01");
        using var early = await ServiceHost.SendAsync(_host.Officer, $"/v1/agency-links/{link}/end", new JsonObject { ["to"] = "2025-12-31", ["reason"] = "a slip" }, "*");
        Assert.Equal("end.before-beginning", await CodeAsync(early));
        await PartAsync(link, "2026-01-01");
        using var again = await ServiceHost.SendAsync(_host.Officer, $"/v1/agency-links/{link}/end", new JsonObject { ["to"] = "2026-02-01", ["reason"] = "twice" }, "*");
        Assert.Equal("agency.link-ended", await CodeAsync(again));
    }

    private static (string?, string?, string?, string?) Said(JsonElement link) =>
        (link.GetProperty("relation").GetString(), link.GetProperty("agency").GetString(), link.GetProperty("name").GetString(), link.GetProperty("from").GetString());

    private static JsonObject Link(string other, string kind, string from) =>
        new() { ["kind"] = kind, ["otherId"] = other, ["from"] = from, ["authority"] = "Deed 12 of 2026", ["reason"] = "the deed was filed" };

    private async Task<string> LinkAsync(string agency, string other, string kind, string from)
    {
        await _host.ProposeAndApproveAsync($"/v1/agencies/{agency}/links", Link(other, kind, from));
        return await LinkIdAsync(agency, other);
    }

    private async Task<string> LinkIdAsync(string agency, string? other = null) => (await _host.GetAsync($"/v1/agencies/{agency}/links")).GetProperty("items").EnumerateArray()
        .Last(l => l.GetProperty("agencyId").GetString() == agency && (other is null || l.GetProperty("otherId").GetString() == other)).GetProperty("id").GetString()!;

    private Task<JsonElement> PartAsync(string link, string to) =>
        _host.ProposeAndApproveAsync($"/v1/agency-links/{link}/end", new JsonObject { ["to"] = to, ["reason"] = "they are two" }, "*");

    private async Task<List<JsonElement>> LinksAsync(string agency, string query = "") =>
        [.. (await _host.GetAsync($"/v1/register/agencies/{agency}{query}")).GetProperty("links").EnumerateArray()];

    private async Task<string> EntryAsync(string agency)
    {
        var entry = JsonNode.Parse((await _host.GetAsync($"/v1/register/agencies/{agency}")).GetRawText())!.AsObject();
        entry.Remove("knownAt");
        return entry.ToJsonString();
    }

    private async Task<string> ETagAsync()
    {
        using var answer = await _host.Public.GetAsync("/v1/register/export?format=ndjson");
        return answer.Headers.ETag!.ToString();
    }

    private async Task<string?> RefusedAsync(string agency, string other)
    {
        using var refused = await ServiceHost.SendAsync(_host.Officer, $"/v1/agencies/{agency}/links", Link(other, "duplicate", "2026-01-01"));
        return await CodeAsync(refused);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
