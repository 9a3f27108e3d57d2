using System.Text.Json.Serialization;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

public sealed record ReadApplicationDetailsRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";

    /// <summary>Which version; the newest that the caller may see if left out.</summary>
    [QueryParam]
    public int? Number { get; init; }
}

public sealed class ReadApplicationDetailsValidator : Validator<ReadApplicationDetailsRequest>
{
    public ReadApplicationDetailsValidator() => RuleFor(r => r.Number).GreaterThan(0);
}

/// <summary>Who applies. It holds who people are, so that it was read is stored first.</summary>
/// <param name="Id">Public id of the application.</param>
/// <param name="SubmittedAt">Null while this version is not submitted.</param>
/// <param name="Applicant">Null once the details are destroyed.</param>
public sealed record ApplicationDetailsView(
    string Id, int Number, DateTime WrittenAt, string WrittenBy, DateTime? SubmittedAt, [property: Personal] ApplicantDetails? Applicant, [property: JsonIgnore] ReadReceipt Receipt)
{
    public static ApplicationDetailsView Of(LicenceApplication a, ApplicationVersion v, ApplicantDetails? details, ReadReceipt receipt)
    {
        receipt.For(a.PublicId);
        return new(a.PublicId, v.Number, v.WrittenAt, v.WrittenBy, v.SubmittedAt, details, receipt);
    }
}

/// <summary>Opens who applies: owners, persons in control, staff, premises, bank. Who read it and when is kept (GET /reads?shown=), with the purpose
/// in the header X-Purpose. The ministry sees what was submitted, not what is being written.</summary>
public sealed class ReadApplicationDetails(LicensingDb db, Caller caller, ReadRegister reads, ApplicationSeal seal)
    : Endpoint<ReadApplicationDetailsRequest, Results<Ok<ApplicationDetailsView>, Problem>>
{
    public override void Configure()
    {
        Get("applications/{ApplicationId}/details");
        Permissions(Permission.ReadApplicationDetails);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<ApplicationDetailsView>, Problem>> ExecuteAsync(ReadApplicationDetailsRequest r, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().VisibleTo(caller).FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        var versions = db.ApplicationVersions.AsNoTracking().Where(v => v.ApplicationId == application.Id);
        if (caller.ActsForMinistry)
            versions = versions.Where(v => v.SubmittedAt != null);
        if (r.Number is { } number)
            versions = versions.Where(v => v.Number == number);
        var version = await versions.OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        if (version is null)
            return new Problem(ProblemCode.NotFound, "There is no such version, or it is not submitted.");
        var receipt = await reads.RecordShownAsync(application.PublicId, ct);
        HttpContext.ShowVersion(application);
        return TypedResults.Ok(ApplicationDetailsView.Of(application, version, seal.Open(version), receipt));
    }
}
