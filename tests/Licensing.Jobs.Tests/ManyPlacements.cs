using System.Text.Json.Nodes;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Returns;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Licensing.Jobs.Tests;

/// <summary>A database and a folder in which a return of 2,000 placements waits to be taken in: new ones, corrections, such as say nothing new, such as
/// stand twice, and bad ones; some workers are known. Every test works on a copy.</summary>
public sealed class ManyPlacements : IAsyncLifetime
{
    public const int Placements = 2_000;
    private const int Earlier = 90;
    private readonly string _folder = Directory.CreateTempSubdirectory("licensing-returns-").FullName;
    private readonly ServiceHost _host = new();
    private int _copies;

    public long ReturnId { get; private set; }

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
        var agency = await _host.RegisterAgencyAsync();
        var earlier = new List<FiledDisclosure>();
        for (var i = 0; i < Earlier; i++)
            earlier.Add(await _host.FileDisclosureAsync(agency, Report(i)));
        await _host.JudgeAsync();
        // Of those filed before some are corrected, some said again, some said otherwise; of those that are new some are bad, some stand twice.
        var lines = Enumerable.Range(0, Placements).Select(i => i switch
        {
            < 30 => Report(i, much: 2).With("corrects", earlier[i].Id).With("correctionReason", "a receipt was misread"),
            < 60 => Report(i),
            < Earlier => Report(i, much: 3),
            _ when i % 100 == 7 => Report(i).With("occupation", "nonsense"),
            _ when i % 100 == 9 => Report(i - 1),
            _ => Report(i),
        });
        using var filed = await _host.FileReturnAsync(agency, "2026-02", string.Concat(lines.Select(l => l.ToJsonString() + "\n")));
        Assert.Equal(202, (int)filed.StatusCode);
        ReturnId = await _host.InDatabaseAsync(db => db.Returns.Select(r => r.Id).SingleAsync());
        await _host.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"VACUUM INTO {Template}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public string Copy()
    {
        var folder = Path.Combine(_folder, $"{Interlocked.Increment(ref _copies)}");
        var uploads = Directory.CreateDirectory(Path.Combine(folder, "files", Return.Uploads)).FullName;
        File.Copy(Template, Path.Combine(folder, "licensing.db"));
        var live = Path.GetDirectoryName(_host.DatabaseFile)!;
        File.Copy(Path.Combine(live, "identity.key"), Path.Combine(folder, "identity.key"));
        foreach (var upload in Directory.GetFiles(Path.Combine(live, "files", Return.Uploads)))
            File.Copy(upload, Path.Combine(uploads, Path.GetFileName(upload)));
        return Path.Combine(folder, "licensing.db");
    }

