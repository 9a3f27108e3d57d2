using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Disclosures;

/// <summary>A person, kept apart from every case. Who it is stands sealed under a key of its own: destroying that key
/// erases the person and leaves the cases.</summary>
public sealed class Worker : IListed
{
    public const string IdPrefix = "wk";

    private Worker()
    {
    }

    /// <param name="identity">Null where the agency reported no document; such a person cannot be recognised again.</param>
    public Worker(SealedIdentity? identity)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Recognition = identity?.Recognition;
        SealedKey = identity?.SealedKey;
        SealedDocument = identity?.SealedDocument;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>Keyed hash of country, kind and number of the document: recognises the person, and tells nobody without the
    /// key who it is.</summary>
    public string? Recognition { get; private set; }

    public byte[]? SealedKey { get; private set; }
    public byte[]? SealedDocument { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<Worker>
    {
        public void Configure(EntityTypeBuilder<Worker> builder)
        {
            builder.Property(w => w.Recognition).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(w => w.Recognition).IsUnique();
            builder.Property(w => w.SealedKey).HasMaxLength(200);
            builder.Property(w => w.SealedDocument).HasMaxLength(2000);
        }
    }
}
