using Hangfire;
using Hangfire.InMemory;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Licensing.Api.Tests.Features.Demonstration;

/// <summary>The service on an empty database of its own, with the demonstration on.</summary>
public sealed class DemonstrationHost : WebApplicationFactory<Program>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("licensing-demonstration-").FullName;

    public Dictionary<string, string> Settings { get; } = new() { ["Demonstration:Enabled"] = "true" };

    /// <summary>The day on which the totals of these tests were worked out: every deadline in the plan has passed.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public Task<T> InDatabaseAsync<T>(Func<LicensingDb, Task<T>> act) => InScopeAsync(services => act(services.GetRequiredService<LicensingDb>()));

    /// <summary>What the job server would do.</summary>
    public async Task JudgeAsync()
    {
        await RunAsync<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
        await RunAsync<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
    }

    private Task<bool> RunAsync<TJob>(Func<TJob, Task> run) => InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.System(typeof(TJob).Name));
        await run(ActivatorUtilities.CreateInstance<TJob>(services));
        return true;
    });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Jobs:Enabled", "false");
        builder.UseSetting("Jobs:SqliteFile", Path.Combine(_folder, "jobs.db"));
        builder.UseSetting("Audit:KeyFile", Path.Combine(_folder, "audit.pem"));
        builder.UseSetting("Identity:DemonstrationFile", Path.Combine(_folder, "demonstration-clients"));
        builder.UseSetting("Identity:KeyFile", Path.Combine(_folder, "identity.key"));
        builder.UseSetting("ConnectionStrings:Licensing", $"Data Source={Path.Combine(_folder, "licensing.db")}");
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Replace(ServiceDescriptor.Singleton<IGlobalConfiguration>(GlobalConfiguration.Configuration));
            services.Replace(ServiceDescriptor.Singleton<JobStorage>(_ => new InMemoryStorage()));
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
