using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>The last days of a deposit are listed with all others, and the points that were given count for what must be held.</summary>
public sealed class DepositDeadlineTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Ministry:TimeZone"] = "UTC" } };
    private readonly DepositCalls _calls;
    private RegisteredAgency _agency = null!;
    private string _licence = "";

    public DepositDeadlineTests() => _calls = new(_host, "NPR");

    public async ValueTask InitializeAsync()
    {
        _agency = await _host.RegisterAgencyAsync();
        _licence = await _host.StoreLicenceAsync(_agency);
        await _host.SetRegimeAsync(DepositCalls.EveryAnswer);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_deposit_to_be_restored_is_listed_until_it_is()
    {
        await _host.SetRegimeAsync(("deposit", """[{"hold":[{"amount":"10.00 NPR"}]}]"""));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        await _calls.DrawAsync(_licence, await _calls.ClaimAsync(_licence, 400, "2026-03-01"));
        var due = Assert.Single(await DeadlinesAsync("deposit-top-up"));
        Assert.Equal(("2026-04-15", "licence-stops", "by-law", _agency.Id), (Text(due, "dueOn"), Text(due, "follows"), Text(due, "force"), Text(due, "agencyId")));
        Assert.Empty(await DeadlinesAsync("deposit-top-up", "officer:maya", "&until=2026-04-14"));
        Assert.Single(await DeadlinesAsync("deposit-top-up", $"agency:{_agency.Id}"));
        Assert.Empty(await DeadlinesAsync("deposit-top-up", $"agency:{(await _host.RegisterAgencyAsync()).Id}"));

        await _calls.ReceiveAsync(_licence, 400, "2026-03-15");
        Assert.Empty(await DeadlinesAsync("deposit-top-up"));
    }

    [Fact]
    public async Task A_guarantee_is_listed_while_something_is_held_on_it()
    {
        await _host.SetRegimeAsync(("deposit", """[{"hold":[{"amount":"10.00 NPR"}]}]"""));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01", "guarantee", "Bank of a test", "2026-05-20");
        var due = Assert.Single(await DeadlinesAsync("guarantee-expiry"));
        Assert.Equal(("2026-05-20", "guarantee-expires"), (Text(due, "dueOn"), Text(due, "follows")));
        await _calls.DrawAsync(_licence, await _calls.ClaimAsync(_licence, 999, "2026-03-01"));
        Assert.Single(await DeadlinesAsync("guarantee-expiry"));
        await _calls.DrawAsync(_licence, await _calls.ClaimAsync(_licence, 1, "2026-03-01"));
        Assert.Empty(await DeadlinesAsync("guarantee-expiry"));
    }

    [Fact]
    public async Task Points_on_record_and_points_given_since_decide_together_what_must_be_held()
    {
        await _host.SetRegimeAsync(
            ("deposit", """[{"when":{"demerits":{"upTo":3}},"hold":[{"amount":"10.00 NPR"}]},{"when":{"demerits":{"from":4}},"hold":[{"amount":"20.00 NPR"}]}]"""),
            ("demerit-bands", """[{"from":"12","consequence":"warning"}]"""), ("demerit-expiry", "\"12 months\""));
        Assert.Equal(JsonValueKind.Null, (await _calls.ReadAsync(_licence)).GetProperty("missingMinor").ValueKind);
        await _calls.FactAsync(_licence, "demerits", "2", "2026-01-01");
        Assert.Equal(1000, await MissingAsync("2026-03-15"));
        await GiveAsync(1);
        Assert.Equal(1000, await MissingAsync("2026-03-15"));
        await GiveAsync(1);
        Assert.Equal(2000, await MissingAsync("2026-03-15"));
        Assert.Equal(1000, await MissingAsync("2026-03-14"));       // not given yet
        Assert.Equal(2000, await MissingAsync("2027-03-14"));       // the last day on which they count
        Assert.Equal(1000, await MissingAsync("2027-03-15"));
    }

    private Task GiveAsync(int points) => _host.ProposeAndApproveAsync($"/v1/agencies/{_agency.Id}/demerits", new JsonObject
    {
        ["points"] = points, ["on"] = "2026-03-15", ["decision"] = $"Decision {Guid.NewGuid():N}", ["reason"] = "a test",
    });

    private async Task<long> MissingAsync(string on) => (await _calls.ReadAsync(_licence, on)).GetProperty("missingMinor").GetInt64();

    private async Task<List<JsonElement>> DeadlinesAsync(string kind, string caller = "officer:maya", string more = "&until=2026-12-31") =>
        [.. (await _host.As(caller).GetFromJsonAsync<JsonElement>($"/v1/deadlines?kind={kind}&from=2026-03-15{more}")).GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
