using FastEndpoints;
using Licensing.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Licensing.Api.Security;

/// <summary>Between authentication and authorization: makes the token's subject the <see cref="Caller"/> of the request, acting
/// under the permission of the endpoint.</summary>
public sealed class CallerOfRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Caller caller, CallerReader reader)
    {
        var token = await context.AuthenticateAsync();
        // A token that is no good is said to be no good, also where none was needed: otherwise a client that believes itself
        // signed in would be shown the public part of an answer.
        if (token.Failure is not null)
            throw new ProblemException(ProblemCode.TokenInvalid, ReasonOf(token.Failure));
        if (token.Succeeded)
            caller.Become(await reader.ReadAsync(token.Principal, context.RequestAborted));
        else if (context.Request.Headers.Authorization.Count > 0)
            throw new ProblemException(ProblemCode.TokenInvalid, "Authorization must be Bearer and one token.");

        if (context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>()?.AllowedPermissions is [var permission, ..])
            caller.ActUnder(permission);
        context.User = caller.ToPrincipal();
        await next(context);
    }

    // Enough to mend a client, nothing about keys.
    private static string ReasonOf(Exception failure) => failure switch
    {
        Microsoft.IdentityModel.Tokens.SecurityTokenExpiredException => "The token has expired.",
        Microsoft.IdentityModel.Tokens.SecurityTokenNotYetValidException => "The token is not valid yet.",
        Microsoft.IdentityModel.Tokens.SecurityTokenInvalidAudienceException => "The token is meant for another service.",
        Microsoft.IdentityModel.Tokens.SecurityTokenInvalidIssuerException => "The token is of another issuer.",
        Microsoft.IdentityModel.Tokens.SecurityTokenInvalidTypeException => "The token is not an access token.",
        _ => "The token is malformed, or its signature is not one of the issuer's.",
    };
}

/// <summary>Says in our own words that a permission is missing: 401 to whom nobody knows, 403 to everyone else.</summary>
public sealed class PermissionRefusal(Caller caller) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        var known = (await context.AuthenticateAsync()).Succeeded;
        var needed = string.Join(" or ", context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>()?.AllowedPermissions ?? []);
        await (known
                ? new Problem(ProblemCode.PermissionMissing, $"{caller.Name} {caller.RolesInWords()}, which does not hold {needed}.")
                : new Problem(ProblemCode.CallerMissing))
            .ExecuteAsync(context);
    }
}
