using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>While the deployment's key is replaced: seals under the new one who complained, what was said, written and attached.</summary>
public sealed class ComplaintKeys(LicensingDb db, DeploymentKey deployment, PersonSeal seal, SealedFolder files)
{
    private const int ChunkSize = 200;

    public async Task<bool> AreLeftAsync(CancellationToken ct) =>
        await Left(db.Complaints).AnyAsync(ct) || await Left(db.ComplaintEntries).AnyAsync(ct) || await Left(db.ComplaintHearings).AnyAsync(ct);

    public async Task RewrapAsync(CancellationToken ct)
    {
        await RewrapAsync(db.Complaints, ct);
        await RewrapAsync(db.ComplaintEntries, ct);
        await RewrapAsync(db.ComplaintHearings, ct);
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

    private IQueryable<T> Left<T>(IQueryable<T> rows)
        where T : class, ISealedRow => rows.Where(r => r.PersonKey != null && r.SealedUnder != deployment.Id);

    private async Task RewrapAsync<T>(IQueryable<T> rows, CancellationToken ct)
        where T : class, ISealedRow
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await Left(rows).AsNoTracking().Where(r => r.Id > after).OrderBy(r => r.Id).Take(ChunkSize).ToListAsync(ct);
            foreach (var row in chunk)
            {
                var (id, under) = (row.Id, row.SealedUnder);
                var now = seal.Rewrap(new(row.PersonKey!, row.PersonSealed!, under!));
                // What is erased in between stays erased.
                await rows.Where(r => r.Id == id && r.SealedUnder == under && r.PersonKey != null).ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.PersonKey, now.Key).SetProperty(r => r.SealedUnder, now.Under), ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
