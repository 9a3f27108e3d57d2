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

/// <param name="StayId">Public id of the fact, as the licence shows it.</param>
/// <param name="From">First day on which the stay no longer holds; the day of the approval at the earliest.</param>
/// <param name="OrderedBy">The court, the review body or the superior that ended it.</param>
/// <param name="Order">Number and day of the order.</param>
/// <param name="Reason">Why it is proposed, for the history.</param>
public sealed record ProposeStayEndRequest(string StayId, DateOnly From, string OrderedBy, string Order, string Reason)
{
    /// <summary>Public id of the licence.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeStayEndValidator : Validator<ProposeStayEndRequest>
{
    public ProposeStayEndValidator()
    {
        RuleFor(r => r.StayId).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.OrderedBy).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Order).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to record that a stay is ended: the measure has its effect again, for as long as it lasts. Someone else decides.</summary>
public sealed class ProposeStayEnd(LicensingDb db, TwoPersonRule rule, StayEndApproval approval, TimeProvider clock)
    : Endpoint<ProposeStayEndRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/stay-ends");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, ProblemCode.LicenceMoveNotPossible, ProblemCode.EndBeforeBeginning, ProblemCode.MeasureFirstDayPast,
            ProblemCode.LicenceFactWithdrawn);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeStayEndRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var change = new StayEndChange(r.StayId, r.From, Text.Normalise(r.OrderedBy), Text.Normalise(r.Order));
        var (refused, proposal) = await rule.ProposeAsync(approval, licence, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
