using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <param name="Reason">Why, without who the worker is: the agency reads it.</param>
public sealed record RefuseClaimRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ClaimId { get; init; } = "";
}

public sealed class RefuseClaimValidator : Validator<RefuseClaimRequest>
{
    public RefuseClaimValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(Claim.MaxTextLength);
}

/// <summary>Refuses an open claim on a deposit. A decision that finds it owed all the same is recorded as a new one.</summary>
public sealed class RefuseClaim(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<RefuseClaimRequest, Results<Ok<ClaimView>, Problem>>
{
    public override void Configure()
    {
        Post("deposit-claims/{ClaimId}/refusal");
        Permissions(Permission.RefuseClaims);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ClaimNotOpen);
    }

    public override async Task<Results<Ok<ClaimView>, Problem>> ExecuteAsync(RefuseClaimRequest r, CancellationToken ct)
    {
        var claim = await db.DepositClaims.AsTracking().Include(c => c.Licence).Include(c => c.Placement).Include(c => c.Draw).SingleOrDefaultAsync(c => c.PublicId == r.ClaimId, ct);
        if (claim is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(claim) is { } stale)
            return stale;
        if (claim.State != ClaimState.Open)
            return new Problem(ProblemCode.ClaimNotOpen, $"Claim {claim.PublicId} is {Json.Words.ConvertName(claim.State.ToString())}.");
        claim.Refuse(r.Reason, clock.Now(), caller.Name);
        db.Record(claim, new ClaimRefused(claim.Licence.PublicId), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(claim);
        return TypedResults.Ok(ClaimView.Of(claim, caller));
    }
}
