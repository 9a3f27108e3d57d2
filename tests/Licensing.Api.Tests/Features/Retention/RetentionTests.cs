using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Retention;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Retention;

/// <summary>What is kept, to the last day; in Kathmandu, whose days begin at 18:15 UTC.</summary>
public sealed class RetentionTests
{
    private const string Reads = "personal-reads", Identities = "worker-identities", Versions = "superseded-disclosure-versions";

    [Theory]
    [InlineData("P30D", "2026-04-14T18:14:59Z", "2026-04-14T18:15:00Z")]
    [InlineData("P1M", "2026-04-15T18:14:59Z", "2026-04-15T18:15:00Z")]
    [InlineData("P1Y", "2027-03-15T18:14:59Z", "2027-03-15T18:15:00Z")]
    public async Task The_last_day_is_kept_and_the_first_day_after_it_deleted(string period, string lastInstant, string first)
    {
        await using var host = With((Reads, period));
        // Read on 15 March, local time.
        await ReadOnceAsync(host);
        await RunAsync(host);
        await RunAsync(host, lastInstant);
        Assert.Equal(1, await CountReadsAsync(host));
        await RunAsync(host, first);
        Assert.Equal(0, await CountReadsAsync(host));
    }

    [Theory]
    [InlineData("P1M", "2026-02-28", "2026-01-28")]
    [InlineData("P1M", "2026-03-31", "2026-02-28")]
    [InlineData("P1Y", "2025-02-28", "2024-02-28")]
    [InlineData("P1Y", "2025-03-01", "2024-03-01")]
    [InlineData("P1Y", "2024-02-29", "2023-02-28")]
    [InlineData("P7D", "2026-03-07", "2026-02-28")]
    public void The_first_day_that_is_kept_lies_the_period_before(string period, string today, string first)
    {
        Assert.True(Period.TryParse(period, out var read));
        Assert.Equal(DateOnly.Parse(first), read.FirstDayKept(DateOnly.Parse(today)));
    }

