using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <param name="Purpose">Why it has to be known who claims; the person concerned is told.</param>
public sealed record ReadClaimantRequest(string Purpose)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ClaimId { get; init; } = "";
}

/// <param name="Worker">Public id of the person; null where nobody said who claims, and where it is no worker.</param>
/// <param name="ReadId">Public id of this read in the register; null where there is nobody to read of.</param>
/// <param name="Document">Null where none was reported, and once the person is erased.</param>
public sealed record ClaimantView(string Claim, string? Worker, string? Placement, string? ReadId, WorkerIdentity Document);

public sealed class ReadClaimantValidator : Validator<ReadClaimantRequest>
{
    public ReadClaimantValidator() => RuleFor(r => r.Purpose).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
}

/// <summary>Opens who the worker of a claim is, so that he can be paid. That it was read, by whom and why is stored first.</summary>
/// <remarks>A POST without Idempotency-Key, as POST /v1/workers/{workerId}/identity-reads.</remarks>
public sealed class ReadClaimant(LicensingDb db, Caller caller, ReadRegister reads, IdentitySeal seal) : Endpoint<ReadClaimantRequest, Results<Ok<ClaimantView>, Problem>>
{
    public override void Configure()
    {
        Post("deposit-claims/{ClaimId}/claimant-reads");
        Permissions(Permission.ReadClaimants);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ClaimantView>, Problem>> ExecuteAsync(ReadClaimantRequest r, CancellationToken ct)
    {
        var claim = await db.DepositClaims.AsTracking().Include(c => c.Worker).Include(c => c.Placement).SingleOrDefaultAsync(c => c.PublicId == r.ClaimId, ct);
        if (claim is null)
            return new Problem(ProblemCode.NotFound);
        if (claim.Worker is not { } worker)
            return TypedResults.Ok(new ClaimantView(claim.PublicId, null, null, null, WorkerIdentity.For(caller, null)));
        var read = await reads.RecordIdentityAsync(worker, r.Purpose, ct);
        return TypedResults.Ok(new ClaimantView(claim.PublicId, worker.PublicId, claim.Placement?.PublicId, read.PublicId, seal.Open(worker, read, caller)));
    }
}
