namespace Licensing.Api.Features.Confirmations;

public static class ConfirmationsSetup
{
    /// <exception cref="Security.StartRefusedException">A setting cannot be used.</exception>
    public static IServiceCollection AddConfirmations(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new ConfirmationLimit(configuration))
        .AddSingleton(ConfirmationOptions.Read(configuration))
        .AddSingleton<WorkerChannel>()
        .AddScoped<WorkerDoor>()
        .AddScoped<OwnConfirmationReading>()
        .AddScoped<WordsJudging>()
        .AddScoped<SharedWords>();
}