    [Theory]
    [InlineData(Reads, "5Y"), InlineData(Reads, "P0D"), InlineData(Reads, "P-1D"), InlineData(Reads, "P201Y"), InlineData(Reads, "P1W"), InlineData(Reads, "P1D\n"), InlineData("audit", "P1Y")]
    public void A_period_that_is_none_or_of_no_class_does_not_start(string retained, string period)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Retention:Periods:{retained}"] = period }).Build();
        Assert.Contains($"Retention:Periods:{retained}", Assert.Throws<StartRefusedException>(() => new RetentionSchedule(settings)).Message);
    }

    [Fact]
    public async Task Without_a_period_everything_is_kept_and_the_answer_says_so()
    {
        await using var host = With();
        await ReadOnceAsync(host);
        await RunAsync(host, "2126-03-15T08:00:00Z");
        Assert.Equal(1, await CountReadsAsync(host));
        var shown = await ShownAsync(host.Officer, Reads);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (shown.GetProperty("period").ValueKind, shown.GetProperty("next").ValueKind));
        Assert.Equal("Everything is kept: Retention:Periods:personal-reads is not set.", shown.GetProperty("says").GetString());
    }

    [Fact]
    public async Task A_new_period_is_rehearsed_first_so_a_mistyped_one_deletes_nothing()
    {
        await using var host = With((Reads, "P5Y"));
        await ReadOnceAsync(host);
        await RunAsync(host);

        // Meant was P6Y.
        await using var mistyped = Again(host, (Reads, "P6D"));
        await RunAsync(mistyped, host, "2026-06-01T00:00:00Z");
        await RunAsync(mistyped, host, "2026-06-01T12:00:00Z");
        Assert.Equal(1, await CountReadsAsync(host));
        Assert.Equal(
            """{"class":"personal-reads","count":1,"firstDayKept":"2026-05-26","oldest":"2026-03-15T08:00:00Z","period":"P6D"}""",
            (await EventsAsync(host, nameof(RetentionRehearsed))).Last());
        var next = (await ShownAsync(OfficerOf(mistyped), Reads)).GetProperty("next");
        Assert.Equal(
            ("deletion", "2026-06-02", "2026-05-27", 1, "2026-03-15T08:00:00Z"),
            (next.GetProperty("does").GetString(), next.GetProperty("on").GetString(), next.GetProperty("firstDayKept").GetString(), next.GetProperty("count").GetInt32(), next.GetProperty("oldest").GetString()));

        await using var mended = Again(host, (Reads, "P6Y"));
        Assert.Equal("rehearsal", (await ShownAsync(OfficerOf(mended), Reads)).GetProperty("next").GetProperty("does").GetString());
        await RunAsync(mended, host, "2026-06-02T00:00:00Z");
        await RunAsync(mended, host, "2026-06-03T00:00:00Z");
        Assert.Equal(1, await CountReadsAsync(host));

        // Taken out and set again, the same period is rehearsed again.
        await using var none = Again(host);
        await RunAsync(none, host, "2026-06-03T12:00:00Z");
        await using var forGood = Again(host, (Reads, "P6Y"));
        await RunAsync(forGood, host, "2032-06-04T00:00:00Z");
        Assert.Equal(1, await CountReadsAsync(host));
        await RunAsync(forGood, host, "2032-06-05T00:00:00Z");
        Assert.Equal(0, await CountReadsAsync(host));
        Assert.Equal(4, (await EventsAsync(host, nameof(RetentionRehearsed))).Count);
        Assert.Single(await EventsAsync(host, nameof(RetentionPeriodRemoved)));
    }

    [Theory]
    [InlineData("worker"), InlineData("placement"), InlineData("agency")]
    public async Task What_is_on_hold_is_kept_until_the_hold_is_lifted(string on)
    {
        await using var host = With((Reads, "P30D"));
        var (filed, worker) = await ReadOnceAsync(host);
        await ReadOnceAsync(host);
        var subject = on switch { "worker" => worker, "placement" => filed.PlacementId, _ => await host.InDatabaseAsync(db => db.Placements.Where(p => p.PublicId == filed.PlacementId).Select(p => p.Agency.PublicId).SingleAsync()) };
        using var placed = await ServiceHost.SendAsync(host.Officer, "/v1/legal-holds", new JsonObject { ["subjectId"] = subject, ["reason"] = "a case in court" });
        var hold = (await placed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await RunAsync(host);
        await RunAsync(host, "2026-06-01T00:00:00Z");
        Assert.Equal([filed.Id], await host.InDatabaseAsync(db => db.PersonalReads.Select(r => r.Shown).ToListAsync()));
        Assert.Equal(0, (await ShownAsync(host.Officer, Reads)).GetProperty("next").GetProperty("count").GetInt32());

        using var lifted = await ServiceHost.SendAsync(host.Officer, $"/v1/legal-holds/{hold}/end", new JsonObject { ["reason"] = "the court has decided" }, "*");
        Assert.Equal(200, (int)lifted.StatusCode);
        Assert.Equal(1, (await ShownAsync(host.Officer, Reads)).GetProperty("next").GetProperty("count").GetInt32());
        await RunAsync(host, "2026-06-02T00:00:00Z");
        Assert.Equal(0, await CountReadsAsync(host));
    }

    [Fact]
    public async Task Who_a_worker_is_goes_with_the_last_filing_or_finding_and_never_while_a_finding_is_open()
    {
        await using var host = With((Identities, "P30D"));
        await host.ApproveLawAsync("np-my-2018");
        var agency = await host.RegisterAgencyAsync();
        var quiet = await host.FileDisclosureAsync(agency, Reported.Placement("NP", "QA", "2026-02-10", Reported.Paid("recruitment-fee.service", 1, "NPR", null)).With("worker", Reported.Document("Q").With("agencyFileNumber", "17")));
        var accused = await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", Reported.Document("A")));
        await host.JudgeAsync();
        await RunAsync(host);
        Task<List<string>> KnownAsync() => host.InDatabaseAsync(db => db.Placements.Where(p => p.Worker.SealedKey != null).Select(p => p.PublicId).ToListAsync());

        Assert.Equal([quiet.PlacementId], await host.InDatabaseAsync(db => db.Placements.Where(p => !db.Findings.Any(f => f.PlacementId == p.Id)).Select(p => p.PublicId).ToListAsync()));
        await RunAsync(host, "2026-04-14T18:14:59Z");
        Assert.Equal(2, (await KnownAsync()).Count);
        await RunAsync(host, "2026-04-14T18:15:00Z");
        Assert.Equal([accused.PlacementId], await KnownAsync());
        Assert.Null(await host.InDatabaseAsync(db => db.Placements.Where(p => p.PublicId == quiet.PlacementId).Select(p => p.AgencyFileNumber).SingleAsync()));
        var shown = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/workers/{quiet.PlacementId}");
        Assert.Equal(("2026-04-14T18:15:00Z", false), (shown.GetProperty("erasedAt").GetString(), shown.GetProperty("hasDocument").GetBoolean()));

        await RunAsync(host, "2027-01-01T00:00:00Z");
        Assert.Equal([accused.PlacementId], await KnownAsync());
        var closed = new DateTime(2026, 12, 20, 12, 0, 0, DateTimeKind.Utc);
        await host.InDatabaseAsync(db => db.Findings.ExecuteUpdateAsync(set => set.SetProperty(f => f.Status, FindingStatus.Closed).SetProperty(f => f.UpdatedAt, closed)));
        await RunAsync(host, "2027-01-19T18:14:59Z");
        Assert.Equal([accused.PlacementId], await KnownAsync());
        await RunAsync(host, "2027-01-19T18:15:00Z");
        Assert.Empty(await KnownAsync());
    }

    [Fact]
    public async Task Replaced_versions_go_but_never_where_there_is_a_finding()
    {
        await using var host = With((Versions, "P30D"));
        await host.ApproveLawAsync("np-my-2018");
        var agency = await host.RegisterAgencyAsync();
        var harmless = Reported.Placement("NP", "QA", "2026-02-10", Reported.Paid("recruitment-fee.service", 1, "NPR", null));
        var quiet = await host.FileDisclosureAsync(agency, harmless);
        var accused = await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();
        // Long ago it was filed; what counts is when it was replaced.
        host.Clock.SetUtcNow(DateTimeOffset.Parse("2026-05-01T08:00:00Z"));
        await host.CorrectDisclosureAsync(quiet, harmless);
        await host.CorrectDisclosureAsync(accused, Reported.TheExample());
        await host.JudgeAsync();
        await RunAsync(host);
        Task<List<string>> VersionsAsync() => host.InDatabaseAsync(db => db.DisclosureVersions.OrderBy(v => v.Id).Select(v => v.Disclosure.PublicId + " " + v.Number).ToListAsync());
        await RunAsync(host, "2026-05-31T18:14:59Z");
        Assert.Equal(4, (await VersionsAsync()).Count);
        await RunAsync(host, "2026-05-31T18:15:00Z");
        Assert.Equal([$"{accused.Id} 1", $"{quiet.Id} 2", $"{accused.Id} 2"], await VersionsAsync());
        Assert.Equal(200, (int)(await host.Officer.GetAsync($"/v1/disclosures/{quiet.Id}")).StatusCode);
        Assert.Equal(404, (int)(await host.Officer.GetAsync($"/v1/disclosures/{quiet.Id}?number=1")).StatusCode);
        Assert.Contains(DigestOf([$"{quiet.Id}/1"]), Assert.Single(await EventsAsync(host, nameof(ExpiredDataDeleted))));
    }

    [Fact]
    public async Task Killed_at_every_point_each_row_goes_once_and_is_in_the_audit_once()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Kills a context on SQLite.");
        await using var host = With((Reads, "P30D"));
        var (_, worker) = await ReadOnceAsync(host);
        await host.InDatabaseAsync(async db =>
        {
            var key = await db.Workers.Where(w => w.PublicId == worker).Select(w => w.Id).SingleAsync();
            for (var i = 1; i < 2 * DeleteExpiredDataJob.ChunkSize + 7; i++)
                db.Add(new PersonalRead(key, worker, Caller.Officer("maya"), null, host.Clock.GetUtcNow().UtcDateTime));
            return await db.SaveChangesAsync();
        });
        var names = await host.InDatabaseAsync(db => db.PersonalReads.OrderBy(r => r.Id).Select(r => r.PublicId).ToListAsync());
        await RunAsync(host);
        host.Clock.SetUtcNow(DateTimeOffset.Parse("2026-06-01T00:00:00Z"));

        var kills = 0;
        for (var point = 1; ; point++)
        {
            try
            {
                var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
                DatabaseSetup.UseSqlite(options, $"Data Source={host.DatabaseFile}");
                options.AddInterceptors(new Killer(point, null));
                await using var db = new SqliteLicensingDb(options.Options, Caller.System("job"), host.Clock);
                await ActivatorUtilities.CreateInstance<DeleteExpiredDataJob>(host.Services, db).RunAsync(default);
                break;
            }
            catch (Exception e) when (e is KilledException || e.GetBaseException() is KilledException)
            {
                kills++;
            }
        }

        Assert.True(kills > 10, $"{kills} kills");
        Assert.Equal(0, await CountReadsAsync(host));
        var (size, events) = (DeleteExpiredDataJob.ChunkSize, await EventsAsync(host, nameof(ExpiredDataDeleted)));
        Assert.Equal([size, size, 7], events.Select(e => JsonNode.Parse(e)!["count"]!.GetValue<int>()));
        Assert.Equal(
            [DigestOf(names[..size]), DigestOf(names[size..(2 * size)]), DigestOf(names[(2 * size)..])],
            events.Select(e => JsonNode.Parse(e)!["digest"]!.GetValue<string>()));
    }

    private static string DigestOf(IEnumerable<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(names.Select(n => n + "\n")))));

    [Fact]
    public async Task What_an_agency_sent_and_what_was_rejected_of_it_goes_when_its_time_is_over_unless_a_hold_stands_on_the_agency()
    {
        await using var host = With(("return-uploads", "P1Y"), ("return-rejections", "P2Y"));
        var (agency, held) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        var returns = new List<string>();
        foreach (var filing in (RegisteredAgency[])[agency, held])
        {
            using var filed = await host.FileReturnAsync(filing, "2026-02", "{\"placementReference\":\"KTM-1\"}\n");
            returns.Add((await filed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
            await host.TakeInAsync(returns[^1]);
        }

        using var placed = await ServiceHost.SendAsync(host.Officer, "/v1/legal-holds", new JsonObject { ["subjectId"] = held.Id, ["reason"] = "a case in court" });
        await RunAsync(host);
        await RunAsync(host, "2027-03-15T18:14:59Z");
        Assert.Equal((200, 200), await RepairFilesAsync());
        await RunAsync(host, "2027-03-15T18:15:00Z");
        Assert.Equal((410, 200), await RepairFilesAsync());
        Assert.True(await RejectionsAsync(returns[0]) > 0);
        await RunAsync(host, "2028-03-15T18:15:00Z");
        Assert.Equal(0, await RejectionsAsync(returns[0]));
        Assert.True(await RejectionsAsync(returns[1]) > 0);

        async Task<(int, int)> RepairFilesAsync() => (await StatusAsync(agency, returns[0]), await StatusAsync(held, returns[1]));

        async Task<int> StatusAsync(RegisteredAgency of, string id)
        {
            using var answer = await host.As($"agency:{of.Id}").GetAsync($"/v1/returns/{id}/repair-file");
            return (int)answer.StatusCode;
        }

        Task<int> RejectionsAsync(string id) => host.InDatabaseAsync(db => db.Set<Licensing.Api.Features.Returns.ReturnRejection>()
            .CountAsync(r => db.Returns.Any(x => x.Id == r.ReturnId && x.PublicId == id)));
    }

    private static ServiceHost With(params (string Class, string Period)[] periods)
    {
        var host = new ServiceHost();
        foreach (var (name, period) in periods)
            host.Settings[$"Retention:Periods:{name}"] = period;
        return host;
    }

    /// <summary>The same deployment, started again with other settings.</summary>
    private static WebApplicationFactory<Program> Again(ServiceHost host, params (string Class, string Period)[] periods) => host.WithWebHostBuilder(builder =>
    {
        builder.UseSetting($"Retention:Periods:{Reads}", "");
        foreach (var (name, period) in periods)
            builder.UseSetting($"Retention:Periods:{name}", period);
    });

    private static HttpClient OfficerOf(WebApplicationFactory<Program> service)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Add(NamedCaller.Header, "officer:maya");
        return client;
    }

    private static Task RunAsync(ServiceHost host, string? at = null) => RunAsync(host, host, at);

    private static async Task RunAsync(WebApplicationFactory<Program> service, ServiceHost host, string? at)
    {
        if (at is not null)
            host.Clock.SetUtcNow(DateTimeOffset.Parse(at));
        await using var scope = service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System(nameof(DeleteExpiredDataJob)));
        await ActivatorUtilities.CreateInstance<DeleteExpiredDataJob>(scope.ServiceProvider).RunAsync(default);
    }

    private static async Task<(FiledDisclosure Filed, string Worker)> ReadOnceAsync(ServiceHost host)
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        using var read = await host.Officer.GetAsync($"/v1/disclosures/{filed.Id}");
        Assert.Equal(200, (int)read.StatusCode);
        return (filed, await host.InDatabaseAsync(db => db.Placements.Where(p => p.PublicId == filed.PlacementId).Select(p => p.Worker.PublicId).SingleAsync()));
    }

    private static Task<int> CountReadsAsync(ServiceHost host) => host.InDatabaseAsync(db => db.PersonalReads.CountAsync());

    private static Task<List<string>> EventsAsync(ServiceHost host, string action) =>
        host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == action).OrderBy(e => e.Id).Select(e => e.Payload!).ToListAsync());

    private static async Task<JsonElement> ShownAsync(HttpClient client, string retained)
    {
        var shown = await client.GetFromJsonAsync<JsonElement>("/v1/retention");
        return shown.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("name").GetString() == retained);
    }
}
