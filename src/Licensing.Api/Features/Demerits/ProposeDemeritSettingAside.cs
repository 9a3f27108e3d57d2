using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demerits;

/// <param name="On">From this day on, inclusive, they count no longer; the day of the decision that gave them where it is as if they had never been given.</param>
/// <param name="Decision">Which decision takes them away: of a review, of an appeal.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeDemeritSettingAsideRequest(DateOnly On, string Decision, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string DemeritId { get; init; } = "";
}

public sealed class ProposeDemeritSettingAsideValidator : Validator<ProposeDemeritSettingAsideRequest>
{
    public ProposeDemeritSettingAsideValidator()
    {
        RuleFor(r => r.On).PlausibleDay();
        RuleFor(r => r.Decision).NotEmpty().StoredLength(DemeritRow.MaxDecisionLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to set demerit points aside, as after an appeal; someone else decides.</summary>
public sealed class ProposeDemeritSettingAside(LicensingDb db, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeDemeritSettingAsideRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("demerits/{DemeritId}/setting-aside");
        Permissions(Permission.ProposeDemerits);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.DemeritsSetAside, ProblemCode.EndBeforeBeginning, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeDemeritSettingAsideRequest r, CancellationToken ct)
    {
        var row = await db.DemeritEntries.AsNoTracking().Include(d => d.Agency).SingleOrDefaultAsync(d => d.PublicId == r.DemeritId, ct);
        if (row is null)
            return new Problem(ProblemCode.NotFound);
        if (row.SetAsideOn is not null)
            return new Problem(ProblemCode.DemeritsSetAside);
        if (r.On < row.On)
            return new Problem(ProblemCode.EndBeforeBeginning, $"They count from {row.On:yyyy-MM-dd} on.");
        if (HttpContext.RefuseStale(row) is { } stale)
            return stale;
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.SetAsideDemerits, row.PublicId, row.Version, row.AgencyId, new DemeritSettingAsideChange(row.PublicId, row.Agency.PublicId, r.On, r.Decision), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
