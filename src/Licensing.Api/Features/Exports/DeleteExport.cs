using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Exports;

public sealed record DeleteExportRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ExportId { get; init; } = "";
}

/// <summary>Deletes the files of an export, or stops it while it is being written.</summary>
public sealed class DeleteExport(LicensingDb db, Caller caller, SealedFolder files, TimeProvider clock) : Endpoint<DeleteExportRequest, Results<Ok<ExportView>, Problem>>
{
    public override void Configure()
    {
        Post("exports/{ExportId}/deletion");
        Permissions(Permission.MakeExports);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ExportGone);
    }

    public override async Task<Results<Ok<ExportView>, Problem>> ExecuteAsync(DeleteExportRequest r, CancellationToken ct)
    {
        var export = await db.Exports.Include(e => e.Parts).OwnedBy(caller).SingleOrDefaultAsync(e => e.PublicId == r.ExportId, ct);
        if (export is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(export) is { } stale)
            return stale;
        if (export.State is ExportState.Deleted or ExportState.Expired)
            return new Problem(ProblemCode.ExportGone);
        export.Destroy(ExportState.Deleted, clock.Now());
        db.RecordOf(nameof(DataExport), export.PublicId, new ExportDeleted(export.Kind));
        await db.SaveChangesAsync(ct);
        // The keys are gone; a file that stays here is swept.
        foreach (var part in export.Parts)
            files.Destroy(part.StoredName);
        HttpContext.ShowVersion(export);
        return TypedResults.Ok(ExportView.Of(export));
    }
}
