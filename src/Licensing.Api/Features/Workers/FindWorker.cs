using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Retention;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Workers;

public sealed record FindWorkerRequest
{
    /// <summary>Public id of the person, or of one of his placements.</summary>
    [RouteParam]
    public string WorkerId { get; init; } = "";
}

/// <summary>A person, without who it is.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Placements">Public ids of all his placements, the first filed first.</param>
/// <param name="HasDocument">Whether a document is sealed that says who it is.</param>
/// <param name="ErasedAt">When that was destroyed; null while it is not.</param>
/// <param name="OnHold">Whether a legal hold stands on him, on one of his placements or on an agency of his; he is not erased then.</param>
public sealed record WorkerView(string Id, IReadOnlyList<string> Placements, bool HasDocument, DateTime? ErasedAt, bool OnHold);

/// <summary>Shows which placements are one person's, and whether who it is has been erased.</summary>
public sealed class FindWorker(LicensingDb db) : Endpoint<FindWorkerRequest, Results<Ok<WorkerView>, Problem>>
{
    public override void Configure()
    {
        Get("workers/{WorkerId}");
        Permissions(Permission.ReadWorkers);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<WorkerView>, Problem>> ExecuteAsync(FindWorkerRequest r, CancellationToken ct)
    {
        if (await db.FindWorkerAsync(r.WorkerId, ct) is not { } worker)
            return new Problem(ProblemCode.NotFound);
        var placements = await db.Placements.AsNoTracking().Where(p => p.WorkerId == worker.Id).OrderBy(p => p.Id).Select(p => p.PublicId).ToListAsync(ct);
        var held = await db.HeldWorkers().AnyAsync(id => id == worker.Id, ct);
        return TypedResults.Ok(new WorkerView(worker.PublicId, placements, worker.SealedDocument is not null, worker.ErasedAt, held));
    }
}
