using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="MeasureId">Public id of the fact, as the licence shows it.</param>
/// <param name="From">First day on which the measure no longer holds; the day of the approval at the earliest.</param>
/// <param name="Grounds">For the agency and the ministry.</param>
/// <param name="Reason">Why it is proposed, for the history.</param>
public sealed record ProposeLiftingRequest(string MeasureId, DateOnly From, string Grounds, string Reason)
{
    /// <summary>Public id of the licence.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeLiftingValidator : Validator<ProposeLiftingRequest>
{
    public ProposeLiftingValidator()
    {
        RuleFor(r => r.MeasureId).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Grounds).NotEmpty().StoredLength(LicenceFactRow.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to lift a suspension or a revocation from a day on; someone else decides.</summary>
public sealed class ProposeLifting(LicensingDb db, TwoPersonRule rule, LiftingApproval approval, TimeProvider clock)
    : Endpoint<ProposeLiftingRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/liftings");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, ProblemCode.LicenceMoveNotPossible, ProblemCode.MeasureFirstDayPast,
            ProblemCode.LicenceFactWithdrawn);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeLiftingRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var change = new LiftingChange(r.MeasureId, r.From, Text.Normalise(r.Grounds));
        var (refused, proposal) = await rule.ProposeAsync(approval, licence, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
