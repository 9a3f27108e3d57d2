using System.Diagnostics;
using Hangfire;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Microsoft.Data.Sqlite;

namespace Licensing.Jobs.Tests;

/// <summary>Run twice, killed half-way, or by several workers at once: the same result, each finding and flag once.</summary>
public sealed class RunTwiceTests(ManyDisclosures many) : IClassFixture<ManyDisclosures>
{
    private const string NeedsSqlite = "Copies SQLite files.";

    [Fact]
    public async Task The_second_run_changes_nothing()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        foreach (var kind in (string[])["finding", "excess", "judgement", "version", "flag", "flag excess", "review", "event", "flag event"])
            Assert.Contains($"\n{kind}|", "\n" + many.Undisturbed);
        foreach (var kind in Enum.GetNames<Licensing.Rules.Findings.BreachKind>().Except(["OthersCharged"]))
            Assert.Contains($"|{kind}|Open|", many.Undisturbed);
        Assert.Contains("FindingUpdated", many.Undisturbed);

        var file = many.Copy();
        await many.RunAsync(file, CancellationToken.None);
        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
        var bytes = Whole(file);
        await many.RunAsync(file, CancellationToken.None);
        Assert.Equal(bytes, Whole(file));
    }

    [Fact]
    public async Task Judged_again_from_the_beginning_no_finding_and_no_event_is_added()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        await many.RunAsync(file, CancellationToken.None);
        Execute(file, "UPDATE DisclosureVersions SET JudgedAt = NULL, WaitsFrom = '0001-01-01' WHERE IsCurrent");
        await many.RunAsync(file, CancellationToken.None);
        // Only the versions of the rows say that they were written twice.
        Execute(file, "UPDATE DisclosureVersions SET Version = Version - 1 WHERE IsCurrent");
        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
    }

    [Fact]
    public async Task One_by_one_and_backwards_gives_the_same()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        foreach (var version in (await many.WaitingAsync(file)).OrderDescending().Take(60))
            await many.JudgeAsync(file, (job, ct) => job.RunOneAsync(version, ct), CancellationToken.None);
        await many.RunAsync(file, CancellationToken.None);
        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
    }

    [Theory]
    [InlineData(1, 1.7, false)]
    [InlineData(1500, 1.5, false)]
    [InlineData(3, 1.9, true)]
    public async Task Killed_at_one_point_after_another_the_result_is_the_same(int first, double factor, bool politely)
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        var kills = 0;
        for (double point = first; ; point = point * factor + 1)
        {
            using var stop = new CancellationTokenSource();
            var killer = new Killer((int)point, politely ? stop : null);
            try
            {
                await many.RunAsync(file, stop.Token, killer);
                break;
            }
            catch (Exception e) when (Chain(e).Any(x => x is KilledException or OperationCanceledException))
            {
                kills++;
            }
        }

        Assert.True(kills >= 3, $"{kills} kills");
        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
    }

    [Fact]
    public async Task Killed_at_every_point_of_flagging_the_flags_are_the_same()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        await many.JudgeAsync(file, (job, ct) => job.RunAsync(ct), CancellationToken.None);
        for (var point = 1; ; point++)
        {
            try
            {
                await many.FlagAsync(file, CancellationToken.None, new Killer(point, null));
                break;
            }
            catch (Exception e) when (Chain(e).Any(x => x is KilledException))
            {
                Assert.True(point < 1000);
            }
        }

        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
    }

    [Fact]
    public async Task Four_workers_at_once_give_each_finding_once()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => many.RunAsync(file, CancellationToken.None))));
        ManyDisclosures.AssertSame(Without(many.Undisturbed, "flag event|"), ManyDisclosures.Dump(file, withFlagEvents: false));
    }

    [Fact]
    public async Task Two_processes_of_which_one_is_killed_again_and_again_give_the_same()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        using (var steady = new JobProcess(file, "steady", EnqueueJobs))
        {
            for (var kill = 1; kill <= 2; kill++)
            {
                var before = Count(file, "JudgedAt IS NULL AND IsCurrent");
                using var doomed = new JobProcess(file, $"doomed-{kill}", EnqueueJobs);
                await UntilAsync(() => doomed.AssertRuns() && Count(file, "JudgedAt IS NULL AND IsCurrent") < before);
                doomed.Kill();
                if (kill == 1)
                    steady.Kill();
                Assert.True(kill > 1 || Count(file, "JudgedAt IS NULL AND IsCurrent") > 0, "It was killed too late to show anything.");
            }
        }

        // Whatever the two left undone, the next start does.
        using (new JobProcess(file, "last", EnqueueJobs))
            await UntilAsync(() => Count(file, "JudgedAt IS NULL AND IsCurrent") == 0 && Scalar(file, "SELECT COUNT(*) FROM FlagReviews WHERE Reviewed < Judged") == 0);
        // The processes judge by the day that it really is, and under the name of the job.
        var undisturbed = many.Copy();
        await many.RunAsync(undisturbed, CancellationToken.None, clock: TimeProvider.System);
        ManyDisclosures.AssertSame(
            ManyDisclosures.Dump(undisturbed, withFlagEvents: false).Replace("|job|", "|JudgeDisclosuresJob|", StringComparison.Ordinal),
            ManyDisclosures.Dump(file, withFlagEvents: false));
    }

    private static string Without(string dump, string kind) =>
        string.Join('\n', dump.Split('\n').Where(l => !l.StartsWith(kind, StringComparison.Ordinal)));

    private static async Task UntilAsync(Func<bool> done)
    {
        var patience = Stopwatch.StartNew();
        while (!done())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(4), "It never came to an end.");
            await Task.Delay(5);
        }
    }

    private static long Count(string file, string where) => Scalar(file, $"SELECT COUNT(*) FROM DisclosureVersions WHERE {where}");

    private static long Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every row of every table, whatever it holds.</summary>
    private static List<string> Whole(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var tables = connection.CreateCommand();
        tables.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        using var names = tables.ExecuteReader();
        var rows = new List<string>();
        while (names.Read())
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{names.GetString(0)}\"";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add(names.GetString(0) + string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
        }

        return rows;
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException!)
            yield return e;
    }

    private static void EnqueueJobs(BackgroundJobClient queue) =>
        queue.ContinueJobWith<FlagAgenciesJob>(queue.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None)), job => job.RunAsync(CancellationToken.None));
}
