using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Applications;

/// <param name="Reason">Why, for the history.</param>
public sealed record RemoveDocumentRequest(string Reason)
{
    /// <summary>Public id or reference of the application.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string DocumentId { get; init; } = "";
}

public sealed record DocumentRemoved(string DocumentId, string Type);

public sealed class RemoveDocumentValidator : Validator<RemoveDocumentRequest>
{
    public RemoveDocumentValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(ApplicationStep.MaxReasonLength);
}

/// <summary>Takes a document out of a draft, or of a correction, before it is submitted: its bytes are destroyed. If-Match is the ETag of the application.</summary>
public sealed class RemoveDocument(LicensingDb db, Caller caller, SealedFolder files, Ministry ministry, TimeProvider clock)
    : Endpoint<RemoveDocumentRequest, Results<Ok<ApplicationView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/documents/{DocumentId}/removal");
        Permissions(Permission.FileApplications);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ApplicationMoveNotPossible, ProblemCode.DocumentSubmitted);
    }

    public override async Task<Results<Ok<ApplicationView>, Problem>> ExecuteAsync(RemoveDocumentRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var application = await db.Applications.VisibleTo(caller).Shown().FindApplicationAsync(r.ApplicationId, ct);
        var document = application?.Documents.SingleOrDefault(d => d.PublicId == r.DocumentId && d.RemovedAt is null);
        if (application is null || document is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(application) is { } stale)
            return stale;
        if (application.WhyNotWritten(today) is { } refusal)
            return refusal;
        if (document.AttachedAt <= application.SubmittedAt)
            return new Problem(ProblemCode.DocumentSubmitted);
        document.Remove(clock.Now());
        application.Touch(clock.Now());
        db.Record(application, new DocumentRemoved(document.PublicId, document.Type), r.Reason);
        await db.SaveChangesAsync(ct);
        files.Destroy(document.FileName);
        HttpContext.ShowVersion(application);
        return TypedResults.Ok(ApplicationView.Of(application, today));
    }
}
