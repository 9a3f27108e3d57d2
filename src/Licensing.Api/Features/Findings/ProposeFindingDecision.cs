using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <param name="Outcome">dismissed is also how a correction of the disclosure is accepted.</param>
/// <param name="Facts">What is found to have happened, without who anybody is; what the agency answered, and what is made of it.</param>
/// <param name="Law">Which law it breaks, or does not.</param>
/// <param name="Reason">Why; the agency reads it.</param>
/// <param name="Points">Demerit points for the agency, of one that is upheld, where the regime knows points.</param>
public sealed record ProposeFindingDecisionRequest(FindingOutcome Outcome, string Facts, string Law, string Reason, int? Points = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FindingId { get; init; } = "";
}

public sealed class ProposeFindingDecisionValidator : Validator<ProposeFindingDecisionRequest>
{
    public ProposeFindingDecisionValidator()
    {
        RuleFor(r => r.Facts).NotEmpty().StoredLength(FindingDecision.MaxTextLength);
        RuleFor(r => r.Law).NotEmpty().StoredLength(FindingDecision.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Points).InclusiveBetween(1, DemeritRow.MostPoints).When(r => r.Points is not null);
        RuleFor(r => r.Points).Null().When(r => r.Outcome == FindingOutcome.Dismissed).WithMessage("What is dismissed gives no points.");
    }
}

/// <summary>Proposes to uphold or dismiss a finding, with findings of fact and law; someone else decides. None is decided before the agency was heard about the
/// figures that are decided of.</summary>
public sealed class ProposeFindingDecision(LicensingDb db, TwoPersonRule rule, FindingDecisionApproval approval, TimeProvider clock)
    : Endpoint<ProposeFindingDecisionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("findings/{FindingId}/decisions");
        Permissions(Permission.HandleFindings);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.ProposalOpen, ProblemCode.FindingMoveNotPossible, ProblemCode.CaseNotHeard, ProblemCode.CaseChangedSinceNotice,
            ProblemCode.NoticeRunning, ProblemCode.RegimeNotSet, ProblemCode.DemeritsUnknownToLaw, ProblemCode.DemeritsGiven);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeFindingDecisionRequest r, CancellationToken ct)
    {
        var finding = await db.Findings.AsNoTracking().Include(f => f.Excess).SingleOrDefaultAsync(f => f.PublicId == r.FindingId, ct);
        if (finding is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(finding) is { } stale)
            return stale;
        var change = new FindingDecisionChange(finding.PublicId, r.Outcome, Text.Normalise(r.Facts), Text.Normalise(r.Law), r.Points);
        if (await approval.WhyNotAsync(finding, change, ct) is { } refusal)
            return refusal;
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.DecideFinding, finding.PublicId, finding.Version, finding.AgencyId, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
