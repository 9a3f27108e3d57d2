using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <param name="Name">client_id, and the name under which it acts, for ever: small letters, digits, hyphens.</param>
/// <param name="Description">Whose system it is.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record RegisterClientRequest(string Name, string Description, string Reason);

public sealed record ClientRegistered(string Name);

public sealed class RegisterClientValidator : Validator<RegisterClientRequest>
{
    public RegisterClientValidator()
    {
        RuleFor(r => r.Name).NotEmpty().MaximumLength(Client.MaxNameLength);
        RuleFor(r => r.Name).Matches(@"^[a-z0-9]+(-[a-z0-9]+)*\z").WithErrorCode("name.malformed").WithMessage("Expected small letters, digits and single hyphens.").WithState(_ => "For example kathmandu-jobs-portal.");
        RuleFor(r => r.Description).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Registers a system that signs in at the embedded issuer. It may do nothing until it is given a role.</summary>
public sealed class RegisterClient(LicensingDb db, Caller caller, IdentityOptions identity, TimeProvider clock)
    : Endpoint<RegisterClientRequest, Results<Created<ClientWithSecret>, Problem>>
{
    public override void Configure()
    {
        Post("access/clients");
        Permissions(Permission.RegisterClients);
        this.Idempotent();
        this.Refuses(ProblemCode.ClientExists, ProblemCode.IssuerElsewhere);
    }

    public override async Task<Results<Created<ClientWithSecret>, Problem>> ExecuteAsync(RegisterClientRequest r, CancellationToken ct)
    {
        if (!identity.IsEmbedded)
            return new Problem(ProblemCode.IssuerElsewhere);
        // A name that holds roles already is a person's, or was a client's: whoever registers it would become that one.
        if (await db.Clients.AnyAsync(c => c.Name == r.Name, ct) || await db.Memberships.AnyAsync(m => m.Subject == r.Name, ct))
            return new Problem(ProblemCode.ClientExists);

        var client = new Client(r.Name, r.Description, clock.Now(), caller.Name);
        var secret = Client.NewSecret();
        client.SetSecret(secret);
        db.Add(client);
        db.Record(client, new ClientRegistered(client.Name), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(client);
        return TypedResults.Created($"/v1/access/clients/{client.PublicId}", new ClientWithSecret(ClientView.Of(client), secret));
    }
}
