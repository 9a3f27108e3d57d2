namespace Licensing.Api.Features.Regimes;

public static class RegimeSetup
{
    public static IServiceCollection AddRegime(this IServiceCollection services) =>
        services.AddSingleton<RegimeBook>().AddScoped<RegimeInForce>();

    /// <summary>Read now: a regime that nobody could license under refuses the start.</summary>
    public static void OpenRegime(this WebApplication app) => app.Services.GetRequiredService<RegimeBook>();
}
