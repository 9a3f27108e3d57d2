using System.Security.Cryptography;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Returns;
using Licensing.Api.Jobs;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>Looks whether attachments are of the type that was declared, and lets them out of quarantine; and removes files that no attachment owns.
/// An attachment is checked once, so running twice changes nothing more.</summary>
public sealed class CheckAttachmentsJob(LicensingDb db, SealedFolder files, TimeProvider clock)
{
    private const int ChunkSize = 50, AtOnce = 500;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.ComplaintAttachments.Where(a => a.Check == DocumentCheck.Waiting && a.FileKey != null && a.Id > after).OrderBy(a => a.Id).Take(ChunkSize).Select(a => a.Id).ToListAsync(ct);
            foreach (var id in chunk)
                await RunOneAsync(id, ct);
            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1] : after;
        }

        foreach (var names in files.SweepUnfinished(ComplaintAttachment.Area, clock.Now() - SweepUploadsJob.Untouched).Chunk(AtOnce))
        {
            var ids = names.Select(name => name[(ComplaintAttachment.Area.Length + 1)..]).ToList();
            // A key that was destroyed leaves a file that nobody can read, and that may still be there.
            var owned = (await db.ComplaintAttachments.Where(a => ids.Contains(a.PublicId) && a.FileKey != null).Select(a => a.PublicId).ToListAsync(ct)).ToHashSet();
            foreach (var id in ids.Where(id => !owned.Contains(id)))
                files.Destroy($"{ComplaintAttachment.Area}/{id}");
        }
    }

    public async Task RunOneAsync(long attachmentId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var attachment = await db.ComplaintAttachments.AsTracking().Include(a => a.Complaint).SingleOrDefaultAsync(a => a.Id == attachmentId, ct);
        if (attachment is not { Check: DocumentCheck.Waiting, FileKey: { } key })
            return;
        var whyNot = await WhyNotAsync(attachment, key, ct);
        attachment.Checked(whyNot);
        db.Record(attachment.Complaint, new ComplaintDocumentChecked(attachment.PublicId, whyNot));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Checked in another run at this moment, or the complaint was written. The next run finds what still waits.
        }
    }

    private async Task<string?> WhyNotAsync(ComplaintAttachment attachment, byte[] key, CancellationToken ct)
    {
        try
        {
            using var content = new MemoryStream(checked((int)attachment.Bytes));
            await using (var stored = files.Open(attachment.FileName, key))
                await stored.CopyToAsync(content, ct);
            return ContentCheck.WhyNot(attachment.MediaType, content.GetBuffer().AsSpan(0, (int)content.Length));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or CryptographicException)
        {
            return "The file was lost or changed after it was stored. Attach it again.";
        }
    }
}
