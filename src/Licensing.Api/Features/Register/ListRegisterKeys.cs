using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <summary>A JSON Web Key Set (RFC 7517).</summary>
/// <param name="Keys">The newest first; it signs. Earlier ones stay, for receipts; one that became known to others does not.</param>
public sealed record RegisterKeySet(IReadOnlyList<RegisterJwk> Keys);

/// <param name="Kty">EC.</param>
/// <param name="Crv">P-256.</param>
/// <param name="X">Base64url.</param>
/// <param name="Y">Base64url.</param>
/// <param name="Kid">As in the header of what it signed.</param>
/// <param name="Use">sig.</param>
/// <param name="Alg">ES256.</param>
public sealed record RegisterJwk(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);

/// <summary>Lists the public keys by which credentials and receipts of the register are checked, without asking it again.</summary>
public sealed class ListRegisterKeys(LicensingDb db) : EndpointWithoutRequest<Ok<RegisterKeySet>>
{
    public override void Configure()
    {
        Get("register/keys");
        Permissions(Permission.ReadRegister);
    }

    public override async Task<Ok<RegisterKeySet>> ExecuteAsync(CancellationToken ct)
    {
        var keys = await db.RegisterKeys.AsNoTracking().Where(k => k.RevokedAt == null).OrderByDescending(k => k.Id).ToListAsync(ct);
        return TypedResults.Ok(new RegisterKeySet(keys.ConvertAll(k => new RegisterJwk("EC", "P-256", k.X, k.Y, k.PublicId, "sig", RegisterKey.Algorithm))));
    }
}
