using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Agencies.Tests.Licences;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Changes;

/// <summary>Whatever happens to agencies, whenever the jobs run, and however often he dies: who follows the feed has the register.</summary>
public sealed class RandomRegisterTests : IAsyncLifetime
{
    private readonly List<(string Agency, string Licence)> _licences = [];
    private readonly List<RegisteredAgency> _agencies = [];
    private readonly HashSet<string> _done = [];
    private readonly MeasureHost _host = new() { Settings = { ["Retention:Periods:change-feed"] = "P2D" } };
    private Random _random = null!;

    private DateOnly Today => DateOnly.FromDateTime(_host.Clock.GetUtcNow().UtcDateTime);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(1, false), InlineData(3, true)]
    public async Task A_reader_who_is_killed_and_resumed_at_random_reconstructs_exactly_the_register(int seed, bool publishesPlacements)
    {
        if (publishesPlacements)
            _host.Settings["Register:Publishes:0"] = "placements";
        await _host.InitializeAsync();
        _random = new(seed);
        var readers = Enumerable.Range(0, 3).Select(_ => new FeedReader(_host.Public)).ToList();
        await RegisterAsync();
        for (var step = 0; step < 120; step++)
        {
            await ActAsync();
            _host.Clock.Advance(TimeSpan.FromSeconds(_random.Next(1, 600)));
            if (_random.Next(6) == 0)
                await _host.SealAsync();
            if (_random.Next(3) == 0)
                await _host.PublishAsync();
            if (_random.Next(8) == 0)
                _host.GoTo($"{Today.AddDays(_random.Next(1, 4)):O}");
            if (_random.Next(10) == 0)
                await _host.CompactAsync();
            // The first reads often, the last hardly ever.
            for (var i = 0; i < readers.Count; i++)
            {
                if (_random.Next(1 + i * 12) == 0)
                    await readers[i].ReadAsync(_random.Next(1, 12), _random.Next(2) == 0 ? length => _random.Next(length + 1) : null);
            }

            if (step % 40 == 39)
                await AgreeAsync(readers);
        }

        Assert.True(_done.Count >= 18, string.Join(", ", _done.Order()));
        Assert.True(readers[2].StartedAnew > 0, "nobody was ever too late");
    }

    private async Task AgreeAsync(List<FeedReader> readers)
    {
        await _host.PublishAsync();
        var told = await _host.CountChangesAsync();
        // What is recorded and what day it is was enough to know: looking at everything finds nothing.
        await _host.LookAtAllAsync();
        Assert.Equal(told, await _host.CountChangesAsync());
        var register = await FeedReader.RegisterAsync(_host.Public);
        readers.Add(new FeedReader(_host.Public));
        foreach (var reader in readers)
        {
            await reader.CatchUpAsync(_random.Next(1, 30));
            Assert.Equal(register, reader.Entries);
            Assert.Equal(readers[0].Copy, reader.Copy);
        }

        readers.RemoveAt(readers.Count - 1);
    }

    private async Task ActAsync()
    {
        var (agency, licence) = (_agencies[_random.Next(_agencies.Count)], _licences.Count == 0 ? default : _licences[_random.Next(_licences.Count)]);
        var kind = _random.Next(20);
        if (licence.Licence is null && kind is >= 4 and <= 11)
            kind = 3;
        var done = kind switch
        {
            0 => await RegisterAsync(),
            1 => await PostAsync(Maya, $"/v1/agencies/{agency.Id}/facts", new() { ["kind"] = "name", ["value"] = $"Renamed {_random.Next()}", ["from"] = Day(-20, 4) }),
            2 => await PostAsync(Maya, $"/v1/agencies/{agency.Id}/facts", new() { ["kind"] = "address", ["value"] = $"Road {_random.Next()}", ["from"] = Day(-20, 4) }),
            3 => await LicenseAsync(agency),
            4 => await DecideAsync($"/v1/licences/{licence.Licence}/suspensions",
                Suspension(Day(0, 2), Day(3, 6), ground: "preventive").With("part", _random.Next(3) == 0 ? "Malaysia" : null)),
            5 => await DecideAsync($"/v1/licences/{licence.Licence}/suspensions", Suspension(Day(0, 2), Day(3, 6), await HeardAsync(licence))),
            6 => await DecideAsync($"/v1/licences/{licence.Licence}/liftings", Lifting(await FactAsync(licence.Licence!, "suspension"), Day(0, 2))),
            7 => _random.Next(3) == 0 && await DecideAsync($"/v1/licences/{licence.Licence}/revocations", Against(Day(0, 2), await HeardAsync(licence))),
            8 => await DecideAsync($"/v1/licences/{licence.Licence}/stays", Order(Day(0, 1)).With("measureId", await FactAsync(licence.Licence!, "revocation", "suspension")).With("until", Day(2, 4))),
            9 => await DecideAsync($"/v1/licences/{licence.Licence}/conditions", new()
            {
                ["text"] = $"Do {_random.Next()}", ["from"] = Day(-2, 2), ["dueOn"] = Day(3, 6), ["isPublic"] = _random.Next(4) > 0, ["reason"] = "the test needs it",
            }),
            10 => await PostAsync(Maya, $"/v1/conditions/{await FirstAsync($"/v1/licences/{licence.Licence}/conditions")}/confirmation", new() { ["on"] = Day(-1, 0), ["reason"] = "seen" }),
            11 => await DecideAsync($"/v1/licences/{licence.Licence}/withdrawals", new() { ["factId"] = await FactAsync(licence.Licence!, "suspension", "lifting"), ["reason"] = "a slip" }),
            12 => await PostAsync(Maya, $"/v1/agencies/{agency.Id}/branches", new() { ["kind"] = "branch", ["address"] = $"Lane {_random.Next()}", ["place"] = "Kathmandu", ["from"] = Day(-3, 3) }),
            13 => await PostAsync(Maya, $"/v1/branches/{await FirstAsync($"/v1/agencies/{agency.Id}/branches")}/end", new() { ["to"] = Day(0, 3), ["reason"] = "the lease ended" }),
            14 => await PostAsync(Maya, $"/v1/agencies/{agency.Id}/representatives", new() { ["kind"] = "authorised", ["name"] = $"Asha {_random.Next()}", ["country"] = "NP", ["from"] = Day(-3, 3) }),
            15 => await PostAsync(Maya, $"/v1/representatives/{await FirstAsync($"/v1/agencies/{agency.Id}/representatives")}/end", new() { ["to"] = Day(0, 3), ["reason"] = "left" }),
            16 => await PostAsync($"agency:{agency.Id}", $"/v1/agencies/{agency.Id}/foreign-registrations", new()
                {
                    ["country"] = "MY", ["authority"] = "Labour Department", ["number"] = $"F{_random.Next()}", ["from"] = Day(-3, 3), ["until"] = Day(4, 8),
                })
                && await PostAsync(Maya, $"/v1/foreign-registrations/{await FirstAsync($"/v1/agencies/{agency.Id}/foreign-registrations")}/confirmation", new() { ["reason"] = "asked there" }),
            17 => await DecideAsync($"/v1/agencies/{agency.Id}/links", new()
            {
                ["kind"] = ((string[])["merger", "succession", "duplicate"])[_random.Next(3)], ["otherId"] = _agencies[_random.Next(_agencies.Count)].Id, ["from"] = Day(-2, 2),
                ["authority"] = "Deed 12 of 2026", ["reason"] = "the deed was filed",
            }),
            18 => await DecideAsync($"/v1/agency-links/{await FirstAsync($"/v1/agencies/{agency.Id}/links")}/end", new() { ["to"] = Day(0, 3), ["reason"] = "they are two" }),
            _ => await FileAsync(agency),
        };
        if (done)
            _done.Add($"{kind}");
    }

    private async Task<bool> RegisterAsync()
    {
        // Some are registered from a later day on: until then they have no entry.
        _agencies.Add(await _host.RegisterAgencyAsync(from: Day(-30, _agencies.Count == 0 ? 0 : 3)));
        return true;
    }

    private async Task<bool> LicenseAsync(RegisteredAgency agency)
    {
        _licences.Add((agency.Id, await _host.StoreLicenceAsync(agency, from: Day(-5, 3), until: Day(4, 40), isProvisional: _random.Next(3) == 0)));
        return true;
    }

    private async Task<bool> FileAsync(RegisteredAgency agency)
    {
        for (var i = 0; i < 4; i++)
            await _host.FileDisclosureAsync(agency, Reported.TheExample());
        return true;
    }

    private async Task<string?> HeardAsync((string Agency, string Licence) of)
    {
        using var given = await ServiceHost.SendAsync(_host.As(Maya), $"/v1/licences/{of.Licence}/notices", Notice(_random.Next(2) == 0 ? "revocation" : "suspension"), "*");
        if (!given.IsSuccessStatusCode)
            return null;
        var notice = (await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await PostAsync($"agency:{of.Agency}", $"/v1/notices/{notice}/answer", Answer());
        return notice;
    }

    private async Task<string> FactAsync(string licence, params string[] kinds) =>
        (await _host.GetAsync($"/v1/licences/{licence}")).GetProperty("facts").EnumerateArray().Where(f => kinds.Contains(Text(f, "kind"))).Select(f => Text(f, "id")).LastOrDefault() ?? "lf_0000000000000000";

    private async Task<string> FirstAsync(string list)
    {
        var items = (await _host.GetAsync($"{list}?limit=200")).GetProperty("items").EnumerateArray().Select(i => Text(i, "id")).ToList();
        return items.Count == 0 ? "none" : items[_random.Next(items.Count)];
    }

    private string Day(int from, int to) => $"{Today.AddDays(_random.Next(from, to + 1)):yyyy-MM-dd}";

    // What is not possible is refused, and then nothing has happened.
    private async Task<bool> PostAsync(string caller, string address, JsonObject body)
    {
        using var answer = await ServiceHost.SendAsync(_host.As(caller), address, body, "*");
        Assert.True((int)answer.StatusCode < 500, await answer.Content.ReadAsStringAsync());
        return answer.IsSuccessStatusCode;
    }

    private async Task<bool> DecideAsync(string address, JsonObject body)
    {
        using var proposed = await ServiceHost.SendAsync(_host.As(Maya), address, body, "*");
        Assert.True((int)proposed.StatusCode < 500, await proposed.Content.ReadAsStringAsync());
        return proposed.IsSuccessStatusCode
            && await PostAsync(Ravi, $"/v1/proposals/{(await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}/approval", new() { ["reason"] = "checked" });
    }
}
