using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public sealed record ReadSharedAttachmentRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string AttachmentId { get; init; } = "";
}

/// <summary>Gives an agency an attachment that the complainant agrees to show, always as a file to save. That it was read is recorded first.</summary>
public sealed class ReadSharedAttachment(LicensingDb db, Caller caller, AttachmentSending sending) : Endpoint<ReadSharedAttachmentRequest>
{
    public override void Configure()
    {
        Get("complaint-notices/{NoticeId}/attachments/{AttachmentId}");
        Permissions(Permission.ReadComplaintNotices);
        Description(b => b.Produces<string>(200, ContentCheck.MediaTypes[0], [.. ContentCheck.MediaTypes.Skip(1)]));
        this.Refuses(ProblemCode.NotFound, ProblemCode.DocumentInQuarantine, ProblemCode.DocumentRejected);
    }

    public override async Task HandleAsync(ReadSharedAttachmentRequest r, CancellationToken ct)
    {
        var notices = db.ComplaintNotices.AsNoTracking().VisibleTo(caller).Where(n => n.PublicId == r.NoticeId);
        // One question: what was not agreed to and what is not there are the same.
        var complaint = await notices.Where(n => db.ComplaintConsents.Any(c => c.ComplaintId == n.ComplaintId && c.Item == r.AttachmentId && c.WithdrawnAt == null)).Select(n => (long?)n.ComplaintId).SingleOrDefaultAsync(ct)
            ?? throw new ProblemException(ProblemCode.NotFound);
        await sending.SendAsync(HttpContext, complaint, r.AttachmentId, ct);
    }
}
