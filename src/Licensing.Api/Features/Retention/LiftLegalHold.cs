using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Retention;

/// <param name="Reason">Why it is not needed any more, for the history.</param>
public sealed record LiftLegalHoldRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string HoldId { get; init; } = "";
}

public sealed class LiftLegalHoldValidator : Validator<LiftLegalHoldRequest>
{
    public LiftLegalHoldValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Lifts a legal hold. What has been due meanwhile goes with the next run, unless another hold stands on it.</summary>
public sealed class LiftLegalHold(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<LiftLegalHoldRequest, Results<Ok<LegalHoldView>, Problem>>
{
    public override void Configure()
    {
        Post("legal-holds/{HoldId}/end");
        Permissions(Permission.PlaceLegalHolds);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LegalHoldLifted);
    }

    public override async Task<Results<Ok<LegalHoldView>, Problem>> ExecuteAsync(LiftLegalHoldRequest r, CancellationToken ct)
    {
        var hold = await db.LegalHolds.SingleOrDefaultAsync(h => h.PublicId == r.HoldId, ct);
        if (hold is null)
            return new Problem(ProblemCode.NotFound);
        if (hold.LiftedAt is not null)
            return new Problem(ProblemCode.LegalHoldLifted);
        if (HttpContext.RefuseStale(hold) is { } stale)
            return stale;

        hold.Lift(r.Reason, caller.Name, clock.Now());
        db.Record(hold, new LegalHoldLifted(hold.SubjectId), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(hold);
        return TypedResults.Ok(LegalHoldView.Of(hold));
    }
}
