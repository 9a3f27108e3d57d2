using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Deposits;

/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeReleaseRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeReleaseValidator : Validator<ProposeReleaseRequest>
{
    public ProposeReleaseValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes to give back all that is held of a deposit, after the licence ended and the regime's time has passed; someone else decides. Not
/// while a claim, a finding or a debt is open.</summary>
public sealed class ProposeRelease(LicensingDb db, ReleasePlan plan, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeReleaseRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/deposit/releases");
        Permissions(Permission.ProposeDeposits);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.DepositNothingHeld, ProblemCode.DepositNotReleasable, ProblemCode.RegimeNotSet, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeReleaseRequest r, CancellationToken ct)
    {
        if (await db.LicenceOfDepositAsync(r.LicenceId, ct) is not { } licence)
            return new Problem(ProblemCode.NotFound);
        if (await db.DepositOfAsync(licence.Id, ct) is not { } deposit)
            return new Problem(ProblemCode.DepositNothingHeld);
        var (refusal, proposed) = await plan.MakeAsync(licence, deposit, ct);
        if (proposed is null)
            return refusal!;
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.ReleaseDeposit, deposit.PublicId, deposit.Version, licence.AgencyId, proposed, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
