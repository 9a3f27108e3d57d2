using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Deposits;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>What must be held, and what was lodged; under the Nepalese regime: 5 million in cash and 15 million as a guarantee up to 3,000 workers, 10 and 30
/// million up to 5,000.</summary>
public sealed class DepositTests : IAsyncLifetime
{
    private const long Million = 1_000_000_00;
    private readonly ServiceHost _host = new() { Settings = { ["Ministry:TimeZone"] = "UTC" } };
    private readonly DepositCalls _calls;
    private RegisteredAgency _agency = null!;
    private string _licence = "";

    public DepositTests() => _calls = new(_host, "NPR");

    public async ValueTask InitializeAsync()
    {
        _agency = await _host.RegisterAgencyAsync();
        _licence = await _host.StoreLicenceAsync(_agency);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_fact_that_decides_and_is_not_known_leaves_the_requirement_undetermined()
    {
        var required = (await _calls.ReadAsync(_licence)).GetProperty("required");
        Assert.Equal(("missing-fact", "workers", JsonValueKind.Null), (required.GetProperty("undetermined").GetString(), required.GetProperty("about").GetString(), required.GetProperty("total").ValueKind));
        Assert.Equal("Undetermined: workers is not known of this agency.", required.GetProperty("explanation").GetString());
        Assert.Equal(JsonValueKind.Null, (await _calls.ReadAsync(_licence)).GetProperty("missingMinor").ValueKind);
    }

    [Fact]
    public async Task What_must_be_held_follows_from_the_row_that_speaks_of_the_facts_of_the_day()
    {
        await _calls.FactAsync(_licence, "workers", "3000", "2025-08-01");
        await _calls.FactAsync(_licence, "workers", "3001", "2026-03-10");
        foreach (var (day, total) in ((string, long)[])[("2026-03-09", 20 * Million), ("2026-03-10", 40 * Million)])
            Assert.Equal(total, (await _calls.ReadAsync(_licence, day)).GetProperty("required").GetProperty("total").GetProperty("amountMinor").GetInt64());
        var required = (await _calls.ReadAsync(_licence)).GetProperty("required");
        Assert.Equal([("cash", 10 * Million), ("guarantee", 30 * Million)], required.GetProperty("parts").EnumerateArray().Select(p => (p.GetProperty("forms")[0].GetString()!, p.GetProperty("amount").GetProperty("amountMinor").GetInt64())));
        Assert.StartsWith("Row 2 speaks: workers 3001 to 5000.", required.GetProperty("explanation").GetString());
        Assert.Equal("row", required.GetProperty("steps")[0].GetProperty("step").GetString());
        Assert.Contains("2064", Assert.Single(required.GetProperty("sources").EnumerateArray()).GetProperty("citation").GetString());
        var workers = required.GetProperty("facts").EnumerateArray().Single(f => f.GetProperty("fact").GetString() == "workers");
        Assert.Equal(("3001", "2026-03-10", "the plan of a test"), (workers.GetProperty("value").GetString(), workers.GetProperty("since").GetString(), workers.GetProperty("source").GetString()));
        // Of two from one day the later one counts.
        await _calls.FactAsync(_licence, "workers", "12", "2026-03-10");
        Assert.Equal(20 * Million, (await _calls.ReadAsync(_licence)).GetProperty("required").GetProperty("total").GetProperty("amountMinor").GetInt64());
    }

    [Fact]
    public async Task Branches_are_those_on_record_and_not_known_where_no_place_is()
    {
        await _host.SetRegimeAsync(("deposit", """[{"hold":[{"amount":"2.00 NPR"}],"perBranch":[{"amount":"0.50 NPR"}]}]"""));
        Assert.Equal("branches", (await _calls.ReadAsync(_licence)).GetProperty("required").GetProperty("about").GetString());
        await PlaceAsync("head-office", "2024-01-01");
        Assert.Equal(200, await TotalAsync());
        await PlaceAsync("branch", "2026-01-01");
        await PlaceAsync("branch", "2026-03-16");
        Assert.Equal((250, 300), (await TotalAsync(), await TotalAsync("2026-03-16")));

        async Task<long> TotalAsync(string? on = null) => (await _calls.ReadAsync(_licence, on)).GetProperty("required").GetProperty("total").GetProperty("amountMinor").GetInt64();
    }

    [Fact]
    public async Task Sums_count_in_the_forms_that_the_law_allows_from_the_day_on_which_they_were_held()
    {
        await _calls.FactAsync(_licence, "workers", "100", "2025-08-01");
        await _calls.ReceiveAsync(_licence, 12 * Million, "2026-02-01");
        await _calls.ReceiveAsync(_licence, 15 * Million, "2026-01-15", "guarantee", "Bank of a test", "2026-12-31");
        var deposit = await _calls.ReadAsync(_licence);
        Assert.Equal(("cash", 12 * Million), Held(deposit, 0));
        Assert.Equal((0, 27 * Million), (deposit.GetProperty("missingMinor").GetInt64(), deposit.GetProperty("balance").GetProperty("held").GetInt64()));
        // Before the cash came, five million were missing; after the guarantee's last day fifteen are, whatever cash there is.
        Assert.Equal(5 * Million, (await _calls.ReadAsync(_licence, "2026-01-31")).GetProperty("missingMinor").GetInt64());
        Assert.Equal(15 * Million, (await _calls.ReadAsync(_licence, "2027-01-01")).GetProperty("missingMinor").GetInt64());
        // Entered second, it stands second, on no day before the first, with the day on which it was held.
        Assert.Equal([("2026-02-01", "2026-02-01"), ("2026-02-01", "2026-01-15")], deposit.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("on").GetString()!, r.GetProperty("heldFrom").GetString()!)));
    }

    [Theory]
    [InlineData("insurance", "NPR", "2026-03-01", "Insurer", "deposit.form")]           // the law wants cash and a guarantee
    [InlineData("cash", "USD", "2026-03-01", null, "deposit.currency")]
    [InlineData("cash", "NPR", "2026-03-16", null, "request.invalid")]                  // tomorrow
    [InlineData("guarantee", "NPR", "2026-03-01", null, "request.invalid")]             // by whom?
    [InlineData("cash", "NPR", "2026-03-01", "Bank", "request.invalid")]
    public async Task What_cannot_be_a_deposit_is_refused(string form, string currency, string heldFrom, string? issuer, string code)
    {
        await _calls.ReceiveAsync(_licence, 100, "2026-01-01");
        var rows = await _host.CountRowsAsync();
        var body = _calls.Receipt(100, heldFrom, form, issuer);
        body["amount"]!["currency"] = currency;
        Assert.Equal(code, await _calls.CodeAsync(_calls.Address(_licence, "/receipts"), body));
        Assert.Equal(rows, await _host.CountRowsAsync());
    }

    [Theory]
    [InlineData("workers", "-1")]
    [InlineData("workers", "1 000")]
    [InlineData("workers", "99999999999")]
    [InlineData("first-year", "yes")]
    [InlineData("choice", "Tranches of 100")]
    [InlineData("last-contract-ends", "2026-02-30")]
    public async Task A_fact_that_is_none_is_refused(string fact, string value) => Assert.Equal("request.invalid", await _calls.CodeAsync(
        _calls.Address(_licence, "/facts"), new() { ["fact"] = fact, ["value"] = value, ["from"] = "2026-01-01", ["source"] = "a test" }));

    [Fact]
    public async Task Amounts_beyond_a_ledger_are_refused()
    {
        await _calls.ReceiveAsync(_licence, long.MaxValue - 1, "2026-01-01");
        Assert.Equal("deposit.too-large", await _calls.CodeAsync(_calls.Address(_licence, "/receipts"), _calls.Receipt(2, "2026-01-01")));
        Assert.Equal("request.invalid", await _calls.CodeAsync(_calls.Address(_licence, "/receipts"), _calls.Receipt(0, "2026-01-01")));
    }

    [Fact]
    public async Task An_agency_sees_its_own_deposit_and_never_who_claims()
    {
        var filed = await _host.FileDisclosureAsync(_agency, Reported.TheExample().With("worker", Reported.Document("X123")));
        await _calls.ReceiveAsync(_licence, 100, "2026-01-01");
        await _calls.ClaimAsync(_licence, 40, "2026-02-01", with: new() { ["placementId"] = filed.PlacementId, ["statement"] = "Two months of wages." });
        await _calls.ClaimAsync(_licence, 50, "2026-02-01", with: new() { ["document"] = Reported.Document("Y9")["document"]!.DeepClone() });
        Assert.Equal(100, Of((await _calls.ReadAsync(_licence, caller: $"agency:{_agency.Id}")), "balance", "received"));
        var seen = await _calls.ClaimsAsync(_licence, $"agency:{_agency.Id}");
        Assert.Equal(2, seen.Count);
        Assert.Equal(["Two months of wages.", null], seen.Select(c => c.GetProperty("statement").GetString()));
        Assert.DoesNotContain(seen, c => c.ToString().Contains(filed.PlacementId, StringComparison.Ordinal) || c.ToString().Contains("X123", StringComparison.Ordinal));
        Assert.Equal(filed.PlacementId, (await _calls.ClaimsAsync(_licence))[0].GetProperty("placement").GetString());

        var other = await _host.RegisterAgencyAsync();
        foreach (var address in (string[])["", "/claims"])
            Assert.Equal(HttpStatusCode.NotFound, (await _host.As($"agency:{other.Id}").GetAsync(_calls.Address(_licence, address))).StatusCode);
    }

    [Fact]
    public async Task Who_claims_is_opened_for_a_purpose_and_the_read_is_recorded()
    {
        var claim = await _calls.ClaimAsync(_licence, 50, "2026-02-01", with: new() { ["document"] = Reported.Document("Y 9")["document"]!.DeepClone() });
        var opened = await _calls.PostAsync($"/v1/deposit-claims/{claim}/claimant-reads", new() { ["purpose"] = "to pay him" });
        Assert.Equal("Y9", opened.GetProperty("document").GetProperty("number").GetString());
        var worker = opened.GetProperty("worker").GetString()!;
        var read = Assert.Single((await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?shown={worker}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("maya", "to pay him"), (read.GetProperty("reader").GetString(), read.GetProperty("purpose").GetString()));
        // The same document is the same person.
        var again = await _calls.ClaimAsync(_licence, 50, "2026-02-01", with: new() { ["document"] = Reported.Document("y9")["document"]!.DeepClone() });
        Assert.Equal(worker, (await _calls.PostAsync($"/v1/deposit-claims/{again}/claimant-reads", new() { ["purpose"] = "to pay him" })).GetProperty("worker").GetString());
        Assert.Equal("permission.missing", await _calls.CodeAsync($"/v1/deposit-claims/{claim}/claimant-reads", new() { ["purpose"] = "curious" }, $"agency:{_agency.Id}"));
        var nobody = await _calls.ClaimAsync(_licence, 50, "2026-02-01");
        Assert.Equal(JsonValueKind.Null, (await _calls.PostAsync($"/v1/deposit-claims/{nobody}/claimant-reads", new() { ["purpose"] = "to pay him" })).GetProperty("readId").ValueKind);
    }

    [Theory]
    [InlineData("wages", """{"party":"A company"}""")]
    [InlineData("employer", "{}")]
    [InlineData("state", """{"party":"A state","document":{"country":"NP","kind":"passport","number":"1"}}""")]
    [InlineData("wages", """{"placementId":"pl_1","document":{"country":"NP","kind":"passport","number":"1"}}""")]
    [InlineData("wages", """{"lodgedOn":"2026-03-16"}""")]
    public async Task A_claim_that_says_two_things_of_its_claimant_or_none_is_refused(string kind, string with)
    {
        var body = new JsonObject { ["kind"] = kind, ["amount"] = new JsonObject { ["amountMinor"] = 1, ["currency"] = "NPR" }, ["lodgedOn"] = "2026-03-15", ["decision"] = "Award" };
        foreach (var (name, value) in JsonNode.Parse(with)!.AsObject())
            body[name] = value?.DeepClone();
        Assert.Equal("request.invalid", await _calls.CodeAsync(_calls.Address(_licence, "/claims"), body));
    }

    [Fact]
    public async Task A_placement_of_another_agency_is_not_there()
    {
        var filed = await _host.FileDisclosureAsync(await _host.RegisterAgencyAsync(), Reported.TheExample());
        var body = new JsonObject { ["kind"] = "wages", ["amount"] = new JsonObject { ["amountMinor"] = 1, ["currency"] = "NPR" }, ["lodgedOn"] = "2026-03-15", ["decision"] = "Award", ["placementId"] = filed.PlacementId };
        Assert.Equal("not-found", await _calls.CodeAsync(_calls.Address(_licence, "/claims"), body));
    }

    [Fact]
    public async Task A_claim_is_refused_once_and_on_its_present_version()
    {
        var claim = await _calls.ClaimAsync(_licence, 50, "2026-02-01");
        Assert.Equal("version.required", await _calls.CodeAsync($"/v1/deposit-claims/{claim}/refusal", DepositCalls.Because(), etag: null));
        Assert.Equal("version.stale", await _calls.CodeAsync($"/v1/deposit-claims/{claim}/refusal", DepositCalls.Because(), etag: "\"v7\""));
        Assert.Null(await _calls.CodeAsync($"/v1/deposit-claims/{claim}/refusal", DepositCalls.Because(), etag: "\"v1\""));
        Assert.Equal("claim.not-open", await _calls.CodeAsync($"/v1/deposit-claims/{claim}/refusal", DepositCalls.Because()));
        Assert.Equal(("refused", "a test"), (await _calls.ClaimsAsync(_licence)) is [var refused] ? (refused.GetProperty("state").GetString(), refused.GetProperty("refusalReason").GetString()) : default);
    }

    [Fact]
    public async Task The_same_key_lodges_one_sum_once()
    {
        for (var i = 0; i < 2; i++)
            using (var answer = await ServiceHost.SendAsync(_host.Officer, _calls.Address(_licence, "/receipts"), _calls.Receipt(100, "2026-01-01"), idempotencyKey: "the-same-key-of-this-test"))
                Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(100, Of(await _calls.ReadAsync(_licence), "balance", "received"));
    }

    [Fact]
    public async Task A_row_that_somebody_changed_is_noticed_before_anything_is_added()
    {
        await _calls.ReceiveAsync(_licence, 100, "2026-01-01");
        await _calls.ReceiveAsync(_licence, 100, "2026-01-02");
        await _calls.ClaimAsync(_licence, 150, "2026-01-02");
        await _host.InDatabaseAsync(db => db.DepositRows.Where(r => r.Number == 2 && r.Deposit.Licence.PublicId == _licence).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.On, new DateOnly(2020, 1, 1))));
        await Assert.ThrowsAsync<InvalidDataException>(() => _host.InDatabaseAsync(async db =>
        {
            var deposit = await db.DepositOfAsync(db.Licences.Single(l => l.PublicId == _licence).Id, default);
            return deposit!.ToLedger();
        }));
    }

    private async Task PlaceAsync(string kind, string from) => await _calls.PostAsync($"/v1/agencies/{_agency.Id}/branches", new() { ["kind"] = kind, ["address"] = "Main street", ["from"] = from });

    private static (string, long) Held(JsonElement deposit, int at) => (deposit.GetProperty("held")[at].GetProperty("form").GetString()!, deposit.GetProperty("held")[at].GetProperty("amountMinor").GetInt64());

    private static long Of(JsonElement deposit, string within, string name) => deposit.GetProperty(within).GetProperty(name).GetInt64();
}
