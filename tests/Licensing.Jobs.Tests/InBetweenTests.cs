using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Licensing.Jobs.Tests;

/// <summary>What happens to a worker when another is faster, at the one moment where it matters.</summary>
public sealed class InBetweenTests(ManyDisclosures many) : IClassFixture<ManyDisclosures>
{
    private const string NeedsSqlite = "Copies SQLite files.";

    [Fact]
    public async Task While_rules_are_applied_others_can_write()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        // The version itself moves on, as a correction would move it: what was judged of the older one is not stored.
        var between = new AfterQuery(sql => sql.Contains("\"Reported\"", StringComparison.Ordinal), _ =>
        {
            Execute(file, "UPDATE DisclosureVersions SET Version = Version + 1 WHERE Id = (SELECT MAX(Id) FROM DisclosureVersions WHERE JudgedAt IS NULL AND IsCurrent)");
            return Task.CompletedTask;
        });
        await many.RunAsync(file, CancellationToken.None, between);
        Assert.True(between.Happened);
        // Once more than undisturbed, and so it says.
        Execute(file, "UPDATE DisclosureVersions SET Version = Version - 1 WHERE Id = (SELECT MAX(Id) FROM DisclosureVersions)");
        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
    }

    [Fact]
    public async Task Law_approved_while_a_chunk_was_judged_is_the_law_that_it_is_stored_with()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var (earlier, later) = (many.Copy(), many.Copy());
        const string Withdraw = "UPDATE LawPacks SET ApprovedAt = NULL WHERE Name = 'ilo'", Approve = "UPDATE LawPacks SET ApprovedAt = '2026-03-15 08:00:00' WHERE Name = 'ilo'";
        Execute(earlier, Withdraw + "; " + Approve);
        await many.RunAsync(earlier, CancellationToken.None);

        Execute(later, Withdraw);
        var between = new AfterQuery(sql => sql.Contains("\"Reported\"", StringComparison.Ordinal), _ =>
        {
            Execute(later, Approve);
            return Task.CompletedTask;
        });
        await many.RunAsync(later, CancellationToken.None, between);
        Assert.True(between.Happened);
        ManyDisclosures.AssertSame(ManyDisclosures.Dump(earlier), ManyDisclosures.Dump(later));
    }

    [Fact]
    public async Task A_review_that_another_overtook_writes_nothing()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        await many.JudgeAsync(file, (job, ct) => job.RunAsync(ct), CancellationToken.None);
        var between = new AfterQuery(LooksAtOneReview, _ => many.FlagAsync(file, CancellationToken.None));
        await many.FlagAsync(file, CancellationToken.None, between);
        Assert.True(between.Happened);
        // Each flag was raised once, and no event says anything else.
        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
    }

    [Fact]
    public async Task What_is_judged_between_looking_and_claiming_is_in_the_review()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        foreach (var version in (await many.WaitingAsync(file)).Take(40))
            await many.JudgeAsync(file, (job, ct) => job.RunOneAsync(version, ct), CancellationToken.None);
        var between = new AfterQuery(LooksAtOneReview, _ => many.JudgeAsync(file, (job, ct) => job.RunAsync(ct), CancellationToken.None));
        await many.FlagAsync(file, CancellationToken.None, between);
        Assert.True(between.Happened);
        ManyDisclosures.AssertSame(many.Undisturbed, ManyDisclosures.Dump(file));
    }

    [Fact]
    public async Task A_review_claims_its_agency_before_it_looks_at_the_findings()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        await many.JudgeAsync(file, (job, ct) => job.RunAsync(ct), CancellationToken.None);
        var sent = new SentCommands();
        await many.FlagAsync(file, CancellationToken.None, sent);
        // Where readers do not lock each other out, only this order keeps an older look from being written over a newer one.
        Assert.Contains(sent.All, sql => sql.Contains("FROM \"Findings\"", StringComparison.Ordinal));
        var claimed = false;
        foreach (var sql in sent.All)
        {
            if (LooksAtOneReview(sql))
                claimed = false;
            else if (sql.StartsWith("UPDATE \"FlagReviews\"", StringComparison.Ordinal))
                claimed = true;
            else if (sql.Contains("FROM \"Findings\"", StringComparison.Ordinal))
                Assert.True(claimed);
        }
    }

    [Fact]
    public async Task Nobody_scans_the_table_for_what_waits()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = many.Copy();
        await many.JudgeAsync(file, (job, ct) => job.RunAsync(ct), CancellationToken.None);
        var sent = new SentCommands();
        await many.JudgeAsync(file, (job, ct) => job.RunAsync(ct), CancellationToken.None, sent);
        var waiting = Assert.Single(sent.All, sql => sql.Contains("\"Reported\"", StringComparison.Ordinal));
        var plan = Plan(file, waiting);
        Assert.Contains(plan, step => step.Contains("USING INDEX IX_DisclosureVersions_WaitsFrom_Id", StringComparison.Ordinal));
        var table = Regex.Match(waiting, "FROM \"DisclosureVersions\" AS \"(\\w+)\"").Groups[1].Value;
        Assert.DoesNotContain(plan, step => step == $"SCAN {table}" || step.StartsWith($"SCAN {table} ", StringComparison.Ordinal));
    }

    private static bool LooksAtOneReview(string sql) =>
        sql.StartsWith("SELECT", StringComparison.Ordinal) && sql.Contains("FROM \"FlagReviews\"", StringComparison.Ordinal) && sql.Contains("\"AgencyId\" = ", StringComparison.Ordinal);

    private static List<string> Plan(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Regex.Matches(sql, @"@\w+").Select(m => m.Value).Distinct())
            command.Parameters.AddWithValue(name, name.Contains("today", StringComparison.Ordinal) ? "2026-03-15" : 100);
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=2");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Does something once, when the first query of a kind has been answered.</summary>
    private sealed class AfterQuery(Func<string, bool> which, Func<string, Task> act) : DbCommandInterceptor
    {
        public bool Happened { get; private set; }

        public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
        {
            if (!Happened && which(command.CommandText))
            {
                Happened = true;
                await act(command.CommandText);
            }

            return result;
        }
    }
}
