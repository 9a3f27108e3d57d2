using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;

namespace Licensing.Api.Security;

/// <param name="Recognition">Hexadecimal.</param>
public sealed record SealedIdentity(string Recognition, byte[] SealedKey, byte[] SealedDocument);

/// <summary>Seals who a worker is: the document under a key of the worker's own, that key under the ministry's.</summary>
/// <remarks>Keys: docs/operations.md. Nothing reads a sealed identity yet; what will must record who read it.</remarks>
public sealed class IdentitySeal(DeploymentKey deployment)
{
    private readonly byte[] _wrapKey = deployment.Derive("wrap worker keys");
    private readonly byte[] _recognitionKey = deployment.Derive("recognise documents");

    /// <summary>The same document, however it is spaced or capitalised, gives the same recognition.</summary>
    public SealedIdentity Seal(string country, string kind, string number)
    {
        var plain = Encoding.UTF8.GetBytes($"{country}|{kind}|{Plain(number)}");
        var own = RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes);
        return new(
            Convert.ToHexStringLower(HMACSHA256.HashData(_recognitionKey, plain)),
            DeploymentKey.Encrypt(_wrapKey, own), DeploymentKey.Encrypt(own, plain));
    }

    private static string Plain(string number) =>
        string.Concat(Text.Normalise(number).ToUpperInvariant().Where(char.IsLetterOrDigit));
}
