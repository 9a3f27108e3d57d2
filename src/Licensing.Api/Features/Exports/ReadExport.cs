using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Exports;

public sealed record ReadExportRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ExportId { get; init; } = "";
}

/// <summary>Shows how far an export has come, then its manifest: files, rows, bytes, digests, and until when they are kept.</summary>
public sealed class ReadExport(LicensingDb db, Caller caller) : Endpoint<ReadExportRequest, Results<Ok<ExportView>, Problem>>
{
    public override void Configure()
    {
        Get("exports/{ExportId}");
        Permissions(Permission.MakeExports);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ExportView>, Problem>> ExecuteAsync(ReadExportRequest r, CancellationToken ct)
    {
        var export = await db.Exports.AsNoTracking().Include(e => e.Parts).OwnedBy(caller).SingleOrDefaultAsync(e => e.PublicId == r.ExportId, ct);
        if (export is null)
            return new Problem(ProblemCode.NotFound);
        if (export.FinishedAt is null)
            HttpContext.Response.Headers.RetryAfter = $"{ExportView.AskAgainAfterSeconds}";
        HttpContext.ShowVersion(export);
        return TypedResults.Ok(ExportView.Of(export));
    }
}
