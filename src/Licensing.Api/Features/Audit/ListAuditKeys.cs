using FastEndpoints;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

/// <param name="Keys">Oldest first; the last one signs.</param>
public sealed record ListAuditKeysResponse(IReadOnlyList<AuditKeyView> Keys);

/// <param name="KeyId">SHA-256 of the public key, in hexadecimal.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo (DER) of an ECDSA key on P-256, in base64.</param>
/// <param name="EndorsedBy">The key before; null for the first, and where that key was lost.</param>
/// <param name="Statement">What the endorsing key signed.</param>
/// <param name="Endorsement">Its signature, made as that of a head.</param>
public sealed record AuditKeyView(string KeyId, string PublicKey, DateTime At, string? EndorsedBy, string? Statement, string? Endorsement)
{
    public static AuditKeyView Of(AuditKey k) => new(
        k.KeyId, Convert.ToBase64String(k.PublicKey), k.At, k.EndorsedBy, k.EndorsedBy is null ? null : k.Statement(),
        k.Endorsement is null ? null : Convert.ToBase64String(k.Endorsement));
}

/// <summary>Lists the public keys that sign, or signed, the heads of the audit log. There are few: one for each rotation.</summary>
public sealed class ListAuditKeys(LicensingDb db) : EndpointWithoutRequest<Ok<ListAuditKeysResponse>>
{
    public override void Configure()
    {
        Get("audit/keys");
        Permissions(Permission.ProveAudit);
    }

    public override async Task<Ok<ListAuditKeysResponse>> ExecuteAsync(CancellationToken ct)
    {
        var keys = await db.AuditKeys.AsNoTracking().OrderBy(k => k.Id).ToListAsync(ct);
        return TypedResults.Ok(new ListAuditKeysResponse(keys.ConvertAll(AuditKeyView.Of)));
    }
}
