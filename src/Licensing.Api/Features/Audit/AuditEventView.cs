using System.Text;
using Licensing.Api.Audit;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Audit;

/// <param name="Id">Public id.</param>
/// <param name="Index">Place in the log, from 0; null until it is sealed.</param>
/// <param name="Actor">The officer's name, the agency's id or the job's name.</param>
/// <param name="Action">What happened, in the past tense.</param>
/// <param name="Payload">Canonical JSON, as text, since it is hashed as it stands; null once redacted.</param>
/// <param name="PayloadSalt">In hexadecimal; the entry holds the SHA-256 of the salt and the text.</param>
/// <param name="Reason">In the words of who decided; null where none was given, and once redacted.</param>
/// <param name="Redacted">The texts that were taken out. An event about this event says by whom and why.</param>
/// <param name="Entry">The bytes that are in the log, as text: their leaf hash is what proofs speak of. Null until sealed.</param>
public sealed record AuditEventView(
    string Id, long? Index, DateTime At, string Actor, CallerRole Role, string Action, string SubjectKind, string SubjectId,
    string? Payload, string? PayloadSalt, string? Reason, string? ReasonSalt, IReadOnlyList<AuditField> Redacted, string? Entry)
    : IIdentified
{
    public static AuditEventView Of(AuditEvent e) => new(
        e.PublicId, e.LeafIndex, e.At, e.Actor, e.ActorRole, e.Action, e.SubjectKind, e.SubjectId,
        e.Payload, Hex(e.PayloadSalt), e.Reason, Hex(e.ReasonSalt),
        [.. e.PayloadDigest is null ? (AuditField[])[] : [AuditField.Payload], .. e.ReasonDigest is null ? (AuditField[])[] : [AuditField.Reason]],
        e.LeafIndex is { } index ? Encoding.UTF8.GetString(AuditEntry.Canonical(e, index)) : null);

    private static string? Hex(byte[]? salt) => salt is null ? null : Convert.ToHexStringLower(salt);
}
