using System.Text;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Api.Tests.Features.Rates;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>After a change of rates or of the settings of judging just what it can touch is judged again, and all stands as if everything were.</summary>
public sealed class JudgeAgainAfterRateChangeTests
{
    // NPR 10,000 may be charged. 75 dollars of March 2023 are 9,904 by the average that ships, and 11,250 by the bank of the test.
    private const string March = "NPR,2023-03-01,2023-03-31,150,daily,A bank";

    [Fact]
    public async Task Only_what_a_change_of_rates_can_touch_is_judged_again()
    {
        await using var host = new ServiceHost();
        var filed = await FileAsync(host);
        await ApproveShippedAsync(host);
        await ApproveAsync(host, March);
        var before = await VersionsAsync(host);
        await RunAsync(host);
        // The series approved first goes on deciding where it knows a rate, so nothing changed.
        Assert.Equal(before, await VersionsAsync(host));

        await SetAsync(host, "rates.order", "2000-01-01", new JsonArray("bank", "shipped"));
        await RunAsync(host);
        Assert.Equal(["march"], Changed(filed, before, await VersionsAsync(host)));
        // Marked once, however often the job runs.
        var marked = await VersionsAsync(host);
        await RunAsync(host);
        Assert.Equal(marked, await VersionsAsync(host));

        Assert.DoesNotContain("np.service-fee", await FindingsAsync(host, filed["march"]));
        await host.JudgeAsync();
        Assert.Contains("np.service-fee", await FindingsAsync(host, filed["march"]));
        Assert.Equal(["march"], Changed(filed, before, await VersionsAsync(host)));
        await AssertAsIfAllWereJudgedAsync(host);

        // Taken back before any sweep was done: what was judged in between follows.
        await SetAsync(host, "rates.order", "2000-01-01", new JsonArray("shipped", "bank"));
        await RunAsync(host);
        await host.JudgeAsync();
        // The case stands until an officer accepts that less is left of it.
        Assert.True(await host.InDatabaseAsync(db => db.Findings.Where(f => f.Provision == "np.service-fee").Select(f => f.AmendedAfterJudgement).SingleAsync()));
        await AssertAsIfAllWereJudgedAsync(host);
    }

    [Fact]
    public async Task A_change_of_the_band_touches_placements_from_its_first_day_that_hold_more_than_one_currency_or_law()
    {
        await using var host = new ServiceHost();
        var filed = await FileAsync(host);
        var before = await VersionsAsync(host);
        await SetAsync(host, "judging.rate-band", "2023-05-10", "0");
        await RunAsync(host);
        Assert.Equal(["may"], Changed(filed, before, await VersionsAsync(host)));
        await host.JudgeAsync();
        await AssertAsIfAllWereJudgedAsync(host);

        // One day earlier on, April too.
        before = await VersionsAsync(host);
        await SetAsync(host, "judging.rate-band", "2023-05-09", "0");
        await RunAsync(host);
        Assert.Equal(["the day before"], Changed(filed, before, await VersionsAsync(host)));
        await host.JudgeAsync();
        await AssertAsIfAllWereJudgedAsync(host);
    }

    [Fact]
    public async Task A_change_of_precedence_decides_anew_where_two_laws_speak_and_leaves_all_else()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np", "np-my-2018");
        await SetAsync(host, "judging.precedence", "2000-01-01", new JsonArray("origin", "agreement"));
        var agency = await host.RegisterAgencyAsync();
        var filed = new Dictionary<string, string>
        {
            ["two laws"] = (await host.FileDisclosureAsync(agency, Reported.TheExample())).Id,
            ["one law"] = (await host.FileDisclosureAsync(agency, Reported.Placement("NP", "QA", "2026-02-10", Reported.Paid("recruitment-fee.service", 1_500_000, "NPR", "2026-02-12")))).Id,
        };
        await host.JudgeAsync();
        // What Nepal forbids, NPR 35,000 for the ticket, goes before NPR 5,000 above its cap.
        Assert.Equal(["np.visa-and-ticket"], await FindingsAsync(host, filed["two laws"]));

