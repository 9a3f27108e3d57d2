using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Reason">What it rests on; the agency reads it.</param>
public sealed record AcceptNotificationRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ChangeId { get; init; } = "";
}

public sealed class AcceptNotificationValidator : Validator<AcceptNotificationRequest>
{
    public AcceptNotificationValidator() => RuleFor(r => r.Reason).NotEmpty().StoredLength(NotifiedChange.MaxTextLength);
}

/// <summary>Approves a change that an agency notified. An address or a name is a fact of the agency from the day of the change on.</summary>
public sealed class AcceptNotification(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<AcceptNotificationRequest, Results<Ok<NotifiedChangeView>, Problem>>
{
    public override void Configure()
    {
        Post("notified-changes/{ChangeId}/acceptance");
        Permissions(Permission.DecideChanges);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ChangeDecided, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<NotifiedChangeView>, Problem>> ExecuteAsync(AcceptNotificationRequest r, CancellationToken ct)
    {
        var change = await db.NotifiedChanges.AsTracking().Include(c => c.Agency).ThenInclude(a => a.Facts).SingleOrDefaultAsync(c => c.PublicId == r.ChangeId, ct);
        if (change is null)
            return new Problem(ProblemCode.NotFound);
        if (change.State != ChangeState.Waiting)
            return new Problem(ProblemCode.ChangeDecided);
        if (HttpContext.RefuseStale(change) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, change.AgencyId, ct) is { } notFree)
            return notFree;
        var now = clock.Now();
        change.Decide(ChangeState.Accepted, r.Reason, now, caller.Name);
        db.Record(change, new ChangeAccepted(change.Agency.PublicId, change.Kind, change.On), r.Reason);
        if (change.StateFact(now, caller.Name) is { } fact)
            db.Record(change.Agency, new AgencyFactRecorded(fact.Kind, fact.Language, fact.From, fact.To), $"Notified: {change.PublicId}.");
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(change);
        return TypedResults.Ok(NotifiedChangeView.Of(change));
    }
}
