using System.Data.Common;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Http;

/// <summary>A POST with an Idempotency-Key is done once, whatever the network does.</summary>
public sealed class IdempotencyTests(ServiceHost host)
{
    [Fact]
    public async Task The_same_request_is_done_once_and_answered_again()
    {
        var (key, name) = (NewKey(), NewName());
        using var first = await RegisterAsync(key, name);
        using var second = await RegisterAsync(key, name);

        Assert.Equal(201, (int)first.StatusCode);
        Assert.Equal(201, (int)second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_refused()
    {
        var (key, name) = (NewKey(), NewName());
        using var first = await RegisterAsync(key, name);
        using var second = await RegisterAsync(key, NewName());
        var problem = await ProblemAnswer.ReadAsync(second);
        Assert.Equal((422, "idempotency-key.reused"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var (key, name) = (NewKey(), NewName());
        using var maya = await RegisterAsync(key, name);
        using var ravi = await RegisterAsync(key, name, "officer:ravi");
        Assert.Equal(201, (int)ravi.StatusCode);
        Assert.Equal(2, await CountAsync(name));
    }

    [Fact]
    public async Task Twenty_at_once_do_the_work_once()
    {
        var (key, name) = (NewKey(), NewName());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RegisterAsync(key, name)));
        Assert.All(answers, a => Assert.True((int)a.StatusCode is 201 or 409, a.StatusCode.ToString()));
        Assert.Contains(answers, a => (int)a.StatusCode == 201);
        Assert.Single(await Task.WhenAll(answers.Where(a => (int)a.StatusCode == 201).Select(a => a.Content.ReadAsStringAsync())).ContinueWith(t => t.Result.Distinct()));
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task A_refused_request_is_judged_anew()
    {
        var (key, name) = (NewKey(), NewName());
        using var refused = await RegisterAsync(key, name, country: "XX");
        Assert.Equal(400, (int)refused.StatusCode);
        using var mended = await RegisterAsync(key, name);
        Assert.Equal(201, (int)mended.StatusCode);
    }

    [Fact]
    public async Task After_a_day_the_key_is_free_and_the_row_is_deleted()
    {
        var (key, name) = (NewKey(), NewName());
        using var first = await RegisterAsync(key, name);
        host.Clock.Advance(TimeSpan.FromHours(24));
        using var second = await RegisterAsync(key, name);
        Assert.Equal(201, (int)second.StatusCode);
        Assert.Equal(2, await CountAsync(name));

        host.Clock.Advance(TimeSpan.FromHours(24));
        await host.InScopeAsync(async services =>
        {
            await ActivatorUtilities.CreateInstance<DeleteExpiredIdempotencyEntriesJob>(services).RunAsync(CancellationToken.None);
            return true;
        });
        Assert.Equal(0, await host.InDatabaseAsync(db => db.IdempotencyEntries.CountAsync()));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("has a space in the middle of it")]
    public async Task A_key_that_is_no_secret_is_refused(string key)
    {
        using var answer = await RegisterAsync(key, NewName());
        Assert.Equal("idempotency-key.invalid", (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    [Fact]
    public async Task The_table_shows_neither_key_nor_request_nor_answer()
    {
        var (key, name) = (NewKey(), NewName());
        using var answer = await RegisterAsync(key, name);
        var lookup = new IdempotencySecret(key, Caller.Officer("maya")).Lookup;
        var row = await host.InDatabaseAsync(db => db.IdempotencyEntries.SingleAsync(e => e.Lookup == lookup));
        var stored = JsonSerializer.Serialize(row) + Encoding.Latin1.GetString(row.Answer!);
        Assert.DoesNotContain(key, stored);
        Assert.DoesNotContain(name, stored);
    }

    [Fact]
    public async Task A_crash_before_the_commit_leaves_nothing_and_the_repetition_does_the_work()
    {
        var crash = new CrashAtCommit();
        await using var crashing = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
        {
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(crash));
            services.ConfigureDbContext<SqlServerLicensingDb>(options => options.AddInterceptors(crash));
        }));
        var client = crashing.CreateClient();
        var (key, name) = (NewKey(), NewName());
        crash.Armed = true;
        using var first = await RegisterAsync(key, name, client: client);
        Assert.Equal(500, (int)first.StatusCode);
        Assert.Equal(0, await CountAsync(name));

        crash.Armed = false;
        using var second = await RegisterAsync(key, name, client: client);
        Assert.Equal(201, (int)second.StatusCode);
        Assert.False(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await CountAsync(name));
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string NewName() => $"Idempotent {Guid.NewGuid():N}";

    private async Task<HttpResponseMessage> RegisterAsync(string key, string name, string caller = "officer:maya", string country = "NP", HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/agencies") { Content = JsonContent.Create(new { name, country, from = "2024-01-01" }) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        request.Headers.Add("X-Caller", caller);
        return await (client ?? host.Public).SendAsync(request);
    }

    private Task<int> CountAsync(string name) => host.InDatabaseAsync(db => db.AgencyFacts.CountAsync(f => f.Value == name));

    private sealed class CrashAtCommit : DbTransactionInterceptor
    {
        public bool Armed { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            Armed ? throw new InvalidOperationException("The power is gone.") : ValueTask.FromResult(result);
    }
}
