using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Features.Register;

/// <summary>Whatever is linked, parted, confirmed, waived and changed later: what the register said at an instant is told again, byte by byte.</summary>
public sealed class DutiesKnownAtTests : IAsyncLifetime
{
    private static readonly string[] Days = ["2026-02-15", "2026-03-15", "2026-04-10"];
    private readonly RegisterHost _host = new();
    private readonly List<string> _agencies = [];
    private readonly List<string> _licences = [];

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 4; i++)
        {
            var agency = await _host.RegisterAgencyAsync($"Peak {i}");
            _agencies.Add(agency.Id);
            _licences.Add(await _host.StoreLicenceAsync(agency, $"P-{i}"));
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_was_said_is_told_again_with_its_ETag(int seed)
    {
        var random = new Random(seed);
        var said = new List<(DateTime At, string Day, string ETag, string Text)>();
        var did = new HashSet<string>();
        for (var step = 0; step < 40; step++)
        {
            if (await ActAsync(step % 8, random) is { } act)
                did.Add(act);
            foreach (var day in Days)
            {
                var (etag, text) = await ExportAsync($"asOf={day}");
                said.Add((_host.Clock.GetUtcNow().UtcDateTime, day, etag, text));
            }

            _host.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        // Or nothing was tried.
        Assert.Superset(new HashSet<string> { "link", "part", "abroad", "abroad-end", "condition", "met", "waive", "address" }, did);
        Assert.True(said.Select(s => s.ETag).Distinct().Count() > 30);
        foreach (var (at, day, etag, text) in said)
        {
            var (etagNow, textNow) = await ExportAsync($"asOf={day}&knownAt={at:yyyy-MM-ddTHH:mm:ss.fffZ}");
            Assert.Equal(text, textNow);
            Assert.Equal(etag, etagNow);
        }

        // Equal tags are equal texts, and the other way round.
        Assert.Equal(said.Select(s => (s.Day, s.ETag)).Distinct().Count(), said.Select(s => (s.Day, s.ETag, s.Text)).Distinct().Count());
    }

    /// <returns>What was done; null where the register refused it.</returns>
    private async Task<string?> ActAsync(int what, Random random)
    {
        string Agency() => _agencies[random.Next(_agencies.Count)];
        string Day(int month) => $"2026-{month:D2}-{random.Next(1, 29):D2}";
        switch (what)
        {
            case 0:
                return await TwoAsync($"/v1/agencies/{Agency()}/links", new() { ["kind"] = "duplicate", ["otherId"] = Agency(), ["from"] = Day(random.Next(1, 4)), ["authority"] = "Deed", ["reason"] = "r" }) ? "link" : null;
            case 1:
                var links = (await ItemsAsync(_agencies.Select(a => $"/v1/agencies/{a}/links"))).Where(l => l.GetProperty("to").ValueKind == JsonValueKind.Null).ToList();
                return links.Count > 0 && await TwoAsync($"/v1/agency-links/{Id(links[0])}/end", new() { ["to"] = Day(random.Next(3, 5)), ["reason"] = "r" }) ? "part" : null;
            case 2:
                using (var filed = await ServiceHost.SendAsync(_host.Officer, $"/v1/agencies/{Agency()}/foreign-registrations", new JsonObject { ["country"] = "MY", ["authority"] = "A ministry", ["number"] = $"{random.Next(1000)}", ["from"] = Day(1), ["until"] = Day(4) }))
                    return await OneAsync($"/v1/foreign-registrations/{Id(await filed.Content.ReadFromJsonAsync<JsonElement>())}/confirmation", new() { ["reason"] = "r" }) ? "abroad" : null;
            case 3:
                var abroad = (await ItemsAsync(_agencies.Select(a => $"/v1/agencies/{a}/foreign-registrations"))).Where(r => r.GetProperty("state").GetString() == "confirmed").Where(r => r.GetProperty("to").ValueKind == JsonValueKind.Null).ToList();
                return abroad.Count > 0 && await OneAsync($"/v1/foreign-registrations/{Id(abroad[0])}/end", new() { ["to"] = Day(3), ["reason"] = "r" }) ? "abroad-end" : null;
            case 4:
                return await TwoAsync($"/v1/licences/{_licences[random.Next(4)]}/conditions", new() { ["text"] = $"Condition {random.Next(1000)}", ["from"] = Day(2), ["dueOn"] = Day(4), ["isPublic"] = random.Next(3) > 0, ["reason"] = "r" }) ? "condition" : null;
            case 5 or 6:
                var open = (await ItemsAsync(_licences.Select(l => $"/v1/licences/{l}/conditions"))).Where(c => c.GetProperty("acts").GetArrayLength() == 0).ToList();
                if (open.Count == 0)
                    return null;
                return what == 5
                    ? await OneAsync($"/v1/conditions/{Id(open[0])}/confirmation", new() { ["on"] = $"2026-03-{random.Next(1, 16):D2}", ["reason"] = "r" }) ? "met" : null
                    : await TwoAsync($"/v1/conditions/{Id(open[0])}/waivers", new() { ["from"] = Day(3), ["reason"] = "r" }) ? "waive" : null;
            default:
                var agency = Agency();
                using (var notified = await ServiceHost.SendAsync(_host.As($"agency:{agency}"), $"/v1/agencies/{agency}/changes", new JsonObject { ["kind"] = "address", ["on"] = Day(random.Next(2, 4)), ["what"] = $"Road {random.Next(1000)}", ["document"] = "Lease" }))
                    return await OneAsync($"/v1/changes/{Id(await notified.Content.ReadFromJsonAsync<JsonElement>())}/acceptance", new() { ["reason"] = "r" }) ? "address" : null;
        }
    }

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;

    private async Task<List<JsonElement>> ItemsAsync(IEnumerable<string> addresses)
    {
        var items = new List<JsonElement>();
        foreach (var address in addresses)
            items.AddRange((await _host.Officer.GetFromJsonAsync<JsonElement>($"{address}?limit=200")).GetProperty("items").EnumerateArray());
        return items;
    }

    private async Task<bool> OneAsync(string address, JsonObject body)
    {
        using var answer = await ServiceHost.SendAsync(_host.Officer, address, body, "*");
        return answer.IsSuccessStatusCode;
    }

    private async Task<bool> TwoAsync(string address, JsonObject body)
    {
        using var proposed = await ServiceHost.SendAsync(_host.Officer, address, body, "*");
        if (!proposed.IsSuccessStatusCode)
            return false;
        using var approved = await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{Id(await proposed.Content.ReadFromJsonAsync<JsonElement>())}/approval", new JsonObject { ["reason"] = "r" }, "*");
        return approved.IsSuccessStatusCode;
    }

    private async Task<(string ETag, string Text)> ExportAsync(string query)
    {
        using var answer = await _host.Public.GetAsync($"/v1/register/export?format=ndjson&{query}");
        return (answer.Headers.ETag!.ToString(), await answer.Content.ReadAsStringAsync());
    }
}
