using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Licensing.Api.Features.Findings;

public sealed record AttachToAnswerRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

/// <summary>The agency attaches evidence as raw bytes (PDF, PNG or JPEG) before it answers, until the last day, inclusive. It waits in quarantine until a job has
/// looked whether its content is of the declared type.</summary>
/// <remarks>The same bytes again are the same document, so a repeated upload needs no key.</remarks>
public sealed class AttachToAnswer(LicensingDb db, Caller caller, SealedFolder files, Ministry ministry, TimeProvider clock, JobQueue jobs)
    : Endpoint<AttachToAnswerRequest, Results<Created<AnswerDocumentView>, Problem>>
{
    private const int Attempts = 10;

    public override void Configure()
    {
        Post("case-notices/{NoticeId}/documents");
        Permissions(Permission.AnswerCaseNotices);
        this.StreamsUpTo(Config.GetValue(ApplicationsSetup.MaxDocumentBytes, ApplicationsSetup.DefaultMaxDocumentBytes), [.. ContentCheck.MediaTypes]);
        this.Refuses(ProblemCode.NotFound, ProblemCode.CaseNoticeClosed, ProblemCode.NoticeLate, ProblemCode.TooManyDocuments, ProblemCode.BodyEmpty, ProblemCode.BodyCorruptEncoding, ProblemCode.StorageFull);
    }

    public override async Task<Results<Created<AnswerDocumentView>, Problem>> ExecuteAsync(AttachToAnswerRequest r, CancellationToken ct)
    {
        // Before the upload is read: what cannot be kept need not be sent.
        var key = await db.CaseNotices.VisibleTo(caller).Where(n => n.PublicId == r.NoticeId).Select(n => (long?)n.Id).SingleOrDefaultAsync(ct);
        if (key is not { } noticeKey)
            return new Problem(ProblemCode.NotFound);
        if ((await NoticeAsync(noticeKey, ct)).WhyNotAnswered(ministry.Today(clock)) is { } refusal)
            return refusal;
        db.ChangeTracker.Clear();
        var id = PublicId.New(AnswerDocument.IdPrefix);
        var name = $"{AnswerDocument.Area}/{id}";
        await using var body = RequestBody.OpenStream(HttpContext.Request);
        var file = await files.WriteAsync(name, body, ct);
        var stored = false;
        try
        {
            if (file.Bytes == 0)
                return new Problem(ProblemCode.BodyEmpty, "The document is empty.");
            var (problem, document, isNew) = await AttachAsync(noticeKey, id, file, ct);
            if (problem is not null)
                return problem;
            stored = isNew;
            if (isNew)
                jobs.Enqueue<CheckAnswersJob>(job => job.RunOneAsync(document!.Id, CancellationToken.None));
            return TypedResults.Created($"/v1/case-notices/{r.NoticeId}/documents/{document!.PublicId}", AnswerDocumentView.Of(document));
        }
        finally
        {
            if (!stored)
                files.Destroy(name);
        }
    }

    // Saved over the version of the notice: one that is answered in the same moment gets no further document. Several that come at once meet there
    // too, so each tries again.
    private async Task<(Problem? Problem, AnswerDocument? Document, bool IsNew)> AttachAsync(long key, string id, SealedFile file, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var notice = await NoticeAsync(key, ct);
            if (notice.WhyNotAnswered(ministry.Today(clock)) is { } refusal)
                return (refusal, null, false);
            var there = await db.AnswerDocuments.AsNoTracking().Where(d => d.NoticeId == key && d.FileKey != null).ToListAsync(ct);
            var mediaType = MediaTypeHeaderValue.Parse(HttpContext.Request.ContentType).MediaType.Value!.ToLowerInvariant();
            if (there.Find(d => d.Digest == file.Digest && d.MediaType == mediaType) is { } same)
                return (null, same, false);
            if (there.Count >= AnswerDocument.Most)
                return (new Problem(ProblemCode.TooManyDocuments, $"An answer holds at most {AnswerDocument.Most}."), null, false);
            var document = new AnswerDocument(id, notice, mediaType, file, clock.Now(), caller.Name);
            db.Add(document);
            db.Record(notice, new AnswerDocumentAttached(id, mediaType, file.Digest, file.Bytes));
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

    private Task<CaseNotice> NoticeAsync(long key, CancellationToken ct) => db.CaseNotices.AsTracking().Include(n => n.Items).ThenInclude(i => i.Finding).Include(n => n.Items).ThenInclude(i => i.Flag)
        .AsSplitQuery().SingleAsync(n => n.Id == key, ct);
}
