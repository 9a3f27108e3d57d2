using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Licensing.Api.Security.Issuer;

/// <summary>The issuer for deployments without a provider of their own: OAuth 2.0 client credentials, and nothing else.</summary>
/// <remarks>OpenIddict speaks the protocol; clients and keys are ours (docs/adr/0009), so it runs in its degraded mode, in
/// which it keeps no store and asks us whom to believe. Tokens are short-lived JWTs and are not stored.</remarks>
public static class IssuerSetup
{
    public const string TokenPath = "/connect/token";

    public static IServiceCollection AddIssuer(this IServiceCollection services, IdentityOptions identity, IHostEnvironment environment)
    {
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(p => p.GetRequiredService<SigningKeyRing>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(p => p.GetRequiredService<SigningKeyRing>());
        // Nothing is encrypted, but the server asks for a key.
        services.AddOptions<OpenIddictServerOptions>().Configure<DeploymentKey>((options, key) => options.EncryptionCredentials.Add(new EncryptingCredentials(
            new SymmetricSecurityKey(key.Derive("encrypt tokens")), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
        // At Trace it writes every token into the log. After the settings, so that they cannot ask for it.
        services.PostConfigure<LoggerFilterOptions>(filter => filter.Rules.Add(
            new LoggerFilterRule(providerName: null, "OpenIddict.Server.OpenIddictServerDispatcher", LogLevel.Information, filter: null)));
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode();
            server.AllowClientCredentialsFlow();
            server.SetIssuer(identity.IssuerAddress);
            server.SetTokenEndpointUris(TokenPath);
            server.SetAccessTokenLifetime(identity.TokenLifetime);
            server.DisableAccessTokenEncryption();
            server.AddEventHandler<ValidateTokenRequestContext>(h => h.UseScopedHandler<CheckClient>());
            server.AddEventHandler<HandleTokenRequestContext>(h => h.UseScopedHandler<GrantToken>());
            var host = server.UseAspNetCore();
            if (environment.IsDevelopment())
                host.DisableTransportSecurityRequirement();
        });
        return services;
    }

    /// <summary>Before the server signs or publishes, the keys are as new as they have to be.</summary>
    public static void UseFreshKeys(this WebApplication app)
    {
        if (app.Services.GetService<SigningKeyRing>() is not { } ring)
            return;
        app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/connect") || context.Request.Path.StartsWithSegments("/.well-known"))
                await ring.RefreshAsync(context.RequestAborted);
            await next(context);
        });
    }
}