        var before = await VersionsAsync(host);
        await SetAsync(host, "judging.precedence", "2026-02-10", new JsonArray());
        await RunAsync(host);
        Assert.Equal(["two laws"], Changed(filed, before, await VersionsAsync(host)));
        await host.JudgeAsync();
        Assert.Equal(["np-my-2018.employer-pays"], await FindingsAsync(host, filed["two laws"]));
    }

    [Fact]
    public async Task A_lost_job_is_made_up_for_and_a_sweep_that_is_done_looks_at_nothing_again()
    {
        await using var host = new ServiceHost();
        var filed = await FileAsync(host);
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        await RunAsync(host);
        Assert.Equal(1, await SweepsAsync(host));
        await ApproveShippedAsync(host);
        await ApproveAsync(host, March);
        await SetAsync(host, "rates.order", "2000-01-01", new JsonArray("bank", "shipped"));
        // The jobs of all three were lost, and hours have passed.
        host.Clock.Advance(TimeSpan.FromHours(3));
        var before = await VersionsAsync(host);
        await RunAsync(host);
        Assert.Equal(["march"], Changed(filed, before, await VersionsAsync(host)));
        Assert.Equal(2, await SweepsAsync(host));
        await host.JudgeAsync();
        await AssertAsIfAllWereJudgedAsync(host);
        await RunAsync(host);
        Assert.Equal(2, await SweepsAsync(host));
    }

    [Fact]
    public async Task A_worker_that_read_the_rates_before_an_approval_is_caught_by_the_next_run()
    {
        await using var host = new ServiceHost();
        var filed = await FileAsync(host);
        await ApproveShippedAsync(host);
        await ApproveAsync(host, March);
        await SetAsync(host, "rates.order", "2000-01-01", new JsonArray("bank", "shipped"));
        await RunAsync(host);
        var shipped = await host.InDatabaseAsync(db => db.RateSeries.Where(s => s.Name == RateSeries.Shipped).Select(s => s.Digest).SingleAsync());
        // It stored what it judged with the rates before, after the first run had marked it.
        await host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Disclosure.PublicId == filed["march"]).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.WaitsFrom, (DateOnly?)null).SetProperty(v => v.RatesDigest, shipped)));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await RunAsync(host);
        // Ten minutes after the last approval a worker may still hold what it read before.
        Assert.Equal(0, await SweepsAsync(host));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.DisclosureVersions.CountAsync(v => v.WaitsFrom == DisclosureVersion.Always)));
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await RunAsync(host);
        Assert.Equal(1, await SweepsAsync(host));
    }

    /// <summary>Random disclosures, random changes: after each what stands equals judging everything with what is held now.</summary>
    [Fact]
    public async Task After_random_changes_all_stands_as_if_everything_had_been_judged()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np", "mm", "vn");
        var agency = await host.RegisterAgencyAsync();
        var random = new Random(20261130);
        string Day(int spread) => new DateOnly(2023, 1, 1).AddDays(random.Next(spread)).ToString("yyyy-MM-dd");
        for (var i = 0; i < 40; i++)
        {
            var currency = ((string[])["NPR", "USD", "MYR", "QAR", "VND"])[random.Next(5)];
            var minor = random.Next(9_000, 11_000) * (currency == "NPR" ? 100 : currency == "VND" ? 20_000 : 1);
            await host.FileDisclosureAsync(agency, Reported.Placement(random.Next(4) == 0 ? "MM" : "NP", random.Next(2) == 0 ? "QA" : "MY", Day(300), Reported.Paid("recruitment-fee.service", minor, currency, Day(300))));
        }

        await host.JudgeAsync();
        await ApproveShippedAsync(host);
        var touched = 0;
        for (var change = 0; change < 14; change++)
        {
            switch (change == 0 ? 0 : random.Next(4))
            {
                case 0:
                    var from = new DateOnly(2023, 1, 1).AddDays(random.Next(200));
                    await ApproveAsync(host, string.Join('\n', ((string[])["NPR", "MYR", "QAR"]).Where(_ => random.Next(3) > 0).Append("VND")
                        .Select(c => $"{c},{from:yyyy-MM-dd},{from.AddDays(random.Next(90)):yyyy-MM-dd},{random.Next(1, 200)}.{random.Next(10)},daily,A bank")));
                    break;
                case 1:
                    await SetAsync(host, "rates.order", Day(200), random.Next(2) == 0 ? new JsonArray("bank", "shipped") : new JsonArray("shipped"));
                    break;
                case 2:
                    await SetAsync(host, "rates.stale-after", Day(200), random.Next(40));
                    break;
                default:
                    await SetAsync(host, "judging.rate-band", Day(300), $"{random.Next(10)}");
                    break;
            }

            await RunAsync(host);
            touched += await host.InDatabaseAsync(db => db.DisclosureVersions.CountAsync(v => v.WaitsFrom == DisclosureVersion.Always));
            await host.JudgeAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(random.Next(12)));
            await AssertAsIfAllWereJudgedAsync(host);
        }

        Assert.InRange(touched, 20, 14 * 40 / 2);
    }

    private static Task RunAsync(ServiceHost host) => host.RunJobAsync<JudgeAgainAfterRateChangeJob>(job => job.RunAsync(CancellationToken.None));

    private static Task SetAsync(ServiceHost host, string name, string from, JsonNode value) => LaterAsync(host, () =>
        host.ProposeAndApproveAsync($"/v1/settings/{name}/proposals", new JsonObject { ["from"] = from, ["value"] = value, ["reason"] = "the test needs it" }));

    private static Task ApproveAsync(ServiceHost host, string lines) => LaterAsync(host, () => host.ApproveRatesAsync("bank", lines));

    private static Task ApproveShippedAsync(ServiceHost host) => LaterAsync(host, host.ApproveShippedRatesAsync);

    // What was held between two approvals is asked by the instant, and here the clock stands still.
    private static Task LaterAsync(ServiceHost host, Func<Task> act)
    {
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return act();
    }

    private static Task<int> SweepsAsync(ServiceHost host) => host.InDatabaseAsync(db => db.Set<RateSweep>().CountAsync());

    /// <summary>All judged, with the rates that ship.</summary>
    private static async Task<Dictionary<string, string>> FileAsync(ServiceHost host)
    {
        await host.ApproveLawAsync("np");
        var agency = await host.RegisterAgencyAsync();
        var filed = new Dictionary<string, string>();
        foreach (var (name, on, minor, currency) in ((string, string, long, string)[])
            [("march", "2023-03-10", 7_500, "USD"), ("rupees", "2023-03-10", 990_000, "NPR"), ("the day before", "2023-05-09", 7_500, "USD"), ("may", "2023-05-10", 7_500, "USD")])
            filed[name] = (await host.FileDisclosureAsync(agency, Reported.Placement("NP", "QA", on, Reported.Paid("recruitment-fee.service", minor, currency, on)))).Id;
        await host.JudgeAsync();
        return filed;
    }

    private static Task<Dictionary<string, long>> VersionsAsync(ServiceHost host) => host.InDatabaseAsync(db =>
        db.DisclosureVersions.Select(v => new { v.Disclosure.PublicId, v.Version }).ToDictionaryAsync(v => v.PublicId, v => v.Version));

    private static IEnumerable<string> Changed(Dictionary<string, string> filed, Dictionary<string, long> before, Dictionary<string, long> after) =>
        filed.Where(f => before[f.Value] != after[f.Value]).Select(f => f.Key);

    private static Task<List<string>> FindingsAsync(ServiceHost host, string disclosure) => host.InDatabaseAsync(db =>
        db.Findings.Where(f => f.Status == FindingStatus.Open && db.Disclosures.Any(d => d.PublicId == disclosure && d.PlacementId == f.PlacementId)).Select(f => f.Provision).ToListAsync());

    private static Task AssertAsIfAllWereJudgedAsync(ServiceHost host) => host.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<LicensingDb>();
        var basis = await services.GetRequiredService<JudgingBook>().CurrentAsync(db, CancellationToken.None);
        var edition = await services.GetRequiredService<LawBook>().CurrentAsync(db, CancellationToken.None);
        foreach (var version in await db.DisclosureVersions.Include(v => v.Disclosure).ThenInclude(d => d.Placement).ThenInclude(p => p.Agency).Where(v => v.IsCurrent).ToListAsync())
        {
            var facts = version.ReadReported().ToFacts(version.ReadWorker(), version.Disclosure.Placement.Agency.Country, null, version.JudgedAsOf!.Value);
            var again = FeeCapLaw.Judge(facts, edition.Rules, basis.On(version.Disclosure.Placement.HappenedOn).Context);
            var stored = await db.Judgements.Where(j => j.DisclosureVersionId == version.Id).Select(j => j.Canonical).ToListAsync();
            Assert.Equal(again.Select(j => Encoding.UTF8.GetString(j.ToCanonicalBytes())).Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        }

        return true;
    });
}
