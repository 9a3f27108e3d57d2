using Licensing.Api.Http;
using Licensing.Api.Security.Issuer;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace Licensing.Api.Security;

public static class SecuritySetup
{
    // Signatures only, never a shared secret: whoever can check a token must not be able to make one.
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384];

    public static IServiceCollection AddSecurity(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var identity = IdentityOptions.Read(configuration, environment);
        services.AddSingleton(identity);
        services.AddSingleton(DeploymentKey.Open(configuration, environment));
        services.AddSingleton<IdentitySeal>();
        services.AddScoped<Caller>();
        services.AddScoped<CallerReader>();
        services.AddScoped<IAuthorizationMiddlewareResultHandler, PermissionRefusal>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer => Configure(bearer, identity, environment));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IServiceProvider>((bearer, provider) =>
        {
            var clock = provider.GetRequiredService<TimeProvider>();
            var skew = TimeSpan.FromSeconds(identity.IsEmbedded ? 0 : 60);
            bearer.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => IsCurrent(from, until, clock.GetUtcNow().UtcDateTime, skew);
            if (identity.IsEmbedded)
                bearer.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => provider.GetRequiredService<SigningKeyRing>().Find(kid);
        });
        services.AddDashboardSignIn(identity, environment, Algorithms);
        services.AddAuthorization();
        if (identity.IsEmbedded)
            services.AddIssuer(identity, environment);
        return services;
    }

    /// <summary>Who calls, and whether he may.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseFreshKeys();
        app.UseAuthentication();
        app.UseMiddleware<CallerOfRequest>();
        app.UseMiddleware<DashboardDoor>();
        app.UseClientLimits();
        app.UseAuthorization();
    }

    private static void Configure(JwtBearerOptions bearer, IdentityOptions identity, IHostEnvironment environment)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters.ValidAudience = identity.Audience;
        bearer.TokenValidationParameters.ValidAlgorithms = Algorithms;
        bearer.TokenValidationParameters.RequireExpirationTime = true;
        if (identity.IsEmbedded)
        {
            bearer.TokenValidationParameters.ValidIssuer = identity.IssuerAddress.ToString();
            bearer.TokenValidationParameters.ValidTypes = ["at+jwt"];
            return;
        }

        // Issuer and keys come from the provider's metadata, and are read again when it shows a new key.
        bearer.Authority = identity.Authority;
        if (!string.IsNullOrWhiteSpace(identity.MetadataAddress))
            bearer.MetadataAddress = identity.MetadataAddress;
        bearer.RequireHttpsMetadata = !environment.IsDevelopment();
    }

    // "from" is missing in the tokens of some providers; "until" never is.
    internal static bool IsCurrent(DateTime? from, DateTime? until, DateTime now, TimeSpan skew) =>
        until is { } end && now < end + skew && (from is not { } start || start - skew <= now)
            ? true
            : throw (until is null || now >= until + skew ? new SecurityTokenExpiredException() : new SecurityTokenNotYetValidException());
}
