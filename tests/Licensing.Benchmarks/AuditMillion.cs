using System.Diagnostics;
using System.Security.Cryptography;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Benchmarks;

/// <summary>A log of a million events on SQLite: recorded, sealed, checked as verify-audit does, and proved from. Times and
/// memory, not ratios: what counts is that the check fits into a night, and that a proof does not grow with the log.</summary>
internal static class AuditMillion
{
    private const int Proofs = 500;

    private sealed record SomethingCounted(int Number, string Note);

    public static async Task RunAsync(string[] args)
    {
        var count = args is [var given, ..] ? int.Parse(given) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("licensing-audit-").FullName;
        try
        {
            var file = Path.Combine(folder, "licensing.db");
            await using (var db = Open(file))
                await db.Database.MigrateAsync();
            await MeasureAsync($"record {count:N0} events", count, () => RecordAsync(file, count));
            using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var keys = new SigningKeys(new SigningKey(ecdsa), null, new HashSet<string>());
            await MeasureAsync("seal them", count, async () =>
            {
                await using var db = Open(file);
                await new SealAuditJob(db, keys, TimeProvider.System).RunAsync(CancellationToken.None);
            });
            await MeasureAsync("check all of them (verify-audit)", count, async () =>
            {
                await using var db = Open(file);
                var report = await new AuditCheck(db, new HashSet<string>()).RunAsync(CancellationToken.None);
                if (report.Bad is not null || report.Unsealed != 0 || report.Events < count)
                    throw new InvalidOperationException($"{report}");
            });
            await ProveAsync(file);
            Console.WriteLine($"database {new FileInfo(file).Length / 1024.0 / 1024:N0} MB, {new FileInfo(file).Length / count:N0} bytes an event");
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SqliteLicensingDb Open(string file)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={file}");
        return new SqliteLicensingDb(options.Options, Caller.System("benchmark"), TimeProvider.System);
    }

    // In saves of a thousand; in service an event comes with what it tells of, which is not what is measured here.
    private static async Task RecordAsync(string file, int count)
    {
        Agency? agency = null;
        for (var recorded = 0; recorded < count;)
        {
            await using var db = Open(file);
            // Otherwise every event looks through all the others of its save for changes.
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            if (agency is null)
                db.Add(agency = new Agency("NP", DateTime.UtcNow));
            else
                db.Attach(agency);
            for (var i = 0; i < 1000 && recorded < count; i++, recorded++)
                db.Record(agency, new SomethingCounted(recorded, "what a filing says of itself, about as long"), recorded % 4 == 0 ? "because it was asked for" : null);
            await db.SaveChangesAsync();
        }
    }

    private static async Task ProveAsync(string file)
    {
        await using var db = Open(file);
        var size = await db.AuditHeads.OrderByDescending(h => h.Id).Select(h => h.Size).FirstAsync();
        var root = (await db.FrontierAsync(size, CancellationToken.None)).Root;
        var random = new Random(1);
        var (inclusion, consistency) = (new List<double>(), new List<double>());
        for (var i = 0; i < Proofs; i++)
        {
            var index = random.NextInt64(size);
            var clock = Stopwatch.GetTimestamp();
            var path = await db.HashesAsync([new(index, 1), .. MerkleTree.InclusionPath(index, size)], CancellationToken.None);
            inclusion.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            if (!RootOf(path, index, size).SequenceEqual(root))
                throw new InvalidOperationException($"The proof of {index} does not lead to the root.");
            clock = Stopwatch.GetTimestamp();
            await db.HashesAsync(MerkleTree.ConsistencyPath(index + 1, size), CancellationToken.None);
            consistency.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        Tell("inclusion proof", inclusion);
        Tell("consistency proof", consistency);
    }

    // RFC 9162, 2.1.3.2.
    private static byte[] RootOf(List<byte[]> path, long index, long size)
    {
        var (hash, first, last) = (path[0], index, size - 1);
        foreach (var sibling in path.Skip(1))
        {
            if ((first & 1) == 1 || first == last)
            {
                hash = MerkleTree.HashNode(sibling, hash);
                while ((first & 1) == 0 && first != 0)
                    (first, last) = (first >> 1, last >> 1);
            }
            else
            {
                hash = MerkleTree.HashNode(hash, sibling);
            }

            (first, last) = (first >> 1, last >> 1);
        }

        return hash;
    }

    private static void Tell(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine($"{what,-34} median {milliseconds[milliseconds.Count / 2]:N1} ms, 99 of 100 below {milliseconds[milliseconds.Count * 99 / 100]:N1} ms");
    }

    private static async Task MeasureAsync(string what, int count, Func<Task> run)
    {
        GC.Collect();
        var before = Process.GetCurrentProcess().WorkingSet64;
        var most = before;
        using var over = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                most = Math.Max(most, Process.GetCurrentProcess().WorkingSet64);
                await Task.Delay(50);
            }
        });
        var clock = Stopwatch.StartNew();
        await run();
        clock.Stop();
        await over.CancelAsync();
        await watch;
        Console.WriteLine($"{what,-34} {clock.Elapsed.TotalSeconds,8:N1} s  {count / clock.Elapsed.TotalSeconds,9:N0} a second  at most {most / 1024 / 1024:N0} MB resident");
    }
}
