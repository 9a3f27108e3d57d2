using System.Diagnostics;
using Hangfire;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Returns;
using Microsoft.Data.Sqlite;

namespace Licensing.Jobs.Tests;

/// <summary>A return that is killed anywhere, again and again, or taken in by several workers at once, ends as one that nothing disturbed: nothing is lost
/// and nothing is doubled.</summary>
public sealed class KilledReturnTests(ManyPlacements many) : IClassFixture<ManyPlacements>
{
    /// <summary>How many processes are killed for real; a few unless this says more.</summary>
    private const string KillsVariable = "LICENSING_TEST_KILLS";
    private const string NeedsSqlite = "Copies SQLite files.";
    private const int FewAtOnce = 40;

    [Fact]
    public async Task Killed_at_two_hundred_points_a_return_ends_as_if_undisturbed()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var undisturbed = many.Copy();
        await many.TakeInAsync(undisturbed, CancellationToken.None);
        var expected = ManyPlacements.Dump(undisturbed, withJudging: false);
        Assert.Contains("\nrejection|10|/placementReference|placement.twice-in-return", expected.Replace("|110|", "|10|", StringComparison.Ordinal));
        var kills = 0;
        // Each run gets a little further than one chunk, and ends at another command of it than the run before.
        for (var stride = 0; kills < 200; stride++)
        {
            var file = many.Copy();
            for (var run = 0; ; run++)
            {
                Assert.True(run < 2_000, "It does not come on.");
                using var stop = new CancellationTokenSource();
                try
                {
                    await many.TakeInAsync(file, stop.Token, new Killer(12 + (run * 37 + stride * 11) % 150, run % 3 == 0 ? stop : null), FewAtOnce);
                    break;
                }
                catch (Exception e) when (Killer.Did(e))
                {
                    kills++;
                }
            }

            ManyDisclosures.AssertSame(expected, ManyPlacements.Dump(file, withJudging: false));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills");
    }

    [Fact]
    public async Task Whatever_the_size_of_the_chunks_and_however_often_it_runs_the_end_is_the_same()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var (one, other) = (many.Copy(), many.Copy());
        await many.RunAsync(one);
        await many.RunAsync(other, FewAtOnce);
        ManyDisclosures.AssertSame(ManyPlacements.Dump(one), ManyPlacements.Dump(other));
        await many.RunAsync(other, FewAtOnce);
        ManyDisclosures.AssertSame(ManyPlacements.Dump(one), ManyPlacements.Dump(other));
    }

    [Fact]
    public async Task Four_workers_at_once_take_it_in_once()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var (one, file) = (many.Copy(), many.Copy());
        await many.TakeInAsync(one, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => many.TakeInAsync(file, CancellationToken.None, atOnce: FewAtOnce))));
        await many.TakeInAsync(file, CancellationToken.None);
        ManyDisclosures.AssertSame(ManyPlacements.Dump(one, withJudging: false), ManyPlacements.Dump(file, withJudging: false));
    }

    [Fact]
    public async Task Processes_killed_for_real_while_they_read_and_judge_leave_the_same()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var wanted = int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), out var more) ? more : 3;
        var undisturbed = many.Copy();
        // The processes judge by the day that it really is.
        await many.RunAsync(undisturbed, clock: TimeProvider.System);
        var expected = ManyPlacements.Dump(undisturbed);
        var (kills, returns) = (0, 0);
        while (kills < wanted)
        {
            var file = many.Copy();
            for (var run = 0; ; run++)
            {
                using var process = new JobProcess(file, $"process-{run}", EnqueueJobs);
                var last = kills >= wanted;
                var doomed = await WorksAsync(process, file, last ? null : TimeSpan.FromMilliseconds(Random.Shared.Next(0, 900)));
                process.Kill();
                if (!doomed)
                    break;
                kills++;
            }

            returns++;
            ManyDisclosures.AssertSame(expected, ManyPlacements.Dump(file));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} processes killed, over {returns} returns of {ManyPlacements.Placements} placements");
    }

    /// <summary>Waits until a process has done something to the return, and that long; null: to the end.</summary>
    /// <returns>False when everything was done first.</returns>
    private static async Task<bool> WorksAsync(JobProcess process, string file, TimeSpan? longer)
    {
        var patience = Stopwatch.StartNew();
        var before = Stand(file);
        Stopwatch? since = null;
        while (true)
        {
            process.AssertRuns();
            var now = Stand(file);
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(4), $"It never came to an end: {now}");
            if (now.StartsWith("done", StringComparison.Ordinal))
                return false;
            if (since is null && now != before)
                since = Stopwatch.StartNew();
            if (since is not null && longer is { } enough && since.Elapsed >= enough)
                return true;
            await Task.Delay(5);
        }
    }

    private static string Stand(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT CASE WHEN JudgedAt IS NOT NULL AND NOT EXISTS (SELECT 1 FROM FlagReviews WHERE Reviewed < Judged) THEN 'done' ELSE '' END || Version || ' ' || PlacementsRead || ' ' || (SELECT COUNT(*) FROM DisclosureVersions WHERE JudgedAt IS NULL AND IsCurrent) FROM Returns";
        return (string)command.ExecuteScalar()!;
    }

    private void EnqueueJobs(BackgroundJobClient queue)
    {
        var taken = queue.Enqueue<TakeInReturnJob>(job => job.RunAsync(many.ReturnId, CancellationToken.None));
        var judged = queue.ContinueJobWith<JudgeDisclosuresJob>(taken, job => job.RunAsync(CancellationToken.None));
        queue.ContinueJobWith<FlagAgenciesJob>(judged, job => job.RunAsync(CancellationToken.None));
        queue.ContinueJobWith<TakeInReturnJob>(judged, job => job.RunAsync(many.ReturnId, CancellationToken.None));
    }
}
