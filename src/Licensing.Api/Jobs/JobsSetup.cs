using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.SqlServer;
using Hangfire.Storage.SQLite;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Security;

namespace Licensing.Api.Jobs;

public static class JobsSetup
{
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        // Registered by itself so that a test can replace it, for example its SqlClientFactory.
        services.AddSingleton(new SqlServerStorageOptions { SchemaName = "hangfire", PrepareSchemaIfNecessary = true });
        services.AddSingleton<JobActivator>(sp => new CallerActivator(sp.GetRequiredService<IServiceScopeFactory>()));
        services.AddScoped<JobQueue>();
        services.AddSingleton(provider => Storage(configuration, environment, provider));
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseStorage(provider.GetRequiredService<JobStorage>()));
        // Off in tests, which call the job classes themselves, and on instances that only answer requests.
        if (JobsRun(configuration))
        {
            services.AddHangfireServer(server =>
            {
                server.WorkerCount = configuration.GetValue("Jobs:Workers", Math.Max(2, Environment.ProcessorCount));
                // How late a scheduled job may start; a newcomer waits for the first flag.
                server.SchedulePollingInterval = TimeSpan.FromSeconds(3);
            });
        }

        return services;
    }

    public static void UseJobs(this WebApplication app)
    {
        if (!JobsRun(app.Configuration))
            return;
        app.MapHangfireDashboard(DashboardSignIn.Path, new DashboardOptions
        {
            Authorization = [new DashboardAccess()],
            IsReadOnlyFunc = DashboardAccess.IsReadOnly,
            DashboardTitle = "Licensing jobs",
        }).WithMetadata(new DashboardDoor.Marker());
        if (app.Services.GetRequiredService<IdentityOptions>() is { Dashboard.IsSet: false, DemonstrationClients: not true })
            app.Logger.LogInformation("The job dashboard is served on this machine only. To sign in from elsewhere set Identity:Authority and Identity:Dashboard (docs/identity.md).");
        Timetable.Register(app.Services.GetRequiredService<IRecurringJobManager>());
        var jobs = app.Services.GetRequiredService<IBackgroundJobClient>();
        jobs.Enqueue<JudgeAgainAfterUpgradeJob>(job => job.RunAsync(CancellationToken.None));
        jobs.Enqueue<JudgeAgainAfterRateChangeJob>(job => job.RunAsync(CancellationToken.None));
        if (app.Services.GetRequiredService<DeploymentKey>().Previous is not null)
            jobs.Enqueue<RewrapIdentitiesJob>(job => job.RunAsync(CancellationToken.None));
    }

    private static bool JobsRun(IConfiguration configuration) => configuration.GetValue("Jobs:Enabled", true);

    private static JobStorage Storage(IConfiguration configuration, IHostEnvironment environment, IServiceProvider provider)
    {
        if (configuration.Provider() == DatabaseProvider.SqlServer)
            return new SqlServerStorage(configuration.GetConnectionString("Licensing"), provider.GetRequiredService<SqlServerStorageOptions>());

        // A file of its own: the queue polls and writes all the time, and SQLite has one writer per file.
        var file = Path.GetFullPath(configuration["Jobs:SqliteFile"] ?? "data/jobs.db", environment.ContentRootPath);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new SQLiteStorage(file, new SQLiteStorageOptions { QueuePollInterval = TimeSpan.FromSeconds(1) });
    }

    /// <summary>Gives each run its own scope, in which the caller is the job.</summary>
    private sealed class CallerActivator(IServiceScopeFactory scopes) : AspNetCoreJobActivator(scopes)
    {
        public override JobActivatorScope BeginScope(JobActivatorContext context)
        {
            var scope = base.BeginScope(context);
            ((Caller)scope.Resolve(typeof(Caller))).Become(Caller.System(context.BackgroundJob.Job.Type.Name));
            return scope;
        }
    }
}
