using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>A deposit goes back after the licence and the regime's time, and not while anything is open.</summary>
public sealed class ReleaseTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Ministry:TimeZone"] = "UTC" } };
    private readonly DepositCalls _calls;
    private RegisteredAgency _agency = null!;
    private string _licence = "";

    public ReleaseTests() => _calls = new(_host, "NPR");

    // Its last day is 31 March 2026; six months later is 30 September.
    public async ValueTask InitializeAsync()
    {
        _agency = await _host.RegisterAgencyAsync();
        _licence = await _host.StoreLicenceAsync(_agency, from: "2024-01-01", until: "2026-03-31");
        await _host.SetRegimeAsync([("deposit", """[{"hold":[{"amount":"10.00 NPR"}]}]"""), .. DepositCalls.EveryAnswer]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Two_people_give_back_all_that_is_held_once_the_time_has_passed()
    {
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        await _calls.ReceiveAsync(_licence, 500, "2026-01-01", "guarantee", "Bank of a test", "2030-01-01");
        // While it holds nothing is given back, nor what is above the required sum.
        Assert.Equal("deposit.not-releasable", await CodeAsync());
        _calls.GoTo("2026-09-30");
        Assert.Equal("deposit.not-releasable", await CodeAsync());
        _calls.GoTo("2026-10-01");
        var proposal = await ProposeAsync();
        Assert.Equal("proposal.same-person", await _calls.ApprovalCodeAsync(proposal, "officer:maya"));
        await _calls.PostAsync("/v1/conflicts", new() { ["agencyId"] = _agency.Id, ["reason"] = "my sister's" }, "officer:ravi");
        Assert.Equal("proposal.conflict", await _calls.ApprovalCodeAsync(proposal));
        Assert.Equal("permission.missing", await _calls.ApprovalCodeAsync(proposal, $"agency:{_agency.Id}"));
        await _calls.ApproveAsync(proposal, "officer:sita");
        var balance = (await _calls.ReadAsync(_licence)).GetProperty("balance");
        Assert.Equal((1500, 0, 1500), (Number(balance, "received"), Number(balance, "held"), Number(balance, "released")));
        Assert.Equal("deposit.nothing-held", await CodeAsync());
    }

    [Fact]
    public async Task Not_while_a_claim_a_finding_or_a_debt_is_open()
    {
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        var claim = await _calls.ClaimAsync(_licence, 300, "2026-02-01");
        _calls.GoTo("2026-10-01");
        Assert.Equal("deposit.not-releasable", await CodeAsync());
        await _calls.PostAsync($"/v1/deposit-claims/{claim}/refusal", DepositCalls.Because());
        var proposal = await ProposeAsync();
        // One that is lodged while it is being decided counts.
        var late = await _calls.ClaimAsync(_licence, 1100, "2026-10-01");
        Assert.Equal("deposit.not-releasable", await _calls.ApprovalCodeAsync(proposal));
        await _calls.PostAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/withdrawal", DepositCalls.Because());

        // The licence has ended, so nothing is demanded; what was not covered stays owed.
        await _calls.DrawAsync(_licence, late);
        Assert.Empty((await _calls.ReadAsync(_licence)).GetProperty("demands").EnumerateArray());
        await _calls.ReceiveAsync(_licence, 50, "2026-10-01");
        Assert.Equal("deposit.not-releasable", await CodeAsync());
        var draw = (await _calls.ReadAsync(_licence)).GetProperty("draws")[0].GetProperty("id").GetString()!;
        await _calls.PayDebtAsync(_licence, draw, 100, "2026-10-01", late);
        await _calls.ApproveAsync(await ProposeAsync());
    }

    [Fact]
    public async Task Not_while_a_finding_about_the_agency_is_open()
    {
        await _host.ApproveLawAsync("np-my-2018");
        var filed = await _host.FileDisclosureAsync(_agency, Reported.TheExample());
        await _host.JudgeAsync();
        Assert.NotEqual(0, await _host.InDatabaseAsync(db => db.Findings.CountAsync()));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        _calls.GoTo("2026-10-01");
        Assert.Equal("deposit.not-releasable", await CodeAsync());
        await _host.InDatabaseAsync(db => db.Findings.ExecuteUpdateAsync(set => set.SetProperty(f => f.Status, Licensing.Api.Features.Findings.FindingStatus.Closed)));
        await _calls.ApproveAsync(await ProposeAsync());
        Assert.NotNull(filed);
    }

    [Fact]
    public async Task Not_while_an_appeal_about_the_licence_is_open()
    {
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        _calls.GoTo("2026-10-01");
        var appeal = await ActAsync(async db =>
        {
            var licence = await db.Licences.SingleAsync(l => l.PublicId == _licence);
            var about = new Appealed(AppealSubject.Measure, "lf_1", licence.AgencyId, licence.Id, new(2026, 3, 1), ["maya"]);
            var lodged = new Appeal(about, AppealPath.Appeal, "It was not so.", new(2026, 3, 2), new(2026, 4, 1), _host.Clock.Now(), "maya");
            db.Add(lodged);
            db.Record(lodged, new AppealLodged(lodged.Subject, lodged.SubjectId, lodged.Path, lodged.LastDay));
            return lodged;
        });
        Assert.Equal("deposit.not-releasable", await CodeAsync());
        await ActAsync(async db =>
        {
            var lodged = await db.Appeals.SingleAsync(a => a.PublicId == appeal.PublicId);
            lodged.Withdraw(_host.Clock.Now());
            db.Record(lodged, new AppealWithdrawn(lodged.SubjectId));
            return lodged;
        });
        await _calls.ApproveAsync(await ProposeAsync());
    }

    [Fact]
    public async Task A_ledger_that_changed_since_makes_the_proposal_stale()
    {
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        _calls.GoTo("2026-10-01");
        var proposal = await ProposeAsync();
        await _calls.ReceiveAsync(_licence, 1, "2026-10-01");
        Assert.Equal("proposal.stale", await _calls.ApprovalCodeAsync(proposal));
    }

    [Fact]
    public async Task Of_those_who_decide_at_once_one_does_and_it_goes_back_once()
    {
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        _calls.GoTo("2026-10-01");
        var proposal = await ProposeAsync();
        var codes = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _calls.ApprovalCodeAsync(proposal, $"officer:o{i}")));
        Assert.Single(codes, (string?)null);
        Assert.Equal(1000, Number((await _calls.ReadAsync(_licence)).GetProperty("balance"), "released"));
    }

    [Fact]
    public async Task Where_the_last_contract_decides_it_must_be_on_record()
    {
        await _host.SetRegimeAsync(("deposit-release", """{"after":"6 months","from":"last-contract-ends"}"""));
        await _calls.ReceiveAsync(_licence, 1000, "2026-01-01");
        _calls.GoTo("2027-01-10");
        Assert.Equal("deposit.not-releasable", await CodeAsync());
        await _calls.FactAsync(_licence, "last-contract-ends", "2026-07-10", "2026-03-31");
        Assert.Equal("deposit.not-releasable", await CodeAsync());       // 10 January is the last of the six months
        _calls.GoTo("2027-01-11");
        await _calls.ApproveAsync(await ProposeAsync());
    }

    [Fact]
    public async Task Where_the_regime_is_silent_nothing_is_given_back()
    {
        await using var silent = new ServiceHost();
        var calls = new DepositCalls(silent, "NPR");
        var licence = await silent.StoreLicenceAsync(await silent.RegisterAgencyAsync(), from: "2020-01-01", until: "2021-12-31");
        await calls.ReceiveAsync(licence, 1000, "2021-01-01");
        Assert.Equal("regime.not-set", await calls.CodeAsync(calls.Address(licence, "/releases"), DepositCalls.Because()));
    }

    private Task<Appeal> ActAsync(Func<LicensingDb, Task<Appeal>> act) => _host.InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
        var db = services.GetRequiredService<LicensingDb>();
        var appeal = await act(db);
        await db.SaveChangesAsync();
        return appeal;
    });

    private Task<JsonElement> ProposeAsync() => _calls.PostAsync(_calls.Address(_licence, "/releases"), DepositCalls.Because());

    private Task<string?> CodeAsync() => _calls.CodeAsync(_calls.Address(_licence, "/releases"), DepositCalls.Because());

    private static int Number(JsonElement thing, string name) => thing.GetProperty(name).GetInt32();
}
