using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <summary>Replaces the key that signs the register when it is old.</summary>
/// <remarks>Running twice changes nothing more: the key is young then.</remarks>
public sealed class RotateRegisterKeyJob(LicensingDb db, RegisterSignature signature, RegisterOptions options, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var oldest = clock.Now().AddDays(-options.KeyDays);
        if (!await db.RegisterKeys.AnyAsync(k => k.SealedPrivateKey != null && k.MadeAt > oldest, ct))
            await signature.RotateAsync(revokeOld: false, ct);
    }
}
