using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <param name="Purpose">Why he has to be reached.</param>
public sealed record ReadObjectorContactRequest(string Purpose)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ObjectionId { get; init; } = "";
}

/// <param name="ReadId">Public id of this read in the register.</param>
/// <param name="Contact">As he wrote it; null where he said none, and once its time is over.</param>
public sealed record ObjectorContactView(string Id, string ReadId, string? Contact);

public sealed class ReadObjectorContactValidator : Validator<ReadObjectorContactRequest>
{
    public ReadObjectorContactValidator() => RuleFor(r => r.Purpose).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
}

/// <summary>Opens how somebody who objected can be reached. That it was read, by whom and why is stored first (GET /reads).</summary>
public sealed class ReadObjectorContact(LicensingDb db, Caller caller, ReadRegister reads, PersonSeal seal) : Endpoint<ReadObjectorContactRequest, Results<Ok<ObjectorContactView>, Problem>>
{
    public override void Configure()
    {
        Post("objections/{ObjectionId}/contact-reads");
        Permissions(Permission.ReadObjectors);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ObjectorContactView>, Problem>> ExecuteAsync(ReadObjectorContactRequest r, CancellationToken ct)
    {
        var objection = await db.Objections.AsNoTracking().Include(o => o.Application).SingleOrDefaultAsync(o => o.PublicId == r.ObjectionId, ct);
        if (objection is null)
            return new Problem(ProblemCode.NotFound);
        // Who is near the agency is told least of all who objects to it.
        if (await db.WhyNotFreeAsync(caller, objection.Application.AgencyId, ct) is { } notFree)
            return notFree;
        var read = await reads.RecordPersonAsync(objection.PublicId, r.Purpose, ct);
        return TypedResults.Ok(new ObjectorContactView(objection.PublicId, read.PublicId, objection.Contact is { } stored ? seal.Open<string>(stored) : null));
    }
}
