using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

public sealed record ReadDocumentRequest
{
    /// <summary>Public id or reference of the application.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string DocumentId { get; init; } = "";
}

/// <summary>Gives out a document as it was sent, always as a file to save. That it was read is recorded first. The ministry sees what was submitted.</summary>
public sealed class ReadDocument(LicensingDb db, Caller caller, ReadRegister reads, SealedFolder files) : Endpoint<ReadDocumentRequest>
{
    public override void Configure()
    {
        Get("applications/{ApplicationId}/documents/{DocumentId}");
        Permissions(Permission.ReadApplicationDetails);
        Description(b => b.Produces<string>(200, ContentCheck.MediaTypes[0], [.. ContentCheck.MediaTypes.Skip(1)]));
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.DocumentInQuarantine, ProblemCode.DocumentRejected);
    }

    public override async Task HandleAsync(ReadDocumentRequest r, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().VisibleTo(caller).FindApplicationAsync(r.ApplicationId, ct)
            ?? throw new ProblemException(ProblemCode.NotFound);
        var document = await db.ApplicationDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.ApplicationId == application.Id && d.PublicId == r.DocumentId && d.RemovedAt == null, ct);
        // What is being put together is the applicant's until it is submitted.
        if (document is null || (caller.ActsForMinistry && !(document.AttachedAt <= application.SubmittedAt)))
            throw new ProblemException(ProblemCode.NotFound);
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

    private Stream Open(ApplicationDocument document)
    {
        try
        {
            return files.Open(document.FileName, document.FileKey!);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            Logger.LogError(e, "The file of document {Document} is not in the folder of files", document.PublicId);
            throw new ProblemException(ProblemCode.NotFound, "The file is not there any more. Tell the operator.");
        }
    }
}
