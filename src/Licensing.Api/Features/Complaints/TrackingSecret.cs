using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Licensing.Api.Features.Complaints;

/// <summary>A secret that is shown once and stored as its hash alone, by which somebody who signs in nowhere comes back to what is his.</summary>
public static class TrackingSecret
{
    private static readonly string NobodysHash = HashOf("");

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256. A secret is 256 random bits, so a slow hash would protect nothing more.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the secret is the one of the hash. It takes as long where there is none.</summary>
    public static bool Opens(string? hash, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(hash ?? NobodysHash)) && hash is not null;
}
