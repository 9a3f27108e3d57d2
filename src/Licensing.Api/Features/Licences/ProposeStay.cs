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
/// <param name="From">First day, inclusive, as the order says it.</param>
/// <param name="OrderedBy">The court, the review body or the superior that ordered it.</param>
/// <param name="Order">Number and day of the order.</param>
/// <param name="Reason">Why it is proposed, for the history.</param>
/// <param name="Until">Last day, inclusive; null: until it is ended.</param>
public sealed record ProposeStayRequest(string MeasureId, DateOnly From, string OrderedBy, string Order, string Reason, DateOnly? Until = null)
{
    /// <summary>Public id of the licence.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeStayValidator : Validator<ProposeStayRequest>
{
    public ProposeStayValidator()
    {
        RuleFor(r => r.MeasureId).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Until!.Value).PlausibleDay().NotBefore(r => r.From).When(r => r.Until is not null);
        RuleFor(r => r.OrderedBy).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Order).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to record that a suspension or a revocation is stayed: whoever may order it has done so. Someone else decides.</summary>
public sealed class ProposeStay(LicensingDb db, TwoPersonRule rule, StayApproval approval, TimeProvider clock)
    : Endpoint<ProposeStayRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/stays");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, ProblemCode.LicenceMoveNotPossible, ProblemCode.MeasureFirstDayPast,
            ProblemCode.LicenceFactWithdrawn);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeStayRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var change = new StayChange(r.MeasureId, r.From, r.Until, Text.Normalise(r.OrderedBy), Text.Normalise(r.Order));
        var (refused, proposal) = await rule.ProposeAsync(approval, licence, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
