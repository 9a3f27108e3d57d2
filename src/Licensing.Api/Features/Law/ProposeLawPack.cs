using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
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

public sealed class ProposeLawPackValidator : Validator<ProposeLawPackRequest>
{
    public ProposeLawPackValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes that a rule pack become law for this deployment; another officer decides.</summary>
public sealed class ProposeLawPack(LicensingDb db, Caller caller, TimeProvider clock)
    : Endpoint<ProposeLawPackRequest, Results<Ok<LawPackView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/proposal");
        Permissions(Permission.ProposeLaw);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LawAlreadyProposed);
    }

    public override async Task<Results<Ok<LawPackView>, Problem>> ExecuteAsync(ProposeLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.ProposedAt is not null)
            return new Problem(ProblemCode.LawAlreadyProposed);
        if (HttpContext.RefuseStale(pack) is { } stale)
            return stale;

        pack.Propose(caller.Name, clock.Now());
        db.Record(pack, new LawPackProposed(pack.Name, pack.Number, pack.Digest), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(LawPackView.Of(pack, lastApproved: null));
    }
}
