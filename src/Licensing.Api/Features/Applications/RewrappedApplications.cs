using Licensing.Api.Database;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

/// <summary>What applications keep under the key of the deployment, put under its key of now (<see cref="RewrapIdentitiesJob"/>): the keys of details,
/// the marks made from them, and the keys of documents.</summary>
internal static class RewrappedApplications
{
    public static async Task RewrapAsync(LicensingDb db, ApplicationSeal seal, SealedFolder files, CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.ApplicationVersions.AsNoTracking().Where(v => v.Id > after && v.ContentKey != null && v.SealedUnder != seal.Id)
                .OrderBy(v => v.Id).Take(RewrapIdentitiesJob.ChunkSize).ToListAsync(ct);
            foreach (var version in chunk)
                await RewrapAsync(db, seal, version, ct);
            more = chunk.Count == RewrapIdentitiesJob.ChunkSize;
            after = more ? chunk[^1].Id : after;
        }

        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.ApplicationDocuments.Where(d => d.Id > after && d.FileKey != null).OrderBy(d => d.Id).Take(RewrapIdentitiesJob.ChunkSize).Select(d => new { d.Id, d.FileKey }).ToListAsync(ct);
            foreach (var document in chunk)
            {
                // The version does not move: whoever checks it goes on, and whoever removes it does so before or after.
                if (files.Rewrap(document.FileKey!) is { } key)
                    await db.ApplicationDocuments.Where(d => d.Id == document.Id && d.FileKey != null).ExecuteUpdateAsync(set => set.SetProperty(d => d.FileKey, key), ct);
            }

            more = chunk.Count == RewrapIdentitiesJob.ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }

    // One version is one transaction: its key and its marks are under the same key of the deployment. It only changes if nobody has written or
    // destroyed it meanwhile.
    private static async Task RewrapAsync(LicensingDb db, ApplicationSeal seal, ApplicationVersion version, CancellationToken ct)
    {
        var (now, marks) = seal.Rewrap(version.SealedUnder, version.ContentKey!, version.SealedContent!);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var changed = await db.ApplicationVersions.Where(v => v.Id == version.Id && v.SealedUnder == version.SealedUnder && v.WrittenAt == version.WrittenAt && v.ContentKey != null)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.ContentKey, now.Key).SetProperty(v => v.SealedUnder, now.Under), ct);
        if (changed == 1)
        {
            foreach (var mark in marks)
            {
                await db.ApplicationMarks.Where(m => m.ApplicationId == version.ApplicationId && m.Number == version.Number && m.Kind == mark.Kind && m.At == mark.At)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Digest, mark.Digest).SetProperty(m => m.SealedUnder, now.Under), ct);
            }
        }

        await transaction.CommitAsync(ct);
    }
}
