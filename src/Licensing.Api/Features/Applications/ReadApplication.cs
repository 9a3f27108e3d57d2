using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

public sealed record ReadApplicationRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

/// <summary>Shows an application with its history and its documents. An agency sees its own.</summary>
public sealed class ReadApplication(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadApplicationRequest, Results<Ok<ApplicationView>, Problem>>
{
    public override void Configure()
    {
        Get("applications/{ApplicationId}");
        Permissions(Permission.ReadApplications);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<ApplicationView>, Problem>> ExecuteAsync(ReadApplicationRequest r, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().VisibleTo(caller).Shown().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        var today = ministry.Today(clock);
        // What time alone has changed, and no job has recorded yet, has no version of its own.
        if (application.StateOn(today) == application.State)
            HttpContext.ShowVersion(application);
        return TypedResults.Ok(ApplicationView.Of(application, today));
    }
}
