using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="FactId">Public id of the fact, as the licence shows it.</param>
/// <param name="Reason">What was wrong, for the history.</param>
public sealed record ProposeFactWithdrawalRequest(string FactId, string Reason)
{
    /// <summary>Public id of the licence.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeFactWithdrawalValidator : Validator<ProposeFactWithdrawalRequest>
{
    public ProposeFactWithdrawalValidator()
    {
        RuleFor(r => r.FactId).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to withdraw a fact of a licence that was recorded in error; someone else decides. It stays to be seen, and what the register said meanwhile stays known.</summary>
public sealed class ProposeFactWithdrawal(LicensingDb db, TwoPersonRule rule, FactWithdrawalApproval approval, TimeProvider clock)
    : Endpoint<ProposeFactWithdrawalRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/withdrawals");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, ProblemCode.LicenceFactWithdrawn);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeFactWithdrawalRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var change = new FactWithdrawalChange(r.FactId);
        var (refused, proposal) = await rule.ProposeAsync(approval, licence, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
