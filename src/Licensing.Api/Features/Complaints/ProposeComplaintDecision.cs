using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Complaints;

/// <param name="Facts">What is found to have happened, without who anybody is.</param>
/// <param name="Law">Which law it breaks, or does not.</param>
/// <param name="Remedy">What follows; the complainant is told.</param>
/// <param name="Points">Demerit points for the agency, of one that is upheld, where the regime knows points.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeComplaintDecisionRequest(ComplaintOutcome Outcome, string Facts, string Law, string Remedy, string Reason, int? Points = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

public sealed class ProposeComplaintDecisionValidator : Validator<ProposeComplaintDecisionRequest>
{
    public ProposeComplaintDecisionValidator()
    {
        RuleFor(r => r.Facts).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.Law).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.Remedy).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Points).InclusiveBetween(1, DemeritRow.MostPoints).When(r => r.Points is not null);
        RuleFor(r => r.Points).Null().When(r => r.Outcome == ComplaintOutcome.Dismissed).WithMessage("What is dismissed gives no points.");
    }
}

/// <summary>Proposes to uphold or dismiss a complaint, with findings of fact and law and what follows; someone else decides. None is upheld against an agency
/// that was not heard.</summary>
public sealed class ProposeComplaintDecision(LicensingDb db, Caller caller, TwoPersonRule rule, ComplaintDecisionApproval approval, TimeProvider clock)
    : Endpoint<ProposeComplaintDecisionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("complaints/{ComplaintId}/decisions");
        Permissions(Permission.HandleComplaints);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ProposalOpen, ProblemCode.ComplaintMoveNotPossible, ProblemCode.ComplaintNotHeard,
            ProblemCode.ComplaintNotAgainstAgency, ProblemCode.RegimeNotSet, ProblemCode.DemeritsUnknownToLaw);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeComplaintDecisionRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        if (HttpContext.RefuseStale(complaint) is { } stale)
            return stale;
        var change = new ComplaintDecisionChange(complaint.PublicId, r.Outcome, Text.Normalise(r.Facts), Text.Normalise(r.Law), Text.Normalise(r.Remedy), r.Points);
        if (await approval.WhyNotAsync(complaint, change, ct) is { } refusal)
            return refusal;
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.DecideComplaint, complaint.PublicId, complaint.Version, complaint.AgencyId, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
