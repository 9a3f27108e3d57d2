using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Law;

/// <summary>One text of a rule pack as this deployment received it. The text never changes; what changes is who proposed
/// and who approved it here. Only an approved pack is law for this deployment.</summary>
public sealed class LawPack : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "lp";

    private LawPack()
    {
    }

    /// <param name="number">1 for the first text of this name, then 2, …</param>
    public LawPack(RulePack pack, int number, string text, DateTime importedAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Name = pack.Name;
        Number = number;
        Title = pack.Title;
        Side = pack.Law;
        Origin = pack.Origin;
        Destination = pack.Destination;
        Text = text;
        Digest = DigestOf(text);
        ImportedAt = importedAt;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public string Name { get; private set; } = null!;
    public int Number { get; private set; }
    public string Title { get; private set; } = null!;
    public LawSide Side { get; private set; }
    public string? Origin { get; private set; }
    public string? Destination { get; private set; }

    /// <summary>The YAML, as imported.</summary>
    public string Text { get; private set; } = null!;

    /// <summary>SHA-256 of the text, in hexadecimal.</summary>
    public string Digest { get; private set; } = null!;

    public DateTime ImportedAt { get; private set; }
    public string? ProposedBy { get; private set; }
    public DateTime? ProposedAt { get; private set; }
    public string? ApprovedBy { get; private set; }
    public DateTime? ApprovedAt { get; private set; }

    /// <summary>Of a draft its one withdrawer; of approved law the second of the two.</summary>
    public string? WithdrawnBy { get; private set; }

    /// <summary>From this instant on it is no law here; what was held before stays what was held.</summary>
    public DateTime? WithdrawnAt { get; private set; }
    public long Version { get; private set; }

    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public void Propose(string officer, DateTime at) => (ProposedBy, ProposedAt) = (officer, at);

    /// <summary>The proposal came to nothing.</summary>
    public void Drop() => (ProposedBy, ProposedAt) = (null, null);

    public void Approve(string officer, DateTime at) => (ApprovedBy, ApprovedAt) = (officer, at);

    public void Withdraw(string officer, DateTime at) => (WithdrawnBy, WithdrawnAt) = (officer, at);

    internal sealed class Table : IEntityTypeConfiguration<LawPack>
    {
        public void Configure(EntityTypeBuilder<LawPack> builder)
        {
            builder.Property(p => p.Name).HasMaxLength(60).IsUnicode(false);
            builder.Property(p => p.Origin).HasMaxLength(2).IsUnicode(false);
            builder.Property(p => p.Destination).HasMaxLength(2).IsUnicode(false);
            builder.Property(p => p.Text).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(p => p.Digest).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(p => new { p.Name, p.Number }).IsUnique();
            builder.HasIndex(p => new { p.Name, p.Digest }).IsUnique();
        }
    }
}
