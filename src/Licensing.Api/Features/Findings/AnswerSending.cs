using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Storage;

namespace Licensing.Api.Features.Findings;

/// <summary>Gives evidence out, always as a file to save. That it was read is recorded first.</summary>
public sealed class AnswerSending(ReadRegister reads, SealedFolder files, ILogger<AnswerSending> logger)
{
    /// <param name="document">Null: there is none that the caller may see.</param>
    /// <exception cref="ProblemException">not-found, document.in-quarantine, document.rejected.</exception>
    public async Task SendAsync(HttpContext context, AnswerDocument? document, CancellationToken ct)
    {
        if (document is null)
            throw new ProblemException(ProblemCode.NotFound);
        if (document.Check == DocumentCheck.Waiting)
            throw new ProblemException(new Problem(ProblemCode.DocumentInQuarantine) { RetryAfterSeconds = 60 });
        if (document.Check == DocumentCheck.Rejected)
            throw new ProblemException(ProblemCode.DocumentRejected, document.CheckNote);
        await reads.RecordShownAsync(document.PublicId, ct);
        await using var content = Open(document);
        var response = context.Response;
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
