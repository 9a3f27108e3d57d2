using Microsoft.AspNetCore.Authentication;

namespace Licensing.Api.Security;

public static class SecuritySetup
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddScoped<Caller>();
        services.AddAuthentication(CallerHeader.SchemeName).AddScheme<AuthenticationSchemeOptions, CallerHeader>(CallerHeader.SchemeName, null);
        services.AddAuthorization();
        return services;
    }
}
