using System.Collections.Concurrent;
using FastEndpoints;
using Hangfire;
using Hangfire.InMemory;
using Licensing.Api.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Licensing.Api.Tests.Storage;

/// <summary>What each endpoint would send to SQL Server, read by its own parser. No server is needed, and none proves more
/// than one: with LICENSING_TEST_SQLSERVER set, the whole suite runs on a real one.</summary>
public sealed class SqlServerTests(ServiceHost host, RecordingHost recording) : IClassFixture<RecordingHost>
{
    /// <summary>One line for each endpoint, or more where it has several queries. The rows that come back are made up, so
    /// the status does not matter: a line is good when it reaches the queries.</summary>
    public static TheoryData<string, string, string, string?> Calls => new()
    {
        { "RegisterAgency", "POST", "/v1/agencies", """{"name":"Himal","country":"NP","from":"2024-01-01","address":"Kathmandu","phone":"1","email":"a@b","licenceNumber":"7"}""" },
        { "ReadAgency", "GET", "/v1/agencies/ag_1", null },
        { "ReadAgency", "GET", "/v1/agencies/AG-000000-0", null },
        { "ListAgencies", "GET", "/v1/agencies?name=himal&country=NP&on=2024-01-01", null },
        { "RecordAgencyFact", "POST", "/v1/agencies/ag_1/facts", """{"kind":"name","value":"Himal","from":"2024-01-01"}""" },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task What_an_endpoint_sends_to_SQL_Server_is_plain_T_SQL(string endpoint, string method, string address, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("X-Caller", "officer:maya");
        request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        recording.Sent.Clear();
        using var answer = await recording.Public.SendAsync(request);
        Assert.True((int)answer.StatusCode < 500, $"{endpoint}: {await answer.Content.ReadAsStringAsync()}\n{string.Join("\n---\n", recording.Sent)}");
        Assert.True((int)answer.StatusCode < 400 || method == "GET", $"{endpoint} stopped before it stored anything: {await answer.Content.ReadAsStringAsync()}\n{string.Join("\n---\n", recording.Sent)}");
        Assert.NotEmpty(recording.Sent);
        foreach (var sql in recording.Sent)
        {
            var reading = TransactSql.Read(sql);
            Assert.True(reading.Errors.Count == 0 && reading.Unwanted.Count == 0, $"{endpoint}: {string.Join("; ", reading.Errors.Concat(reading.Unwanted))}\n{sql}");
        }
    }

    [Fact]
    public void Every_endpoint_has_a_line()
    {
        var called = Calls.Select(row => row.Data.Item1).ToHashSet();
        var missing = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(e => e.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType.Name).OfType<string>().Where(name => !called.Contains(name));
        Assert.True(!missing.Any(), $"Add to {nameof(SqlServerTests)}.{nameof(Calls)}: {string.Join(", ", missing)}.");
    }

    [Fact]
    public async Task The_suite_runs_on_a_real_SQL_Server()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is null, $"{ServiceHost.SqlServerVariable} is not set: the suite ran on SQLite, and SQL Server was checked offline only.");
        Assert.True(await host.InDatabaseAsync(async db => db is SqlServerLicensingDb && await db.Database.CanConnectAsync()));
    }
}

/// <summary>The service with the SQL Server provider and nobody behind it.</summary>
public sealed class RecordingHost : ServiceHost
{
    /// <summary>Every text sent, in order.</summary>
    public ConcurrentQueue<string> Sent { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Database:Provider", "SqlServer");
        builder.UseSetting("Database:MigrateAtStart", "false");
        builder.UseSetting("ConnectionStrings:Licensing", "Server=nowhere");
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<JobStorage>(new InMemoryStorage()));
            services.ConfigureDbContext<SqlServerLicensingDb>(options => options.UseSqlServer(new RecordingSqlServer(Sent), contextOwnsConnection: true));
        });
    }
}
