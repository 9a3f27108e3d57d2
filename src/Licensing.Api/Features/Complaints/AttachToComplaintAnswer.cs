using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public sealed record AttachToComplaintAnswerRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

/// <summary>The agency attaches evidence as raw bytes (PDF, PNG or JPEG) before it answers a notice about a complaint, until the last day, inclusive. It waits in quarantine
/// until a job has looked whether its content is of the declared type.</summary>
/// <remarks>The same bytes again are the same document, so a repeated upload needs no key.</remarks>
public sealed class AttachToComplaintAnswer(LicensingDb db, Caller caller, AnswerUpload upload, Ministry ministry, TimeProvider clock)
    : Endpoint<AttachToComplaintAnswerRequest, Results<Created<AnswerDocumentView>, Problem>>
{
    public override void Configure()
    {
        Post("complaint-notices/{NoticeId}/documents");
        Permissions(Permission.AnswerComplaintNotices);
        this.StreamsUpTo(Config.GetValue(ApplicationsSetup.MaxDocumentBytes, ApplicationsSetup.DefaultMaxDocumentBytes), [.. ContentCheck.MediaTypes]);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ComplaintNoticeClosed, ProblemCode.ComplaintNoticeLate, ProblemCode.TooManyDocuments, ProblemCode.BodyEmpty, ProblemCode.BodyCorruptEncoding,
            ProblemCode.StorageFull);
    }

    public override async Task<Results<Created<AnswerDocumentView>, Problem>> ExecuteAsync(AttachToComplaintAnswerRequest r, CancellationToken ct)
    {
        var found = await db.ComplaintNotices.VisibleTo(caller).Where(n => n.PublicId == r.NoticeId).Select(n => (long?)n.Id).SingleOrDefaultAsync(ct);
        if (found is not { } key)
            return new Problem(ProblemCode.NotFound);
        return await upload.StoreAsync(
            HttpContext, $"/v1/complaint-notices/{r.NoticeId}/documents", () => db.ComplaintNotices.AsTracking().Include(n => n.Complaint).SingleAsync(n => n.Id == key, ct),
            notice => notice.WhyNotAnswered(ministry.Today(clock)), db.AnswerDocuments.Where(d => d.ComplaintNoticeId == key),
            (notice, id, mediaType, file) => new AnswerDocument(id, notice, mediaType, file, clock.Now(), caller.Name), ct);
    }
}
