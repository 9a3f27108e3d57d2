using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

/// <param name="Sentence">What is confirmed, in one sentence for the agency.</param>
/// <param name="Reason">Why; the agency reads it.</param>
public sealed record ProposeFlagConfirmationRequest(string Sentence, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FlagId { get; init; } = "";
}

public sealed class ProposeFlagConfirmationValidator : Validator<ProposeFlagConfirmationRequest>
{
    public ProposeFlagConfirmationValidator()
    {
        RuleFor(r => r.Sentence).NotEmpty().StoredLength(FlagCorrection.MaxSentenceLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to confirm a flag with its figures of today, after the agency was heard; someone else decides.</summary>
public sealed class ProposeFlagConfirmation(LicensingDb db, TwoPersonRule rule, FlagConfirmationApproval approval, TimeProvider clock)
    : Endpoint<ProposeFlagConfirmationRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("flags/{FlagId}/confirmations");
        Permissions(Permission.HandleFindings);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.ProposalOpen, ProblemCode.FlagMoveNotPossible, ProblemCode.CaseNotHeard, ProblemCode.CaseChangedSinceNotice,
            ProblemCode.NoticeRunning, ProblemCode.RegimeNotSet);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeFlagConfirmationRequest r, CancellationToken ct)
    {
        var flag = await db.Flags.AsNoTracking().Include(f => f.Excess).SingleOrDefaultAsync(f => f.PublicId == r.FlagId, ct);
        if (flag is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(flag) is { } stale)
            return stale;
        if (await approval.WhyNotAsync(flag, ct) is { } refusal)
            return refusal;
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.ConfirmFlag, flag.PublicId, null, flag.AgencyId, new FlagConfirmationChange(flag.PublicId, Text.Normalise(r.Sentence), CaseFigures.Of(flag)), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
