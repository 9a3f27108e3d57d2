using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Webhooks;

/// <summary>Secrets and signatures of the Standard Webhooks specification, version 1, symmetric.</summary>
public static class WebhookSecret
{
    public const string Prefix = "whsec_";
    private const int Bytes = 32;
    private const string Purpose = "seal secrets of webhooks";

    /// <summary>whsec_ and 32 random bytes in base64.</summary>
    /// <remarks>Drawn again until there is no + in it, which JSON writes as \u002B: whoever copies the secret out of an answer would copy that. It costs one bit of 256.</remarks>
    public static string New()
    {
        string secret;
        do
            secret = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        while (secret.Contains('+'));
        return secret;
    }

    public static byte[] Seal(DeploymentKey deployment, string secret) => DeploymentKey.Encrypt(deployment.Derive(Purpose), Encoding.UTF8.GetBytes(secret));

    /// <exception cref="CryptographicException">Neither key of the deployment opens it, or it was changed.</exception>
    public static string Open(DeploymentKey deployment, byte[] sealedSecret) => Encoding.UTF8.GetString(deployment.Unseal(Purpose, sealedSecret));

    public static bool IsSealedNow(DeploymentKey deployment, byte[] sealedSecret) => deployment.IsSealedNow(Purpose, sealedSecret);

    /// <summary>The header webhook-signature: one signature for each secret, with spaces between.</summary>
    public static string SignatureOf(IEnumerable<string> secrets, string id, long timestamp, byte[] payload)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. payload];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))}"));
    }
}
