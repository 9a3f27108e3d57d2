using System.Security.Cryptography;
using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

/// <param name="Rejected">Why; null where it is what it says it is.</param>
public sealed record DocumentChecked(string DocumentId, string? Rejected);

/// <summary>Looks whether documents are of the type that was declared, and lets them out of quarantine. A document is checked once; what was
/// removed meanwhile is left alone.</summary>
public sealed class CheckDocumentsJob(LicensingDb db, SealedFolder files, TimeProvider clock)
{
    private const int ChunkSize = 50;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.ApplicationDocuments.Where(d => d.Check == DocumentCheck.Waiting && d.RemovedAt == null && d.Id > after).OrderBy(d => d.Id).Take(ChunkSize).Select(d => d.Id).ToListAsync(ct);
            foreach (var id in chunk)
                await RunOneAsync(id, ct);
            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1] : after;
        }
    }

    public async Task RunOneAsync(long documentId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var document = await db.ApplicationDocuments.Include(d => d.Application).SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document is not { Check: DocumentCheck.Waiting, RemovedAt: null, FileKey: { } key })
            return;
        var whyNot = await WhyNotAsync(document, key, ct);
        document.Checked(whyNot, clock.Now());
        db.Record(document.Application, new DocumentChecked(document.PublicId, whyNot));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Removed, or checked in another run, at this moment; or the application was written. The next run finds what still waits.
        }
    }

    private async Task<string?> WhyNotAsync(ApplicationDocument document, byte[] key, CancellationToken ct)
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
