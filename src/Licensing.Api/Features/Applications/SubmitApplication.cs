using System.Security.Cryptography;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

/// <param name="Reason">What the ministry should know, for example how a correction was made.</param>
public sealed record SubmitApplicationRequest(string? Reason = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

/// <param name="Again">Whether it had been returned for correction.</param>
/// <param name="Sealed">SHA-256 of the details as they are stored, sealed: a key that is replaced does not change it.</param>
/// <param name="Documents">SHA-256 of each document.</param>
public sealed record ApplicationSubmitted(int Number, bool Again, string Sealed, IReadOnlyList<string> Documents);

public sealed class SubmitApplicationValidator : Validator<SubmitApplicationRequest>
{
    public SubmitApplicationValidator() => RuleFor(r => r.Reason).MaximumLength(ApplicationStep.MaxReasonLength);
}

/// <summary>Submits a draft, or what was returned. Refused with everything that is missing; and while the regime does not say what is wanted.</summary>
public sealed class SubmitApplication(LicensingDb db, Caller caller, ApplicationSeal seal, RegimeInForce regimes, CodeLists codes, Ministry ministry, TimeProvider clock)
    : Endpoint<SubmitApplicationRequest, Results<Ok<ApplicationView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/submission");
        Permissions(Permission.FileApplications);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ApplicationMoveNotPossible, ProblemCode.RegimeNotSet, ProblemCode.ApplicationIncomplete);
    }

    public override async Task<Results<Ok<ApplicationView>, Problem>> ExecuteAsync(SubmitApplicationRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var application = await db.Applications.VisibleTo(caller).Shown().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(application) is { } stale)
            return stale;
        var again = application.State == ApplicationState.Returned;
        var action = again ? ApplicationAction.Resubmit : ApplicationAction.Submit;
        if (application.WhyNot(action, today) is { } refusal)
            return refusal;
        var regime = await regimes.OnAsync(today, ct);
        if (regime.WhyNot(ApplicationCheck.Asks(application.Kind)) is { } notSet)
            return notSet;
        var version = await db.ApplicationVersions.SingleAsync(v => v.ApplicationId == application.Id && v.Number == application.LatestNumber, ct);
        var found = ApplicationCheck.Of(application, seal.Open(version), regime, codes);
        if (!found.IsComplete)
            return new Problem(ProblemCode.ApplicationIncomplete, $"{found.Gaps.Length} missing; see errors.", [.. found.Gaps.Select(g => g.ToError())]);

        var now = clock.Now();
        application.Take(action, now, caller.Name, r.Reason);
        version.Submit(now);
        db.Record(application, new ApplicationSubmitted(
            version.Number, again, Convert.ToHexStringLower(SHA256.HashData(version.SealedContent!)), [.. application.Documents.Where(d => d.RemovedAt is null).OrderBy(d => d.Id).Select(d => d.Digest)]), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(application);
        return TypedResults.Ok(ApplicationView.Of(application, today));
    }
}
