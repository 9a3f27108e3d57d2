using Microsoft.AspNetCore.Authentication;

namespace Licensing.Api.Security;

public static class SecuritySetup
{
    public static IServiceCollection AddSecurity(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddScoped<Caller>();
        services.AddSingleton(IdentitySeal.Open(configuration, environment));
        services.AddAuthentication(CallerHeader.SchemeName).AddScheme<AuthenticationSchemeOptions, CallerHeader>(CallerHeader.SchemeName, null);
        services.AddAuthorization();
        return services;
    }
}