    /// <summary>Until it is published and given to the judges.</summary>
    public async Task TakeInAsync(string file, CancellationToken ct, IInterceptor? disturb = null, int? atOnce = null, TimeProvider? clock = null)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await using var db = Open(file, disturb);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", Path.Combine(Path.GetDirectoryName(file)!, "files"))]).Build();
        var files = new SealedFolder(settings, scope.ServiceProvider.GetRequiredService<IHostEnvironment>(), scope.ServiceProvider.GetRequiredService<DeploymentKey>());
        var job = ActivatorUtilities.CreateInstance<TakeInReturnJob>(scope.ServiceProvider, db, files, clock ?? _host.Clock, new JobQueue(db, new NoQueue(), NullLogger<JobQueue>.Instance));
        job.PlacementsAtOnce = atOnce ?? job.PlacementsAtOnce;
        await job.RunAsync(ReturnId, ct);
    }

    /// <summary>From the upload to the flags, as one worker does.</summary>
    public async Task RunAsync(string file, int? atOnce = null, TimeProvider? clock = null)
    {
        await TakeInAsync(file, CancellationToken.None, atOnce: atOnce, clock: clock);
        await FinishAsync(file, clock);
    }

    /// <summary>Judges, flags, and looks whether all is judged.</summary>
    public async Task FinishAsync(string file, TimeProvider? clock = null)
    {
        await using (var db = Open(file, null))
        {
            await using var scope = _host.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<JudgeDisclosuresJob>(scope.ServiceProvider, db, clock ?? _host.Clock, new JobQueue(db, new NoQueue(), NullLogger<JobQueue>.Instance)).RunAsync(CancellationToken.None);
            await ActivatorUtilities.CreateInstance<FlagAgenciesJob>(scope.ServiceProvider, db).RunAsync(CancellationToken.None);
        }

        await TakeInAsync(file, CancellationToken.None, clock: clock);
    }

    /// <summary>Everything that a return leaves, by keys that do not depend on chance, without instants.</summary>
    public static string Dump(string file, bool withJudging = true)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return string.Join('\n', ((string[])
        [
            "SELECT 'return', Period, OnError, Format, Digest, Bytes, PlacementsRead, RowsRead, Filed, Corrected, Unchanged, Rejected, OutsidePeriod, PublishedAt IS NOT NULL, ReleasedThrough, JudgedAt IS NOT NULL, RefusedAt IS NOT NULL, IsLate, IsSupplementary FROM Returns ORDER BY Id",
            "SELECT 'rejection', Row, \"Column\", Code, Value, CASE WHEN Code LIKE 'placement.%' THEN '' ELSE Mend END FROM ReturnRejections ORDER BY 2, 3, 4",
            "SELECT 'worker', p.Reference, w.Recognition, (SELECT MIN(q.Reference) FROM Placements q WHERE q.WorkerId = w.Id), length(w.SealedKey), length(w.SealedDocument) FROM Placements p JOIN Workers w ON w.Id = p.WorkerId ORDER BY 2",
            "SELECT 'workers', COUNT(*) FROM Workers",
            "SELECT 'placement', Reference, AgencyId, AgencyFileNumber, Origin, Destination, Occupation, HappenedOn, ReturnId FROM Placements ORDER BY 2",
            "SELECT 'disclosure', p.Reference, d.AgencyId, d.LatestNumber, d.ReturnId, d.Version FROM Disclosures d JOIN Placements p ON p.Id = d.PlacementId ORDER BY 2",
            $"SELECT 'version', p.Reference, v.Number, v.Reported, v.Worker, v.FiledAt, v.FiledBy, v.IsCurrent, v.ReturnId, v.ReturnRow{(withJudging ? ", v.JudgedAt IS NOT NULL, v.WaitsFrom, v.JudgedAsOf, v.LawDigest" : "")} FROM DisclosureVersions v JOIN Disclosures d ON d.Id = v.DisclosureId JOIN Placements p ON p.Id = d.PlacementId ORDER BY 2, 3",
            "SELECT 'staged', COUNT(*) FROM StagedCorrections",
            "SELECT 'unchanged', COUNT(*) FROM UnchangedPlacements",
            "SELECT 'chunk', json_extract(Payload, '$.firstRow'), Action, Payload FROM AuditEvents WHERE SubjectKind = 'Return' AND Action NOT IN ('ReturnReleased', 'ReturnReceived', 'ReturnRowsStored') ORDER BY 3, 2",
            "SELECT 'stored', SUM(json_extract(Payload, '$.filed')), SUM(json_extract(Payload, '$.corrected')), SUM(json_extract(Payload, '$.unchanged')), SUM(json_extract(Payload, '$.rejected')) FROM AuditEvents WHERE Action = 'ReturnRowsStored'",
            "SELECT 'correction', Reason, COUNT(*) FROM AuditEvents WHERE Action = 'DisclosureCorrectedInReturn' GROUP BY 2",
            .. withJudging ? (string[])
            [
                "SELECT 'judgement', p.Reference, v.Number, j.Slot, j.Result, j.Because, j.Canonical FROM Judgements j JOIN DisclosureVersions v ON v.Id = j.DisclosureVersionId JOIN Disclosures d ON d.Id = v.DisclosureId JOIN Placements p ON p.Id = d.PlacementId ORDER BY 2, 3, 4",
                "SELECT 'finding', p.Reference, f.Kind, f.Status, f.AmendedAfterJudgement, f.Provision, f.ProvisionVersion, f.Law, f.Result, f.ReturnId FROM Findings f JOIN Placements p ON p.Id = f.PlacementId ORDER BY 2, 3",
                "SELECT 'excess', p.Reference, f.Kind, a.Currency, a.AmountMinor FROM FindingAmounts a JOIN Findings f ON f.Id = a.FindingId JOIN Placements p ON p.Id = f.PlacementId ORDER BY 2, 3, 4",
                "SELECT 'flag', AgencyId, Period, Findings, Workers, WorkersOvercharged, PlacementsInBreach, Placements, FirstSeen, LastSeen, LiftedAt IS NULL FROM Flags ORDER BY 2, 3",
            ] : [],
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

    private SqliteLicensingDb Open(string file, IInterceptor? disturb)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={file};Pooling=False");
        if (disturb is not null)
            options.AddInterceptors(disturb);
        return new SqliteLicensingDb(options.Options, Caller.System("job"), _host.Clock);
    }

    private static JsonObject Report(int i, int much = 1)
    {
        var signed = new DateOnly(2025, 11, 1).AddDays(i % 110);
        string Day(int after) => signed.AddDays(after).ToString("O");
        var items = new List<JsonObject> { Reported.Paid("recruitment-fee.service", (400_000 + i * 900L) * much, "NPR", Day(2), i % 6 == 0 ? "cash" : "bank", i % 7 == 0 ? null : $"R-{i}") };
        if (i % 3 == 0)
            items.Add(Reported.Paid("medical.examination", 300_000 + i, "NPR", Day(3)));
        var body = Reported.Placement("NP", (i % 4) switch { 0 => "MY", 1 => "QA", 2 => "AE", _ => "JP" }, Day(0), [.. items]).With("placementReference", $"M-{i:D5}").With("visaNoticeOn", Day(1));
        if (i % 4 != 0)
            body["worker"] = Reported.Document($"Y{i / 2:D6}");
        return body;
    }

    private sealed class NoQueue : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => "none";

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
