using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
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

/// <summary>Makes a proposed rule pack law for this deployment. Whoever proposed it cannot approve it.</summary>
public sealed class ApproveLawPack(LicensingDb db, Caller caller, TimeProvider clock, JobQueue jobs)
    : Endpoint<ApproveLawPackRequest, Results<Ok<LawPackView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/approval");
        Permissions(Permission.ApproveLaw);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LawNotProposed, ProblemCode.LawAlreadyApproved, ProblemCode.LawSamePerson);
    }

    public override async Task<Results<Ok<LawPackView>, Problem>> ExecuteAsync(ApproveLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.ApprovedAt is not null)
            return new Problem(ProblemCode.LawAlreadyApproved);
        if (pack.ProposedAt is null)
            return new Problem(ProblemCode.LawNotProposed);
        if (pack.ProposedBy == caller.Name)
            return new Problem(ProblemCode.LawSamePerson);
        if (HttpContext.RefuseStale(pack) is { } stale)
            return stale;

        pack.Approve(caller.Name, clock.Now());
        db.Record(pack, new LawPackApproved(pack.Name, pack.Number, pack.Digest), r.Reason);
        await db.SaveChangesAsync(ct);
        // What was judged without this law is judged again with it.
        jobs.Enqueue<JudgeAgainAfterLawChangeJob>(job => job.RunAsync(pack.Id, CancellationToken.None));
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(LawPackView.Of(pack, pack.Number));
    }
}
