using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Kind">How this agency leads to the other one.</param>
/// <param name="OtherId">Public id or reference of the agency that goes on: the successor, the one merged into, the one whose registration is kept.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Authority">The deed, order or decision by which it holds.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeAgencyLinkRequest(AgencyLinkKind Kind, string OtherId, DateOnly From, string Authority, string Reason)
{
    /// <summary>Public id or reference of the agency that ended, or is registered a second time.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed class ProposeAgencyLinkValidator : Validator<ProposeAgencyLinkRequest>
{
    public ProposeAgencyLinkValidator()
    {
        RuleFor(r => r.OtherId).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Authority).NotEmpty().StoredLength(AgencyLink.MaxAuthorityLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes that one agency leads to another: as its successor, by merger, or because it is registered twice. Someone else decides.
/// Nothing of either is rewritten.</summary>
public sealed class ProposeAgencyLink(LicensingDb db, Caller caller, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeAgencyLinkRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/links");
        Permissions(Permission.ProposeAgencyLinks);
        this.Idempotent();
        this.Refuses(
            ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.AgencyLinked, ProblemCode.AgencyLinkCircular, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeAgencyLinkRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.Agencies.AsNoTracking().Where(a => a.Id != agency.Id).FindAsync(r.OtherId, ct) is not { } other)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("agency.unknown", "/otherId", "There is no such other agency.", r.OtherId, "Use the public id or the reference of a registered agency; none leads to itself.")]);
        if ((await AgencyLinkCheck.WhyNotFreeAsync(db, caller, other.PublicId, ct) ?? await AgencyLinkCheck.WhyNotAsync(db, agency, other, ct)) is { } refusal)
            return refusal;

        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.LinkAgencies, agency.PublicId, subjectVersion: null, agency.Id,
            new AgencyLinkChange(agency.PublicId, r.Kind, other.PublicId, r.From, r.Authority), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
