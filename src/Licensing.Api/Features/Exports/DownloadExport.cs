using FastEndpoints;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Exports;

public sealed record DownloadExportRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ExportId { get; init; } = "";

    /// <summary>As in the manifest.</summary>
    [RouteParam]
    public string Name { get; init; } = "";
}

/// <summary>Downloads a file of an export. A download that broke off goes on with Range; the ETag is the digest of the manifest.</summary>
public sealed class DownloadExport(LicensingDb db, Caller caller, SealedFolder files, TimeProvider clock) : Endpoint<DownloadExportRequest>
{
    private const int PieceBytes = 64 * 1024;

    public override void Configure()
    {
        Get("exports/{ExportId}/files/{Name}");
        Permissions(Permission.MakeExports);
        Description(b => b.Produces<string>(200, "application/x-ndjson", "text/csv").Produces<string>(206, "application/x-ndjson", "text/csv").Produces(304)
            .WithMetadata(new AnswersNotModified(), new DisableRequestTimeoutAttribute()), clearDefaults: true);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ExportGone);
    }

    public override async Task HandleAsync(DownloadExportRequest r, CancellationToken ct)
    {
        var export = await db.Exports.AsNoTracking().Include(e => e.Parts).OwnedBy(caller).SingleOrDefaultAsync(e => e.PublicId == r.ExportId, ct);
        if (export is null || !export.IsOpenTo(caller))
            throw new ProblemException(ProblemCode.NotFound);
        if (export.State is ExportState.Deleted or ExportState.Expired || export.ExpiresAt <= clock.Now())
            throw new ProblemException(ProblemCode.ExportGone);
        if (export.State != ExportState.Done || export.Parts.SingleOrDefault(p => p.Name == r.Name) is not { FileKey: { } key } part)
            throw new ProblemException(ProblemCode.NotFound);
        // What was taken out of the record is not to be had from a copy.
        if (export.Kind == ExportKind.Audit && await db.AuditEvents.AnyAsync(e => e.Action == nameof(AuditEventRedacted) && e.At >= export.RequestedAt, ct))
            throw new ProblemException(ProblemCode.ExportGone, "Since then something was redacted in the audit. Ask for the export again.");

        var (request, response) = (HttpContext.Request, HttpContext.Response);
        var etag = $"\"{part.Digest}\"";
        response.Headers.ETag = etag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ContentDisposition = $"attachment; filename={part.Name}";
        if (request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag.Equals("*") || tag.Tag.Equals(etag)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            await response.StartAsync(ct);
            return;
        }

        var (from, to) = RangeOf(request, etag, part.Bytes);
        response.ContentType = ExportView.MediaTypeOf(export.Format) + (export.Format == ExportFormat.Csv ? "; charset=utf-8" : "");
        response.ContentLength = to - from + 1;
        if (to - from + 1 < part.Bytes)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{to}/{part.Bytes}";
        }

        // A file without rows is an answer too: nothing written would be taken for no content.
        await response.StartAsync(ct);
        await using var file = files.Open(part.StoredName, key);
        await CopyAsync(file, response.Body, from, to - from + 1, ct);
    }

    /// <summary>One range of bytes is answered; several, or one outside the file, get all of it, as RFC 9110 allows.</summary>
    /// <returns>First and last byte, inclusive.</returns>
    private static (long From, long To) RangeOf(HttpRequest request, string etag, long bytes)
    {
        var headers = request.GetTypedHeaders();
        var isStale = headers.IfRange is { } condition && condition.EntityTag?.Tag.Equals(etag) != true;
        if (isStale || headers.Range is not { Unit.Value: "bytes", Ranges.Count: 1 } range)
            return (0, bytes - 1);
        var (from, to) = range.Ranges.Single() switch
        {
            { From: { } first, To: var last } => (first, Math.Min(last ?? long.MaxValue, bytes - 1)),
            { To: { } length } => (Math.Max(0, bytes - length), bytes - 1),
            _ => (0, bytes - 1),
        };
        return from <= to ? (from, to) : (0, bytes - 1);
    }

    // The pieces of a sealed file open one after another, so what is skipped is read too.
    private static async Task CopyAsync(Stream file, Stream body, long skip, long length, CancellationToken ct)
    {
        var buffer = new byte[PieceBytes];
        for (int count; length > 0 && (count = await file.ReadAsync(buffer, ct)) > 0; skip = Math.Max(0, skip - count))
        {
            if (skip >= count)
                continue;
            var send = (int)Math.Min(count - skip, length);
            await body.WriteAsync(buffer.AsMemory((int)skip, send), ct);
            length -= send;
        }
    }
}
