using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Workers;

/// <param name="Reason">Why, for the history; without who it is.</param>
public sealed record ProposeErasureRequest(string Reason)
{
    /// <summary>Public id of the person, or of one of his placements.</summary>
    [RouteParam]
    public string WorkerId { get; init; } = "";
}

public sealed class ProposeErasureValidator : Validator<ProposeErasureRequest>
{
    public ProposeErasureValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes to destroy for good who a worker is; someone else decides. His cases stay.</summary>
public sealed class ProposeErasure(LicensingDb db, TwoPersonRule rule, WorkerErasure erasure, TimeProvider clock)
    : Endpoint<ProposeErasureRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("workers/{WorkerId}/erasure");
        Permissions(Permission.EraseWorkers);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.WorkerErased, ProblemCode.WorkerOnHold, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeErasureRequest r, CancellationToken ct)
    {
        if (await db.FindWorkerAsync(r.WorkerId, ct) is not { } worker)
            return new Problem(ProblemCode.NotFound);
        if (await erasure.WhyNotAsync(worker, ct) is { } refusal)
            return refusal;
        // He may have worked through several agencies: conflicts of interest are looked at for all of them (WorkerErasure).
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.EraseWorker, worker.PublicId, subjectVersion: null, agencyId: null, new ErasureOfWorker(worker.PublicId), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
