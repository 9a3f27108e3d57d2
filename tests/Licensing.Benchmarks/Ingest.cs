using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Benchmarks;

/// <summary>Taking in a return, beside <c>sqlite3 .import</c> of the very rows that it stored into tables with the same indexes, and beside EF Core's
/// SaveChanges of the same entities. The other two read no JSON, check nothing, and record no event; EF seals the workers, .import does not.</summary>
internal static class Ingest
{
    private const int ByEntityFramework = 10_000, SavedAtOnce = 1_000;
    private static readonly string[] Tables = ["Workers", "Placements", "Disclosures", "DisclosureVersions"];

    public static async Task RunAsync(string[] args)
    {
        var placements = args.Length > 0 ? int.Parse(args[0]) : 100_000;
        var folder = Directory.CreateTempSubdirectory("licensing-ingest-").FullName;
        try
        {
            var service = await TakeInAsync(folder, placements);
            var import = Import(folder);
            var saved = await SaveAsync(folder);
            Console.WriteLine($"ingest: {placements:N0} placements, {placements * ReturnMillion.ItemsOfEach:N0} fee items; a placement each:");
            var (s, i, e) = (service / placements, import / placements, saved / ByEntityFramework);
            Console.WriteLine($"  a return: sent, read, checked, sealed, stored, published   {s.TotalMicroseconds,7:F0} µs");
            Console.WriteLine($"  sqlite3 .import of the stored rows, same indexes           {i.TotalMicroseconds,7:F0} µs    {i / s:F2} of the return's time");
            Console.WriteLine($"  EF Core, SaveChanges every {SavedAtOnce:N0} placements               {e.TotalMicroseconds,7:F0} µs    {e / s:F1} times the return's time");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> TakeInAsync(string folder, int placements)
    {
        string[] settings = ["--Demonstration:Enabled=false"];
        string agency;
        using (var first = await RunningService.StartAsync(folder, 5630, settings))
            agency = await ReturnMillion.RegisterAsync(first);
        using var service = await RunningService.StartAsync(folder, 5630, settings);
        await service.SignInAsync("demo-agency-filer");
        using var body = new ReturnMillion.Placements(placements);
        var watch = Stopwatch.StartNew();
        using var filed = await service.Http.PostAsync($"/v1/agencies/{agency}/returns?period=2026-02&onError=all-or-nothing", body);
        filed.EnsureSuccessStatusCode();
        JsonElement now;
        while ((now = await service.ReadAsync(filed.Headers.Location!.ToString())).GetProperty("state").GetString() == "reading")
            await Task.Delay(100);
        return now.GetProperty("accepted").GetInt32() == placements ? watch.Elapsed : throw new InvalidOperationException($"Not all of it was taken in: {now}");
    }

    /// <summary>The time of the imports alone. Sealed bytes are imported as hexadecimal text, since CSV has no bytes.</summary>
    private static TimeSpan Import(string folder)
    {
        var from = Path.Combine(folder, "data", "licensing.db");
        var schema = Sqlite3(from, [.. Tables.Select(t => $".schema {t}")]);
        foreach (var table in Tables)
        {
            var columns = Sqlite3(from, $"SELECT group_concat(CASE type WHEN 'BLOB' THEN 'hex(\"' || name || '\")' ELSE '\"' || name || '\"' END, ', ') FROM pragma_table_info('{table}');").Trim();
            Sqlite3(from, ".mode csv", $".output '{Path.Combine(folder, table)}.csv'", $"SELECT {columns} FROM \"{table}\";");
        }

        var into = Path.Combine(folder, "import.db");
        Sqlite3(into, "PRAGMA journal_mode = WAL;", "PRAGMA synchronous = FULL;", schema);
        var watch = Stopwatch.StartNew();
        Sqlite3(into, [.. Tables.Select(t => $".import --csv '{Path.Combine(folder, t)}.csv' {t}")]);
        watch.Stop();
        var rows = Sqlite3(into, "SELECT count(*) FROM DisclosureVersions;").Trim();
        return rows == Sqlite3(from, "SELECT count(*) FROM DisclosureVersions;").Trim() ? watch.Elapsed : throw new InvalidOperationException($"{rows} rows were imported.");
    }

    private static string Sqlite3(string file, params string[] commands)
    {
        using var process = Process.Start(new ProcessStartInfo("sqlite3", [file]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.Write(string.Join('\n', commands) + "\n");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static async Task<TimeSpan> SaveAsync(string folder)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={Path.Combine(folder, "saved.db")}");
        var (caller, seal) = (Caller.System("benchmark"), new IdentitySeal(new DeploymentKey(RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes))));
        var now = DateTime.UtcNow;
        long agencyId;
        await using (var db = new SqliteLicensingDb(options.Options, caller, TimeProvider.System))
        {
            await db.Database.MigrateAsync();
            var agency = new Agency("NP", now);
            db.Add(agency);
            db.Record(agency, new AgencyRegistered("Benchmark Agency", "NP", DateOnly.FromDateTime(now)));
            await db.SaveChangesAsync();
            agencyId = agency.Id;
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < ByEntityFramework; i += SavedAtOnce)
        {
            await using var db = new SqliteLicensingDb(options.Options, caller, TimeProvider.System);
            var agency = await db.Agencies.SingleAsync(a => a.Id == agencyId);
            for (var n = i; n < i + SavedAtOnce; n++)
            {
                var disclosure = new Disclosure(new Placement(agency, new Worker(seal.Seal("NP", "Passport", $"{n:D8}")), $"B-{n:D7}", $"W-{n}"));
                disclosure.Add(Reported(n), new(Sex.Female, 27), current: null, now, "benchmark", DateOnly.FromDateTime(now));
                db.Add(disclosure);
                db.Record(disclosure, new DisclosureFiled(disclosure.Placement.PublicId, ReturnMillion.ItemsOfEach));
            }
            await db.SaveChangesAsync();
        }
        return watch.Elapsed;
    }

    private static ReportedPlacement Reported(int n) => new()
    {
        Origin = "NP",
        Destination = "MY",
        Occupation = "9329",
        Contract = new(new DateOnly(2026, 2, 1 + n % 28), Months: 24, MonthlyWage: new(170_000, "MYR", WageKind.Basic)),
        Items =
        [
            .. Enumerable.Range(0, ReturnMillion.ItemsOfEach).Select(item => new ReportedItem(
                ItemKind.Payment, "recruitment-fee.service", new Money(1000 + n % 9000, "NPR"), Party.Worker, Party.Agency, new DateOnly(2026, 2, 1 + item), Channel.Bank, $"R-{n}-{item}")),
        ],
    };
}
