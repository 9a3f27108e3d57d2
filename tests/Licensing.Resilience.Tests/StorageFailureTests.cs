using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Licensing.Api.Database;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Licensing.Resilience.Tests;

/// <summary>When the storage gives out, the answer says so, and nothing is half-written.</summary>
public sealed class StorageFailureTests(ServiceHost host)
{
    [Theory]
    [InlineData(13, 507, "storage.full", null)]
    [InlineData(5, 503, "busy", "2")]
    [InlineData(6, 503, "busy", "2")]
    public async Task Wherever_the_storage_gives_out_the_answer_is_honest_and_nothing_is_written(int sqliteError, int status, string code, string? retryAfter)
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Throws what SQLite throws.");
        var failure = new Failing(sqliteError);
        await using var failing = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(failure))));
        var agency = await host.RegisterAgencyAsync();
        var client = failing.CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", $"agency:{agency.Id}");
        var (reported, before, refused) = (Reported.TheExample().With("worker", Reported.Document($"S{Guid.NewGuid():N}")), await host.CountRowsAsync(), 0);
        foreach (var key in (string?[])[null, $"failing-{Guid.NewGuid()}"])
        {
            for (var command = 1; ; command++)
            {
                failure.After(command);
                using var answer = await ServiceHost.SendAsync(client, $"/v1/agencies/{agency.Id}/disclosures", reported.DeepClone(), idempotencyKey: key);
                failure.After(int.MaxValue);
                if (answer.IsSuccessStatusCode)
                    break;
                if ((int)answer.StatusCode == 409 && key is not null)
                    break;
                var problem = await ProblemAnswer.ReadAsync(answer);
                Assert.Equal((status, code), (problem.Status, problem.Code));
                Assert.Equal(retryAfter, answer.Headers.RetryAfter?.ToString());
                Assert.Equal(before, await host.CountRowsAsync());
                Assert.True(++refused < 100);
            }

            before = await host.CountRowsAsync();
            reported = Reported.TheExample();
        }

        Assert.True(refused > 12, $"{refused} refusals");
    }

    [Theory]
    [InlineData(13, 507)]
    [InlineData(5, 503)]
    public async Task An_upload_for_which_there_is_no_room_leaves_neither_row_nor_file(int sqliteError, int status)
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Throws what SQLite throws.");
        var failure = new Failing(sqliteError);
        await using var failing = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(failure))));
        var agency = await host.RegisterAgencyAsync();
        var client = failing.CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", $"agency:{agency.Id}");
        var folder = Path.Combine(Path.GetDirectoryName(host.DatabaseFile)!, "files", Licensing.Api.Features.Returns.Return.Uploads);
        Directory.CreateDirectory(folder);
        var (rows, files) = (await host.CountRowsAsync(), Directory.GetFiles(folder).Length);
        for (var command = 1; ; command++)
        {
            failure.After(command);
            using var answer = await client.PostAsync($"/v1/agencies/{agency.Id}/returns?period=2026-02&onError=keep-good", new StringContent("{}\n", System.Text.Encoding.UTF8, "application/x-ndjson"));
            failure.After(int.MaxValue);
            if (answer.IsSuccessStatusCode)
                break;
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal((rows, files), (await host.CountRowsAsync(), Directory.GetFiles(folder).Length));
            Assert.True(command < 30);
        }

        Assert.Equal(files + 1, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task Limits_are_set_and_every_agency_is_due_again_or_neither()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Throws what SQLite throws.");
        await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        await host.JudgeAsync();
        var failure = new Failing(5);
        await using var failing = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(failure))));
        using var proposed = await ServiceHost.SendAsync(host.As("officer:ravi"), "/v1/flag-thresholds", new JsonObject
        {
            ["from"] = "1955-01-01", ["leastFindings"] = 1, ["leastWorkers"] = 1, ["leastSharePercent"] = 1, ["reason"] = "test",
        });
        var id = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var client = failing.CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", "officer:maya");
        for (var command = 1; ; command++)
        {
            var (before, due) = (await host.CountRowsAsync(), await DueAsync());
            failure.After(command);
            using var answer = await ServiceHost.SendAsync(client, $"/v1/proposals/{id}/approval", new JsonObject { ["reason"] = "test" }, "*");
            failure.After(int.MaxValue);
            Assert.Equal(answer.IsSuccessStatusCode, before != await host.CountRowsAsync());
            Assert.Equal(answer.IsSuccessStatusCode, due != await DueAsync());
            if (answer.IsSuccessStatusCode)
                break;
            Assert.Equal(503, (int)answer.StatusCode);
            Assert.True(command < 20);
        }

        Task<long> DueAsync() => host.InDatabaseAsync(db => db.FlagReviews.SumAsync(r => r.Judged));
    }

    [Fact]
    public async Task A_queue_that_gives_out_refuses_nothing_since_the_sweep_finds_the_disclosure()
    {
        await using var failing = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(new FailingQueue()))));
        var agency = await host.RegisterAgencyAsync();
        var client = failing.CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", $"agency:{agency.Id}");
        foreach (var key in (string?[])[null, $"queue-{Guid.NewGuid()}"])
        {
            using var answer = await ServiceHost.SendAsync(client, $"/v1/agencies/{agency.Id}/disclosures", Reported.TheExample(), idempotencyKey: key);
            Assert.Equal(201, (int)answer.StatusCode);
        }

        await host.JudgeAsync();
        Assert.Equal(2, await host.InDatabaseAsync(db => db.DisclosureVersions.CountAsync(v => v.Disclosure.Placement.Agency.PublicId == agency.Id && v.JudgedAt != null)));
    }

    private sealed class FailingQueue : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => throw new IOException("The queue is full.");

        public bool ChangeState(string jobId, IState state, string expectedState) => throw new IOException("The queue is full.");
    }

    /// <summary>Throws at one command, counted over the requests that follow.</summary>
    private sealed class Failing(int error) : DbCommandInterceptor
    {
        private int _left = int.MaxValue;

        public void After(int commands) => Interlocked.Exchange(ref _left, commands);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Pass();
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Pass();
            return ValueTask.FromResult(result);
        }

        private void Pass()
        {
            if (Interlocked.Decrement(ref _left) == 0)
                throw new SqliteException("as thrown by SQLite", error);
        }
    }
}
