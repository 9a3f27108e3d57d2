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

/// <param name="From">First day on which it is waived, inclusive.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeConditionWaiverRequest(DateOnly From, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ConditionId { get; init; } = "";
}

public sealed class ProposeConditionWaiverValidator : Validator<ProposeConditionWaiverRequest>
{
    public ProposeConditionWaiverValidator()
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to waive a condition of a licence; someone else decides.</summary>
public sealed class ProposeConditionWaiver(LicensingDb db, TwoPersonRule rule, TimeProvider clock) : Endpoint<ProposeConditionWaiverRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("conditions/{ConditionId}/waivers");
        Permissions(Permission.ProposeConditions);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ConditionClosed, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeConditionWaiverRequest r, CancellationToken ct)
    {
        var condition = await db.LicenceConditions.AsNoTracking().WithAll().SingleOrDefaultAsync(c => c.PublicId == r.ConditionId, ct);
        if (condition is null)
            return new Problem(ProblemCode.NotFound);
        if (condition.IsClosed)
            return new Problem(ProblemCode.ConditionClosed);
        if (HttpContext.RefuseStale(condition) is { } stale)
            return stale;
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.ChangeCondition, condition.PublicId, condition.Version, condition.Licence.AgencyId,
            new ConditionChange(ConditionStep.Waive, condition.Licence.PublicId, condition.PublicId, null, r.From, null, condition.IsPublic), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
