using Licensing.Api.Database;
using Licensing.Api.Features.Returns;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

/// <summary>Removes what broken uploads of documents have left: unfinished files, and finished ones that no document owns. Running twice removes
/// nothing more.</summary>
public sealed class SweepDocumentsJob(LicensingDb db, SealedFolder files, TimeProvider clock)
{
    private const int AtOnce = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var names in files.SweepUnfinished(ApplicationDocument.Area, clock.Now() - SweepUploadsJob.Untouched).Chunk(AtOnce))
        {
            var ids = names.Select(name => name[(ApplicationDocument.Area.Length + 1)..]).ToList();
            // A key that was destroyed leaves a file that nobody can read, and that may still be there.
            var owned = (await db.ApplicationDocuments.Where(d => ids.Contains(d.PublicId) && d.FileKey != null).Select(d => d.PublicId).ToListAsync(ct)).ToHashSet();
            foreach (var id in ids.Where(id => !owned.Contains(id)))
                files.Destroy($"{ApplicationDocument.Area}/{id}");
        }
    }
}
