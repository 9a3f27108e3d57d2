using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Applications;

/// <param name="Reason">Why, in one sentence. The applicant reads it.</param>
/// <param name="Items">What is to be corrected, each with its reason.</param>
/// <param name="CorrectBy">Last day to correct it, inclusive; after it the application lapses. Left out: none, and it does not lapse.</param>
public sealed record ReturnApplicationRequest(string Reason, IReadOnlyList<CorrectionItem> Items, DateOnly? CorrectBy = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

/// <param name="Items">What is to be corrected; the reasons stand with the application.</param>
public sealed record ApplicationReturned(IReadOnlyList<string> Items, DateOnly? CorrectBy);

public sealed class ReturnApplicationValidator : Validator<ReturnApplicationRequest>
{
    public ReturnApplicationValidator()
    {
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(ApplicationStep.MaxReasonLength);
        RuleFor(r => r.Items).Must(i => i.Count is > 0 and <= 100).WithErrorCode("list.wrong-length").WithMessage("Name 1 to 100 things to correct.");
        RuleForEach(r => r.Items).ChildRules(item =>
        {
            item.RuleFor(i => i.Item).NotEmpty().ShortText().MaximumLength(200);
            item.RuleFor(i => i.Reason).NotEmpty().MaximumLength(ApplicationStep.MaxReasonLength);
        });
        RuleFor(r => r.CorrectBy!.Value).PlausibleDay().OverridePropertyName("CorrectBy").When(r => r.CorrectBy is not null);
    }
}

/// <summary>Sends an application back to be corrected, with a reason for each thing. Details and documents can then be changed, and it is
/// submitted again.</summary>
public sealed class ReturnApplication(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ReturnApplicationRequest, Results<Ok<ApplicationView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/return");
        Permissions(Permission.ExamineApplications);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ApplicationMoveNotPossible);
    }

    public override async Task<Results<Ok<ApplicationView>, Problem>> ExecuteAsync(ReturnApplicationRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var application = await db.Applications.Shown().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(application) is { } stale)
            return stale;
        if (application.WhyNot(ApplicationAction.Return, today) is { } refusal)
            return refusal;
        if (r.CorrectBy < today)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.past", "/correctBy", $"The day has passed; today is {today:yyyy-MM-dd}.", Mend: "Give today or a later day.")]);
        application.Take(ApplicationAction.Return, clock.Now(), caller.Name, r.Reason, r.Items);
        application.AskCorrectionBy(r.CorrectBy);
        db.Record(application, new ApplicationReturned([.. r.Items.Select(i => i.Item)], r.CorrectBy), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(application);
        return TypedResults.Ok(ApplicationView.Of(application, today));
    }
}
