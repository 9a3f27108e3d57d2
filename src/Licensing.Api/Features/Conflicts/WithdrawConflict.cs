using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Conflicts;

/// <param name="Reason">What changed, for the audit trail.</param>
public sealed record WithdrawConflictRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ConflictId { get; init; } = "";
}

public sealed class WithdrawConflictValidator : Validator<WithdrawConflictRequest>
{
    public WithdrawConflictValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Takes back a conflict that the caller declared himself. The record of it stays.</summary>
public sealed class WithdrawConflict(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<WithdrawConflictRequest, Results<Ok<ConflictView>, Problem>>
{
    public override void Configure()
    {
        Post("conflicts/{ConflictId}/withdrawal");
        Permissions(Permission.DeclareConflicts);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ConflictWithdrawn);
    }

    public override async Task<Results<Ok<ConflictView>, Problem>> ExecuteAsync(WithdrawConflictRequest r, CancellationToken ct)
    {
        var conflict = await db.ConflictsOfInterest.Include(c => c.Agency).SingleOrDefaultAsync(c => c.PublicId == r.ConflictId, ct);
        if (conflict is null || conflict.Subject != caller.Name)
            return new Problem(ProblemCode.NotFound);
        if (conflict.WithdrawnAt is not null)
            return new Problem(ProblemCode.ConflictWithdrawn);
        if (HttpContext.RefuseStale(conflict) is { } stale)
            return stale;

        conflict.Withdraw(clock.Now());
        db.Record(conflict, new ConflictWithdrawn(conflict.Subject, conflict.Agency.PublicId), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(conflict);
        return TypedResults.Ok(ConflictView.Of(conflict));
    }
}
