using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Complaints;

/// <param name="Purpose">Why it has to be known who complains.</param>
public sealed record ReadComplainantRequest(string Purpose)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

/// <param name="ReadId">Public id of this read in the register.</param>
/// <param name="Person">Null where it is anonymous, and once its time is over.</param>
public sealed record ComplainantView(string Id, string ReadId, ComplainantIdentity Person);

public sealed class ReadComplainantValidator : Validator<ReadComplainantRequest>
{
    public ReadComplainantValidator() => RuleFor(r => r.Purpose).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
}

/// <summary>Opens who complains. That it was read, by whom and why is stored first (GET /reads).</summary>
public sealed class ReadComplainant(LicensingDb db, Caller caller, ReadRegister reads, PersonSeal seal) : Endpoint<ReadComplainantRequest, Results<Ok<ComplainantView>, Problem>>
{
    public override void Configure()
    {
        Post("complaints/{ComplaintId}/identity-reads");
        Permissions(Permission.ReadComplainants);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ComplainantView>, Problem>> ExecuteAsync(ReadComplainantRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        var read = await reads.RecordPersonAsync(complaint.PublicId, r.Purpose, ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ComplainantView(complaint.PublicId, read.PublicId, ComplainantIdentity.For(caller, complaint.Person is { } stored ? seal.Open<Complainant>(stored) : null)));
    }
}
