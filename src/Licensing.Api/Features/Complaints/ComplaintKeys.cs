using Licensing.Api.Database;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>While the deployment's key is replaced: puts the keys of what was attached to complaints under the new one. Their other contents are sealed rows
/// (<see cref="SealedRowKeys"/>).</summary>
public sealed class ComplaintKeys(LicensingDb db, SealedFolder files)
{
    private const int ChunkSize = 200;

    public async Task RewrapAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.ComplaintAttachments.Where(a => a.Id > after && a.FileKey != null).OrderBy(a => a.Id).Take(ChunkSize).Select(a => new { a.Id, a.FileKey }).ToListAsync(ct);
            foreach (var attachment in chunk)
            {
                if (files.Rewrap(attachment.FileKey!) is { } key)
                    await db.ComplaintAttachments.Where(a => a.Id == attachment.Id && a.FileKey != null).ExecuteUpdateAsync(set => set.SetProperty(a => a.FileKey, key), ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
