using System.Diagnostics;
using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Licensing.Api;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Licensing.Benchmarks;

/// <summary>A cap that changes from a day on, felt by about a thousand placements, in registers of different size: judging again what it
/// touches beside judging everything again, both by the jobs of the service on SQLite.</summary>
/// <remarks>Every placement is stored as it would be filed. To fill a register in minutes only the affected and a sample are judged before;
/// the others are stored as judged. Judging everything again is measured on that sample, a placement each, and multiplied.</remarks>
internal static class LawChangeAffected
{
    private const int Affected = 1_000, Sample = 5_000, ItemsOfEach = 5, StoredAtOnce = 5_000, Agencies = 200;
    private static readonly string[] Origins = ["NP", "BD", "PH", "LK", "IN", "ID", "VN", "MM", "ET", "KE"];
    private static readonly string[] Destinations = ["MY", "BH", "QA", "SA", "AE", "OM", "KW", "SG", "HK", "TW", "JP", "KR", "IL", "JO", "LB", "TH", "MU", "CY", "PL", "RO"];
    private static readonly HashSet<string> Capped = ["MY", "BH", "QA", "SA", "AE", "OM", "KW"];
    private static readonly DateTime Now = new(2026, 3, 15, 8, 0, 0, DateTimeKind.Utc);

