using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Licensing.Api.Database;
using Licensing.Api.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(ServiceHost))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Licensing.Api.Tests;

/// <summary>The service in this process, on a database of its own, with a clock that stands still. Jobs do not run by
/// themselves: a test runs the job class it is about.</summary>
/// <remarks>With LICENSING_TEST_SQLSERVER set to the connection string of an existing empty database, the whole suite runs
/// on the SQL Server provider instead. A server that speaks the protocol in its own way can be met with
/// <see cref="ConfigureSqlServer"/> and <see cref="SqlClientFactory"/>.</remarks>
public class ServiceHost : WebApplicationFactory<Program>
{
    public const string SqlServerVariable = "LICENSING_TEST_SQLSERVER";
    public static readonly string? SqlServer = Environment.GetEnvironmentVariable(SqlServerVariable);

    private readonly string _folder = Directory.CreateTempSubdirectory("licensing-tests-").FullName;

    /// <summary>Extra EF options for the SQL Server run, for example a batch size or an interceptor.</summary>
    public static Action<DbContextOptionsBuilder>? ConfigureSqlServer { get; set; }

    /// <summary>What Hangfire connects with in the SQL Server run; null for its default.</summary>
    public static DbProviderFactory? SqlClientFactory { get; set; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 15, 8, 0, 0, TimeSpan.Zero));

    public HttpClient Public => CreateClient();

    public HttpClient Officer => As("officer:maya");

    public HttpClient As(string caller)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", caller);
        return client;
    }

    /// <summary>A registered agency with a name of its own.</summary>
    public async Task<RegisteredAgency> RegisterAgencyAsync(string? name = null, string country = "NP", string from = "2020-01-01")
    {
        name ??= $"Agency {Guid.NewGuid():N}";
        using var answer = await Officer.PostAsJsonAsync("/v1/agencies", new { name, country, from });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return new RegisteredAgency(
            body.GetProperty("id").GetString()!, body.GetProperty("reference").GetString()!, name, answer.Headers.ETag!.ToString());
    }

    /// <summary>Looks into, or acts on, the database outside a request.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public Task<T> InDatabaseAsync<T>(Func<LicensingDb, Task<T>> act) =>
        InScopeAsync(services => act(services.GetRequiredService<LicensingDb>()));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Jobs:Enabled", "false");
        builder.UseSetting("Jobs:SqliteFile", Path.Combine(_folder, "jobs.db"));
        if (SqlServer is null)
        {
            builder.UseSetting("ConnectionStrings:Licensing", $"Data Source={Path.Combine(_folder, "licensing.db")}");
        }
        else
        {
            builder.UseSetting("Database:Provider", "SqlServer");
            builder.UseSetting("Database:MigrateAtStart", "true");
            builder.UseSetting("ConnectionStrings:Licensing", SqlServer);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            // Hangfire's own configuration would keep this host's loggers in a static, and use them after the host is gone.
            services.Replace(ServiceDescriptor.Singleton<IGlobalConfiguration>(GlobalConfiguration.Configuration));
            if (SqlServer is null)
                services.Replace(ServiceDescriptor.Singleton<JobStorage>(new InMemoryStorage()));
            else if (ConfigureSqlServer is { } configure)
                services.ConfigureDbContext<SqlServerLicensingDb>(configure);
            if (SqlClientFactory is { } factory)
                services.Replace(ServiceDescriptor.Singleton(new SqlServerStorageOptions { SchemaName = "hangfire", SqlClientFactory = factory }));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(_folder))
            return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

public sealed record RegisteredAgency(string Id, string Reference, string Name, string ETag);
