using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Audit;

/// <summary>A thing whose every change the ministry must be able to account for. Saving one without an event throws.</summary>
public interface IRegulated
{
    string PublicId { get; }
}

/// <summary>A regulated thing that is first stored with another, whose event tells of it: what happens to it afterwards needs events
/// of its own.</summary>
public interface IStoredWithAnother : IRegulated;

/// <summary>A text of an event that can be taken out without breaking a proof.</summary>
public enum AuditField
{
    /// <summary>What the event tells.</summary>
    Payload,

    /// <summary>Why it was done, in the words of who did it.</summary>
    Reason,
}

/// <summary>Who did what to which thing, when and why. Rows are only ever added; the seal gives each its place in the log
/// (<see cref="SealAuditJob"/>), and a redaction replaces one of two texts by its digest.</summary>
public sealed class AuditEvent : IRegulated, IListed
{
    public const string IdPrefix = "ev";
    private const int SaltBytes = 16;

    private static readonly JsonSerializerOptions PayloadJson = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(Json.Words, allowIntegerValues: false) },
    };

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>Place in the log, from 0 without a gap; null until it is sealed. Not the key: rows of transactions that
    /// overlap appear in another order than their keys, and a key that was rolled back leaves a gap.</summary>
    public long? LeafIndex { get; private set; }

    public DateTime At { get; private set; }
    public string Actor { get; private set; } = null!;
    public CallerRole ActorRole { get; private set; }
    public string Action { get; private set; } = null!;
    public string SubjectKind { get; private set; } = null!;
    public string SubjectId { get; private set; } = null!;

    /// <summary>Canonical JSON: members sorted, no white space, so that equal events have equal bytes. Null once redacted.</summary>
    public string? Payload { get; private set; }

    /// <summary>Random, so that a digest betrays nothing of a text that could be guessed. Destroyed with the text.</summary>
    public byte[]? PayloadSalt { get; private set; }

    /// <summary>What stands for a redacted payload; null while the text is there.</summary>
    public byte[]? PayloadDigest { get; private set; }

    /// <summary>Null where none was given, and once redacted.</summary>
    public string? Reason { get; private set; }

    public byte[]? ReasonSalt { get; private set; }

    /// <summary>What stands for a redacted reason; null while the text is there.</summary>
    public byte[]? ReasonDigest { get; private set; }

    public static AuditEvent Of(IRegulated subject, object occurrence, string? reason, Caller caller, DateTime at) =>
        Of(subject.GetType().Name, subject.PublicId, occurrence, reason, caller, at);

    public static AuditEvent Of(string subjectKind, string subjectId, object occurrence, string? reason, Caller caller, DateTime at) => new()
    {
        PublicId = Database.PublicId.New(IdPrefix),
        At = at,
        Actor = caller.Name,
        ActorRole = caller.Role,
        Action = occurrence.GetType().Name,
        SubjectKind = subjectKind,
        SubjectId = subjectId,
        Payload = CanonicalJson.Of(JsonSerializer.SerializeToElement(occurrence, occurrence.GetType(), PayloadJson)),
        PayloadSalt = RandomNumberGenerator.GetBytes(SaltBytes),
        Reason = reason,
        ReasonSalt = reason is null ? null : RandomNumberGenerator.GetBytes(SaltBytes),
    };

    internal sealed class Table : IEntityTypeConfiguration<AuditEvent>
    {
        public void Configure(EntityTypeBuilder<AuditEvent> builder)
        {
            builder.Property(e => e.Action).HasMaxLength(80).IsUnicode(false);
            builder.Property(e => e.SubjectKind).HasMaxLength(80).IsUnicode(false);
            builder.Property(e => e.SubjectId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(e => e.Payload).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(e => e.PayloadSalt).HasMaxLength(SaltBytes);
            builder.Property(e => e.PayloadDigest).HasMaxLength(MerkleTree.HashBytes);
            builder.Property(e => e.Reason).HasMaxLength(2000);
            builder.Property(e => e.ReasonSalt).HasMaxLength(SaltBytes);
            builder.Property(e => e.ReasonDigest).HasMaxLength(MerkleTree.HashBytes);
            // The first finds what is not sealed yet (NULL) in order, and walks the log. That no place is given twice is held
            // by the key of AuditNode.
            builder.HasIndex(e => new { e.LeafIndex, e.Id });
            builder.HasIndex(e => new { e.SubjectId, e.Id });
            builder.HasIndex(e => new { e.Actor, e.Id });
            builder.HasIndex(e => new { e.Action, e.Id });
            builder.HasIndex(e => e.At);
        }
    }
}

/// <summary>A text of the event was replaced by its digest.</summary>
public sealed record AuditEventRedacted(AuditField Field, string Digest);
