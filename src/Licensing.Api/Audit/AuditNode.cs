using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Audit;

/// <summary>A stored hash of the tree. Only complete subtrees are stored: they never change, and every proof of every size
/// is made of them. Two rows for each event.</summary>
public sealed class AuditNode(long place, byte[] hash)
{
    public long Place { get; private set; } = place;
    public byte[] Hash { get; private set; } = hash;

    internal sealed class Table : IEntityTypeConfiguration<AuditNode>
    {
        public void Configure(EntityTypeBuilder<AuditNode> builder)
        {
            builder.HasKey(n => n.Place);
            builder.Property(n => n.Place).ValueGeneratedNever();
            builder.Property(n => n.Hash).HasMaxLength(MerkleTree.HashBytes);
        }
    }
}

/// <summary>Reads hashes of the stored tree: one query for a whole proof, of about as many rows as the log's size has bits,
/// squared over two at worst.</summary>
public static class StoredTree
{
    /// <exception cref="AuditBrokenException">A node is missing.</exception>
    public static async Task<List<byte[]>> HashesAsync(this LicensingDb db, IReadOnlyList<LeafRange> ranges, CancellationToken ct)
    {
        var places = ranges.SelectMany(MerkleTree.Subtrees).Distinct().ToList();
        var stored = places.Count == 0 ? []
            : await db.AuditNodes.AsNoTracking().Where(n => places.Contains(n.Place)).ToDictionaryAsync(n => n.Place, n => n.Hash, ct);
        return [.. ranges.Select(range => MerkleTree.Join([.. MerkleTree.Subtrees(range).Select(place => stored.GetValueOrDefault(place)
            ?? throw new AuditBrokenException($"Node {place} of the audit tree is missing. Run verify-audit."))]))];
    }

    public static async Task<Frontier> FrontierAsync(this LicensingDb db, long size, CancellationToken ct)
    {
        var subtrees = MerkleTree.Subtrees(new(0, size)).ToList();
        var stored = await db.AuditNodes.AsNoTracking().Where(n => subtrees.Contains(n.Place)).ToDictionaryAsync(n => n.Place, n => n.Hash, ct);
        return new(size, subtrees.Select(place => stored.GetValueOrDefault(place)
            ?? throw new AuditBrokenException($"Node {place} of the audit tree is missing. Run verify-audit.")));
    }
}

/// <summary>The stored log contradicts itself. Nothing is appended to it, and nothing proved from it.</summary>
public sealed class AuditBrokenException(string message) : Exception(message);
