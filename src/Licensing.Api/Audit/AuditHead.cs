using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Audit;

/// <summary>What the ministry signs: how long the log is and the hash of everything in it. Each names the one before, so
/// the heads are a chain of their own.</summary>
public sealed class AuditHead : IListed
{
    private AuditHead()
    {
    }

    public AuditHead(AuditHead? previous, long size, byte[] root, DateTime at, SigningKey key)
    {
        Id = (previous?.Id ?? 0) + 1;
        PublicId = $"hd_{Id}";
        Size = size;
        Root = root;
        At = at;
        Previous = previous?.Hash() ?? [];
        KeyId = key.KeyId;
        Signature = key.Sign(Encoding.UTF8.GetBytes(Statement()));
    }

    /// <summary>The number of the head: 1, 2, … without a gap. Two workers with the same next head meet here.</summary>
    public long Id { get; private set; }

    public string PublicId { get; private set; } = null!;
    public long Size { get; private set; }
    public byte[] Root { get; private set; } = null!;
    public DateTime At { get; private set; }

    /// <summary>SHA-256 of the statement of the head before; empty in the first.</summary>
    public byte[] Previous { get; private set; } = null!;

    public string KeyId { get; private set; } = null!;

    /// <summary>ECDSA P-256 with SHA-256 over the statement; r and s, 32 bytes each.</summary>
    public byte[] Signature { get; private set; } = null!;

    /// <summary>The signed text, made from the columns, so that there is one truth.</summary>
    public string Statement() =>
        $$"""{"at":"{{AuditEntry.Instant(At)}}","key":"{{KeyId}}","number":{{Id}},"previous":"{{Convert.ToHexStringLower(Previous)}}","root":"{{Convert.ToHexStringLower(Root)}}","size":{{Size}},"version":1}""";

    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Statement()));

    internal sealed class Table : IEntityTypeConfiguration<AuditHead>
    {
        public void Configure(EntityTypeBuilder<AuditHead> builder)
        {
            builder.Property(h => h.Id).ValueGeneratedNever();
            builder.Property(h => h.Root).HasMaxLength(MerkleTree.HashBytes);
            builder.Property(h => h.Previous).HasMaxLength(MerkleTree.HashBytes);
            builder.Property(h => h.KeyId).HasMaxLength(SigningKey.KeyIdLength).IsUnicode(false);
            builder.Property(h => h.Signature).HasMaxLength(SigningKey.SignatureBytes);
            builder.HasIndex(h => h.Size).IsUnique();
        }
    }
}
