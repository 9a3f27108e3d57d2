using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Licensing.Api.Features.Findings;

/// <summary>Stores what an agency attaches to its answer, sealed and in quarantine.</summary>
public sealed class AnswerUpload(LicensingDb db, SealedFolder files, JobQueue jobs)
{
    private const int Attempts = 10;

    /// <param name="address">Of the documents of the notice.</param>
    /// <param name="notice">Reads the notice, tracked.</param>
    /// <param name="whyNot">Why it is answered no more; null: it can be.</param>
    /// <param name="documents">What was attached to it before.</param>
    /// <param name="make">The document of this id and media type.</param>
    public async Task<Results<Created<AnswerDocumentView>, Problem>> StoreAsync<TNotice>(
        HttpContext context, string address, Func<Task<TNotice>> notice, Func<TNotice, Problem?> whyNot, IQueryable<AnswerDocument> documents, Func<TNotice, string, string, SealedFile, AnswerDocument> make,
        CancellationToken ct) where TNotice : IRegulated
    {
        // Before the upload is read: what cannot be kept need not be sent.
        if (whyNot(await notice()) is { } refusal)
            return refusal;
        db.ChangeTracker.Clear();
        var id = PublicId.New(AnswerDocument.IdPrefix);
        var name = $"{AnswerDocument.Area}/{id}";
        await using var body = RequestBody.OpenStream(context.Request);
        var file = await files.WriteAsync(name, body, ct);
        var stored = false;
        try
        {
            if (file.Bytes == 0)
                return new Problem(ProblemCode.BodyEmpty, "The document is empty.");
            var mediaType = MediaTypeHeaderValue.Parse(context.Request.ContentType).MediaType.Value!.ToLowerInvariant();
            var (problem, document, isNew) = await AttachAsync(notice, whyNot, documents, file, mediaType, (of, type) => make(of, id, type, file), ct);
            if (problem is not null)
                return problem;
            stored = isNew;
            if (isNew)
                jobs.Enqueue<CheckAnswersJob>(job => job.RunOneAsync(document!.Id, CancellationToken.None));
            return TypedResults.Created($"{address}/{document!.PublicId}", AnswerDocumentView.Of(document));
        }
        finally
        {
            if (!stored)
                files.Destroy(name);
        }
    }

    // Saved over the version of the notice: one that is answered in the same moment gets no further document. Several that come at once meet there
    // too, so each tries again.
    private async Task<(Problem? Problem, AnswerDocument? Document, bool IsNew)> AttachAsync<TNotice>(
        Func<Task<TNotice>> notice, Func<TNotice, Problem?> whyNot, IQueryable<AnswerDocument> documents, SealedFile file, string mediaType, Func<TNotice, string, AnswerDocument> make, CancellationToken ct)
        where TNotice : IRegulated
    {
        for (var attempt = 1; ; attempt++)
        {
            var of = await notice();
            if (whyNot(of) is { } refusal)
                return (refusal, null, false);
            var there = await documents.AsNoTracking().Where(d => d.FileKey != null).ToListAsync(ct);
            if (there.Find(d => d.Digest == file.Digest && d.MediaType == mediaType) is { } same)
                return (null, same, false);
            if (there.Count >= AnswerDocument.Most)
                return (new Problem(ProblemCode.TooManyDocuments, $"An answer holds at most {AnswerDocument.Most}."), null, false);
            var document = make(of, mediaType);
            db.Add(document);
            db.Record(of, new AnswerDocumentAttached(document.PublicId, mediaType, file.Digest, file.Bytes));
            try
            {
                await db.SaveChangesAsync(ct);
                return (null, document, true);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