    public static async Task RunAsync(string[] args)
    {
        int[] sizes = args.Length > 0 ? [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))] : [200_000, 800_000];
        var times = new List<(int Placements, TimeSpan Time)>();
        foreach (var size in sizes)
            times.Add((size, await RunAsync(size)));
        if (times.Count > 1)
            Console.WriteLine($"law-change: the table is {(double)times[^1].Placements / times[0].Placements:F1} times as large, judging what is affected takes {times[^1].Time / times[0].Time:F2} times as long");
    }

    private static async Task<TimeSpan> RunAsync(int placements)
    {
        var folder = Directory.CreateTempSubdirectory("licensing-law-change-").FullName;
        try
        {
            var clock = new StandingClock();
            var bench = new Bench(Path.Combine(folder, "licensing.db"), clock);
            await bench.ApproveShippedLawAsync();
            var (changesOn, expected) = await bench.StoreAsync(placements);
            await bench.JudgeAsync();

            await bench.ChangeLawAsync(changesOn);
            var started = Stopwatch.GetTimestamp();
            await bench.SweepAsync();
            var swept = Stopwatch.GetElapsedTime(started);
            var marked = await bench.CountWaitingAsync();
            await bench.JudgeAsync();
            var affected = Stopwatch.GetElapsedTime(started);
            // A little more is judged: where an item that no version counts falls into the days of another version, that is told.
            if (marked < expected || marked > expected * 11 / 10)
                throw new InvalidOperationException($"{marked} are judged again, and {expected} are affected; no figure means anything then.");

            var sample = await bench.MarkSampleAsync();
            started = Stopwatch.GetTimestamp();
            await bench.JudgeAsync();
            var whole = Stopwatch.GetElapsedTime(started) / sample * placements;
            Console.WriteLine($"law-change: {placements:N0} placements, {placements * ItemsOfEach:N0} fee items, {new FileInfo(bench.DatabaseFile).Length / 1024 / 1024:N0} MB; a cap changes from {changesOn:yyyy-MM-dd} on");
            Console.WriteLine($"  affected only: {marked:N0} found in {swept.TotalSeconds:F2} s, found and judged in {affected.TotalSeconds,9:F1} s");
            Console.WriteLine($"  everything, by a sample of {sample:N0}:                  {whole.TotalSeconds,9:F1} s    {whole / affected:F0} times");
            return affected;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Bench(string file, StandingClock clock)
    {
        private readonly CodeLists _codes = new(name => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Codes", name)));
        private LawBook? _book;
        private JudgingBook? _judging;

        public string DatabaseFile => file;
        private LawBook Book => _book ??= new LawBook(_codes);
        private JudgingBook Judging => _judging ??= new JudgingBook(new ConfigurationBuilder().Build(), _codes);

        public async Task ApproveShippedLawAsync()
        {
            await using var db = Open();
            await db.Database.MigrateAsync();
            foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Law"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                Approve(db, Path.GetFileNameWithoutExtension(path), await File.ReadAllTextAsync(path), 1);
            await db.SaveChangesAsync();
        }

        /// <returns>The day from which about a thousand are affected, and how many exactly.</returns>
        public async Task<(DateOnly From, int Affected)> StoreAsync(int placements)
        {
            await using var db = Open();
            var agencies = new List<Agency>();
            for (var i = 0; i < Agencies; i++)
            {
                var agency = new Agency("NP", Now);
                db.Add(agency);
                db.Record(agency, new AgencyRegistered(agency.Reference, "NP", new(2016, 1, 1)));
                agencies.Add(agency);
            }

            await db.SaveChangesAsync();
            var digest = (await Book.CurrentAsync(db, CancellationToken.None)).Digest;
            var basis = await Judging.CurrentAsync(db, CancellationToken.None);
            var random = new Random(7);
            var all = Enumerable.Range(0, placements).Select(_ => (Origin: Origins[random.Next(Origins.Length)], Destination: Destinations[random.Next(Destinations.Length)], Day: new DateOnly(2016, 1, 1).AddDays(random.Next(3650)))).ToList();
            // The fee is paid on the day of signing.
            var days = all.Where(p => p.Origin == "NP" && Capped.Contains(p.Destination)).Select(p => p.Day).OrderDescending().ToList();
            var from = days[Math.Min(Affected, days.Count) - 1];
            var (affected, waiting) = (days.Count(d => d >= from), Sample);
            foreach (var chunk in all.Chunk(StoredAtOnce))
            {
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync();
                var (workers, stored, disclosures, versions) = (new List<Worker>(), new List<Placement>(), new List<Disclosure>(), new List<DisclosureVersion>());
                foreach (var p in chunk)
                {
                    var worker = new Worker(null);
                    var placement = new Placement(agencies[random.Next(Agencies)], worker, $"P-{stored.Count}-{Guid.NewGuid():N}", null);
                    var disclosure = new Disclosure(placement);
                    var version = disclosure.Add(Reported(p.Origin, p.Destination, p.Day, random), new ReportedWorker(), null, Now, "bench", new(2026, 3, 15));
                    var isAffected = p.Origin == "NP" && Capped.Contains(p.Destination) && p.Day >= from;
                    if (!isAffected && --waiting < 0)
                        version.Judged(Now, new(2026, 3, 15), null, digest, basis.RatesDigest, basis.On(p.Day).SettingsDigest, FeeCapLaw.EngineVersion);
                    workers.Add(worker);
                    stored.Add(placement);
                    disclosures.Add(disclosure);
                    versions.Add(version);
                }

                var bulk = new BulkInsert(db);
                await bulk.InsertAsync(workers, default);
                await bulk.InsertAsync(stored, default);
                await bulk.InsertAsync(disclosures, default);
                await bulk.InsertAsync(versions, default);
                await transaction.CommitAsync();
            }

            return (from, affected);
        }

        public async Task ChangeLawAsync(DateOnly from)
        {
            clock.Later();
            await using var db = Open();
            var known = await db.LawPacks.AsNoTracking().SingleAsync(p => p.Name == "np");
            var pack = Book.Read("np", known.Text);
            var rules = pack.Rules.SelectMany(r => r.Provision != "np.service-fee" || r.Version != 2 ? [r] : new[]
            {
                r with { InForce = r.InForce with { Until = PartialDate.Day(from.AddDays(-1)) } },
                r with { Version = 3, InForce = new(PartialDate.Day(from), null), Duty = new CapDuty(new FixedAmount(new(1_200_000, "NPR"))) },
            });
            Approve(db, "np", PackWriter.Write(pack with { Rules = [.. rules] }, _codes), 2);
            await db.SaveChangesAsync();
        }

        public Task SweepAsync() => RunAsync(db => new JudgeAgainAfterLawChangeJob(db, Book, new Ministry(), clock, Queue(db)).RunNowAsync(default));

        public Task JudgeAsync() => RunAsync(db => new JudgeDisclosuresJob(db, Book, Judging, new Ministry(), clock, Queue(db)).RunAsync(default));

        public async Task<int> CountWaitingAsync()
        {
            await using var db = Open();
            return await db.DisclosureVersions.CountAsync(v => v.JudgedAt == null);
        }

        /// <summary>Marks what was judged before, as judging everything again would mark all.</summary>
        public async Task<int> MarkSampleAsync()
        {
            await using var db = Open();
            var judged = await db.DisclosureVersions.Where(v => db.Judgements.Any(j => j.DisclosureVersionId == v.Id)).OrderBy(v => v.Id).Take(Sample).Select(v => v.Id).ToListAsync();
            foreach (var some in judged.Chunk(500))
                await db.DisclosureVersions.Where(v => some.Contains(v.Id)).ExecuteUpdateAsync(set => set.SetProperty(v => v.JudgedAt, (DateTime?)null).SetProperty(v => v.WaitsFrom, DisclosureVersion.Always));
            return judged.Count;
        }

        private async Task RunAsync(Func<LicensingDb, Task> run)
        {
            await using var db = Open();
            await run(db);
        }

        private void Approve(LicensingDb db, string name, string text, int number)
        {
            text = text.ReplaceLineEndings("\n");
            var pack = new LawPack(Book.Read(name, text), number, text, clock.Now());
            pack.Propose("maya", clock.Now());
            pack.Approve("ravi", clock.Now());
            db.Add(pack);
            db.Record(pack, new LawPackImported(pack.Name, pack.Number, pack.Digest));
        }

        private static ReportedPlacement Reported(string origin, string destination, DateOnly day, Random random)
        {
            string[] categories = ["recruitment-fee.service", "administrative.visa", "medical.examination", "travel.international", "training"];
            return new()
            {
                Origin = origin,
                Destination = destination,
                Occupation = "9313",
                Contract = new(day, Months: 24),
                VisaNoticeOn = day.AddDays(-1),
                Items = [.. categories.Select((c, i) => new ReportedItem(ItemKind.Payment, c, new Money(random.Next(100_000, 1_600_000), "NPR"), Party.Worker, Party.Agency, day.AddDays(i), Channel.Bank, "R-1", Id: $"i{i + 1}"))],
            };
        }

        private static JobQueue Queue(LicensingDb db) => new(db, new NoQueue(), NullLogger<JobQueue>.Instance);

        private SqliteLicensingDb Open()
        {
            var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
            DatabaseSetup.UseSqlite(options, $"Data Source={file}");
            return new SqliteLicensingDb(options.Options, Caller.System("bench"), clock);
        }
    }

    private sealed class StandingClock : TimeProvider
    {
        private DateTimeOffset _now = new(Now);

        public void Later() => _now += TimeSpan.FromHours(1);

        public override DateTimeOffset GetUtcNow() => _now;
    }

    private sealed class NoQueue : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => "none";

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
