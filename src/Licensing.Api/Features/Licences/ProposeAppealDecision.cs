using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public enum AppealOutcome
{
    /// <summary>What was appealed against is set aside.</summary>
    Allow,

    /// <summary>What was decided stands.</summary>
    Dismiss,

    /// <summary>It is to be decided again; until then it holds.</summary>
    Remit,
}

/// <param name="DecidedBy">The court and its file number, or who of the ministry reviewed it.</param>
/// <param name="Grounds">Of the decision; for the agency and the ministry.</param>
/// <param name="Reason">Why it is proposed, for the history.</param>
/// <param name="From">First day on which what was appealed against no longer holds; its own first day where it is as if it had never been. Of allow only.</param>
/// <param name="StaysEndOn">First day on which stays of it no longer hold, the day of the approval at the earliest; null: they run on.</param>
public sealed record ProposeAppealDecisionRequest(AppealOutcome Outcome, string DecidedBy, string Grounds, string Reason, DateOnly? From = null, DateOnly? StaysEndOn = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string AppealId { get; init; } = "";
}

public sealed class ProposeAppealDecisionValidator : Validator<ProposeAppealDecisionRequest>
{
    public ProposeAppealDecisionValidator()
    {
        RuleFor(r => r.DecidedBy).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Grounds).NotEmpty().StoredLength(LicenceFactRow.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.From).NotNull().When(r => r.Outcome == AppealOutcome.Allow).WithMessage("Say from which day it no longer holds.");
        RuleFor(r => r.From).Null().When(r => r.Outcome != AppealOutcome.Allow).WithMessage("Only what is allowed takes something away.");
        RuleFor(r => r.From!.Value).PlausibleDay().When(r => r.From is not null);
        RuleFor(r => r.StaysEndOn!.Value).PlausibleDay().When(r => r.StaysEndOn is not null);
    }
}

/// <summary>Proposes the outcome of an appeal; someone else decides. Neither of the two may have decided what is reviewed.</summary>
public sealed class ProposeAppealDecision(LicensingDb db, TwoPersonRule rule, AppealDecisionApproval approval, TimeProvider clock)
    : Endpoint<ProposeAppealDecisionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("appeals/{AppealId}/decision");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, ProblemCode.AppealMoveNotPossible, ProblemCode.AppealOwnDecision,
            ProblemCode.LicenceMoveNotPossible, ProblemCode.LicenceFactWithdrawn, ProblemCode.EndBeforeBeginning, ProblemCode.MeasureFirstDayPast);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeAppealDecisionRequest r, CancellationToken ct)
    {
        var appeal = await db.Appeals.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == r.AppealId, ct);
        if (appeal is null)
            return new Problem(ProblemCode.NotFound);
        var outcome = r.Outcome switch { AppealOutcome.Allow => AppealAction.Allow, AppealOutcome.Dismiss => AppealAction.Dismiss, _ => AppealAction.Remit };
        var change = new AppealDecisionChange(outcome, r.From, r.StaysEndOn, Text.Normalise(r.DecidedBy), Text.Normalise(r.Grounds));
        if (await approval.WhyNotAsync(appeal, change, ct) is { } refusal)
            return refusal;
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.DecideAppeal, appeal.PublicId, appeal.Version, appeal.AgencyId, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
