using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Security;

/// <summary>Believes the header X-Caller. That is safe only because the service listens on loopback and refuses everything
/// else (<see cref="Loopback"/>); real sign-in replaces this scheme and that restriction together.</summary>
public sealed partial class CallerHeader(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Caller caller, LicensingDb db)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "X-Caller";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.TryGetValue(SchemeName, out var header))
            caller.Become(await ReadAsync(header.ToString()));

        // Public callers get an identity too: their role holds permissions like any other. Without one the framework would
        // refuse them before their permissions are looked at.
        var claims = Permission.Held(caller.Role).Select(held => new Claim("permissions", held));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name), .. claims], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = string.Join(" or ", Context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>()?.AllowedPermissions ?? []);
        return (caller.Role == CallerRole.Public
                ? new Problem(ProblemCode.CallerMissing)
                : new Problem(ProblemCode.PermissionMissing, $"Role {caller.Role} does not hold {needed}."))
            .ExecuteAsync(Context);
    }

    private async Task<Caller> ReadAsync(string header)
    {
        if (OfficerForm().Match(header) is { Success: true } officer)
            return Caller.Officer(officer.Groups[1].Value);
        if (AgencyForm().Match(header) is not { Success: true } agency)
            throw new ProblemException(ProblemCode.CallerMalformed);

        var publicId = agency.Groups[1].Value;
        var key = await db.Agencies.Where(a => a.PublicId == publicId).Select(a => (long?)a.Id)
            .SingleOrDefaultAsync(Context.RequestAborted);
        return key is { } known
            ? Caller.Agency(publicId, known)
            : throw new ProblemException(ProblemCode.CallerUnknown, $"No agency has the public id {publicId}.");
    }

    [GeneratedRegex(@"^officer:([a-z0-9][a-z0-9._-]{0,59})\z")]
    private static partial Regex OfficerForm();

    [GeneratedRegex(@"^agency:(ag_[a-z0-9]{1,32})\z")]
    private static partial Regex AgencyForm();
}
