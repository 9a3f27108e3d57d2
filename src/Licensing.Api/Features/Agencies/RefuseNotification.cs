using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Reason">Why; the agency reads it.</param>
public sealed record RefuseNotificationRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ChangeId { get; init; } = "";
}

public sealed class RefuseNotificationValidator : Validator<RefuseNotificationRequest>
{
    public RefuseNotificationValidator() => RuleFor(r => r.Reason).NotEmpty().StoredLength(NotifiedChange.MaxTextLength);
}

/// <summary>Refuses a change that an agency notified, with reasons. Nothing of the agency changes.</summary>
public sealed class RefuseNotification(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<RefuseNotificationRequest, Results<Ok<NotifiedChangeView>, Problem>>
{
    public override void Configure()
    {
        Post("notified-changes/{ChangeId}/refusal");
        Permissions(Permission.DecideChanges);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ChangeDecided, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<NotifiedChangeView>, Problem>> ExecuteAsync(RefuseNotificationRequest r, CancellationToken ct)
    {
        var change = await db.NotifiedChanges.AsTracking().Include(c => c.Agency).SingleOrDefaultAsync(c => c.PublicId == r.ChangeId, ct);
        if (change is null)
            return new Problem(ProblemCode.NotFound);
        if (change.State != ChangeState.Waiting)
            return new Problem(ProblemCode.ChangeDecided);
        if (HttpContext.RefuseStale(change) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, change.AgencyId, ct) is { } notFree)
            return notFree;
        change.Decide(ChangeState.Refused, r.Reason, clock.Now(), caller.Name);
        db.Record(change, new ChangeRefused(change.Agency.PublicId, change.Kind, change.On), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(change);
        return TypedResults.Ok(NotifiedChangeView.Of(change));
    }
}
