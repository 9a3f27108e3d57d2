using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Security.Issuer;

/// <summary>Replaces the key that signs tokens when it is old, and destroys keys whose last token has expired.</summary>
/// <remarks>Running twice changes nothing more: the key is young then, and the others are gone.</remarks>
public sealed class RotateSigningKeyJob(LicensingDb db, SigningKeyRing ring, IdentityOptions identity, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (!identity.IsEmbedded)
            return;
        var now = clock.Now();
        var oldest = now.AddDays(-identity.SigningKeyDays);
        if ((await db.SigningKeys.Where(k => k.GoodUntil == null && k.MadeAt > oldest).ToListAsync(ct)).Count == 0)
            await ring.RotateAsync(revokeOld: false, ct);

        foreach (var spent in await db.SigningKeys.Where(k => k.GoodUntil <= now).ToListAsync(ct))
        {
            db.Remove(spent);
            db.Record(spent, new SigningKeyDestroyed());
        }

        await db.SaveChangesAsync(ct);
    }
}
