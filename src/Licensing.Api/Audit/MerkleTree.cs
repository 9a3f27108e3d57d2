using System.Numerics;
using System.Security.Cryptography;

namespace Licensing.Api.Audit;

/// <summary>Leaves from <paramref name="Start"/> on; proofs are lists of hashes over such ranges.</summary>
public readonly record struct LeafRange(long Start, long Length);

/// <summary>A hash of the tree over 2^level leaves, with its in-order place: leaf i is at 2i, and the root of leaves
/// [s, s + 2^level) at 2s + 2^level - 1. So one number names a node, whatever the size of the tree.</summary>
public readonly record struct TreeNode(long Place, byte[] Hash);

/// <summary>The hash tree of RFC 9162, section 2.1, with SHA-256: what is hashed, and which hashes make a proof.</summary>
public static class MerkleTree
{
    public const int HashBytes = 32;

    /// <summary>MTH of no leaves.</summary>
    public static byte[] Empty { get; } = SHA256.HashData([]);

    /// <summary>The prefixes differ, so that no inner node can be passed off as an entry.</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> entry) => SHA256.HashData([0x00, .. entry]);

    public static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([0x01, .. left, .. right]);

    public static long Place(long start, int level) => 2 * start + (1L << level) - 1;

    /// <summary>PATH(index, D[size]): what is hashed with the leaf on the way to the root, from the bottom.</summary>
    public static List<LeafRange> InclusionPath(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)size);
        var path = new List<LeafRange>();
        for (var (start, length) = (0L, size); length > 1;)
        {
            var left = Split(length);
            (path, start, length) = index - start < left
                ? ([.. path, new(start + left, length - left)], start, left)
                : ((List<LeafRange>)[.. path, new(start, left)], start + left, length - left);
        }

        path.Reverse();
        return path;
    }

    /// <summary>PROOF(first, D[second]): what shows that the log of the first size is the beginning of the second.</summary>
    public static List<LeafRange> ConsistencyPath(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(second, first);
        var path = new List<LeafRange>();
        var whole = true;
        var (start, length) = (0L, second);
        for (var m = first; m != length;)
        {
            var left = Split(length);
            if (m <= left)
            {
                path.Add(new(start + left, length - left));
                length = left;
            }
            else
            {
                path.Add(new(start, left));
                (start, length, m, whole) = (start + left, length - left, m - left, false);
            }
        }

        if (!whole)
            path.Add(new(start, length));
        path.Reverse();
        return path;
    }

    /// <summary>The complete subtrees that a range of a tree consists of, from the left: at most one for each bit of its
    /// length. These are the nodes that are stored.</summary>
    public static IEnumerable<long> Subtrees(LeafRange range)
    {
        var (start, length) = range;
        while (length > 0)
        {
            var level = BitOperations.Log2((ulong)length);
            yield return Place(start, level);
            start += 1L << level;
            length -= 1L << level;
        }
    }

    /// <summary>MTH over those subtrees.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> subtrees)
    {
        if (subtrees.Count == 0)
            return Empty;
        var hash = subtrees[^1];
        for (var i = subtrees.Count - 2; i >= 0; i--)
            hash = HashNode(subtrees[i], hash);
        return hash;
    }

    // The largest power of two smaller than the length.
    private static long Split(long length) => 1L << BitOperations.Log2((ulong)(length - 1));
}

/// <summary>The right edge of a growing tree: with one hash for each bit of its size it can take more leaves and say the root.
/// An append costs two hashes on average, whatever the size.</summary>
public sealed class Frontier(long size, IEnumerable<byte[]> subtrees)
{
    private readonly List<byte[]> _subtrees = [.. subtrees];

    public long Size { get; private set; } = size;

    public byte[] Root => MerkleTree.Join(_subtrees);

    /// <summary>Adds a leaf; gives the nodes that are complete now, the leaf first.</summary>
    public List<TreeNode> Append(byte[] leaf)
    {
        List<TreeNode> complete = [new(MerkleTree.Place(Size, 0), leaf)];
        var hash = leaf;
        for (var level = 1; (Size >> (level - 1) & 1) == 1; level++)
        {
            hash = MerkleTree.HashNode(_subtrees[^1], hash);
            _subtrees.RemoveAt(_subtrees.Count - 1);
            complete.Add(new(MerkleTree.Place(Size + 1 - (1L << level), level), hash));
        }

        _subtrees.Add(hash);
        Size++;
        return complete;
    }
}
