using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

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
public sealed class AttachToAnswer(LicensingDb db, Caller caller, AnswerUpload upload, Ministry ministry, TimeProvider clock)
    : Endpoint<AttachToAnswerRequest, Results<Created<AnswerDocumentView>, Problem>>
{
    public override void Configure()
    {
        Post("case-notices/{NoticeId}/documents");
        Permissions(Permission.AnswerCaseNotices);
        this.StreamsUpTo(Config.GetValue(ApplicationsSetup.MaxDocumentBytes, ApplicationsSetup.DefaultMaxDocumentBytes), [.. ContentCheck.MediaTypes]);
        this.Refuses(ProblemCode.NotFound, ProblemCode.CaseNoticeClosed, ProblemCode.NoticeLate, ProblemCode.TooManyDocuments, ProblemCode.BodyEmpty, ProblemCode.BodyCorruptEncoding, ProblemCode.StorageFull);
    }

    public override async Task<Results<Created<AnswerDocumentView>, Problem>> ExecuteAsync(AttachToAnswerRequest r, CancellationToken ct)
    {
        var found = await db.CaseNotices.VisibleTo(caller).Where(n => n.PublicId == r.NoticeId).Select(n => (long?)n.Id).SingleOrDefaultAsync(ct);
        if (found is not { } key)
            return new Problem(ProblemCode.NotFound);
        return await upload.StoreAsync(
            HttpContext, $"/v1/case-notices/{r.NoticeId}/documents", () => NoticeAsync(key, ct), notice => notice.WhyNotAnswered(ministry.Today(clock)),
            db.AnswerDocuments.Where(d => d.NoticeId == key), (notice, id, mediaType, file) => new AnswerDocument(id, notice, mediaType, file, clock.Now(), caller.Name), ct);
    }

    private Task<CaseNotice> NoticeAsync(long key, CancellationToken ct) => db.CaseNotices.AsTracking().Include(n => n.Items).ThenInclude(i => i.Finding).Include(n => n.Items).ThenInclude(i => i.Flag)
        .AsSplitQuery().SingleAsync(n => n.Id == key, ct);
}
