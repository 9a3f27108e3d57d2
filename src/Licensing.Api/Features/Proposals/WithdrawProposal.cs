using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Proposals;

/// <param name="Reason">Why, for the history.</param>
public sealed record WithdrawProposalRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ProposalId { get; init; } = "";
}

public sealed class WithdrawProposalValidator : Validator<WithdrawProposalRequest>
{
    public WithdrawProposalValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Takes the caller's own proposal back.</summary>
public sealed class WithdrawProposal(LicensingDb db, Caller caller, TwoPersonRule rule, TimeProvider clock) : Endpoint<WithdrawProposalRequest, Results<Ok<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("proposals/{ProposalId}/withdrawal");
        Permissions(Permission.WithdrawProposals);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalNotYours, ProblemCode.ProposalDecided, ProblemCode.ProposalExpired);
    }

    public override async Task<Results<Ok<ProposalView>, Problem>> ExecuteAsync(WithdrawProposalRequest r, CancellationToken ct)
    {
        var proposal = await db.Proposals.VisibleTo(caller).SingleOrDefaultAsync(p => p.PublicId == r.ProposalId, ct);
        if (proposal is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(proposal) is { } stale)
            return stale;
        if (await rule.WithdrawAsync(proposal, r.Reason, ct) is { } refusal)
            return refusal;

        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Ok(ProposalView.Of(proposal, clock.Now()));
    }
}
