using FastEndpoints;
using FluentValidation;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

public sealed record ProveConsistencyRequest
{
    /// <summary>The size of the log that the witness has kept, at least 1.</summary>
    [QueryParam]
    public required long First { get; init; }

    /// <summary>The later size; left out: the newest head.</summary>
    [QueryParam]
    public long? Second { get; init; }
}

/// <summary>Shows that the log of the first size is the beginning of the log of the second (RFC 9162, 2.1.4).</summary>
/// <param name="Path">In hexadecimal; empty where both sizes are the same.</param>
public sealed record ConsistencyProof(long First, long Second, IReadOnlyList<string> Path);

public sealed class ProveConsistencyValidator : Validator<ProveConsistencyRequest>
{
    public ProveConsistencyValidator()
    {
        RuleFor(r => r.First).GreaterThan(0);
        RuleFor(r => r.Second).GreaterThan(0);
    }
}

/// <summary>Proves that the audit log was only ever appended to between two sizes.</summary>
public sealed class ProveConsistency(LicensingDb db) : Endpoint<ProveConsistencyRequest, Results<Ok<ConsistencyProof>, Problem>>
{
    public override void Configure()
    {
        Get("audit/proofs/consistency");
        Permissions(Permission.ProveAudit);
        this.Refuses(ProblemCode.AuditNotSealed);
    }

    public override async Task<Results<Ok<ConsistencyProof>, Problem>> ExecuteAsync(ProveConsistencyRequest r, CancellationToken ct)
    {
        var latest = await db.AuditHeads.OrderByDescending(h => h.Id).Select(h => h.Size).FirstOrDefaultAsync(ct);
        if (latest == 0)
            return new Problem(ProblemCode.AuditNotSealed);
        var second = r.Second ?? latest;
        if (second > latest)
            return TreeSizes.Refuse("second", $"The log has {latest} events.");
        if (r.First > second)
            return TreeSizes.Refuse("first", $"It is not after the second, which is {second}.");
        var hashes = await db.HashesAsync(MerkleTree.ConsistencyPath(r.First, second), ct);
        return TypedResults.Ok(new ConsistencyProof(r.First, second, hashes.ConvertAll(h => Convert.ToHexStringLower(h))));
    }
}
