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
public sealed record ProposeLawPackRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

public sealed record LawPackProposed(string Name, int Number, string Digest);
public sealed record LawPackProposalDropped(string Name, int Number);

public sealed class ProposeLawPackValidator : Validator<ProposeLawPackRequest>
{
    public ProposeLawPackValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes that a rule pack become law for this deployment; another officer decides.</summary>
public sealed class ProposeLawPack(LicensingDb db, Caller caller, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeLawPackRequest, Results<Ok<LawPackView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/proposal");
        Permissions(Permission.ProposeLaw);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LawAlreadyProposed, ProblemCode.LawAlreadyApproved);
    }

    public override async Task<Results<Ok<LawPackView>, Problem>> ExecuteAsync(ProposeLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.ApprovedAt is not null)
            return new Problem(ProblemCode.LawAlreadyApproved);
        if (pack.ProposedAt is not null && await db.Proposals.OpenOf(pack).AnyAsync(p => p.ExpiresAt > clock.Now(), ct))
            return new Problem(ProblemCode.LawAlreadyProposed);
        if (HttpContext.RefuseStale(pack) is { } stale)
            return stale;

        // This save moves the pack on by one; that is the version which is decided on.
        var (refused, _) = await rule.ProposeAsync(
            ProposalKind.MakeLaw, pack.PublicId, pack.Version + 1, agencyId: null, new LawPackChange(pack.Name, pack.Number, pack.Digest), r.Reason, ct);
        if (refused is not null)
            return refused;
        pack.Propose(caller.Name, clock.Now());
        db.Record(pack, new LawPackProposed(pack.Name, pack.Number, pack.Digest), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(LawPackView.Of(pack, lastApproved: null));
    }
}
