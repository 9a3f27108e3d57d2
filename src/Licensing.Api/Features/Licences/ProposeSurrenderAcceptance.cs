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

/// <param name="From">First day on which the licence is surrendered: not before the day that the agency asked for, and not before the approval.</param>
/// <param name="Reason">Why, for the history.</param>
/// <param name="Grounds">For the agency and the ministry: what it still owes.</param>
public sealed record ProposeSurrenderAcceptanceRequest(DateOnly From, string Reason, string? Grounds = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SurrenderId { get; init; } = "";
}

public sealed class ProposeSurrenderAcceptanceValidator : Validator<ProposeSurrenderAcceptanceRequest>
{
    public ProposeSurrenderAcceptanceValidator()
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Grounds).StoredLength(LicenceFactRow.MaxTextLength);
    }
}

/// <summary>Proposes to accept that an agency gives its licence back; someone else decides. Open cases do not stand against it, since no regime says that they
/// do; the request shows how many there are.</summary>
public sealed class ProposeSurrenderAcceptance(LicensingDb db, TwoPersonRule rule, SurrenderApproval approval, TimeProvider clock)
    : Endpoint<ProposeSurrenderAcceptanceRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("surrenders/{SurrenderId}/acceptance");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, ProblemCode.SurrenderClosed, ProblemCode.LicenceMoveNotPossible,
            ProblemCode.MeasureFirstDayPast, ProblemCode.EndBeforeBeginning);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeSurrenderAcceptanceRequest r, CancellationToken ct)
    {
        var request = await db.SurrenderRequests.AsNoTracking().SingleOrDefaultAsync(s => s.PublicId == r.SurrenderId, ct);
        if (request is null)
            return new Problem(ProblemCode.NotFound);
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleAsync(l => l.Id == request.LicenceId, ct);
        var change = new SurrenderChange(request.PublicId, r.From, r.Grounds is null ? null : Text.Normalise(r.Grounds));
        var (refused, proposal) = await rule.ProposeAsync(approval, licence, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
