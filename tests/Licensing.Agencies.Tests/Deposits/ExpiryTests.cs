using System.Net.Http.Json;
using System.Text.Json;
using Licensing.Api.Features.Deposits;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>A guarantee ends: it is struck out, and the deposit must be restored where the regime says until when; else that is listed.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Ministry:TimeZone"] = "UTC" } };
    private readonly DepositCalls _calls;
    private string _licence = "";

    public ExpiryTests() => _calls = new(_host, "NPR");

    public async ValueTask InitializeAsync()
    {
        _licence = await _host.StoreLicenceAsync(await _host.RegisterAgencyAsync());
        await _host.SetRegimeAsync(("deposit", """[{"hold":[{"amount":"10.00 NPR"}]}]"""), ("deposit-sharing", "\"pro-rata\""));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task It_counts_to_its_last_day_and_is_struck_out_after_it()
    {
        await _host.SetRegimeAsync(DepositCalls.EveryAnswer);
        await GuaranteeAsync(1000, "2026-03-20");
        _calls.GoTo("2026-03-20");
        await RunAsync();
        Assert.Single((await _calls.ReadAsync(_licence)).GetProperty("rows").EnumerateArray());
        _calls.GoTo("2026-03-21");
        await RunAsync();
        await RunAsync();
        var deposit = await _calls.ReadAsync(_licence);
        Assert.Equal(("expired", "2026-03-21", 1000), deposit.GetProperty("rows") is var rows && rows.GetArrayLength() == 2 ? (rows[1].GetProperty("entry").GetString(), rows[1].GetProperty("on").GetString(), rows[1].GetProperty("amountMinor").GetInt32()) : default);
        Assert.Equal((0, 1000), (deposit.GetProperty("balance").GetProperty("held").GetInt32(), deposit.GetProperty("balance").GetProperty("expired").GetInt32()));
        var demand = Assert.Single(deposit.GetProperty("demands").EnumerateArray());
        Assert.Equal(("2026-03-21", "2026-04-21"), (demand.GetProperty("from").GetString(), demand.GetProperty("lastDay").GetString()));
        Assert.Equal("suspended", await _calls.StateAsync(_licence, "2026-04-22"));
        Assert.Equal(["ExpireGuaranteesJob"], await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == "PaperExpired").Select(e => e.Actor).ToListAsync()));

        await GuaranteeAsync(1000, "2027-03-20", "2026-04-21");
        Assert.Equal("2026-04-21", (await _calls.ReadAsync(_licence)).GetProperty("demands")[0].GetProperty("metFrom").ValueKind == JsonValueKind.Null ? null : "2026-04-21");
        Assert.Equal("full", await _calls.StateAsync(_licence, "2026-04-22"));
    }

    [Fact]
    public async Task Where_enough_is_held_without_it_nothing_is_demanded()
    {
        await _host.SetRegimeAsync(DepositCalls.EveryAnswer);
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        await GuaranteeAsync(300, "2026-03-20");
        _calls.GoTo("2026-03-21");
        await RunAsync();
        var deposit = await _calls.ReadAsync(_licence);
        Assert.Equal(300, deposit.GetProperty("balance").GetProperty("expired").GetInt32());
        Assert.Empty(deposit.GetProperty("demands").EnumerateArray());
        Assert.Empty(deposit.GetProperty("undetermined").EnumerateArray());
    }

    [Fact]
    public async Task What_the_regime_does_not_say_is_listed_until_it_is_said()
    {
        await GuaranteeAsync(1000, "2026-03-20");
        _calls.GoTo("2026-03-21");
        await RunAsync();
        var deposit = await _calls.ReadAsync(_licence);
        Assert.Empty(deposit.GetProperty("demands").EnumerateArray());
        // Nepal gives 15 days, and says neither how they are counted nor what follows.
        Assert.Contains("deposit-default, day-counting", Assert.Single(deposit.GetProperty("undetermined").EnumerateArray()).GetString());
        var doubt = Assert.Single((await DoubtsAsync("")).EnumerateArray());
        Assert.Equal(_licence, doubt.GetProperty("licenceId").GetString());
        await _host.SetRegimeAsync(("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));
        await RunAsync();
        Assert.DoesNotContain("day-counting", Assert.Single((await DoubtsAsync("")).EnumerateArray()).GetProperty("missing").GetString());

        await _host.SetRegimeAsync(("deposit-default", "\"ministry-decides\""));
        _calls.GoTo("2026-03-25");
        await RunAsync();
        await RunAsync();
        Assert.Empty((await DoubtsAsync("")).EnumerateArray());
        var demand = Assert.Single((await _calls.ReadAsync(_licence)).GetProperty("demands").EnumerateArray());
        // The time runs from when it is demanded, not from when nobody could say.
        Assert.Equal(("2026-03-25", "2026-04-09"), (demand.GetProperty("from").GetString(), demand.GetProperty("lastDay").GetString()));
        Assert.Equal(demand.GetProperty("id").GetString(), Assert.Single((await DoubtsAsync("?settled=true")).EnumerateArray()).GetProperty("demand").GetString());
    }

    [Fact]
    public async Task A_fact_that_is_missing_is_listed_too()
    {
        await _host.SetRegimeAsync([.. DepositCalls.EveryAnswer, ("deposit", """[{"when":{"workers":{"upTo":"100"}},"hold":[{"amount":"10.00 NPR"}]}]""")]);
        await GuaranteeAsync(1000, "2026-03-20");
        _calls.GoTo("2026-03-21");
        await RunAsync();
        Assert.Contains("workers is not known", Assert.Single((await DoubtsAsync("")).EnumerateArray()).GetProperty("missing").GetString());
        await _calls.FactAsync(_licence, "workers", "10", "2026-01-01");
        await RunAsync();
        Assert.Empty((await DoubtsAsync("")).EnumerateArray());
        Assert.Single((await _calls.ReadAsync(_licence)).GetProperty("demands").EnumerateArray());
    }

    [Fact]
    public async Task A_paper_that_was_drawn_on_in_full_ends_without_a_demand()
    {
        await _host.SetRegimeAsync(DepositCalls.EveryAnswer);
        await GuaranteeAsync(300, "2026-03-20");
        await _calls.DrawAsync(_licence, await _calls.ClaimAsync(_licence, 300, "2026-02-01"));
        _calls.GoTo("2026-03-21");
        await RunAsync();
        await RunAsync();
        var deposit = await _calls.ReadAsync(_licence);
        Assert.Single(deposit.GetProperty("demands").EnumerateArray());
        Assert.Equal(["received", "drawn", "expired"], deposit.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("entry").GetString()));
    }

    [Fact]
    public async Task More_than_a_batch_is_struck_out_in_one_run()
    {
        await _host.SetRegimeAsync(DepositCalls.EveryAnswer);
        await _host.InScopeAsync(async services =>
        {
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Licensing.Api.Security.Caller>(services).Become(Licensing.Api.Security.Caller.Officer("maya"));
            var db = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Licensing.Api.Database.LicensingDb>(services);
            var holder = await db.Agencies.FirstAsync();
            for (var i = 0; i < ExpireGuaranteesJob.BatchSize + 3; i++)
            {
                var licence = Licensing.Api.Features.Licences.Licence.Grant(holder, $"B-{i}", "np", null, new(2024, 1, 1), new(2028, 1, 1), false, _host.Clock.GetUtcNow().UtcDateTime, "maya");
                var deposit = new Deposit(licence, "NPR");
                deposit.Receive(new(Rules.Deposits.DepositForm.Guarantee, new(1, "NPR"), new(2026, 1, 1), "Bank", new(2026, 3, 20), null), _host.Clock.GetUtcNow().UtcDateTime, "maya");
                db.AddRange(licence, deposit);
                db.Record(licence, new StoredInATest());
                db.Record(deposit, new StoredInATest());
            }

            return await db.SaveChangesAsync();
        });
        _calls.GoTo("2026-03-21");
        await RunAsync();
        Assert.Equal(ExpireGuaranteesJob.BatchSize + 3, await _host.InDatabaseAsync(db => db.DepositRows.CountAsync(r => r.Entry == LedgerEntry.Expired)));
    }

    private sealed record StoredInATest;

    private Task RunAsync() => _host.RunJobAsync<ExpireGuaranteesJob>(job => job.RunAsync(default));

    private Task<JsonElement> GuaranteeAsync(long minor, string expiresOn, string heldFrom = "2026-01-01")
    {
        if (string.CompareOrdinal(heldFrom, "2026-03-21") > 0)
            _calls.GoTo(heldFrom);
        return _calls.ReceiveAsync(_licence, minor, heldFrom, "guarantee", "Bank of a test", expiresOn);
    }

    private async Task<JsonElement> DoubtsAsync(string query) => (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/deposit-doubts{query}")).GetProperty("items");
}
