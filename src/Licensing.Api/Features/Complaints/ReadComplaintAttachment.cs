using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

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

/// <summary>Sends the content of an attachment, after the read is recorded.</summary>
public sealed class AttachmentSending(LicensingDb db, ReadRegister reads, SealedFolder files, ILogger<AttachmentSending> logger)
{
    /// <exception cref="ProblemException">not-found; document.in-quarantine; document.rejected.</exception>
    public async Task SendAsync(HttpContext context, long complaint, string attachmentId, CancellationToken ct)
    {
        var attachment = await db.ComplaintAttachments.AsNoTracking().SingleOrDefaultAsync(a => a.ComplaintId == complaint && a.PublicId == attachmentId && a.FileKey != null, ct)
            ?? throw new ProblemException(ProblemCode.NotFound);
        if (attachment.Check == DocumentCheck.Waiting)
            throw new ProblemException(new Problem(ProblemCode.DocumentInQuarantine) { RetryAfterSeconds = 60 });
        if (attachment.Check == DocumentCheck.Rejected)
            throw new ProblemException(ProblemCode.DocumentRejected, attachment.CheckNote);
        await reads.RecordShownAsync(attachment.PublicId, ct);
        await using var content = Open(attachment);
        var response = context.Response;
        response.ContentType = attachment.MediaType;
        response.ContentLength = attachment.Bytes;
        response.Headers.ContentDisposition = $"attachment; filename={attachment.PublicId}.{ContentCheck.ExtensionOf(attachment.MediaType)}";
        response.Headers.CacheControl = "no-store";
        await content.CopyToAsync(response.Body, ct);
    }

    private Stream Open(ComplaintAttachment attachment)
    {
        try
        {
            return files.Open(attachment.FileName, attachment.FileKey!);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            logger.LogError(e, "The file of attachment {Attachment} is not in the folder of files", attachment.PublicId);
            throw new ProblemException(ProblemCode.NotFound, "The file is not there any more. Tell the operator.");
        }
    }
}
