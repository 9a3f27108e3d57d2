using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Applications;

/// <param name="Reason">Why, for the history.</param>
public sealed record WithdrawApplicationRequest(string Reason)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

public sealed record ApplicationWithdrawn(ApplicationState From);

public sealed class WithdrawApplicationValidator : Validator<WithdrawApplicationRequest>
{
    public WithdrawApplicationValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(ApplicationStep.MaxReasonLength);
}

/// <summary>Takes an application back, as long as nobody has decided on it.</summary>
public sealed class WithdrawApplication(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<WithdrawApplicationRequest, Results<Ok<ApplicationView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/withdrawal");
        Permissions(Permission.FileApplications);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ApplicationMoveNotPossible);
    }

    public override async Task<Results<Ok<ApplicationView>, Problem>> ExecuteAsync(WithdrawApplicationRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var application = await db.Applications.VisibleTo(caller).Shown().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(application) is { } stale)
            return stale;
        if (application.WhyNot(ApplicationAction.Withdraw, today) is { } refusal)
            return refusal;
        var step = application.Take(ApplicationAction.Withdraw, clock.Now(), caller.Name, r.Reason);
        db.Record(application, new ApplicationWithdrawn(step.From), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(application);
        return TypedResults.Ok(ApplicationView.Of(application, today));
    }
}
