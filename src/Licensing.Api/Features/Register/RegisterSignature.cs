using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <summary>Signs what the register says, as a JWS (RFC 7515, ES256, compact) that anybody checks with the published keys alone.</summary>
/// <remarks>The key is asked of the table each time, so that a key that was replaced or revoked signs nothing more, on whichever instance.</remarks>
public sealed class RegisterSignature(LicensingDb db, DeploymentKey deployment, TimeProvider clock)
{
    // The plus of a type stays a plus.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="type">What it is (typ), so that one kind is never taken for another.</param>
    /// <param name="payload">JSON.</param>
    public async Task<string> SignAsync(string type, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var key = await db.RegisterKeys.AsNoTracking().Where(k => k.SealedPrivateKey != null).OrderByDescending(k => k.Id).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException("No key signs the register: it is made at start, and by the job rotate-register-key.");
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = RegisterKey.Algorithm, typ = type, kid = key.PublicId }, Plain);
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload.Span)}";
        using var ecdsa = key.Open(deployment);
        var signature = ecdsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Makes a new key, which signs from now on; the one before signs nothing more.</summary>
    /// <param name="revokeOld">Earlier keys are known to others: what they signed proves nothing from now on.</param>
    public async Task RotateAsync(bool revokeOld, CancellationToken ct)
    {
        var now = clock.Now();
        foreach (var old in await db.RegisterKeys.Where(k => k.SealedPrivateKey != null || (revokeOld && k.RevokedAt == null)).ToListAsync(ct))
        {
            if (revokeOld)
                old.Revoke(now);
            else
                old.Replace(now);
            db.Record(old, revokeOld ? new RegisterKeyRevoked() : new RegisterKeyReplaced());
        }

        var key = new RegisterKey(deployment, now);
        db.Add(key);
        db.Record(key, new RegisterKeyMade(RegisterKey.Algorithm));
        await db.SaveChangesAsync(ct);
    }
}
