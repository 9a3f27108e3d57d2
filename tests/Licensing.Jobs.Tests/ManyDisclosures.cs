using System.Text.Json.Nodes;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Licensing.Jobs.Tests;

/// <summary>A database in which some six hundred disclosures of many kinds wait to be judged, some for the first time and some
/// as corrections of what was judged before. Every test works on a copy of it.</summary>
public class ManyDisclosures : IAsyncLifetime
{
    protected virtual int Placements => 600;

    /// <summary>How many of them were judged before, and corrected since.</summary>
    protected virtual int Corrected => 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("licensing-many-").FullName;
    private readonly ServiceHost _host = new();
    private int _copies;

    /// <summary>What one run, which nothing disturbs, makes of it.</summary>
    public string Undisturbed { get; private set; } = "";

    public ServiceHost Host => _host;

    private string Template => Path.Combine(_folder, "template.db");

    public async ValueTask InitializeAsync()
    {
        if (ServiceHost.SqlServer is not null)
            return;
        await _host.ApproveLawAsync();
        await _host.ProposeAndApproveAsync("/v1/flag-thresholds", new JsonObject
        {
            ["from"] = "2025-01-01", ["leastFindings"] = 3, ["leastWorkers"] = 2, ["leastSharePercent"] = 20, ["reason"] = "test",
        });
        var agencies = new List<RegisteredAgency>();
        for (var i = 0; i < 9; i++)
            agencies.Add(await _host.RegisterAgencyAsync());
        var earlier = new List<FiledDisclosure>();
        for (var i = 0; i < Corrected; i++)
            earlier.Add(await _host.FileDisclosureAsync(agencies[i % 9], Report(i, 1)));
        await _host.JudgeAsync();
        for (var i = 0; i < Corrected; i++)
            await _host.CorrectDisclosureAsync(earlier[i], Report(i, i % 3));
        for (var i = Corrected; i < Placements; i++)
            await _host.FileDisclosureAsync(agencies[i % 9], Report(i, 1));
        await _host.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"VACUUM INTO {Template}"));

        var copy = Copy();
        await RunAsync(copy, CancellationToken.None);
        Undisturbed = Dump(copy);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <param name="of">Another copy; null: as it was before anything was judged.</param>
    public string Copy(string? of = null)
    {
        var file = Path.Combine(_folder, $"{Interlocked.Increment(ref _copies)}", "licensing.db");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(of ?? Template, file);
        File.Copy(Path.Combine(Path.GetDirectoryName(_host.DatabaseFile)!, "identity.key"), Path.Combine(Path.GetDirectoryName(file)!, "identity.key"));
        return file;
    }

    /// <summary>Judges and flags as one worker does.</summary>
    public async Task RunAsync(string file, CancellationToken ct, IInterceptor? disturb = null, TimeProvider? clock = null)
    {
        await JudgeAsync(file, (job, token) => job.RunAsync(token), ct, disturb, clock);
        await FlagAsync(file, ct, disturb);
    }

    public Task JudgeAsync(string file, Func<JudgeDisclosuresJob, CancellationToken, Task> run, CancellationToken ct, IInterceptor? disturb = null, TimeProvider? clock = null) =>
        RunJobAsync<JudgeDisclosuresJob>(file, job => run(job, ct), disturb, clock);

    public Task FlagAsync(string file, CancellationToken ct, IInterceptor? disturb = null) =>
        RunJobAsync<FlagAgenciesJob>(file, job => job.RunAsync(ct), disturb, clock: null);

    public async Task<List<long>> WaitingAsync(string file)
    {
        await using var db = Open(file, null);
        return await db.DisclosureVersions.Where(v => v.IsCurrent && v.JudgedAt == null).OrderBy(v => v.Id).Select(v => v.Id).ToListAsync();
    }

    /// <summary>Everything that the jobs write, by keys that do not depend on chance, without instants.</summary>
    public static string Dump(string file, bool withFlagEvents = true)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return string.Join('\n', ((string[])
        [
            "SELECT 'finding', PlacementId, Kind, Status, DisclosureVersionId, AmendedAfterJudgement, Provision, ProvisionVersion, Law, Result, Version FROM Findings ORDER BY 2, 3",
            "SELECT 'excess', f.PlacementId, f.Kind, a.Currency, a.AmountMinor FROM FindingAmounts a JOIN Findings f ON f.Id = a.FindingId ORDER BY 2, 3, 4",
            "SELECT 'judgement', DisclosureVersionId, Slot, Result, Because, Canonical FROM Judgements ORDER BY 2, 3",
            "SELECT 'version', Id, IsCurrent, JudgedAt IS NOT NULL, WaitsFrom, JudgedAsOf, LawDigest, RatesDigest, SettingsDigest, EngineVersion, Version FROM DisclosureVersions ORDER BY 2",
            "SELECT 'flag', g.AgencyId, g.Period, g.Findings, g.Workers, g.WorkersOvercharged, g.PlacementsInBreach, g.Placements, g.FirstSeen, g.LastSeen, g.LiftedAt IS NULL, f.PlacementId, f.Kind FROM Flags g JOIN Findings f ON f.Id = g.WorstFindingId ORDER BY 2, 3",
            "SELECT 'flag excess', g.AgencyId, g.Period, a.Currency, a.AmountMinor FROM FlagAmounts a JOIN Flags g ON g.Id = a.FlagId ORDER BY 2, 3, 4",
            "SELECT 'review', AgencyId, Judged = Reviewed FROM FlagReviews ORDER BY 2",
            "SELECT 'event', f.PlacementId, f.Kind, e.Action, e.Actor, e.Payload FROM AuditEvents e JOIN Findings f ON f.PublicId = e.SubjectId ORDER BY 2, 3, e.Id",
            .. (withFlagEvents ? (string[])["SELECT 'flag event', g.AgencyId, g.Period, e.Action, e.Payload FROM AuditEvents e JOIN Flags g ON g.PublicId = e.SubjectId ORDER BY 2, 3, e.Id"] : []),
        ]).SelectMany(Rows));

        List<string> Rows(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
            return rows;
        }
    }

    /// <summary>Names the first line that differs; a diff of two dumps as a whole helps nobody.</summary>
    public static void AssertSame(string expected, string actual)
    {
        if (expected == actual)
            return;
        var (e, a) = (expected.Split('\n'), actual.Split('\n'));
        Assert.Fail($"{e.Except(a).Count()} lines are missing, {a.Except(e).Count()} are new.\n- {e.Except(a).FirstOrDefault()}\n+ {a.Except(e).FirstOrDefault()}");
    }

    /// <summary>The sweep after a change of law.</summary>
    public Task SweepAsync(string file, IInterceptor? disturb = null) =>
        RunJobAsync<JudgeAgainAfterLawChangeJob>(file, job => job.RunNowAsync(CancellationToken.None), disturb, clock: null);

    /// <summary>The sweep after a change of rates or of the settings of judging.</summary>
    public Task SweepRatesAsync(string file) =>
        RunJobAsync<JudgeAgainAfterRateChangeJob>(file, job => job.RunAsync(CancellationToken.None), disturb: null, clock: null);

    private async Task RunJobAsync<TJob>(string file, Func<TJob, Task> run, IInterceptor? disturb, TimeProvider? clock)
        where TJob : class
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await using var db = Open(file, disturb);
        object[] ours = typeof(TJob) != typeof(FlagAgenciesJob) ? [db, clock ?? _host.Clock, new JobQueue(db, new NoQueue(), NullLogger<JobQueue>.Instance)] : [db];
        await run(ActivatorUtilities.CreateInstance<TJob>(scope.ServiceProvider, ours));
    }

    public SqliteLicensingDb Open(string file, IInterceptor? disturb = null)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={file};Pooling=False");
        if (disturb is not null)
            options.AddInterceptors(disturb);
        return new SqliteLicensingDb(options.Options, Caller.System("job"), _host.Clock);
    }

    /// <summary>Number <paramref name="i"/> of a deterministic variety.</summary>
    /// <param name="much">0 charges less, 2 more, than 1.</param>
    public static JsonObject Report(int i, int much)
    {
        var (origin, destination, currency) = (i % 8) switch
        {
            0 or 1 => ("NP", "MY", "NPR"),
            2 => ("NP", "QA", "NPR"),
            3 => ("IN", "SA", "INR"),
            4 => ("PH", "HK", i % 16 == 4 ? "USD" : "PHP"),
            5 => ("BD", "MY", "BDT"),
            6 => ("VN", "TW", "USD"),
            _ => ("NP", "JP", "NPR"),
        };
        var signed = new DateOnly(2025, 1, 15).AddDays(i % 400);
        string Day(int after) => signed.AddDays(after).ToString("O");
        var fee = Reported.Paid("recruitment-fee.service", (400_000 + i * 7_000L) * (1 + much), currency, Day(i % 5 - 1),
            i % 6 == 0 ? "cash" : "bank", i % 7 == 0 ? null : $"R-{i}").With("id", "fee");
        var items = new List<JsonObject> { fee };
        if (i % 3 == 0)
            items.Add(Reported.Paid("medical.examination", 300_000 + i, currency, Day(3)));
        if (i % 5 == 0)
            items.Add(Reported.Paid("illegitimate.bribe", 100_000, currency, Day(4), "cash", null, "broker"));
        if (i % 9 == 0)
            items.Add(Reported.Paid("recruitment-fee.service", 50_000, currency, Day(9), payee: "worker", payer: "agency").With("kind", "refund").With("refundOf", "fee"));
        if (i % 11 == 0)
            items.Add(Reported.Paid("travel.international", 2_000_000, currency, null));
        var body = Reported.Placement(origin, destination, Day(0), [.. items]).With("visaNoticeOn", Day(1));
        body["contract"]!["months"] = 24;
        if (i % 2 == 0)
            body["contract"]!["monthlyWage"] = new JsonObject { ["amountMinor"] = 60_000, ["currency"] = "USD", ["kind"] = "contract" };
        if (i % 13 == 0)
            body.With("deploymentFailedOn", Day(20)).With("endCause", "employer-fault");
        if (i % 4 != 0)
            body["worker"] = Reported.Document($"X{i / 3:D6}");
        return body;
    }

    private sealed class NoQueue : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => "none";

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
