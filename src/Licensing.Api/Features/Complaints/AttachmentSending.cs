using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

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
