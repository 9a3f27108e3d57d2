using Licensing.Api.Audit;

namespace Licensing.Api.Features.Audit;

/// <summary>A signed head of the log.</summary>
/// <param name="Number">1, 2, … without a gap.</param>
/// <param name="Size">Events in the log.</param>
/// <param name="Root">RFC 9162 tree hash of them, in hexadecimal.</param>
/// <param name="Previous">SHA-256 of the statement of the head before, in hexadecimal; empty in the first.</param>
/// <param name="KeyId">The key that signed; see the list of keys.</param>
/// <param name="Statement">The signed text. A witness reads this and nothing else.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over the UTF-8 statement; r and s, in base64.</param>
public sealed record AuditHeadView(long Number, long Size, string Root, DateTime At, string Previous, string KeyId, string Statement, string Signature)
{
    public static AuditHeadView Of(AuditHead h) => new(
        h.Id, h.Size, Convert.ToHexStringLower(h.Root), h.At, Convert.ToHexStringLower(h.Previous), h.KeyId, h.Statement(), Convert.ToBase64String(h.Signature));
}
