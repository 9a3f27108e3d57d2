using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Workers;

/// <param name="Purpose">Why it has to be known who this is; the person concerned is told.</param>
public sealed record ReadWorkerIdentityRequest(string Purpose)
{
    /// <summary>Public id of the person, or of one of his placements.</summary>
    [RouteParam]
    public string WorkerId { get; init; } = "";
}

/// <param name="Id">Public id of the person.</param>
/// <param name="ReadId">Public id of this read in the register.</param>
/// <param name="Document">Null where none was reported, and once the person is erased. The number is in capital letters and digits, as
/// it is recognised.</param>
/// <param name="ErasedAt">When it was destroyed who this is; null while it is not.</param>
public sealed record WorkerIdentityView(string Id, string ReadId, WorkerIdentity Document, DateTime? ErasedAt);

public sealed class ReadWorkerIdentityValidator : Validator<ReadWorkerIdentityRequest>
{
    public ReadWorkerIdentityValidator() => RuleFor(r => r.Purpose).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
}

/// <summary>Opens who a worker is. That it was read, by whom and why is stored first; the person concerned can be told (GET /reads).</summary>
/// <remarks>A POST, since it leaves a trace, and a purpose has no place in an address that logs keep. It takes no Idempotency-Key: the
/// answer is kept nowhere, and each time is a read of its own.</remarks>
public sealed class ReadWorkerIdentity(LicensingDb db, Caller caller, ReadRegister reads, IdentitySeal seal)
    : Endpoint<ReadWorkerIdentityRequest, Results<Ok<WorkerIdentityView>, Problem>>
{
    public override void Configure()
    {
        Post("workers/{WorkerId}/identity-reads");
        Permissions(Permission.ReadWorkerIdentities);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<WorkerIdentityView>, Problem>> ExecuteAsync(ReadWorkerIdentityRequest r, CancellationToken ct)
    {
        if (await db.FindWorkerAsync(r.WorkerId, ct) is not { } worker)
            return new Problem(ProblemCode.NotFound);
        var read = await reads.RecordAsync(worker.Id, worker.PublicId, ct, r.Purpose);
        return TypedResults.Ok(new WorkerIdentityView(worker.PublicId, read.PublicId, seal.Open(worker, read, caller), worker.ErasedAt));
    }
}
