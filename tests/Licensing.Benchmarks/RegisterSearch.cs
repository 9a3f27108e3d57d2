using System.Data.Common;
using System.Diagnostics;
using Licensing.Api;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Register;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Licensing.Benchmarks;

/// <summary>The public register with 100,000 invented agencies on SQLite: searched by misspelt names beside LIKE '%…%' over all names, which finds
/// only what is spelt right; and by status beside computing the status of every licence.</summary>
internal static class RegisterSearch
{
    private const int Words = 4000, Searches = 200, AtOnce = 10_000;
    private static readonly string[] Onsets = ["b", "ch", "d", "dh", "g", "h", "j", "k", "kh", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "y", "br"];
    private static readonly string[] Rests = ["a", "i", "u", "ar", "an", "am", "il", "un", "osh", "ek"];
    private static readonly string[] Trade = ["Overseas", "Manpower", "International", "Recruitment", "Services", "Human Resource", "Employment", "Placement", "HR Solution", "Consultancy"];
    private static readonly DateTime Recorded = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 3, 15);

    public static async Task RunAsync(string[] args)
    {
        var count = args is [var given, ..] ? int.Parse(given) : 100_000;
        var folder = Directory.CreateTempSubdirectory("licensing-register-").FullName;
        try
        {
            var file = Path.Combine(folder, "licensing.db");
            var names = await StoreAsync(file, count);
            Console.WriteLine($"register-search: {count:N0} agencies, {new FileInfo(file).Length / 1024 / 1024:N0} MB");
            var random = new Random(7);
            var right = Enumerable.Range(0, Searches).Select(_ => names[random.Next(names.Count)].Replace(" Pvt. Ltd.", "", StringComparison.Ordinal)).ToList();
            var wrong = right.ConvertAll(name => Misspell(name, random));
            var like = await MeasureAsync(file, right, (db, typed, ct) =>
            {
                var part = Text.Fold(typed);
                return db.AgencyFacts.AsNoTracking().Where(f => f.Kind == AgencyFactKind.Name && f.SearchKey.Contains(part)).Select(f => f.AgencyId).ToListAsync(ct);
            });
            await CompareAsync("LIKE '%…%' over all names, spelt right", like, like);
            await CompareAsync("the register, spelt right", await MeasureAsync(file, right, FindAsync), like);
            await CompareAsync("the register, misspelt", await MeasureAsync(file, wrong, FindAsync), like);
            await CompareAsync("the register, words of the trade only", await MeasureAsync(file, Trade.Select(t => $"{t} Services").ToList(), FindAsync), like);
            var commonest = names.GroupBy(n => n.Split(' ')[0]).MaxBy(g => g.Count())!;
            await CompareAsync($"the register, the commonest word (of {commonest.Count():N0} names) after a word of the trade", await MeasureAsync(file, [.. Trade.Select(t => $"{t} {commonest.Key}")], FindAsync), like);
            var common = names.SelectMany(n => n.Split(' ').Take(1)).GroupBy(w => w).OrderByDescending(g => g.Count()).Take(24).Select(g => g.Key).ToList();
            await CompareAsync("the register, the 24 commonest words at once", await MeasureAsync(file, [string.Join(' ', common), string.Join(' ', common.Select(w => w + "q"))], FindAsync), like);

            var every = await MeasureAsync(file, ["suspended"], async (db, _, ct) =>
                (await db.Licences.AsNoTracking().Include(l => l.Facts).ToListAsync(ct)).Where(l => l.StandingOn(Today, Recorded).State == LicenceState.Suspended).Select(l => l.AgencyId).ToList());
            foreach (var state in (LicenceState[])[LicenceState.Suspended, LicenceState.Revoked, LicenceState.Expired, LicenceState.Full])
                await CompareAsync($"first page of 50 that are {Json.Words.ConvertName(state.ToString())}, against every licence computed", await MeasureAsync(file, ["1", "2", "3"], (db, _, ct) => PageAsync(db, state, ct)), every);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<long>> FindAsync(LicensingDb db, string typed, CancellationToken ct) => (await NameSearch.FindAsync(db, typed, Recorded, ct)).ConvertAll(f => f.AgencyId);

    private static async Task<List<long>> PageAsync(LicensingDb db, LicenceState state, CancellationToken ct)
    {
        var ministry = new Ministry();
        var (reading, at) = (new RegisterReading(db, new RegisterOptions(), ministry), new RegisterMoment(Today, Recorded));
        var all = db.Agencies.AsNoTracking();
        var page = await reading.WhereMayBe(all.Include(a => a.Facts), state, at).ToSiftedPageAsync(
            all, 50, null, new { state }, async found => (await reading.EntriesAsync(found, at, ct)).ConvertAll(e => e?.Licences.Any(l => l.State == state) == true ? e : null), ct);
        return page.Items.Count == 50 ? [1] : throw new InvalidOperationException($"{page.Items.Count} are {state}.");
    }

    private sealed record Figures(double Median, double Worst, int Found, int Of);

    private static async Task<Figures> MeasureAsync(string file, List<string> searches, Func<LicensingDb, string, CancellationToken, Task<List<long>>> search)
    {
        var (times, found) = (new List<double>(), 0);
        foreach (var (i, typed) in searches.Take(3).Concat(searches).Index())
        {
            await using var db = Open(file);
            var started = Stopwatch.GetTimestamp();
            var result = await search(db, typed, CancellationToken.None);
            if (i < Math.Min(3, searches.Count))
                continue;          // warm
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            found += result.Count > 0 ? 1 : 0;
        }

        return new Figures(times.Order().ElementAt(times.Count / 2), times.Max(), found, searches.Count);
    }

    private static Task CompareAsync(string what, Figures figures, Figures baseline) => Console.Out.WriteLineAsync(
        $"  {what,-80} median {figures.Median,7:F1} ms  {figures.Median / baseline.Median,6:F2}   worst {figures.Worst,7:F1} ms  {figures.Worst / baseline.Median,6:F2}   {figures.Found} of {figures.Of} found something");

    // A letter left out, doubled, or changed with its neighbour, in the first word.
    private static string Misspell(string name, Random random)
    {
        var at = random.Next(1, Math.Max(2, name.IndexOf(' ', StringComparison.Ordinal) - 1));
        return random.Next(3) switch
        {
            0 => name[..at] + name[(at + 1)..],
            1 => name[..at] + name[at] + name[at..],
            _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
        };
    }

    private static SqliteLicensingDb Open(string file)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={file}");
        return new SqliteLicensingDb(options.Options, Caller.System("benchmark"), TimeProvider.System);
    }

    // A common word is many times as frequent as a rare one, as with real names.
    private static string Invent(List<string> words, Random random)
    {
        string Word() => words[(int)(words.Count * Math.Pow(random.NextDouble(), 3))];
        var name = random.Next(3) == 0 ? $"{Word()} {Word()}" : Word();
        return $"{name} {string.Join(' ', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Trade[random.Next(Trade.Length)]))} Pvt. Ltd.";
    }

    private static async Task<List<string>> StoreAsync(string file, int count)
    {
        var random = new Random(20260315);
        var words = new HashSet<string>();
        while (words.Count < Words)
        {
            var word = string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Onsets[random.Next(Onsets.Length)] + Rests[random.Next(Rests.Length)]));
            words.Add(char.ToUpperInvariant(word[0]) + word[1..]);
        }

        var list = words.Order(StringComparer.Ordinal).OrderBy(_ => random.Next()).ToList();
        var names = Enumerable.Range(0, count).Select(_ => Invent(list, random)).ToList();
        await using (var db = Open(file))
            await db.Database.MigrateAsync();
        var references = new HashSet<string>();
        Agency Register()
        {
            // A reference meets itself once in a while.
            for (; ; )
            {
                var agency = new Agency("NP", Recorded);
                if (references.Add(agency.Reference))
                    return agency;
            }
        }

        foreach (var portion in names.Chunk(AtOnce))
        {
            await using var db = Open(file);
            await using var transaction = await db.Database.BeginTransactionAsync();
            var bulk = new BulkInsert(db);
            var agencies = portion.Select(name => (Name: name, Agency: Register())).ToList();
            await bulk.InsertAsync(agencies.ConvertAll(a => a.Agency), CancellationToken.None);
            var facts = agencies.ConvertAll(a => a.Agency.State(AgencyFactKind.Name, a.Name, null, new(2020, 1, 1), Recorded, "benchmark"));
            await bulk.InsertAsync(facts, CancellationToken.None);
            await StoreKeysAsync(db, facts, transaction.GetDbTransaction());
            var licences = agencies.Select((a, i) => Grant(a.Agency, random.Next(100))).ToList();
            await bulk.InsertAsync(licences, CancellationToken.None);
            await bulk.InsertAsync([.. licences.SelectMany(l => l.Facts)], CancellationToken.None);
            await transaction.CommitAsync();
        }

        await using (var db = Open(file))
            await db.Database.ExecuteSqlRawAsync("ANALYZE");
        return names;
    }

    private static Licence Grant(Agency agency, int dice)
    {
        var licence = Licence.Grant(agency, agency.PublicId, "np", "general", new(2024, 1, 1), dice < 10 ? new(2025, 12, 31) : new(2028, 12, 31), false, Recorded, "benchmark");
        if (dice is 10 or 11)
            licence.Suspend(new(2026, 1, 1), null, null, SuspensionGround.Sanction, null, MeasureReason.Other, "invented", Recorded, "benchmark");
        if (dice == 12)
            licence.Revoke(new(2026, 1, 1), MeasureReason.Other, "invented", Recorded, "benchmark");
        return licence;
    }

    private static async Task StoreKeysAsync(LicensingDb db, List<AgencyFact> facts, DbTransaction transaction)
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        (insert.Transaction, insert.CommandText) = (transaction, "INSERT INTO AgencyNameKeys (Key, FactId) VALUES (@key, @fact)");
        var (key, fact) = (insert.CreateParameter(), insert.CreateParameter());
        (key.ParameterName, fact.ParameterName) = ("@key", "@fact");
        insert.Parameters.AddRange(new[] { key, fact });
        foreach (var (text, id) in facts.SelectMany(f => f.NameKeys.Select(k => (k.Key, f.Id))).OrderBy(k => k.Key, StringComparer.Ordinal).ThenBy(k => k.Id))
        {
            (key.Value, fact.Value) = (text, id);
            await insert.ExecuteNonQueryAsync();
        }
    }
}
