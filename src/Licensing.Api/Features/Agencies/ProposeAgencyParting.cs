using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="To">First day on which the link holds no longer; its own first day where they were linked in error.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeAgencyPartingRequest(DateOnly To, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LinkId { get; init; } = "";
}

public sealed class ProposeAgencyPartingValidator : Validator<ProposeAgencyPartingRequest>
{
    public ProposeAgencyPartingValidator()
    {
        RuleFor(r => r.To).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to part two linked agencies again; someone else decides. Both are then as they were, and what the register said meanwhile stays known.</summary>
public sealed class ProposeAgencyParting(LicensingDb db, Caller caller, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeAgencyPartingRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("agency-links/{LinkId}/end");
        Permissions(Permission.ProposeAgencyLinks);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.AgencyLinkEnded, ProblemCode.EndBeforeBeginning, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeAgencyPartingRequest r, CancellationToken ct)
    {
        var link = await db.AgencyLinks.AsNoTracking().Include(l => l.Agency).Include(l => l.Other).SingleOrDefaultAsync(l => l.PublicId == r.LinkId, ct);
        if (link is null)
            return new Problem(ProblemCode.NotFound);
        if (link.OpenKey is null)
            return new Problem(ProblemCode.AgencyLinkEnded);
        if (r.To < link.From)
            return new Problem(ProblemCode.EndBeforeBeginning, $"It began on {link.From:yyyy-MM-dd}.");
        if (HttpContext.RefuseStale(link) is { } stale)
            return stale;
        if (await AgencyLinkCheck.WhyNotFreeAsync(db, caller, link.Other.PublicId, ct) is { } notFree)
            return notFree;

        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.PartAgencies, link.PublicId, link.Version, link.AgencyId,
            new AgencyPartingChange(link.PublicId, link.Agency.PublicId, link.Other.PublicId, r.To), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
