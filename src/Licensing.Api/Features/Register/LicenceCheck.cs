using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Register;

/// <summary>That somebody asked for a licence at a moment, and what the register said. Who asked is not known.</summary>
public sealed class LicenceCheck : IListed
{
    public const string IdPrefix = "ck", ReferencePrefix = "CK";

    private LicenceCheck()
    {
    }

    /// <param name="said">The very JSON that the receipt holds.</param>
    public LicenceCheck(Licence? licence, string said, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Reference = Database.Reference.New(ReferencePrefix);
        (LicenceId, Said, At) = (licence?.Id, said, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>What a worker keeps: CK-7K2M9P-X.</summary>
    public string Reference { get; private set; } = null!;

    /// <summary>Null: there was no such licence.</summary>
    public long? LicenceId { get; private set; }

    public string Said { get; private set; } = null!;
    public DateTime At { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<LicenceCheck>
    {
        public void Configure(EntityTypeBuilder<LicenceCheck> builder)
        {
            builder.Property(c => c.Reference).HasMaxLength(Database.Reference.MaxLength).IsUnicode(false);
            builder.HasIndex(c => c.Reference).IsUnique();
            builder.Property(c => c.Said).HasMaxLength(Database.StorageConventions.Unlimited);
            builder.HasOne<Licence>().WithMany().HasForeignKey(c => c.LicenceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(c => c.At);
        }
    }
}
