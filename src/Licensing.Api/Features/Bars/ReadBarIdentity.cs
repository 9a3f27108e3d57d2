using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

/// <param name="Purpose">Why it has to be known who this is.</param>
public sealed record ReadBarIdentityRequest(string Purpose)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string BarId { get; init; } = "";
}

/// <param name="Id">Public id of the bar.</param>
/// <param name="ReadId">Public id of this read in the register.</param>
/// <param name="Person">Null where an agency is barred, and once the person is erased.</param>
public sealed record BarIdentityView(string Id, string ReadId, BarredIdentity Person);

public sealed class ReadBarIdentityValidator : Validator<ReadBarIdentityRequest>
{
    public ReadBarIdentityValidator() => RuleFor(r => r.Purpose).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
}

/// <summary>Opens who a barred person is. That it was read, by whom and why is stored first (GET /reads).</summary>
/// <remarks>A POST without Idempotency-Key, as with the identity of a worker: each time is a read of its own, and the answer is kept nowhere.</remarks>
public sealed class ReadBarIdentity(LicensingDb db, Caller caller, ReadRegister reads, PersonSeal seal) : Endpoint<ReadBarIdentityRequest, Results<Ok<BarIdentityView>, Problem>>
{
    public override void Configure()
    {
        Post("bars/{BarId}/identity-reads");
        Permissions(Permission.ReadBarIdentities);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<BarIdentityView>, Problem>> ExecuteAsync(ReadBarIdentityRequest r, CancellationToken ct)
    {
        var bar = await db.Bars.AsNoTracking().SingleOrDefaultAsync(b => b.PublicId == r.BarId, ct);
        if (bar is null)
            return new Problem(ProblemCode.NotFound);
        var read = await reads.RecordPersonAsync(bar.PublicId, r.Purpose, ct);
        return TypedResults.Ok(new BarIdentityView(bar.PublicId, read.PublicId, BarredIdentity.For(caller, bar.Person is { } stored ? seal.Open<BarredPerson>(stored) : null)));
    }
}
