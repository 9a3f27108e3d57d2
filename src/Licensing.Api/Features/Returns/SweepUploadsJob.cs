using Licensing.Api.Database;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <summary>Removes what uploads that broke off have left: unfinished files, and finished ones that no return owns. Running twice removes
/// nothing more.</summary>
public sealed class SweepUploadsJob(LicensingDb db, SealedFolder files, TimeProvider clock)
{
    /// <summary>An upload that is still coming in grows.</summary>
    public static readonly TimeSpan Untouched = TimeSpan.FromHours(2);
    private const int AtOnce = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var names in files.SweepUnfinished(Return.Uploads, clock.Now() - Untouched).Chunk(AtOnce))
        {
            var ids = names.Select(name => name[(Return.Uploads.Length + 1)..]).ToList();
            // A key that was destroyed leaves a file that nobody can read, and that may still be there.
            var owned = (await db.Returns.Where(r => ids.Contains(r.PublicId) && r.UploadKey != null).Select(r => r.PublicId).ToListAsync(ct)).ToHashSet();
            foreach (var id in ids.Where(id => !owned.Contains(id)))
                files.Destroy($"{Return.Uploads}/{id}");
        }
    }
}
