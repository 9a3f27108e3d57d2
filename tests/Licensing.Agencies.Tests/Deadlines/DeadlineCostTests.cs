using System.Text.RegularExpressions;
using Licensing.Api.Database;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Licences;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Deadlines;

/// <summary>What watching costs follows what is due, not how many licences there are.</summary>
public sealed class DeadlineCostTests
{
    [Fact]
    public async Task Two_thousand_licences_that_are_not_due_cost_not_one_query_more_and_no_table_is_scanned()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "The plan is SQLite's.");
        await using var host = new CountingHost();
        await host.SetRegimeAsync(("renewal-window", """{"before":"3 months"}"""), ("late-renewal", """{"within":"2 months"}"""));
        var due = await host.StoreLicenceAsync(await host.RegisterAgencyAsync(), until: "2026-03-20");
        await host.WatchAsync();
        Assert.Equal(1, await host.InDatabaseAsync(db => db.DeadlineNotices.CountAsync(n => n.SubjectId == due && n.Kind == DeadlineKind.TermEnd)));
        var alone = await host.WatchAsync();

        await StoreManyAsync(host, 2000);
        var among = await host.WatchAsync();
        Assert.Equal(alone.Count, among.Count);
        var looked = 0;
        foreach (var sql in among.Where(sql => sql.StartsWith("SELECT", StringComparison.Ordinal)))
        {
            var tables = Regex.Matches(sql, "(?:FROM|JOIN) \"(?:Licences|LicenceFacts|LicenceConditions|DeadlineNotices)\" AS \"(\\w+)\"").Select(m => m.Groups[1].Value).ToHashSet();
            looked += tables.Count;
            Assert.DoesNotContain(Plan(host.DatabaseFile, sql), step => step.StartsWith("SCAN ", StringComparison.Ordinal) && tables.Contains(step.Split(' ')[1]));
        }

        Assert.True(looked > 5);
    }

    private static Task<int> StoreManyAsync(ServiceHost host, int number) => host.InDatabaseAsync(async db =>
    {
        var (holder, now) = (await db.Agencies.FirstAsync(), host.Clock.GetUtcNow().UtcDateTime);
        for (var i = 0; i < number; i++)
        {
            var licence = Licence.Grant(holder, $"MANY-{i}", "np", "general", new(2024, 1, 1), new DateOnly(2028, 1, 1).AddDays(i % 300), false, now, "test");
            var condition = new LicenceCondition(licence, "Train every worker", new(2026, 1, 1), new DateOnly(2028, 1, 1).AddDays(i % 300), false, null, now, "test");
            db.AddRange(licence, condition);
            db.Record(licence, new LicenceGranted(licence.Number, "general", new(2024, 1, 1), new(2028, 1, 1), false));
            db.Record(condition, new ConditionAdded(licence.PublicId, condition.From, condition.DueOn, false));
        }

        return await db.SaveChangesAsync();
    });

    private static List<string> Plan(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Regex.Matches(sql, @"@\w+").Select(m => m.Value).Distinct())
            command.Parameters.AddWithValue(name, "[1]");
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }

    private sealed class CountingHost : ServiceHost
    {
        private readonly SentCommands _sent = new();

        public async Task<List<string>> WatchAsync()
        {
            _sent.All.Clear();
            await RunJobAsync<WatchDeadlinesJob>(job => job.RunAsync(CancellationToken.None));
            return [.. _sent.All];
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(_sent)));
        }
    }
}
