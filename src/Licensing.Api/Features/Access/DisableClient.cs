using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <param name="Reason">Why, for the audit trail.</param>
public sealed record DisableClientRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ClientId { get; init; } = "";
}

public sealed record ClientWasDisabled(string Name);

public sealed class DisableClientValidator : Validator<DisableClientRequest>
{
    public DisableClientValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Shuts a client out at once and for ever: it gets no token, and those that it has are worth nothing.</summary>
public sealed class DisableClient(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<DisableClientRequest, Results<Ok<ClientView>, Problem>>
{
    public override void Configure()
    {
        Post("access/clients/{ClientId}/end");
        Permissions(Permission.RegisterClients);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ClientDisabled, ProblemCode.RoleOwn, ProblemCode.RoleNeedsTwo);
    }

    public override async Task<Results<Ok<ClientView>, Problem>> ExecuteAsync(DisableClientRequest r, CancellationToken ct)
    {
        var client = await db.Clients.SingleOrDefaultAsync(c => c.PublicId == r.ClientId, ct);
        if (client is null)
            return new Problem(ProblemCode.NotFound);
        if (client.DisabledAt is not null)
            return new Problem(ProblemCode.ClientDisabled);
        if (client.Name == caller.Name)
            return new Problem(ProblemCode.RoleOwn);
        // Shutting out a commissioner's client would be taking the role alone.
        var now = clock.Now();
        if (await db.Memberships.AnyAsync(m => m.Subject == client.Name && m.Role == CallerRole.Commissioner && (m.Until == null || m.Until > now), ct))
            return new Problem(ProblemCode.RoleNeedsTwo);
        if (HttpContext.RefuseStale(client) is { } stale)
            return stale;

        client.Disable(now, caller.Name);
        db.Record(client, new ClientWasDisabled(client.Name), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(client);
        return TypedResults.Ok(ClientView.Of(client));
    }
}
