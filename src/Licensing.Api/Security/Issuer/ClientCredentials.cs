using System.Security.Claims;
using Licensing.Api.Database;
using Licensing.Api.Features.Access;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Licensing.Api.Security.Issuer;

/// <summary>Asks whether the client is ours and knows its secret.</summary>
public sealed class CheckClient(LicensingDb db, TimeProvider clock) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var (name, secret) = (context.ClientId, context.ClientSecret);
        var client = string.IsNullOrEmpty(name) || name.Length > Client.MaxNameLength ? null
            : (await db.Clients.AsNoTracking().Where(c => c.Name == name).ToListAsync(context.CancellationToken)).SingleOrDefault(c => c.Name == name);
        // One answer for all: which names there are is nobody's business.
        if (client?.Accepts(secret ?? "", clock.Now()) != true)
            context.Reject(Errors.InvalidClient, "The client is not known, is disabled, or the secret is not right.");
    }
}

/// <summary>Says in the token who the client is, and nothing of what it may do: that is looked up at every request.</summary>
public sealed class GrantToken(IdentityOptions identity) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var token = new ClaimsIdentity("Licensing", Claims.Name, Claims.Role);
        token.SetClaim(Claims.Subject, context.Request.ClientId!);
        token.SetResources(identity.Audience);
        token.SetDestinations(_ => [Destinations.AccessToken]);
        context.Principal = new ClaimsPrincipal(token);
        return ValueTask.CompletedTask;
    }
}
