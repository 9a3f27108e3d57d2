using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>Two people draw on a deposit for named claims. A regime of the test: 1,000 to be held, restored within a month, or the licence stops.</summary>
public sealed class DrawDownTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Ministry:TimeZone"] = "UTC" } };
    private readonly DepositCalls _calls;
    private RegisteredAgency _agency = null!;
    private string _licence = "";

    public DrawDownTests() => _calls = new(_host, "NPR");

    public async ValueTask InitializeAsync()
    {
        _agency = await _host.RegisterAgencyAsync();
        _licence = await _host.StoreLicenceAsync(_agency);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task SetAsync(params (string Question, string Json)[] others) => _host.SetRegimeAsync(
        [("deposit", """[{"hold":[{"amount":"10.00 NPR"}]}]"""), .. DepositCalls.EveryAnswer.Where(a => others.All(o => o.Question != a.Item1)), .. others.Where(o => o.Json.Length > 0)]);

    [Fact]
    public async Task A_deposit_that_suffices_pays_in_full_and_needs_no_rule_of_sharing()
    {
        await SetAsync(("deposit-sharing", ""), ("deposit-shortfall", ""));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        string[] claims = [await _calls.ClaimAsync(_licence, 400, "2026-02-01"), await _calls.ClaimAsync(_licence, 600, "2026-02-01")];
        await _calls.DrawAsync(_licence, claims);
        var deposit = await _calls.ReadAsync(_licence);
        var draw = Assert.Single(deposit.GetProperty("draws").EnumerateArray());
        Assert.Equal((1000, 0, null, null), (Number(draw, "drawnMinor"), Number(draw, "debtMinor"), draw.GetProperty("sharing").GetString(), draw.GetProperty("debtIsDue").GetString()));
        Assert.Equal([400L, 600L], draw.GetProperty("shares").EnumerateArray().Select(s => s.GetProperty("paidMinor").GetInt64()));
        Assert.Equal(("2026-04-15", true), Demand(deposit));
        Assert.Equal((0, 1000), (deposit.GetProperty("balance").GetProperty("held").GetInt64(), deposit.GetProperty("missingMinor").GetInt64()));
        Assert.All(await _calls.ClaimsAsync(_licence), c => Assert.Equal("drawn", c.GetProperty("state").GetString()));
    }

    [Theory]
    // Nepal itself says when it is topped up and what becomes of the shortfall, so nobody can leave those open here.
    [InlineData("deposit-sharing")]
    [InlineData("deposit-default")]
    [InlineData("day-counting")]
    public async Task Where_it_does_not_suffice_the_regime_must_say_what_follows(string question)
    {
        await SetAsync((question, ""));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        var claim = await _calls.ClaimAsync(_licence, 1001, "2026-02-01");
        Assert.Equal("regime.not-set", await _calls.CodeAsync(_calls.Address(_licence, "/draw-downs"), DepositCalls.Draw([claim])));
        await SetAsync();
        await _calls.DrawAsync(_licence, claim);
    }

    [Fact]
    public async Task The_order_of_the_regime_goes_first_and_a_kind_that_it_does_not_name_stops_it()
    {
        await SetAsync(("deposit-sharing", """{"inOrder":["repatriation",["wages","refund"]]}"""));
        await _calls.ReceiveAsync(_licence, 50, "2026-01-01");
        string[] claims =
        [
            await _calls.ClaimAsync(_licence, 10, "2026-02-01"), await _calls.ClaimAsync(_licence, 30, "2026-02-01", "repatriation"),
            await _calls.ClaimAsync(_licence, 20, "2026-02-01", "refund"), await _calls.ClaimAsync(_licence, 99, "2026-02-01", "state", new() { ["party"] = "An embassy" }),
        ];
        Assert.Equal("regime.not-set", await _calls.CodeAsync(_calls.Address(_licence, "/draw-downs"), DepositCalls.Draw(claims)));
        await _calls.DrawAsync(_licence, claims[..3]);
        var draw = Assert.Single((await _calls.ReadAsync(_licence)).GetProperty("draws").EnumerateArray());
        var paid = draw.GetProperty("shares").EnumerateArray().ToDictionary(s => s.GetProperty("claim").GetString()!, s => s.GetProperty("paidMinor").GetInt64());
        Assert.Equal([7L, 30L, 13L], claims[..3].Select(c => paid[c]));
        Assert.Equal("repatriation; wages, refund", draw.GetProperty("sharing").GetString());
        Assert.Equal("open", (await _calls.ClaimsAsync(_licence)).Single(c => c.GetProperty("id").GetString() == claims[3]).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Who_proposed_and_who_is_not_free_do_not_decide()
    {
        var proposal = await ProposedAsync();
        Assert.Equal("proposal.same-person", await _calls.ApprovalCodeAsync(proposal, "officer:MAYA"));
        await _calls.PostAsync("/v1/conflicts", new() { ["agencyId"] = _agency.Id, ["reason"] = "my sister's" }, "officer:ravi");
        Assert.Equal("proposal.conflict", await _calls.ApprovalCodeAsync(proposal, "officer:ravi"));
        Assert.Equal("proposal.conflict", await _calls.CodeAsync(_calls.Address(_licence, "/draw-downs"), DepositCalls.Draw([await _calls.ClaimAsync(_licence, 1, "2026-02-01")]), "officer:ravi"));
        Assert.Equal("permission.missing", await _calls.ApprovalCodeAsync(proposal, $"agency:{_agency.Id}"));
        Assert.Null(await _calls.ApprovalCodeAsync(proposal, "officer:sita"));
        Assert.Equal("proposal.decided", await _calls.ApprovalCodeAsync(proposal, "officer:tara"));
        Assert.Equal(["ProposalMade maya", "ProposalApproved sita"], await _host.InDatabaseAsync(db => db.AuditEvents
            .Where(e => e.SubjectId == proposal.GetProperty("id").GetString()).OrderBy(e => e.Id).Select(e => e.Action + " " + e.Actor).ToListAsync()));
    }

    [Fact]
    public async Task A_ledger_that_changed_since_makes_the_proposal_stale()
    {
        var proposal = await ProposedAsync();
        await _calls.ReceiveAsync(_licence, 1, "2026-03-01");
        Assert.Equal("proposal.stale", await _calls.ApprovalCodeAsync(proposal));
        Assert.Equal(0, await _host.InDatabaseAsync(db => db.DepositDraws.CountAsync()));
    }

    [Fact]
    public async Task A_claim_that_was_refused_since_is_not_paid()
    {
        var proposal = await ProposedAsync();
        var claim = (await _calls.ClaimsAsync(_licence))[0].GetProperty("id").GetString();
        await _calls.PostAsync($"/v1/deposit-claims/{claim}/refusal", DepositCalls.Because());
        Assert.Equal("claim.not-open", await _calls.ApprovalCodeAsync(proposal));
    }

    [Fact]
    public async Task Law_that_changed_since_makes_the_proposal_stale()
    {
        var proposal = await ProposedAsync();
        await _host.SetRegimeAsync(("deposit-default", "\"ministry-decides\""));
        Assert.Equal("proposal.stale", await _calls.ApprovalCodeAsync(proposal));
    }

    [Fact]
    public async Task A_guarantee_that_ended_since_makes_the_proposal_stale()
    {
        await SetAsync();
        await _calls.ReceiveAsync(_licence, 500, "2026-01-01", "guarantee", "Bank of a test", "2026-03-15");
        await _calls.ReceiveAsync(_licence, 500, "2026-01-01");
        var proposal = await _calls.ProposeDrawAsync(_licence, [await _calls.ClaimAsync(_licence, 700, "2026-02-01")]);
        _calls.GoTo("2026-03-16");
        Assert.Equal("proposal.stale", await _calls.ApprovalCodeAsync(proposal));
    }

    [Fact]
    public async Task Of_those_who_decide_at_once_one_does_and_it_is_drawn_once()
    {
        var proposal = await ProposedAsync();
        var codes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _calls.ApprovalCodeAsync(proposal, $"officer:o{i}")));
        Assert.Single(codes, (string?)null);
        Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["proposal.decided", "proposal.stale", "version.stale", "busy", "claim.not-open"]));
        var deposit = await _calls.ReadAsync(_licence);
        Assert.Single(deposit.GetProperty("draws").EnumerateArray());
        Assert.Single(deposit.GetProperty("demands").EnumerateArray());
        Assert.Equal((300, 700), (Number(deposit.GetProperty("balance"), "drawn"), Number(deposit.GetProperty("balance"), "held")));
    }

    [Fact]
    public async Task A_draw_down_and_a_receipt_at_once_both_stand_or_one_is_told()
    {
        var proposal = await ProposedAsync();
        var codes = await Task.WhenAll(_calls.ApprovalCodeAsync(proposal), _calls.CodeAsync(_calls.Address(_licence, "/receipts"), _calls.Receipt(5, "2026-03-01")));
        Assert.Contains(null, codes);
        Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["proposal.stale", "version.stale", "duplicate", "busy"]));
        var balance = (await _calls.ReadAsync(_licence)).GetProperty("balance");
        Assert.Equal(Number(balance, "received"), Number(balance, "held") + Number(balance, "drawn"));
    }

    [Fact]
    public async Task What_is_not_there_is_not_drawn_for()
    {
        await SetAsync();
        var claim = await _calls.ClaimAsync(_licence, 300, "2026-02-01");
        var address = _calls.Address(_licence, "/draw-downs");
        Assert.Equal("deposit.nothing-held", await _calls.CodeAsync(address, DepositCalls.Draw([claim])));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        Assert.Equal("request.invalid", await _calls.CodeAsync(address, DepositCalls.Draw([claim, claim])));
        Assert.Equal("request.invalid", await _calls.CodeAsync(address, DepositCalls.Draw([])));
        Assert.Equal("not-found", await _calls.CodeAsync(address, DepositCalls.Draw([claim, "dc_0000000000000000"])));
        var elsewhere = await _calls.ClaimAsync(await _host.StoreLicenceAsync(_agency), 1, "2026-02-01");
        Assert.Equal("not-found", await _calls.CodeAsync(address, DepositCalls.Draw([elsewhere])));
        var foreign = await new DepositCalls(_host, "USD").ClaimAsync(_licence, 1, "2026-02-01");
        Assert.Equal("deposit.currency", await _calls.CodeAsync(address, DepositCalls.Draw([foreign])));
        await _calls.DrawAsync(_licence, claim);
        Assert.Equal("claim.not-open", await _calls.CodeAsync(address, DepositCalls.Draw([claim])));
    }

    [Fact]
    public async Task The_licence_stops_on_the_day_after_the_last_unless_the_ministry_decides()
    {
        await SetAsync(("deposit-default", "\"ministry-decides\""));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        await _calls.DrawAsync(_licence, await _calls.ClaimAsync(_licence, 300, "2026-02-01"));
        Assert.Equal(("2026-04-15", false), Demand(await _calls.ReadAsync(_licence)));
        Assert.Equal("full", await _calls.StateAsync(_licence, "2026-04-16"));

        var other = await _host.StoreLicenceAsync(_agency);
        await _host.SetRegimeAsync(("deposit-default", "\"licence-stops\""));
        await _calls.ReceiveAsync(other, 1000, "2026-01-01");
        await _calls.DrawAsync(other, await _calls.ClaimAsync(other, 300, "2026-02-01"));
        Assert.Equal(("full", "suspended"), (await _calls.StateAsync(other, "2026-04-15"), await _calls.StateAsync(other, "2026-04-16")));
    }

    [Fact]
    public async Task More_than_is_required_can_be_drawn_on_without_a_demand()
    {
        await SetAsync(("deposit-top-up", ""), ("deposit-default", ""));
        await _calls.ReceiveAsync(_licence, 1300, "2026-01-01");
        await _calls.DrawAsync(_licence, await _calls.ClaimAsync(_licence, 300, "2026-02-01"));
        Assert.Empty((await _calls.ReadAsync(_licence)).GetProperty("demands").EnumerateArray());
    }

    [Fact]
    public async Task Where_what_is_required_is_undetermined_it_is_demanded_and_met_when_that_is_known()
    {
        await _host.SetRegimeAsync(DepositCalls.EveryAnswer);       // the deposit is Nepal's, by workers
        await _calls.ReceiveAsync(_licence, 2_000_000_000, "2026-01-01");
        await _calls.DrawAsync(_licence, await _calls.ClaimAsync(_licence, 300, "2026-02-01"));
        Assert.Equal(("2026-04-15", true), Demand(await _calls.ReadAsync(_licence)));
        await _calls.ReceiveAsync(_licence, 300, "2026-03-15");
        await _calls.ReceiveAsync(_licence, 1_500_000_000, "2026-03-15", "guarantee", "Bank of a test", "2031-03-15");
        Assert.Equal(JsonValueKind.Null, (await _calls.ReadAsync(_licence)).GetProperty("demands")[0].GetProperty("metFrom").ValueKind);
        await _calls.FactAsync(_licence, "workers", "100", "2025-08-01");
        Assert.Equal("2026-03-15", (await _calls.ReadAsync(_licence)).GetProperty("demands")[0].GetProperty("metFrom").GetString());
    }

    [Theory]
    [InlineData("due-to-the-claimants", true)]
    [InlineData("due-to-the-state", false)]
    public async Task A_debt_is_paid_to_whom_it_is_owed_and_no_more_than_is(string due, bool toClaimants)
    {
        await SetAsync(("deposit-shortfall", $"\"{due}\""));
        await _calls.ReceiveAsync(_licence, 100, "2026-01-01");
        var claims = new[] { await _calls.ClaimAsync(_licence, 100, "2026-02-01"), await _calls.ClaimAsync(_licence, 100, "2026-02-01") };
        await _calls.DrawAsync(_licence, claims);
        var draw = (await _calls.ReadAsync(_licence)).GetProperty("draws")[0];
        Assert.Equal((due, 100), (draw.GetProperty("debtIsDue").GetString(), Number(draw, "debtMinor")));
        var (id, claim, address) = (draw.GetProperty("id").GetString()!, toClaimants ? claims[0] : null, _calls.Address(_licence, "/debt-payments"));
        var most = toClaimants ? 50 : 100;
        Assert.Equal("deposit.not-owed", await _calls.CodeAsync(address, _calls.DebtPayment(id, most, "2026-03-15", toClaimants ? null : claims[0])));
        Assert.Equal("deposit.not-owed", await _calls.CodeAsync(address, _calls.DebtPayment(id, most + 1, "2026-03-15", claim)));
        Assert.Equal("not-found", await _calls.CodeAsync(address, _calls.DebtPayment("dd_0000000000000000", 1, "2026-03-15", claim)));
        await _calls.PayDebtAsync(_licence, id, 20, "2026-03-15", claim);
        Assert.Equal("deposit.not-owed", await _calls.CodeAsync(address, _calls.DebtPayment(id, most - 19, "2026-03-15", claim)));
        await _calls.PayDebtAsync(_licence, id, most - 20, "2026-03-15", claim);
        var deposit = await _calls.ReadAsync(_licence);
        Assert.Equal((100 - most, most), (Number(deposit.GetProperty("balance"), "debt"), Number(deposit.GetProperty("balance"), "debtPaid")));
        Assert.Equal(200, Number(deposit.GetProperty("balance"), "claimed"));
    }

    private async Task<JsonElement> ProposedAsync()
    {
        await SetAsync();
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        return await _calls.ProposeDrawAsync(_licence, [await _calls.ClaimAsync(_licence, 300, "2026-02-01")]);
    }

    private static (string, bool) Demand(JsonElement deposit) =>
        deposit.GetProperty("demands") is var demands && demands.GetArrayLength() == 1 ? (demands[0].GetProperty("lastDay").GetString()!, demands[0].GetProperty("stopsLicence").GetBoolean()) : default;

    private static int Number(JsonElement thing, string name) => thing.GetProperty(name).GetInt32();
}
