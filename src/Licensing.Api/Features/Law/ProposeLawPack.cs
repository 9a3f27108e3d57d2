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
/// <param name="RewritesApproved">Whether versions that were approved may be changed or taken away. A new rule of the law gets a version number of its
/// own, so this is only for our own mistakes: what the law was then read as stays readable, and judgements cite the text they were made by.</param>
public sealed record ProposeLawPackRequest(string Reason, bool RewritesApproved = false)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

/// <param name="Rewrites">Approved versions that it changes or takes away; null: none.</param>
public sealed record LawPackProposed(string Name, int Number, string Digest, string? Rewrites = null);
public sealed record LawPackProposalDropped(string Name, int Number);

public sealed class ProposeLawPackValidator : Validator<ProposeLawPackRequest>
{
    public ProposeLawPackValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes that a rule pack become law for this deployment; another officer decides. Refused where it changes versions that were
/// approved, unless the request says so: see GET /v1/law/packs/{packId}/check first.</summary>
public sealed class ProposeLawPack(LicensingDb db, LawBook book, Caller caller, TwoPersonRule rule, Ministry ministry, TimeProvider clock)
    : Endpoint<ProposeLawPackRequest, Results<Ok<LawPackView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/proposal");
        Permissions(Permission.ProposeLaw);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LawAlreadyProposed, ProblemCode.LawAlreadyApproved, ProblemCode.LawWithdrawn, ProblemCode.LawRewritten);
    }

    public override async Task<Results<Ok<LawPackView>, Problem>> ExecuteAsync(ProposeLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.ApprovedAt is not null)
            return new Problem(ProblemCode.LawAlreadyApproved);
        if (pack.WithdrawnAt is not null)
            return new Problem(ProblemCode.LawWithdrawn);
        if (pack.ProposedAt is not null && await db.Proposals.OpenOf(pack).AnyAsync(p => p.ExpiresAt > clock.Now(), ct))
            return new Problem(ProblemCode.LawAlreadyProposed);
        if (HttpContext.RefuseStale(pack) is { } stale)
            return stale;
        var rewrites = await book.RewritesAsync(db, pack, clock.Now(), ct);
        if (rewrites is not null && !r.RewritesApproved)
            return new Problem(ProblemCode.LawRewritten, $"It would change or take away: {rewrites}. {ProblemCode.LawRewritten.WhatToDo}");

        // This save moves the pack on by one; that is the version which is decided on.
        var (refused, _) = await rule.ProposeAsync(
            ProposalKind.MakeLaw, pack.PublicId, pack.Version + 1, agencyId: null, new LawPackChange(pack.Name, pack.Number, pack.Digest, rewrites), r.Reason, ct);
        if (refused is not null)
            return refused;
        pack.Propose(caller.Name, clock.Now());
        db.Record(pack, new LawPackProposed(pack.Name, pack.Number, pack.Digest, rewrites), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(LawPackView.Of(pack, new LawStanding([], clock.Now(), ministry.Today(clock))));
    }
}
