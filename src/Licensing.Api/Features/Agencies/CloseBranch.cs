using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="To">First day on which it is closed.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record CloseBranchRequest(DateOnly To, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string BranchId { get; init; } = "";
}

public sealed record BranchClosed(string AgencyId, DateOnly To);

public sealed class CloseBranchValidator : Validator<CloseBranchRequest>
{
    public CloseBranchValidator()
    {
        RuleFor(r => r.To).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Records that a branch is closed from a day on. What the register said before stays known.</summary>
public sealed class CloseBranch(LicensingDb db, TimeProvider clock) : Endpoint<CloseBranchRequest, Results<Ok<BranchView>, Problem>>
{
    public override void Configure()
    {
        Post("branches/{BranchId}/end");
        Permissions(Permission.RecordAgencyFacts);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.BranchClosed, ProblemCode.EndBeforeBeginning);
    }

    public override async Task<Results<Ok<BranchView>, Problem>> ExecuteAsync(CloseBranchRequest r, CancellationToken ct)
    {
        var branch = await db.Branches.Include(b => b.Agency).SingleOrDefaultAsync(b => b.PublicId == r.BranchId, ct);
        if (branch is null)
            return new Problem(ProblemCode.NotFound);
        if (branch.To is not null)
            return new Problem(ProblemCode.BranchClosed);
        if (r.To < branch.From)
            return new Problem(ProblemCode.EndBeforeBeginning, $"It began on {branch.From:yyyy-MM-dd}.");
        if (HttpContext.RefuseStale(branch) is { } stale)
            return stale;
        branch.Close(r.To, clock.Now());
        db.Record(branch, new BranchClosed(branch.Agency.PublicId, r.To), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(branch);
        return TypedResults.Ok(BranchView.Of(branch));
    }
}
