using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Deposits;

/// <param name="Claims">Public ids of the claims for which it is drawn, all of this licence and open.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeDrawDownRequest(IReadOnlyList<string> Claims, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeDrawDownValidator : Validator<ProposeDrawDownRequest>
{
    public const int MostClaims = 1000;

    public ProposeDrawDownValidator()
    {
        RuleFor(r => r.Claims).NotEmpty().Must(c => c.Count <= MostClaims).WithErrorCode("list.too-long").WithMessage($"At most {MostClaims} claims.");
        RuleFor(r => r.Claims).Must(c => c.Distinct().Count() == c.Count).WithErrorCode("claim.twice").WithMessage("A claim is named twice.");
        RuleForEach(r => r.Claims).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to draw on the deposit for named claims; someone else decides. The proposal shows each claim's share, what stays owed and to
/// whom, and until when the deposit must be restored.</summary>
public sealed class ProposeDrawDown(LicensingDb db, DrawDownPlan plan, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeDrawDownRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/deposit/draw-downs");
        Permissions(Permission.ProposeDeposits);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.DepositNothingHeld, ProblemCode.DepositCurrency, ProblemCode.DepositTooLarge, ProblemCode.ClaimNotOpen, ProblemCode.RegimeNotSet,
            ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeDrawDownRequest r, CancellationToken ct)
    {
        if (await db.LicenceOfDepositAsync(r.LicenceId, ct) is not { } licence)
            return new Problem(ProblemCode.NotFound);
        if (await db.DepositOfAsync(licence.Id, ct) is not { } deposit)
            return new Problem(ProblemCode.DepositNothingHeld);
        var claims = await db.ClaimsAsync(licence.Id, r.Claims, ct);
        if (claims.Count < r.Claims.Count)
            return new Problem(ProblemCode.NotFound, $"{string.Join(", ", r.Claims.Except(claims.Select(c => c.PublicId)).Take(5))}: no claim of this licence.");
        var (refusal, proposed) = await plan.MakeAsync(licence, deposit, claims, ct);
        if (proposed is null)
            return refusal!;
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.DrawDeposit, deposit.PublicId, deposit.Version, licence.AgencyId, proposed, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
