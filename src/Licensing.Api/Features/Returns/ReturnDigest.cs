using System.Security.Cryptography;
using System.Text;

namespace Licensing.Api.Features.Returns;

/// <summary>The digest of what a chunk of a return wrote, for the audit. Anyone who reads the rows again can compute it: docs/audit.md.</summary>
public static class ReturnDigest
{
    /// <summary>SHA-256 over row, reference of the placement, and the two texts of the version, a line feed between each.</summary>
    public static byte[] OfVersion(long row, string reference, string reported, string worker) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{row}\n{reference}\n{reported}\n{worker}"));

    /// <summary>SHA-256 over the digests of the versions, in the order of their rows; hexadecimal.</summary>
    public static string OfChunk(IEnumerable<byte[]> versions)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var version in versions)
            all.AppendData(version);
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
