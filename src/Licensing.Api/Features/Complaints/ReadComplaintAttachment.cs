using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Complaints;

public sealed record ReadComplaintAttachmentRequest
{
    /// <summary>Public id or reference of the complaint.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string AttachmentId { get; init; } = "";
}

/// <summary>Gives an officer an attachment as it was sent, always as a file to save. That it was read is recorded first.</summary>
public sealed class ReadComplaintAttachment(LicensingDb db, Caller caller, AttachmentSending sending) : Endpoint<ReadComplaintAttachmentRequest>
{
    public override void Configure()
    {
        Get("complaints/{ComplaintId}/attachments/{AttachmentId}");
        Permissions(Permission.ReadComplaints);
        Description(b => b.Produces<string>(200, ContentCheck.MediaTypes[0], [.. ContentCheck.MediaTypes.Skip(1)]));
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.DocumentInQuarantine, ProblemCode.DocumentRejected);
    }

    public override async Task HandleAsync(ReadComplaintAttachmentRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        await sending.SendAsync(HttpContext, complaint.Id, r.AttachmentId, ct);
    }
}
