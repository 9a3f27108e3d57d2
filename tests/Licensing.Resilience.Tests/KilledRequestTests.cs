using System.Diagnostics;
using System.Net.Http.Json;
using Licensing.Api.Http;
using Microsoft.Data.Sqlite;

namespace Licensing.Resilience.Tests;

/// <summary>What an Idempotency-Key promises when processes die and when there are several: on real ones.</summary>
/// <remarks>LICENSING_TEST_KILLS says how many requests are killed; 12 where it is unset.</remarks>
public sealed class KilledRequestTests(KilledRequestTests.Deployment deployment) : IClassFixture<KilledRequestTests.Deployment>
{
    private const string NeedsSqlite = "Looks into the SQLite file of a process that was killed.";
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("LICENSING_TEST_KILLS") ?? "12");

    [Fact]
    public async Task A_request_that_is_killed_at_any_moment_is_done_once_when_it_is_sent_again()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var service = await deployment.StartAsync();
        Assert.NotNull(await TryRegisterAsync(service, NewKey(), NewName()));
        var clock = Stopwatch.StartNew();
        Assert.NotNull(await TryRegisterAsync(service, NewKey(), NewName()));
        var (whole, shortest, longest) = (clock.Elapsed.TotalMilliseconds * 1.5, 0.0, clock.Elapsed.TotalMilliseconds * 1.5);
        var (lost, unheard, heard) = (0, 0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var (key, name) = (NewKey(), NewName());
            // Half of the moments spread over the whole request, half close in on the commit.
            var moment = kill % 2 == 0 ? whole * kill / Kills : (shortest + longest) / 2;
            var first = TryRegisterAsync(service, key, name);
            await Task.Delay(TimeSpan.FromMilliseconds(moment));
            service.Kill();
            var acknowledged = await first;
            var committed = Count(deployment.DatabaseFile, name);
            if (kill % 2 == 1)
                (shortest, longest) = committed == 0 ? (moment, Math.Max(longest, moment) * 1.1) : (Math.Min(shortest, moment) * 0.9, moment);
            Assert.True(acknowledged is null || committed == 1, "What was acknowledged is lost.");
            _ = (committed, acknowledged) switch { (0, _) => lost++, (_, null) => unheard++, _ => heard++ };

            service.Dispose();
            service = await deployment.StartAsync();
            var second = await TryRegisterAsync(service, key, name);
            Assert.NotNull(second);
            Assert.Equal(committed == 1, second.Replayed);
            if (acknowledged is not null)
                Assert.Equal(acknowledged with { Replayed = true }, second);
            Assert.Equal(second with { Replayed = true }, await TryRegisterAsync(service, key, name));
            Assert.Equal(1, Count(deployment.DatabaseFile, name));
        }

        service.Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine($"{lost} before the commit, {unheard} between commit and answer, {heard} after the answer");
        Assert.True(lost > 0 && unheard + heard > 0, $"{lost}, {unheard}, {heard}: the moments show too little.");
    }

    [Fact]
    public async Task While_one_process_works_another_says_so_and_then_answers_as_the_first_did()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        deployment.Sweep();
        using var one = await deployment.StartAsync();
        using var other = await deployment.StartAsync();
        var (key, name) = (NewKey(), NewName());
        Task<Answer?> first;
        using (HoldWriting(deployment.DatabaseFile))
        {
            first = TryRegisterAsync(one, key, name);
            await UntilAsync(deployment.IsRunning);
            using var refused = await SendAsync(other, key, name);
            var problem = await ProblemAnswer.ReadAsync(refused);
            Assert.Equal((409, "idempotency-key.running"), (problem.Status, problem.Code));
            Assert.Equal("1", refused.Headers.RetryAfter!.ToString());
            Assert.False(first.IsCompleted);
        }

        var answer = await first;
        Assert.NotNull(answer);
        Assert.Equal(answer with { Replayed = true }, await TryRegisterAsync(other, key, name));
        Assert.Equal(1, Count(deployment.DatabaseFile, name));
    }

    [Fact]
    public async Task Nobody_waits_for_a_process_that_died_with_the_key()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        deployment.Sweep();
        using var one = await deployment.StartAsync();
        using var other = await deployment.StartAsync();
        var (key, name) = (NewKey(), NewName());
        Task<Answer?> second;
        using (HoldWriting(deployment.DatabaseFile))
        {
            var first = TryRegisterAsync(one, key, name);
            await UntilAsync(deployment.IsRunning);
            one.Kill();
            Assert.Null(await first);
            second = TryRegisterAsync(other, key, name);
        }

        Assert.False((await second)!.Replayed);
        Assert.Equal(1, Count(deployment.DatabaseFile, name));
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string NewName() => $"Killed {Guid.NewGuid():N}";

    private static async Task<HttpResponseMessage> SendAsync(RealService service, string key, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/agencies") { Content = JsonContent.Create(new { name, country = "NP", from = "2024-01-01" }) };
        request.Headers.Add(IdempotentEndpoint.Header, key);
        return await service.Client.SendAsync(request);
    }

    /// <returns>Null when the process died before the answer was there.</returns>
    private static async Task<Answer?> TryRegisterAsync(RealService service, string key, string name)
    {
        try
        {
            using var answer = await SendAsync(service, key, name);
            var body = Convert.ToHexString(await answer.Content.ReadAsByteArrayAsync());
            Assert.True((int)answer.StatusCode == 201, await answer.Content.ReadAsStringAsync());
            return new Answer(body, answer.Headers.Location!.ToString(), answer.Headers.ETag!.ToString(), answer.Content.Headers.ContentType!.ToString(), answer.Headers.Contains("Idempotency-Replayed"));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        var patience = Stopwatch.StartNew();
        while (!done())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "It never came to that.");
            await Task.Delay(5);
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static SqliteConnection HoldWriting(string file)
    {
        var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static long Count(string file, string name)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM AgencyFacts WHERE Value = $name";
        command.Parameters.AddWithValue("$name", name);
        return (long)command.ExecuteScalar()!;
    }

    private sealed record Answer(string Body, string Location, string ETag, string ContentType, bool Replayed);

    /// <summary>One database; each process that is started on it is signed in with the same token.</summary>
    public sealed class Deployment : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("licensing-killed-").FullName;
        private System.Net.Http.Headers.AuthenticationHeaderValue? _token;

        public string DatabaseFile => Path.Combine(_folder, "licensing.db");

        /// <summary>Whoever was killed before leaves a file that locks nothing.</summary>
        public void Sweep()
        {
            if (Directory.Exists(DatabaseFile + "-running"))
                Directory.Delete(DatabaseFile + "-running", recursive: true);
        }

        public bool IsRunning() => Directory.Exists(DatabaseFile + "-running") && Directory.EnumerateFiles(DatabaseFile + "-running").Any();

        public async Task<RealService> StartAsync()
        {
            var service = await RealService.StartAsync(_folder);
            if (_token is null)
                await service.SignInAsync("demo-licensing-officer");
            _token = service.Client.DefaultRequestHeaders.Authorization ??= _token;
            return service;
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
