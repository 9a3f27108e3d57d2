using System.Security.Cryptography;
using System.Text;

namespace Licensing.Api.Tests.Features.Webhooks;

/// <summary>What docs/webhooks.md gives receivers to copy.</summary>
public static class ReceiverLines
{
    public static bool IsOurs(string secret, string id, string timestamp, string signatures, byte[] body)
    {
        if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(timestamp)) > 300) return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed)));
        return signatures.Split(' ').Any(s => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(s), expected));
    }
}
