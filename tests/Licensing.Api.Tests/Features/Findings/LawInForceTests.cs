using System.Collections.Frozen;
using System.Net.Http.Json;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>What a change of law does to cases and to what agencies are told: Nepal to Qatar, where the service fee is capped at NPR 10,000.00.</summary>
public sealed class LawInForceTests
{
    private const string Fee = "np.service-fee";

    public static TheoryData<string, string, string> Changes => new()
    {
        { "cap raised to 12,000", "Open 300000", "" },
        { "cap raised to 15,000", "Withdrawn 500000", "" },
        { "cap lowered to 8,000", "Open 700000", "Open 100000" },
        { "no longer for Qatar", "Withdrawn 500000", "" },
        { "in force from March 2026", "Withdrawn 500000", "" },
        { "in force until the day before", "Withdrawn 500000", "" },
        { "in force until that day", "Open 500000", "" },
        { "counts medical costs only", "Withdrawn 500000", "" },
        { "rule removed", "Withdrawn 500000", "" },
        { "source read again", "Open 500000", "" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task A_case_follows_the_law_up_and_down_and_nothing_else_is_judged(string what, string above, string below)
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np", "in");
        var (agency, other) = (await own.RegisterAgencyAsync(), await own.RegisterAgencyAsync());
        var (over, within) = (await own.FileDisclosureAsync(agency, ToQatar(1_500_000)), await own.FileDisclosureAsync(agency, ToQatar(900_000)));
        var elsewhere = await own.FileDisclosureAsync(other, Reported.Placement("NP", "JP", "2026-02-10", Reported.Paid("recruitment-fee.service", 1_500_000, "NPR", "2026-02-12")));
        await own.JudgeAsync();
        Assert.Equal("Open 500000", await StateAsync(own, over));
        Assert.Equal("", await StateAsync(own, within));
        var (law, version) = await JudgedAsync(own, elsewhere);

        await LawChanges.ChangeAsync(own, "np", rule => rule.Provision != Fee || rule.Version != 2 ? rule : what switch
        {
            "cap raised to 12,000" => rule with { Duty = new CapDuty(new FixedAmount(new(1_200_000, "NPR"))) },
            "cap raised to 15,000" => rule with { Duty = new CapDuty(new FixedAmount(new(1_500_000, "NPR"))) },
            "cap lowered to 8,000" => rule with { Duty = new CapDuty(new FixedAmount(new(800_000, "NPR"))) },
            "no longer for Qatar" => rule with { Scope = [new Guard(GuardFact.Destination, new[] { "MY", "SA" }.ToFrozenSet())] },
            "in force from March 2026" => rule with { InForce = new(Day("2026-03"), null) },
            "in force until the day before" => rule with { InForce = rule.InForce with { Until = Day("2026-02-11") } },
            "in force until that day" => rule with { InForce = rule.InForce with { Until = Day("2026-02-12") } },
            "counts medical costs only" => rule with { Counts = rule.Counts with { Include = ["medical"], Exclude = [] } },
            "rule removed" => null,
            _ => rule with { Source = rule.Source with { Note = "read again" } },
        });
        await LawChanges.FollowAsync(own);
        Assert.Equal((above, below), (await StateAsync(own, over), await StateAsync(own, within)));
        // What was not touched was not judged again, and says with which law it was.
        Assert.Equal((law, version), await JudgedAsync(own, elsewhere));

        var changes = (above == "Open 500000" ? 0 : 1) + (below.Length > 0 ? 1 : 0);
        Assert.Equal(changes > 0 ? 1 : 0, (await NoticesAsync(own, agency)).Count);
        Assert.Empty(await NoticesAsync(own, other));
        var told = await EventsAsync(own, over);
        if (above.StartsWith("Withdrawn", StringComparison.Ordinal))
        {
            Assert.Equal(["FindingOpened", "FindingWithdrawnByLaw"], told.Select(e => e.Action));
            Assert.Equal("The law changed: np number 2 is law in place of number 1.", told[1].Reason);
            var notice = Assert.Single(await NoticesAsync(own, agency));
            Assert.Equal((1, 0), (notice.GetProperty("withdrawn").GetInt32(), notice.GetProperty("openedOrChanged").GetInt32()));
            var change = notice.GetProperty("lawChange");
            Assert.Equal("""[{"name":"np","before":1,"after":2}]""", change.GetProperty("packs").GetRawText());
            // The case says which change it was, and is still there with all that it was.
            var listed = Assert.Single((await own.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/findings?lawChange={change.GetProperty("id").GetString()}")).GetProperty("items").EnumerateArray());
            Assert.True(listed.GetProperty("fellByLaw").GetBoolean());
            var read = await own.Officer.GetFromJsonAsync<JsonElement>($"/v1/findings/{listed.GetProperty("id").GetString()}");
            Assert.Equal(change.GetProperty("id").GetString(), read.GetProperty("lawChange").GetProperty("id").GetString());
            Assert.Contains("NPR 5,000.00 too much", read.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        }

        // Once more of everything, and nothing more comes of it.
        var before = await own.CountRowsAsync();
        var versions = await own.InDatabaseAsync(db => db.DisclosureVersions.SumAsync(v => v.Version));
        await LawChanges.FollowAsync(own);
        Assert.Equal((before, versions), (await own.CountRowsAsync(), await own.InDatabaseAsync(db => db.DisclosureVersions.SumAsync(v => v.Version))));
    }

    [Fact]
    public async Task What_the_law_withdrew_opens_again_when_the_law_does_so()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var agency = await own.RegisterAgencyAsync();
        var filed = await own.FileDisclosureAsync(agency, ToQatar(1_500_000));
        await own.JudgeAsync();
        foreach (var cap in (long[])[1_500_000, 1_000_000, 1_500_000, 900_000])
        {
            await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, cap));
            await LawChanges.FollowAsync(own);
        }

        Assert.Equal("Open 600000", await StateAsync(own, filed));
        Assert.Equal(["FindingOpened", "FindingWithdrawnByLaw", "FindingReopened", "FindingWithdrawnByLaw", "FindingReopened"], (await EventsAsync(own, filed)).Select(e => e.Action));
        Assert.Equal(4, (await NoticesAsync(own, agency)).Count);
    }

    [Theory]
    [InlineData(1_200_000, "Open 300000 amended")]
    [InlineData(900_000, "Open 600000 amended")]
    [InlineData(1_500_000, "Withdrawn 500000")]
    public async Task A_correction_lowers_nothing_also_when_the_law_changes_with_it(long cap, string state)
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), ToQatar(1_500_000));
        await own.JudgeAsync();
        await own.CorrectDisclosureAsync(filed, ToQatar(950_000));
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, cap));
        await LawChanges.FollowAsync(own);
        Assert.Equal(state, await StateAsync(own, filed));
    }

    [Fact]
    public async Task A_case_that_rests_on_what_was_corrected_since_follows_the_law_too()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), ToQatar(1_500_000));
        await own.JudgeAsync();
        // Moved to where the changed rule says nothing: the newest version is not touched, the one that the case rests on is.
        await own.CorrectDisclosureAsync(filed, Reported.Placement("NP", "JP", "2026-02-10", Reported.Paid("recruitment-fee.service", 1_500_000, "NPR", "2026-02-12")));
        await own.JudgeAsync();
        Assert.Equal("Open 500000 amended", await StateAsync(own, filed));
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, 1_100_000));
        await LawChanges.FollowAsync(own);
        Assert.Equal("Open 400000 amended", await StateAsync(own, filed));
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, 1_500_000));
        await LawChanges.FollowAsync(own);
        Assert.StartsWith("Withdrawn 400000", await StateAsync(own, filed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_that_says_more_opens_again_what_the_law_withdrew()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), ToQatar(1_500_000));
        await own.JudgeAsync();
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, 1_500_000));
        await LawChanges.FollowAsync(own);
        await own.CorrectDisclosureAsync(filed, ToQatar(1_600_000));
        await own.JudgeAsync();
        Assert.Equal("Open 100000", await StateAsync(own, filed));
        Assert.Null((await EventsAsync(own, filed))[^1].Reason);
    }

    [Fact]
    public async Task Three_jobs_at_once_tell_each_agency_once_of_each_change()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var agencies = new List<RegisteredAgency>();
        for (var i = 0; i < 3; i++)
            agencies.Add(await own.RegisterAgencyAsync());
        for (var i = 0; i < 30; i++)
            await own.FileDisclosureAsync(agencies[i % 3], ToQatar(1_500_000 + i));
        await own.JudgeAsync();
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, 900_000));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => LawChanges.FollowAsync(own))));
        foreach (var agency in agencies)
            Assert.Equal(10, Assert.Single(await NoticesAsync(own, agency)).GetProperty("openedOrChanged").GetInt32());
        Assert.Equal(30, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == "FindingUpdated")));
        Assert.Equal(3, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == "AgencyToldOfLawChange")));
    }

    [Fact]
    public async Task Several_changes_before_anything_is_judged_come_to_the_last_of_them()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), ToQatar(1_500_000));
        await own.JudgeAsync();
        var judged = await JudgedAsync(own, filed);
        // Raised and taken back: what is law is another text that says the same.
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, 1_500_000));
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap(Fee, 2, 1_000_000));
        await LawChanges.FollowAsync(own);
        Assert.Equal("Open 500000", await StateAsync(own, filed));
        Assert.Equal(judged, await JudgedAsync(own, filed));
        Assert.Equal(["FindingOpened"], (await EventsAsync(own, filed)).Select(e => e.Action));
    }

    [Fact]
    public async Task What_is_not_in_reach_is_not_read_and_what_is_comes_by_an_index()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Asks SQLite for its plan.");
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var agency = await own.RegisterAgencyAsync();
        for (var i = 0; i < 12; i++)
            await own.FileDisclosureAsync(agency, i % 4 == 0 ? ToQatar(1_500_000) : Reported.Placement("NP", i % 4 == 1 ? "JP" : "MY", "2026-02-10", Reported.Paid("recruitment-fee.service", 1, "NPR", i % 4 == 2 ? "2025-02-12" : null)));
        await own.JudgeAsync();
        await LawChanges.ChangeAsync(own, "np", rule => rule.Provision == Fee && rule.Version == 2 ? rule with { InForce = rule.InForce with { Until = Day("2026-02-11") } } : rule);
        var sent = new SentCommands();
        await using var watched = own.WithWebHostBuilder(b => b.ConfigureTestServices(services => services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(sent))));
        await using (var scope = watched.Services.CreateAsyncScope())
            await ActivatorUtilities.CreateInstance<JudgeAgainAfterLawChangeJob>(scope.ServiceProvider).RunNowAsync(CancellationToken.None);

        Assert.Equal(3, await own.InDatabaseAsync(db => db.DisclosureVersions.CountAsync(v => v.JudgedAt == null)));
        var ranges = sent.All.Where(sql => sql.Contains("\"ChargedUntil\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ranges);
        await own.InDatabaseAsync(async db =>
        {
            foreach (var sql in ranges)
            {
                using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = "EXPLAIN QUERY PLAN " + sql;
                foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, @"@\w+").Select(m => m.Value).Distinct())
                    command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(name, "2026-02-12"));
                await db.Database.OpenConnectionAsync();
                using var reader = await command.ExecuteReaderAsync();
                var plan = new List<string>();
                while (await reader.ReadAsync())
                    plan.Add(reader.GetString(3));
                Assert.Contains(plan, step => step.Contains("IX_DisclosureVersions_Origin_Destination_ChargedUntil_ChargedFrom (Origin=? AND Destination=? AND ChargedUntil", StringComparison.Ordinal));
            }

            return true;
        });
    }

    private static System.Text.Json.Nodes.JsonObject ToQatar(long fee) =>
        Reported.Placement("NP", "QA", "2026-02-10", Reported.Paid("recruitment-fee.service", fee, "NPR", "2026-02-12")).With("visaNoticeOn", "2026-02-11");

    private static PartialDate Day(string text) => PartialDate.TryParse(text, out var day) ? day : throw new FormatException(text);

    private static Task<string> StateAsync(ServiceHost host, FiledDisclosure filed) => host.InDatabaseAsync(async db =>
        string.Join(", ", (await db.Findings.Include(f => f.Excess).Where(f => f.Placement.PublicId == filed.PlacementId).ToListAsync())
            .Select(f => $"{f.Status} {f.ExcessAmounts.Parts.Sum(p => p.AmountMinor)}{(f.AmendedAfterJudgement ? " amended" : "")}")));

    private static Task<(string? Law, long Version)> JudgedAsync(ServiceHost host, FiledDisclosure filed) => host.InDatabaseAsync(async db =>
        await db.DisclosureVersions.Where(v => v.Disclosure.PublicId == filed.Id && v.IsCurrent).Select(v => new { v.LawDigest, v.Version }).SingleAsync() is var v ? (v.LawDigest, v.Version) : default);

    private static Task<List<(string Action, string? Reason)>> EventsAsync(ServiceHost host, FiledDisclosure filed) => host.InDatabaseAsync(async db =>
        (await db.AuditEvents.Where(e => db.Findings.Any(f => f.PublicId == e.SubjectId && f.Placement.PublicId == filed.PlacementId)).OrderBy(e => e.Id).ToListAsync()).ConvertAll(e => (e.Action, e.Reason)));

    private static async Task<List<JsonElement>> NoticesAsync(ServiceHost host, RegisteredAgency agency) =>
        [.. (await host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>("/v1/law-notices")).GetProperty("items").EnumerateArray()];
}
