using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

/// <param name="From">First day on which it no longer holds. Its own first day: as if it had never been.</param>
/// <param name="Grounds">Why it is lifted, without who it is.</param>
/// <param name="Reason">Why it is proposed now, for the history; without who it is.</param>
public sealed record ProposeBarLiftingRequest(DateOnly From, string Grounds, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string BarId { get; init; } = "";
}

/// <summary>What is decided on.</summary>
public sealed record BarLiftingChange(string BarId, DateOnly From, string Grounds);

public sealed class ProposeBarLiftingValidator : Validator<ProposeBarLiftingRequest>
{
    public ProposeBarLiftingValidator()
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Grounds).NotEmpty().MaximumLength(Bar.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to lift a bar from a day on; someone else decides. The bar stays on record with the days on which it held.</summary>
public sealed class ProposeBarLifting(LicensingDb db, TwoPersonRule rule, TimeProvider clock) : Endpoint<ProposeBarLiftingRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("bars/{BarId}/lifting");
        Permissions(Permission.ProposeBars);
        this.Idempotent();
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.BarNotLiftable, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeBarLiftingRequest r, CancellationToken ct)
    {
        var bar = await db.Bars.SingleOrDefaultAsync(b => b.PublicId == r.BarId, ct);
        if (bar is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(bar) is { } stale)
            return stale;
        if (bar.WhyNotLift(r.From) is { } refusal)
            return refusal;
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.UnbarPerson, bar.PublicId, bar.Version, bar.AgencyId, new BarLiftingChange(bar.PublicId, r.From, Text.Normalise(r.Grounds)), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}

internal static class Lifting
{
    public static Problem? WhyNotLift(this Bar bar, DateOnly from) => bar switch
    {
        { DecidedAt: null } => new Problem(ProblemCode.BarNotLiftable, "Nobody has decided on the bar."),
        { LiftedFrom: { } lifted } => new Problem(ProblemCode.BarNotLiftable, $"It is lifted from {lifted:yyyy-MM-dd} on already."),
        _ when from < bar.From => new Problem(ProblemCode.BarNotLiftable, $"It holds from {bar.From:yyyy-MM-dd} on; name that day or a later one."),
        _ when bar.Until < from => new Problem(ProblemCode.BarNotLiftable, $"Its last day is {bar.Until:yyyy-MM-dd}; after it there is nothing to lift."),
        _ => null,
    };
}
