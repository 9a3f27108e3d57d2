using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ReadAnswerDocumentRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string DocumentId { get; init; } = "";
}

/// <summary>Gives a document that an agency attached to its answer, always as a file to save. That it was read is recorded first.</summary>
public sealed class ReadAnswerDocument(LicensingDb db, Caller caller, ReadRegister reads, SealedFolder files, ILogger<ReadAnswerDocument> logger) : Endpoint<ReadAnswerDocumentRequest>
{
    public override void Configure()
    {
        Get("case-notices/{NoticeId}/documents/{DocumentId}");
        Permissions(Permission.ReadCaseNotices);
        Description(b => b.Produces<string>(200, ContentCheck.MediaTypes[0], [.. ContentCheck.MediaTypes.Skip(1)]));
        this.Refuses(ProblemCode.NotFound, ProblemCode.DocumentInQuarantine, ProblemCode.DocumentRejected);
    }

    public override async Task HandleAsync(ReadAnswerDocumentRequest r, CancellationToken ct)
    {
        var notices = db.CaseNotices.VisibleTo(caller).Where(n => n.PublicId == r.NoticeId).Select(n => n.Id);
        var document = await db.AnswerDocuments.AsNoTracking().SingleOrDefaultAsync(d => notices.Contains(d.NoticeId) && d.PublicId == r.DocumentId && d.FileKey != null, ct)
            ?? throw new ProblemException(ProblemCode.NotFound);
        if (document.Check == DocumentCheck.Waiting)
            throw new ProblemException(new Problem(ProblemCode.DocumentInQuarantine) { RetryAfterSeconds = 60 });
        if (document.Check == DocumentCheck.Rejected)
            throw new ProblemException(ProblemCode.DocumentRejected, document.CheckNote);
        await reads.RecordShownAsync(document.PublicId, ct);
        await using var content = Open(document);
        var response = HttpContext.Response;
        response.ContentType = document.MediaType;
        response.ContentLength = document.Bytes;
        response.Headers.ContentDisposition = $"attachment; filename={document.PublicId}.{ContentCheck.ExtensionOf(document.MediaType)}";
        response.Headers.CacheControl = "no-store";
        await content.CopyToAsync(response.Body, ct);
    }

    private Stream Open(AnswerDocument document)
    {
        try
        {
            return files.Open(document.FileName, document.FileKey!);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            logger.LogError(e, "The file of document {Document} is not in the folder of files", document.PublicId);
            throw new ProblemException(ProblemCode.NotFound, "The file is not there any more. Tell the operator.");
        }
    }
}
