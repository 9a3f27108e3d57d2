using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Licensing.Testing;

/// <summary>Lets a test say in a header who calls, in place of a token: "officer:maya" holds every role of the ministry,
/// "agency:ag_…" both of that agency, "administrator:root" that one, anything else is a subject with the roles that its memberships give.</summary>
/// <remarks>It exists in the tests only; the service knows nothing of it. What tokens do is tested with tokens.</remarks>
public sealed class NamedCaller(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-Caller";

    /// <summary>As if a provider had put roles into its tokens.</summary>
    public static readonly (string Name, string Value)[] Settings =
    [
        ("Identity:Claims:Roles", "test_roles"), ("Identity:Claims:Agencies", "test_agency"),
        .. new[] { "CaseOfficer", "LicensingOfficer", "Supervisor", "LawEditor", "AgencyFiler", "AgencyManager", "Administrator" }.Select(role => ($"Identity:Roles:{role}", role)),
    ];

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, NamedCaller>(Header, null);
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, bearer =>
            bearer.ForwardDefaultSelector = context => context.Request.Headers.ContainsKey(Header) ? Header : null);
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var caller = Request.Headers[Header].ToString().Split(':', 2);
        IEnumerable<Claim> claims = caller switch
        {
            ["administrator", var name] => [new("sub", name), .. Roles("Administrator")],
            ["officer", var name] => [new("sub", name), .. Roles("CaseOfficer", "LicensingOfficer", "Supervisor", "LawEditor")],
            ["agency", var id] => [new("sub", id), new("test_agency", id), .. Roles("AgencyFiler", "AgencyManager")],
            [var subject] => [new("sub", subject)],
            _ => throw new InvalidOperationException($"Nobody is called {Request.Headers[Header]}."),
        };
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Header)), Header)));
    }

    private static IEnumerable<Claim> Roles(params string[] roles) => roles.Select(role => new Claim("test_roles", role));
}
