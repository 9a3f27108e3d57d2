using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Exports;

/// <summary>Deletes the files of exports whose time is over, and what writing that broke off has left. Running twice removes nothing more.</summary>
public sealed class SweepExportsJob(LicensingDb db, SealedFolder files, TimeProvider clock)
{
    /// <summary>A file that is still being written grows.</summary>
    public static readonly TimeSpan Untouched = TimeSpan.FromHours(2);
    private const int AtOnce = 100;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.Now();
        foreach (var export in await db.Exports.Include(e => e.Parts).Where(e => e.State == ExportState.Done && e.ExpiresAt <= now).OrderBy(e => e.Id).Take(AtOnce).ToListAsync(ct))
        {
            export.Destroy(ExportState.Expired, now);
            db.RecordOf(nameof(DataExport), export.PublicId, new ExportExpired(export.Kind));
            await db.SaveChangesAsync(ct);
            foreach (var part in export.Parts)
                files.Destroy(part.StoredName);
        }

        foreach (var names in files.SweepUnfinished(DataExport.Area, now - Untouched).Chunk(AtOnce))
        {
            var owned = (await db.ExportParts.Where(p => names.Contains(p.StoredName) && p.FileKey != null).Select(p => p.StoredName).ToListAsync(ct)).ToHashSet();
            foreach (var name in names.Where(name => !owned.Contains(name)))
                files.Destroy(name);
        }
    }
}

internal static class RewrappedExports
{
    public static async Task RewrapAsync(LicensingDb db, SealedFolder files, CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.ExportParts.Where(p => p.Id > after && p.FileKey != null).OrderBy(p => p.Id).Take(RewrapIdentitiesJob.ChunkSize).Select(p => new { p.Id, p.FileKey }).ToListAsync(ct);
            foreach (var part in chunk)
                if (files.Rewrap(part.FileKey!) is { } key)
                    await db.ExportParts.Where(p => p.Id == part.Id && p.FileKey != null).ExecuteUpdateAsync(set => set.SetProperty(p => p.FileKey, key), ct);
            more = chunk.Count == RewrapIdentitiesJob.ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
