using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Examinations;

public sealed record ReadExaminationRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

/// <summary>Shows how far the examination of an application is: what was found, visits, alerts, what is owed.</summary>
public sealed class ReadExamination(LicensingDb db, ExaminationReading reading) : Endpoint<ReadExaminationRequest, Results<Ok<ExaminationView>, Problem>>
{
    public override void Configure()
    {
        Get("applications/{ApplicationId}/examination");
        Permissions(Permission.ReadExaminations);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<ExaminationView>, Problem>> ExecuteAsync(ReadExaminationRequest r, CancellationToken ct)
    {
        if (await db.FindByApplicationAsync(r.ApplicationId, ct) is not { } examination)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(examination);
        return TypedResults.Ok(await reading.OfAsync(examination, ct));
    }
}
