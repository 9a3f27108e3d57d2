using System.Security.Claims;
using Licensing.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Licensing.Api.Security;

/// <summary>Sign-in of people to the job dashboard at the ministry's provider: OpenID Connect, code flow with PKCE, and a
/// cookie that says who they are and nothing of what they may do.</summary>
public static class DashboardSignIn
{
    public const string Path = "/jobs", CallbackPath = Path + "/signed-in";
    public const string CookieScheme = "dashboard", ProviderScheme = "provider", Cookie = "__Secure-licensing-jobs";

    /// <summary>Then the provider is asked again; it is not prolonged by use.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);

    public static void AddDashboardSignIn(
        this IServiceCollection services, IdentityOptions identity, IHostEnvironment environment, IEnumerable<string> algorithms)
    {
        services.AddOptions<KeyManagementOptions>().Configure<DeploymentKey>((keys, deployment) =>
            (keys.XmlRepository, keys.AutoGenerateKeys) = (new DerivedCookieKey(deployment), false));
        if (!identity.Dashboard.IsSet)
            return;
        // Hangfire's forms carry its token when it is there.
        services.AddAntiforgery(forms => (forms.Cookie.Name, forms.Cookie.Path, forms.Cookie.SecurePolicy) = ("__Secure-licensing-jobs-forms", Path, CookieSecurePolicy.Always));
        services.AddAuthentication()
            .AddCookie(CookieScheme, cookie =>
            {
                cookie.Cookie.Name = Cookie;
                cookie.Cookie.Path = Path;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                // Not strict: it would be withheld on the way back from the provider.
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ExpireTimeSpan = GoodFor;
                cookie.SlidingExpiration = false;
            })
            .AddOpenIdConnect(ProviderScheme, oidc =>
            {
                oidc.SignInScheme = CookieScheme;
                oidc.Authority = identity.Authority;
                if (!string.IsNullOrWhiteSpace(identity.MetadataAddress))
                    oidc.MetadataAddress = identity.MetadataAddress;
                oidc.RequireHttpsMetadata = !environment.IsDevelopment();
                (oidc.ClientId, oidc.ClientSecret) = (identity.Dashboard.ClientId, identity.Dashboard.ClientSecret);
                oidc.ResponseType = OpenIdConnectResponseType.Code;
                // By redirect and not by a form of the provider's, so that no cookie has to travel with requests of other sites.
                oidc.ResponseMode = OpenIdConnectResponseMode.Query;
                oidc.UsePkce = true;
                oidc.CallbackPath = CallbackPath;
                oidc.Scope.Clear();
                oidc.Scope.Add("openid");
                oidc.MapInboundClaims = false;
                oidc.DisableTelemetry = true;
                oidc.TokenValidationParameters.ValidAlgorithms = algorithms;
                foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
                    (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.Always);
                oidc.Events.OnTokenValidated = context =>
                {
                    context.Principal = OnlyWhatIsRead(context.Principal!, identity.Claims);
                    return Task.CompletedTask;
                };
                oidc.Events.OnRemoteFailure = async context =>
                {
                    context.HandleResponse();
                    context.HttpContext.RequestServices.GetRequiredService<ILogger<DashboardDoor>>().LogWarning(context.Failure, "A sign-in to the dashboard failed");
                    await new Problem(ProblemCode.SignInFailed).ExecuteAsync(context.HttpContext);
                };
            });
        services.AddOptions<OpenIdConnectOptions>(ProviderScheme).Configure<TimeProvider>((oidc, clock) =>
            oidc.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => SecuritySetup.IsCurrent(from, until, clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(60)));
    }

    // Names, addresses and whatever else the provider says of a person have no business in a cookie.
    private static ClaimsPrincipal OnlyWhatIsRead(ClaimsPrincipal person, ClaimNames names)
    {
        var read = new[] { names.Subject, names.Roles, names.Agencies }.OfType<string>().SelectMany(name => (string[])[name, name.Split('.')[0]]).ToHashSet();
        return new(new ClaimsIdentity(person.Claims.Where(c => read.Contains(c.Type)).Select(c => new Claim(c.Type, c.Value)), ProviderScheme));
    }
}

/// <summary>Stands before the dashboard: sends people to sign in, reads their roles anew at every request, and tells whoever may
/// not see it why.</summary>
/// <remarks>Without sign-in the dashboard is there for this machine only. With demonstration clients it is open to whoever sits
/// at this machine: he has their secrets anyway.</remarks>
public sealed class DashboardDoor(RequestDelegate next, IdentityOptions identity)
{
    /// <summary>Metadata of the dashboard's endpoint.</summary>
    public sealed class Marker;

    public async Task InvokeAsync(HttpContext context, Caller caller, CallerReader reader)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Marker>() is null)
        {
            await next(context);
            return;
        }

        if (!identity.Dashboard.IsSet && !Loopback.IsFromHere(context))
            throw new ProblemException(ProblemCode.DashboardHereOnly);
        if (identity.DemonstrationClients == true)
        {
            await next(context);
            return;
        }

        var known = (await context.AuthenticateAsync()).Succeeded;
        if (!known && identity.Dashboard.IsSet)
        {
            if (!context.Request.IsHttps && !Loopback.IsFromHere(context))
                throw new ProblemException(ProblemCode.HttpsNeeded);
            var cookie = await context.AuthenticateAsync(DashboardSignIn.CookieScheme);
            if (!cookie.Succeeded && HttpMethods.IsGet(context.Request.Method))
            {
                await context.ChallengeAsync(DashboardSignIn.ProviderScheme);
                return;
            }

            if (cookie.Succeeded)
            {
                caller.Become(await reader.ReadAsync(cookie.Principal, context.RequestAborted));
                context.User = caller.ToPrincipal();
                known = true;
            }
        }

        if (!known)
            throw new ProblemException(ProblemCode.CallerMissing, identity.Dashboard.IsSet ? $"Open {DashboardSignIn.Path} to sign in." : null);
        if (!caller.Holds(Permission.ReadJobs))
            throw new ProblemException(ProblemCode.PermissionMissing, $"{caller.Name} {caller.RolesInWords()}. The dashboard is for: {Permission.HoldersOf(Permission.ReadJobs)}. An administrator gives roles.");
        await next(context);
    }
}
