using FastEndpoints;
using FluentValidation;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

public sealed record ProveInclusionRequest
{
    /// <summary>Public id of the event.</summary>
    [QueryParam]
    public required string Event { get; init; }

    /// <summary>Size of the log that the proof is for, usually that of a head; left out: the newest head.</summary>
    [QueryParam]
    public long? TreeSize { get; init; }
}

/// <summary>Shows that an event is in the log of a size (RFC 9162, 2.1.3).</summary>
/// <param name="Index">Its place in the log, from 0.</param>
/// <param name="Leaf">Hash of the event's entry, in hexadecimal. Whoever holds the entry computes it himself.</param>
/// <param name="Path">What it is hashed with on the way to the root, in hexadecimal, from the bottom.</param>
public sealed record InclusionProof(string Event, long Index, long TreeSize, string Leaf, IReadOnlyList<string> Path);

public sealed class ProveInclusionValidator : Validator<ProveInclusionRequest>
{
    public ProveInclusionValidator()
    {
        RuleFor(r => r.Event).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.TreeSize).GreaterThan(0);
    }
}

/// <summary>Proves that an event is in the audit log, to whoever knows the event's id; it says nothing of what the event is.</summary>
public sealed class ProveInclusion(LicensingDb db) : Endpoint<ProveInclusionRequest, Results<Ok<InclusionProof>, Problem>>
{
    public override void Configure()
    {
        Get("audit/proofs/inclusion");
        Permissions(Permission.ProveAudit);
        this.Refuses(ProblemCode.NotFound, ProblemCode.AuditNotSealed);
    }

    public override async Task<Results<Ok<InclusionProof>, Problem>> ExecuteAsync(ProveInclusionRequest r, CancellationToken ct)
    {
        var place = await db.AuditEvents.Where(e => e.PublicId == r.Event).Select(e => new { e.LeafIndex }).SingleOrDefaultAsync(ct);
        if (place is null)
            return new Problem(ProblemCode.NotFound);
        var latest = await db.AuditHeads.OrderByDescending(h => h.Id).Select(h => h.Size).FirstOrDefaultAsync(ct);
        if (place.LeafIndex is not { } index || index >= latest)
            return new Problem(ProblemCode.AuditNotSealed);
        var size = r.TreeSize ?? latest;
        if (size > latest || size <= index)
            return TreeSizes.Refuse("treeSize", $"The event has index {index}, and the log {latest} events: the size lies between {index + 1} and {latest}.");

        var hashes = await db.HashesAsync([new(index, 1), .. MerkleTree.InclusionPath(index, size)], ct);
        return TypedResults.Ok(new InclusionProof(r.Event, index, size, Convert.ToHexStringLower(hashes[0]), hashes[1..].ConvertAll(h => Convert.ToHexStringLower(h))));
    }
}

internal static class TreeSizes
{
    public static Problem Refuse(string parameter, string why) =>
        new(ProblemCode.RequestInvalid, why, [new ProblemError("tree-size.out-of-range", parameter, why)]);
}
