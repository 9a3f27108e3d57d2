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

/// <summary>Who did what to which thing, when and why. Rows are only ever added.</summary>
public sealed class AuditEvent
{
    private static readonly JsonSerializerOptions PayloadJson = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(Json.Words, allowIntegerValues: false) },
    };

    public long Id { get; private set; }
    public DateTime At { get; private set; }
    public string Actor { get; private set; } = null!;
    public CallerRole ActorRole { get; private set; }
    public string Action { get; private set; } = null!;
    public string SubjectKind { get; private set; } = null!;
    public string SubjectId { get; private set; } = null!;

    /// <summary>Canonical JSON: members sorted, no white space, so that equal events have equal bytes.</summary>
    public string Payload { get; private set; } = null!;

    public string? Reason { get; private set; }

    public static AuditEvent Of(IRegulated subject, object occurrence, string? reason, Caller caller, DateTime at) => new()
    {
        At = at,
        Actor = caller.Name,
        ActorRole = caller.Role,
        Action = occurrence.GetType().Name,
        SubjectKind = subject.GetType().Name,
        SubjectId = subject.PublicId,
        Payload = CanonicalJson.Of(JsonSerializer.SerializeToElement(occurrence, occurrence.GetType(), PayloadJson)),
        Reason = reason,
    };

    internal sealed class Table : IEntityTypeConfiguration<AuditEvent>
    {
        public void Configure(EntityTypeBuilder<AuditEvent> builder)
        {
            builder.Property(e => e.Action).HasMaxLength(80).IsUnicode(false);
            builder.Property(e => e.SubjectKind).HasMaxLength(80).IsUnicode(false);
            builder.Property(e => e.SubjectId).HasMaxLength(PublicId.MaxLength).IsUnicode(false);
            builder.Property(e => e.Payload).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(e => e.Reason).HasMaxLength(2000);
            builder.HasIndex(e => new { e.SubjectId, e.Id });
        }
    }
}
