using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Examinations;

public sealed record LookForAlertsRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

public sealed record AlertsFound(int New, int All);

/// <param name="Alerts">Every alert of the examination, also those that match no more today.</param>
public sealed record AlertsView(IReadOnlyList<AlertView> Alerts);

/// <summary>Looks again for what an application has in common with agencies that were revoked or refused, and with whom is barred today. What is new becomes
/// an alert that must be answered.</summary>
public sealed class LookForAlerts(LicensingDb db, Caller caller, AlertSearch search, Ministry ministry, TimeProvider clock) : Endpoint<LookForAlertsRequest, Results<Ok<AlertsView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/alerts");
        Permissions(Permission.ExamineApplications);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ExaminationOver);
    }

    public override async Task<Results<Ok<AlertsView>, Problem>> ExecuteAsync(LookForAlertsRequest r, CancellationToken ct)
    {
        if (await db.FindByApplicationAsync(r.ApplicationId, ct) is not { } examination)
            return new Problem(ProblemCode.NotFound);
        if (await db.WhyNotFreeAsync(caller, examination.Application.AgencyId, ct) is { } notFree)
            return notFree;
        if (examination.WhyNotOpen(ministry.Today(clock)) is { } over)
            return over;
        var fresh = db.Keep(examination, await search.FindAsync(examination.Application, ct), clock.Now());
        if (fresh > 0)
        {
            db.Record(examination, new AlertsFound(fresh, examination.Alerts.Count));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(new AlertsView([.. examination.Alerts.OrderBy(a => a.Id).Select(AlertView.Of)]));
    }
}
