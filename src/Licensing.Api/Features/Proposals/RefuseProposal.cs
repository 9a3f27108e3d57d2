using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Proposals;

/// <param name="Reason">Why, for the history.</param>
public sealed record RefuseProposalRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ProposalId { get; init; } = "";
}

public sealed class RefuseProposalValidator : Validator<RefuseProposalRequest>
{
    public RefuseProposalValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Refuses what someone else proposed. Nothing of its subject changes.</summary>
public sealed class RefuseProposal(LicensingDb db, TwoPersonRule rule, TimeProvider clock) : Endpoint<RefuseProposalRequest, Results<Ok<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("proposals/{ProposalId}/refusal");
        Permissions(Permission.DecideProposals);
        this.RequiresIfMatch();
        this.Refuses([ProblemCode.NotFound, .. ProblemCode.OfDeciding]);
    }

    public override async Task<Results<Ok<ProposalView>, Problem>> ExecuteAsync(RefuseProposalRequest r, CancellationToken ct)
    {
        // Whoever may decide anything sees every proposal; who may decide this one, its kind says.
        var proposal = await db.Proposals.SingleOrDefaultAsync(p => p.PublicId == r.ProposalId, ct);
        if (proposal is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(proposal) is { } stale)
            return stale;
        if (await rule.RefuseAsync(proposal, r.Reason, ct) is { } refusal)
            return refusal;

        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Ok(ProposalView.Of(proposal, clock.Now()));
    }
}
