using System.Data.Common;
using System.Net.Http.Json;
using Licensing.Api.Database;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Storage;

/// <summary>What the embedded database promises, and what it says when it cannot keep it.</summary>
public sealed class SqliteTests(ServiceHost host)
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public async Task What_is_acknowledged_survives_a_power_cut(string pragma, string value)
    {
        SkipOnSqlServer();
        Assert.Equal(value, await host.InDatabaseAsync(db => PragmaAsync(db, pragma)));
    }

    [Fact]
    public async Task A_full_disk_is_507_and_nothing_is_half_written()
    {
        SkipOnSqlServer();
        // A service of its own: a pooled connection stays full.
        await using var own = new ServiceHost();
        var pages = await own.InDatabaseAsync(db => PragmaAsync(db, "page_count"));
        await using var full = own.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(new OnOpen($"PRAGMA max_page_count={pages}")))));
        var client = full.CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", "officer:maya");

        // The last pages still have room for a few small rows.
        var before = await CountAsync(own);
        HttpResponseMessage answer;
        do
        {
            answer = await client.PostAsJsonAsync("/v1/agencies", new { name = new string('x', 300), address = new string('y', 300), country = "NP", from = "2024-01-01" });
            if (answer.IsSuccessStatusCode)
                before = (before.Agencies + 1, before.Facts + 2, before.Events + 1);
        }
        while (answer.IsSuccessStatusCode && before.Agencies < 200);
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((507, "storage.full"), (problem.Status, problem.Code));
        Assert.Equal(before, await CountAsync(own));
    }

    [Fact]
    public async Task A_database_that_stays_locked_is_503_with_a_time_to_come_back()
    {
        SkipOnSqlServer();
        using var hasty = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.UseSqlite(sqlite => sqlite.CommandTimeout(1)))));
        var client = hasty.CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", "officer:maya");
        var connection = await host.InDatabaseAsync(db => Task.FromResult(db.Database.GetConnectionString()));
        await using var other = new SqliteConnection(connection);
        await other.OpenAsync();
        await using var lockForWriting = other.BeginTransaction(deferred: false);

        using var answer = await client.PostAsJsonAsync("/v1/agencies", new { name = "Waits", country = "NP", from = "2024-01-01" });
        Assert.Equal("busy", (await ProblemAnswer.ReadAsync(answer)).Code);
        Assert.Equal(2, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    private static void SkipOnSqlServer() => Assert.SkipWhen(ServiceHost.SqlServer is not null, "This run is on SQL Server.");

    private static Task<(int Agencies, int Facts, int Events)> CountAsync(ServiceHost of) => of.InDatabaseAsync(async db =>
        (await db.Agencies.CountAsync(), await db.AgencyFacts.CountAsync(), await db.AuditEvents.CountAsync()));

    private static async Task<string> PragmaAsync(LicensingDb db, string pragma)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_keeps_no_start_waiting()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "SQLite only.");
        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("INSERT OR REPLACE INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, datetime('now'))"));
        await using var next = host.WithWebHostBuilder(_ => { });
        using var answer = await next.CreateClient().GetAsync("/health/live").WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(answer.IsSuccessStatusCode);
        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock"));
    }

    private sealed class OnOpen(string sql) : DbConnectionInterceptor
    {
        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
