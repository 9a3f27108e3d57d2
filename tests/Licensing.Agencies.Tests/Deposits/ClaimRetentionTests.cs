using System.Net.Http.Json;
using System.Text.Json;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>What was said of a claim goes some time after it was closed; who claims is kept until then, and longer under a hold.</summary>
public sealed class ClaimRetentionTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new()
    {
        Settings = { ["Ministry:TimeZone"] = "UTC", ["Retention:Periods:deposit-claim-texts"] = "P30D", ["Retention:Periods:worker-identities"] = "P30D" },
    };

    private readonly DepositCalls _calls;
    private RegisteredAgency _agency = null!;
    private string _licence = "";

    public ClaimRetentionTests() => _calls = new(_host, "NPR");

    public async ValueTask InitializeAsync()
    {
        _agency = await _host.RegisterAgencyAsync();
        _licence = await _host.StoreLicenceAsync(_agency);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_open_claim_keeps_its_words_and_its_claimant_and_a_closed_one_for_the_period()
    {
        var (open, closed) = (await ClaimAsync("A1"), await ClaimAsync("B2"));
        await RunAsync("2026-03-15");
        _calls.GoTo("2026-04-01");
        await RefuseAsync(closed);
        await RunAsync("2026-05-01");
        Assert.Equal(("What it is about.", "a test"), await WordsAsync(closed));
        Assert.Equal([false, false], await ErasedAsync(open, closed));
        await RunAsync("2026-05-02");
        Assert.Equal((null, null), await WordsAsync(closed));
        Assert.Equal([false, true], await ErasedAsync(open, closed));
        Assert.Equal("What it is about.", (await WordsAsync(open)).Statement);
        // The sum and the decision stay.
        Assert.Equal(2, (await _calls.ClaimsAsync(_licence)).Count(c => c.GetProperty("amount").GetProperty("amountMinor").GetInt64() == 50 && c.GetProperty("decision").GetString() == "Award of a test"));
    }

    [Fact]
    public async Task A_hold_on_the_agency_or_on_the_claimant_keeps_both()
    {
        var claim = await ClaimAsync("A1");
        await RefuseAsync(claim);
        await RunAsync("2026-03-15");
        var worker = await _host.InDatabaseAsync(db => db.DepositClaims.Where(c => c.PublicId == claim).Select(c => c.Worker!.PublicId).SingleAsync());
        foreach (var (subject, day) in ((string, string)[])[(_agency.Id, "2026-06-01"), (worker, "2026-06-02")])
        {
            using var placed = await ServiceHost.SendAsync(_host.Officer, "/v1/legal-holds", DepositCalls.Because().With("subjectId", subject));
            Assert.True(placed.IsSuccessStatusCode, await placed.Content.ReadAsStringAsync());
            await RunAsync(day);
            Assert.NotNull((await WordsAsync(claim)).Statement);
            Assert.Equal([false], await ErasedAsync(claim));
            var hold = (await placed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            await _calls.PostAsync($"/v1/legal-holds/{hold}/end", DepositCalls.Because());
        }

        await RunAsync("2026-06-03");
        Assert.Null((await WordsAsync(claim)).Statement);
        Assert.Equal([true], await ErasedAsync(claim));
    }

    private Task<string> ClaimAsync(string number) =>
        _calls.ClaimAsync(_licence, 50, "2026-02-01", with: new() { ["statement"] = "What it is about.", ["document"] = Reported.Document(number)["document"]!.DeepClone() });

    private Task RefuseAsync(string claim) => _calls.PostAsync($"/v1/deposit-claims/{claim}/refusal", DepositCalls.Because());

    private async Task RunAsync(string day)
    {
        _calls.GoTo(day);
        await _host.RunJobAsync<DeleteExpiredDataJob>(job => job.RunAsync(default));
    }

    private Task<(string? Statement, string? Refusal)> WordsAsync(string claim) => _host.InDatabaseAsync(async db =>
        await db.DepositClaims.AsNoTracking().SingleAsync(c => c.PublicId == claim) is var c ? (c.Statement, c.RefusalReason) : default);

    private Task<List<bool>> ErasedAsync(params string[] claims) => _host.InDatabaseAsync(async db =>
    {
        var erased = await db.DepositClaims.Where(c => claims.Contains(c.PublicId)).Select(c => new { c.PublicId, Erased = c.Worker!.ErasedAt != null }).ToDictionaryAsync(c => c.PublicId, c => c.Erased);
        return claims.Select(c => erased[c]).ToList();
    });
}
