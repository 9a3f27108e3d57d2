using System.Security.Cryptography;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Returns;
using Licensing.Api.Jobs;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>Looks whether evidence is of the type that was declared, and lets it out of quarantine; and removes files that no document owns. A document is checked
/// once, so running twice changes nothing more.</summary>
public sealed class CheckAnswersJob(LicensingDb db, SealedFolder files, TimeProvider clock)
{
    private const int ChunkSize = 50, AtOnce = 500;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.AnswerDocuments.Where(d => d.Check == DocumentCheck.Waiting && d.FileKey != null && d.Id > after).OrderBy(d => d.Id).Take(ChunkSize).Select(d => d.Id).ToListAsync(ct);
            foreach (var id in chunk)
                await RunOneAsync(id, ct);
            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1] : after;
        }

        foreach (var names in files.SweepUnfinished(AnswerDocument.Area, clock.Now() - SweepUploadsJob.Untouched).Chunk(AtOnce))
        {
            var ids = names.Select(name => name[(AnswerDocument.Area.Length + 1)..]).ToList();
            // A key that was destroyed leaves a file that nobody can read, and that may still be there.
            var owned = (await db.AnswerDocuments.Where(d => ids.Contains(d.PublicId) && d.FileKey != null).Select(d => d.PublicId).ToListAsync(ct)).ToHashSet();
            foreach (var id in ids.Where(id => !owned.Contains(id)))
                files.Destroy($"{AnswerDocument.Area}/{id}");
        }
    }

    public async Task RunOneAsync(long documentId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var document = await db.AnswerDocuments.AsTracking().Include(d => d.Notice).Include(d => d.ComplaintNotice).SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document is not { Check: DocumentCheck.Waiting, FileKey: { } key })
            return;
        var whyNot = await WhyNotAsync(document, key, ct);
        document.Checked(whyNot);
        db.Record(document.Answers, new AnswerDocumentChecked(document.PublicId, whyNot));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Checked in another run at this moment, or the notice was answered. The next run finds what still waits.
        }
    }

    private async Task<string?> WhyNotAsync(AnswerDocument document, byte[] key, CancellationToken ct)
    {
        try
        {
            using var content = new MemoryStream(checked((int)document.Bytes));
            await using (var stored = files.Open(document.FileName, key))
                await stored.CopyToAsync(content, ct);
            return ContentCheck.WhyNot(document.MediaType, content.GetBuffer().AsSpan(0, (int)content.Length));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or CryptographicException)
        {
            return "The file was lost or changed after it was stored. Attach it again.";
        }
    }
}
