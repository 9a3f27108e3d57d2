using System.Text;
using Licensing.Api.Audit;

namespace Licensing.Security.Tests.Audit;

/// <summary>RFC 9162 hashing. The eight leaves and their hashes are the test vectors of the Certificate Transparency
/// implementations (merkle_tree_test.cc, RFC 6962), which the hashing of RFC 9162 did not change.</summary>
public sealed class MerkleTreeTests
{
    private static readonly byte[][] Leaves =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(Convert.FromHexString)];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    public static TheoryData<int, int, string[]> Inclusions => new()
    {
        { 0, 1, [] },
        { 0, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"] },
        { 5, 8, ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"] },
        { 2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"] },
        { 1, 5, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"] },
    };

    public static TheoryData<int, int, string[]> Consistencies => new()
    {
        { 1, 1, [] },
        { 1, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"] },
        { 6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"] },
        { 2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"] },
    };

    [Fact]
    public void The_root_of_each_size_is_that_of_the_vectors()
    {
        var tree = new Frontier(0, []);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Hex(tree.Root));
        foreach (var (leaf, root) in Leaves.Zip(Roots))
        {
            tree.Append(MerkleTree.HashLeaf(leaf));
            Assert.Equal(root, Hex(tree.Root));
        }
    }

    [Theory, MemberData(nameof(Inclusions))]
    public void An_inclusion_proof_is_that_of_the_vectors(int index, int size, string[] path) =>
        Assert.Equal(path, MerkleTree.InclusionPath(index, size).Select(range => Hex(Hash(range, Stored(Leaves)))));

    [Theory, MemberData(nameof(Consistencies))]
    public void A_consistency_proof_is_that_of_the_vectors(int first, int second, string[] path) =>
        Assert.Equal(path, MerkleTree.ConsistencyPath(first, second).Select(range => Hex(Hash(range, Stored(Leaves)))));

    // Against the definitions of the RFC, written down as they stand there.
    [Fact]
    public void Every_proof_of_every_size_up_to_seventy_is_what_the_definition_says()
    {
        var leaves = Enumerable.Range(0, 70).Select(i => Encoding.UTF8.GetBytes($"leaf {i}")).ToArray();
        var stored = Stored(leaves);
        for (var size = 1; size <= leaves.Length; size++)
        {
            for (var m = 0; m < size; m++)
            {
                Assert.Equal(Path(m, leaves[..size]).Select(Hex), MerkleTree.InclusionPath(m, size).Select(range => Hex(Hash(range, stored))));
                Assert.Equal(Subproof(m + 1, leaves[..size], true).Select(Hex), MerkleTree.ConsistencyPath(m + 1, size).Select(range => Hex(Hash(range, stored))));
            }
        }
    }

    [Fact]
    public void A_proof_in_a_log_of_a_million_million_events_needs_few_nodes()
    {
        var places = MerkleTree.InclusionPath(123_456_789_012, 999_999_999_999).SelectMany(MerkleTree.Subtrees).Distinct().Count();
        Assert.InRange(places, 30, 80);
        Assert.InRange(MerkleTree.ConsistencyPath(123_456_789_012, 999_999_999_999).SelectMany(MerkleTree.Subtrees).Distinct().Count(), 10, 80);
    }

    private static Dictionary<long, byte[]> Stored(byte[][] leaves)
    {
        var tree = new Frontier(0, []);
        return leaves.SelectMany(leaf => tree.Append(MerkleTree.HashLeaf(leaf))).ToDictionary(n => n.Place, n => n.Hash);
    }

    private static byte[] Hash(LeafRange range, Dictionary<long, byte[]> stored) =>
        MerkleTree.Join([.. MerkleTree.Subtrees(range).Select(place => stored[place])]);

    private static byte[] Mth(byte[][] d) => d.Length == 1 ? MerkleTree.HashLeaf(d[0]) : MerkleTree.HashNode(Mth(d[..Split(d.Length)]), Mth(d[Split(d.Length)..]));

    private static IEnumerable<byte[]> Path(int m, byte[][] d)
    {
        if (d.Length == 1)
            return [];
        var k = Split(d.Length);
        return m < k ? Path(m, d[..k]).Append(Mth(d[k..])) : Path(m - k, d[k..]).Append(Mth(d[..k]));
    }

    private static IEnumerable<byte[]> Subproof(int m, byte[][] d, bool whole)
    {
        if (m == d.Length)
            return whole ? [] : [Mth(d)];
        var k = Split(d.Length);
        return m <= k ? Subproof(m, d[..k], whole).Append(Mth(d[k..])) : Subproof(m - k, d[k..], false).Append(Mth(d[..k]));
    }

    private static int Split(int n)
    {
        var k = 1;
        while (2 * k < n)
            k *= 2;
        return k;
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
