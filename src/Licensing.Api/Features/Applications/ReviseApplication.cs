using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Applications;

public sealed record ReviseApplicationRequest : WrittenApplication
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

/// <param name="Number">Of the version that was written.</param>
public sealed record ApplicationRevised(int Number, string? Class);

public sealed class ReviseApplicationValidator : Validator<ReviseApplicationRequest>
{
    public ReviseApplicationValidator(CodeLists codes) => Include(new WrittenApplicationValidator<ReviseApplicationRequest>(codes));
}

/// <summary>Writes a draft, or an application that was returned, anew as a whole. What was submitted before stays as a version of its own.</summary>
public sealed class ReviseApplication(LicensingDb db, Caller caller, ApplicationSeal seal, Ministry ministry, TimeProvider clock)
    : Endpoint<ReviseApplicationRequest, Results<Ok<ApplicationView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/revisions");
        Permissions(Permission.FileApplications);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ApplicationMoveNotPossible);
    }

    public override async Task<Results<Ok<ApplicationView>, Problem>> ExecuteAsync(ReviseApplicationRequest r, CancellationToken ct)
    {
        var application = await db.Applications.VisibleTo(caller).Shown().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(application) is { } stale)
            return stale;
        if (application.WhyNotWritten(ministry.Today(clock)) is { } refusal)
            return refusal;
        await db.WriteAsync(application, r, seal, clock.Now(), caller.Name, ct);
        db.Record(application, new ApplicationRevised(application.LatestNumber, r.Class));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(application);
        return TypedResults.Ok(ApplicationView.Of(application, ministry.Today(clock)));
    }
}
