using System.Runtime.CompilerServices;
using System.Text;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

public sealed record ExportRepairFileRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ReturnId { get; init; } = "";
}

/// <summary>The rejected placements as they were sent, with what is wrong in front, in the form of the upload: to mend and send again.</summary>
/// <remarks>It holds what says who the workers are, so it is for whoever files for the agency, and that it was read is recorded. The upload is
/// read again; nothing of it is kept in the open.</remarks>
public sealed class ExportRepairFile(LicensingDb db, Caller caller, SealedFolder files, ReturnReader reader, CodeLists codes) : Endpoint<ExportRepairFileRequest>
{
    public const string Csv = "text/csv", Ndjson = "application/x-ndjson";
    private const int PageSize = 500;

    public override void Configure()
    {
        Get("returns/{ReturnId}/repair-file");
        Permissions(Permission.FileReturns);
        Description(b => b.Produces<string>(200, Csv, Ndjson));
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReturnReading, ProblemCode.UploadGone);
    }

    public override async Task HandleAsync(ExportRepairFileRequest r, CancellationToken ct)
    {
        var filing = await db.Returns.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(x => x.PublicId == r.ReturnId, ct)
            ?? throw new ProblemException(ProblemCode.NotFound);
        if (filing.IsReading)
            throw new ProblemException(new Problem(ProblemCode.ReturnReading) { RetryAfterSeconds = ReturnView.AskAgainAfterSeconds });
        if (filing.Format is null)
            throw new ProblemException(ProblemCode.NotFound, "A nil return has no upload.");
        if (filing.UploadKey is null)
            throw new ProblemException(ProblemCode.UploadGone);
        db.RecordOf(nameof(Return), filing.PublicId, new RepairFileRead(filing.Rejected));
        await db.SaveChangesAsync(ct);

        var csv = filing.Format == ReturnFormat.Csv;
        HttpContext.Response.ContentType = csv ? Csv : Ndjson;
        HttpContext.Response.Headers.ContentDisposition = $"attachment; filename={filing.PublicId}-repair.{(csv ? "csv" : "ndjson")}";
        // Cells are written as they come; the writer passes them on when its buffer is full.
        HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await using var writer = new StreamWriter(HttpContext.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 32 * 1024, leaveOpen: true);
        if (csv)
            await RepairFile.WriteCsvAsync(writer, () => RejectedAsync(filing, ct), ct: ct);
        else
            await RepairFile.WriteNdjsonAsync(writer, RejectedAsync(filing, ct), ct);
    }

    // Upload and rejections side by side, both in the order of the rows, so that neither is held in memory.
    private async IAsyncEnumerable<Rejected> RejectedAsync(Return filing, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var upload = files.Open(filing.UploadName, filing.UploadKey!);
        await using var rejections = RejectionsAsync(filing.Id, ct).GetAsyncEnumerator(ct);
        var more = await rejections.MoveNextAsync();
        await foreach (var placement in reader.ReadAsync(upload, filing.Format!.Value, ct))
        {
            var reasons = new List<RejectedValue>();
            for (; more && rejections.Current.Row <= placement.LastRow; more = await rejections.MoveNextAsync())
            {
                if (rejections.Current is { Row: > 0 } x)
                    reasons.Add(new RejectedValue(x.Row, x.Column, x.Code, x.Value, x.Mend));
            }

            if (reasons.Count > 0)
                yield return new Rejected(reasons, placement.Raw.Count > 0 ? placement.Raw : RepairFile.RowsOf(placement.Filing!, filing.Format.Value, codes, placement.Row));
            if (!more)
                yield break;
        }
    }

    private async IAsyncEnumerable<ReturnRejection> RejectionsAsync(long returnId, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var (row, id) = (-1L, 0L); ;)
        {
            var (afterRow, afterId) = (row, id);
            var page = await db.ReturnRejections.AsNoTracking().Where(x => x.ReturnId == returnId && (x.Row > afterRow || (x.Row == afterRow && x.Id > afterId)))
                .OrderBy(x => x.Row).ThenBy(x => x.Id).Take(PageSize).ToListAsync(ct);
            foreach (var rejection in page)
                yield return rejection;
            if (page.Count < PageSize)
                yield break;
            (row, id) = (page[^1].Row, page[^1].Id);
        }
    }
}
