using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

/// <param name="Reason">Why, for the audit trail.</param>
public sealed record ApproveLawPackRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

public sealed record LawPackApproved(string Name, int Number, string Digest);

public sealed class ApproveLawPackValidator : Validator<ApproveLawPackRequest>
{
    public ApproveLawPackValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Makes a proposed rule pack law for this deployment: approves its open proposal, as ApproveProposal would.</summary>
public sealed class ApproveLawPack(LicensingDb db, TwoPersonRule rule, LawBook book, Ministry ministry, TimeProvider clock)
    : Endpoint<ApproveLawPackRequest, Results<Ok<LawPackView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/approval");
        Permissions(Permission.ApproveLaw);
        this.RequiresIfMatch();
        this.Refuses([ProblemCode.NotFound, ProblemCode.LawNotProposed, ProblemCode.LawAlreadyApproved, ProblemCode.LawWithdrawn, ProblemCode.ProposalTampered, ProblemCode.ProposalStale, .. ProblemCode.OfDeciding]);
    }

    public override async Task<Results<Ok<LawPackView>, Problem>> ExecuteAsync(ApproveLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.ApprovedAt is not null)
            return new Problem(ProblemCode.LawAlreadyApproved);
        if (pack.WithdrawnAt is not null)
            return new Problem(ProblemCode.LawWithdrawn);
        if (await db.Proposals.OpenOf(pack).SingleOrDefaultAsync(ct) is not { } proposal)
            return new Problem(ProblemCode.LawNotProposed);
        if (HttpContext.RefuseStale(pack) is { } stale)
            return stale;
        if (await rule.ApproveAsync(proposal, r.Reason, ct) is { } refusal)
            return refusal;

        await db.SaveChangesAsync(ct);
        rule.Applied(proposal);
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(LawPackView.Of(pack, await book.StandingAsync(db, ministry, clock, ct)));
    }
}

internal static class LawPackProposals
{
    public static IQueryable<Proposal> OpenOf(this IQueryable<Proposal> proposals, LawPack pack)
    {
        var key = Proposal.KeyOf(ProposalKind.MakeLaw, pack.PublicId);
        return proposals.Where(p => p.OpenKey == key);
    }
}
