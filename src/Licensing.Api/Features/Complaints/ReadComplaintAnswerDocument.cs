using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public sealed record ReadComplaintAnswerDocumentRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string DocumentId { get; init; } = "";
}

/// <summary>Gives a document that an agency attached to its answer to a notice about a complaint, always as a file to save. That it was read is recorded first.</summary>
public sealed class ReadComplaintAnswerDocument(LicensingDb db, Caller caller, AnswerSending sending) : Endpoint<ReadComplaintAnswerDocumentRequest>
{
    public override void Configure()
    {
        Get("complaint-notices/{NoticeId}/documents/{DocumentId}");
        Permissions(Permission.ReadComplaintNotices);
        Description(b => b.Produces<string>(200, ContentCheck.MediaTypes[0], [.. ContentCheck.MediaTypes.Skip(1)]));
        this.Refuses(ProblemCode.NotFound, ProblemCode.DocumentInQuarantine, ProblemCode.DocumentRejected);
    }

    public override async Task HandleAsync(ReadComplaintAnswerDocumentRequest r, CancellationToken ct)
    {
        var notices = db.ComplaintNotices.VisibleTo(caller).Where(n => n.PublicId == r.NoticeId).Select(n => (long?)n.Id);
        await sending.SendAsync(HttpContext, await db.AnswerDocuments.AsNoTracking().SingleOrDefaultAsync(d => notices.Contains(d.ComplaintNoticeId) && d.PublicId == r.DocumentId && d.FileKey != null, ct), ct);
    }
}
