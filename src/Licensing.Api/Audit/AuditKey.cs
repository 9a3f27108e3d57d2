using System.Text;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Audit;

public sealed record AuditKeyAnnounced(string KeyId, string PublicKey, string? EndorsedBy);

/// <summary>A public key that signs heads. Each but the first is endorsed by the one before, which signs a statement that names
/// it: who trusts the first, learns of the others from the log itself.</summary>
public sealed class AuditKey : IRegulated, IListed
{
    public const string IdPrefix = "ak";

    private AuditKey()
    {
    }

    /// <param name="endorsing">The key before; null for the first, and where it was lost.</param>
    public AuditKey(SigningKey key, SigningKey? endorsing, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        KeyId = key.KeyId;
        PublicKey = key.PublicKey;
        At = at;
        EndorsedBy = endorsing?.KeyId;
        Endorsement = endorsing?.Sign(Encoding.UTF8.GetBytes(Statement()));
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>SHA-256 of the public key, in hexadecimal.</summary>
    public string KeyId { get; private set; } = null!;

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public byte[] PublicKey { get; private set; } = null!;

    /// <summary>From when it signs.</summary>
    public DateTime At { get; private set; }

    public string? EndorsedBy { get; private set; }
    public byte[]? Endorsement { get; private set; }

    /// <summary>What the key before signs.</summary>
    public string Statement() =>
        $$"""{"at":"{{AuditEntry.Instant(At)}}","endorsedBy":"{{EndorsedBy}}","key":"{{KeyId}}","version":1}""";

    internal sealed class Table : IEntityTypeConfiguration<AuditKey>
    {
        public void Configure(EntityTypeBuilder<AuditKey> builder)
        {
            builder.Property(k => k.KeyId).HasMaxLength(SigningKey.KeyIdLength).IsUnicode(false);
            builder.Property(k => k.PublicKey).HasMaxLength(200);
            builder.Property(k => k.EndorsedBy).HasMaxLength(SigningKey.KeyIdLength).IsUnicode(false);
            builder.Property(k => k.Endorsement).HasMaxLength(SigningKey.SignatureBytes);
            builder.HasIndex(k => k.KeyId).IsUnique();
        }
    }
}
