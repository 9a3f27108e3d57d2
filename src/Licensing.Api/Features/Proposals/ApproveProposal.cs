using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Proposals;

/// <param name="Reason">Why, for the history.</param>
public sealed record ApproveProposalRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ProposalId { get; init; } = "";
}

public sealed class ApproveProposalValidator : Validator<ApproveProposalRequest>
{
    public ApproveProposalValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Approves what someone else proposed; the change is made in the same transaction. The kind says which permission is
/// needed besides.</summary>
public sealed class ApproveProposal(LicensingDb db, TwoPersonRule rule, TimeProvider clock) : Endpoint<ApproveProposalRequest, Results<Ok<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("proposals/{ProposalId}/approval");
        Permissions(Permission.DecideProposals);
        this.RequiresIfMatch();
        this.Refuses([ProblemCode.NotFound, ProblemCode.ProposalTampered, ProblemCode.ProposalStale, ProblemCode.WorkerErased, ProblemCode.WorkerOnHold,
            ProblemCode.AuditNothingToRedact, ProblemCode.AuditTextRepeated,
            .. ProblemCode.OfMeasures, ProblemCode.EndBeforeBeginning, ProblemCode.SurrenderClosed, ProblemCode.AppealMoveNotPossible, ProblemCode.AppealOwnDecision, ProblemCode.AgencyLinked, ProblemCode.AgencyLinkCircular, ProblemCode.AgencyLinkEnded, ProblemCode.ConditionClosed, ProblemCode.LicenceMoveNotPossible, ProblemCode.DemeritsSetAside, ProblemCode.RegimeNotSet, ProblemCode.ClaimNotOpen, ProblemCode.DepositNothingHeld, ProblemCode.DepositCurrency, ProblemCode.DepositTooLarge, ProblemCode.DepositNotReleasable, ProblemCode.BarNotLiftable, ProblemCode.FindingNotStanding, ProblemCode.DecisionNotStanding, ProblemCode.RefundOrdered, ProblemCode.RefundNotOwed, ProblemCode.RefundTooEarly, .. ProblemCode.OfDecidingApplications, ProblemCode.ComplaintMoveNotPossible, ProblemCode.ComplaintNotAgainstAgency, ProblemCode.ComplaintNotHeard, ProblemCode.DemeritsUnknownToLaw,
            ProblemCode.FindingMoveNotPossible, ProblemCode.FlagMoveNotPossible, ProblemCode.CaseNotHeard, ProblemCode.CaseChangedSinceNotice, ProblemCode.DemeritsGiven,
            .. ProblemCode.OfDeciding]);
    }

    public override async Task<Results<Ok<ProposalView>, Problem>> ExecuteAsync(ApproveProposalRequest r, CancellationToken ct)
    {
        // Whoever may decide anything sees every proposal; who may decide this one, its kind says.
        var proposal = await db.Proposals.SingleOrDefaultAsync(p => p.PublicId == r.ProposalId, ct);
        if (proposal is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(proposal) is { } stale)
            return stale;
        // Some changes go past the change tracker; with the decision they are stored together or not at all.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await rule.ApproveAsync(proposal, r.Reason, ct) is { } refusal)
            return refusal;

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        rule.Applied(proposal);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Ok(ProposalView.Of(proposal, clock.Now()));
    }
}
