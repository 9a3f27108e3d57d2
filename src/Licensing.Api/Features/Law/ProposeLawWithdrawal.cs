using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeLawWithdrawalRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

public sealed record LawWithdrawalProposed(string Name, int Number, string Digest);

public sealed class ProposeLawWithdrawalValidator : Validator<ProposeLawWithdrawalRequest>
{
    public ProposeLawWithdrawalValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes that an approved text be law here no longer; another officer decides. From the decision on the text of its name that
/// was approved before it holds again, if there is one that was not withdrawn; the proposal names it. What was held before the decision
/// stays readable (knownAt). To end a rule on a day of the law is something else: approve a text in which its version ends.</summary>
public sealed class ProposeLawWithdrawal(LicensingDb db, LawBook book, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeLawWithdrawalRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/withdrawal-proposal");
        Permissions(Permission.ProposeLaw);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LawNotApproved, ProblemCode.LawWithdrawn, ProblemCode.ProposalOpen);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeLawWithdrawalRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.WithdrawnAt is not null)
            return new Problem(ProblemCode.LawWithdrawn);
        if (pack.ApprovedAt is null)
            return new Problem(ProblemCode.LawNotApproved);
        if (HttpContext.RefuseStale(pack) is { } stale)
            return stale;

        // This save moves the pack on by one; that is the version which is decided on.
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.WithdrawLaw, pack.PublicId, pack.Version + 1, agencyId: null, await LawWithdrawal.OfAsync(db, book, pack, ct), r.Reason, ct);
        if (proposal is null)
            return refused!;
        db.Record(pack, new LawWithdrawalProposed(pack.Name, pack.Number, pack.Digest), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
