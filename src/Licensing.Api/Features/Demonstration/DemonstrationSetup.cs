using Hangfire;
using Licensing.Api.Features.Findings;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Demonstration;

public static class DemonstrationSetup
{
    private const string Setting = "Demonstration:Enabled";

    public static IServiceCollection AddDemonstration(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (!IsEnabled(configuration, environment))
            return services;
        if (!environment.IsDevelopment())
            throw new StartRefusedException($"{Setting} is on and the environment is {environment.EnvironmentName}. Invented agencies and law approved by invented officers have no place in a register: the demonstration runs in Development only.");
        services.AddScoped<SeedDemonstration>();
        services.AddScoped<DemonstrationTable>();
        // Without jobs nothing is judged here, and there is nothing to wait for.
        if (configuration.GetValue("Jobs:Enabled", true))
            services.AddHostedService<ShowDemonstration>();
        return services;
    }

    /// <summary>Seeds an empty register, before the service listens; a register with agencies is left as it is.</summary>
    public static async Task SeedDemonstrationAsync(this WebApplication app)
    {
        if (!IsEnabled(app.Configuration, app.Environment))
            return;
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SeedDemonstration>().RunAsync(app.Lifetime.ApplicationStopping))
            scope.ServiceProvider.GetRequiredService<IBackgroundJobClient>().Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
    }

    private static bool IsEnabled(IConfiguration configuration, IHostEnvironment environment) => configuration.GetValue(Setting, environment.IsDevelopment());
}
