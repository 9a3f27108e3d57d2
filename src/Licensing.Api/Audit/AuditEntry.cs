using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Licensing.Api.Audit;

/// <summary>An event as it stands in the log: canonical JSON with exactly these members, in this order.
/// <code>{"action","actor","at","id","index","payload","reason","role","subject":{"id","kind"},"version":1}</code></summary>
/// <remarks><c>payload</c> and <c>reason</c> are commitments: SHA-256 over the salt and the UTF-8 text, in hexadecimal
/// (reason is null where none was given). So the entry stays the same when a text is redacted. The leaf of the tree is the
/// RFC 9162 hash of these bytes. Never change a version that has sealed something; add another.</remarks>
public static class AuditEntry
{
    private const int Version = 1;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidOperationException">A text is gone and no digest stands for it.</exception>
    public static byte[] Canonical(AuditEvent e, long index)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("action", e.Action);
            json.WriteString("actor", e.Actor);
            json.WriteString("at", Instant(e.At));
            json.WriteString("id", e.PublicId);
            json.WriteNumber("index", index);
            json.WriteString("payload", Hex(PayloadDigest(e)));
            json.WriteString("reason", Hex(ReasonDigest(e)));
            json.WriteString("role", e.ActorRole.ToString());
            json.WriteStartObject("subject");
            json.WriteString("id", e.SubjectId);
            json.WriteString("kind", e.SubjectKind);
            json.WriteEndObject();
            json.WriteNumber("version", Version);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Leaf(AuditEvent e, long index) => MerkleTree.HashLeaf(Canonical(e, index));

    public static byte[] PayloadDigest(AuditEvent e) => Digest(nameof(AuditEvent.Payload), e.Payload, e.PayloadSalt, e.PayloadDigest)
        ?? throw new InvalidOperationException("The payload is missing, and no digest stands for it.");

    public static byte[]? ReasonDigest(AuditEvent e) => Digest(nameof(AuditEvent.Reason), e.Reason, e.ReasonSalt, e.ReasonDigest);

    public static string Instant(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    // Text and salt, or digest, or nothing; a mixture says that somebody was at the row.
    private static byte[]? Digest(string field, string? text, byte[]? salt, byte[]? digest) => (text, salt, digest) switch
    {
        ({ }, { }, null) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]),
        (null, null, _) => digest,
        _ => throw new InvalidOperationException($"{field}: text, salt and digest do not belong together."),
    };

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);
}
