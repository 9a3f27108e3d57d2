using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <param name="Reason">Why, for the audit trail.</param>
/// <param name="OverlapHours">How long the secret before stays good, so that the system changes over without a break; 0 when
/// others know it.</param>
public sealed record RotateClientSecretRequest(string Reason, int OverlapHours = 24)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ClientId { get; init; } = "";
}

public sealed record ClientSecretRotated(DateTime? EarlierUntil);

public sealed class RotateClientSecretValidator : Validator<RotateClientSecretRequest>
{
    public RotateClientSecretValidator()
    {
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.OverlapHours).InclusiveBetween(0, 30 * 24);
    }
}

/// <summary>Gives a client a new secret, and shows it once.</summary>
public sealed class RotateClientSecret(LicensingDb db, TimeProvider clock) : Endpoint<RotateClientSecretRequest, Results<Ok<ClientWithSecret>, Problem>>
{
    public override void Configure()
    {
        Post("access/clients/{ClientId}/secret");
        Permissions(Permission.RegisterClients);
        this.Idempotent();
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ClientDisabled);
    }

    public override async Task<Results<Ok<ClientWithSecret>, Problem>> ExecuteAsync(RotateClientSecretRequest r, CancellationToken ct)
    {
        var client = await db.Clients.SingleOrDefaultAsync(c => c.PublicId == r.ClientId, ct);
        if (client is null)
            return new Problem(ProblemCode.NotFound);
        if (client.DisabledAt is not null)
            return new Problem(ProblemCode.ClientDisabled);
        if (HttpContext.RefuseStale(client) is { } stale)
            return stale;

        var secret = Client.NewSecret();
        DateTime? earlierUntil = r.OverlapHours == 0 ? null : clock.Now().AddHours(r.OverlapHours);
        client.SetSecret(secret, earlierUntil);
        db.Record(client, new ClientSecretRotated(earlierUntil), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(client);
        return TypedResults.Ok(new ClientWithSecret(ClientView.Of(client), secret));
    }
}
