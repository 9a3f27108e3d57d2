using System.Text.Json;
using Licensing.Api.Http;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Features.Register;

/// <summary>"I checked this licence at this moment, and the register said …"</summary>
/// <param name="Reference">Short, with a check character: to be written down, and asked for again.</param>
/// <param name="CheckedAt">UTC.</param>
/// <param name="Said">What the register said then.</param>
/// <param name="Receipt">The same as a JWS (RFC 7515, compact, ES256, typ licence-check+jwt): claims iss, jti (the reference), iat (the moment) and
/// said. It has no end: it tells of a moment that is over.</param>
/// <param name="Now">What the register says of the same licence now; it may have changed since.</param>
public sealed record LicenceReceipt(string Reference, DateTime CheckedAt, LicenceSaid Said, string Receipt, LicenceSaid Now);

/// <summary>Writes receipts. They are signed with the key of the day on which they are asked for, from what was stored when the licence was
/// checked, so a key that is revoked takes nobody's receipt away.</summary>
public sealed class ReceiptWriting(RegisterSignature signature, RegisterOptions options, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, LenientJson lenient)
{
    public const string Type = "licence-check+jwt";

    public string ToStored(LicenceSaid said) => JsonSerializer.Serialize(said, json.Value.SerializerOptions);

    public async Task<LicenceReceipt> WriteAsync(LicenceCheck check, LicenceSaid now, CancellationToken ct)
    {
        // A receipt may be older than a field of the answer.
        var said = JsonSerializer.Deserialize<LicenceSaid>(check.Said, lenient.Options)!;
        using var stored = JsonDocument.Parse(check.Said);
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new { iss = options.PublicAddress, jti = check.Reference, iat = new DateTimeOffset(check.At).ToUnixTimeSeconds(), said = stored.RootElement }, json.Value.SerializerOptions);
        return new LicenceReceipt(check.Reference, check.At, said, await signature.SignAsync(Type, claims, ct), now);
    }
}
