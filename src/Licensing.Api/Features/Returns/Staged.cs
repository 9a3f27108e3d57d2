using Licensing.Api.Features.Disclosures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Returns;

/// <summary>A correction that waits for its return to be published: which version it corrects, and what it makes of the placement.
/// Its version of the disclosure stands in place already, under a number that is not one (<see cref="DisclosureVersion.Number"/>).</summary>
public sealed class StagedCorrection
{
    private StagedCorrection()
    {
    }

    internal StagedCorrection(long returnId, long row, long disclosureId, long placementId, int corrects, ReportedPlacement reported, DateOnly filedOn)
    {
        (ReturnId, Row, DisclosureId, PlacementId, Corrects) = (returnId, row, disclosureId, placementId, corrects);
        (Origin, Destination, Occupation) = (reported.Origin, reported.Destination, reported.Occupation);
        HappenedOn = Placement.DayOf(reported, filedOn);
    }

    public long ReturnId { get; private set; }
    public long Row { get; private set; }
    public long DisclosureId { get; private set; }
    public long PlacementId { get; private set; }
    public int Corrects { get; private set; }
    public string Origin { get; private set; } = null!;
    public string Destination { get; private set; } = null!;
    public string? Occupation { get; private set; }
    public DateOnly HappenedOn { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<StagedCorrection>
    {
        public void Configure(EntityTypeBuilder<StagedCorrection> builder)
        {
            builder.ToTable("StagedCorrections");
            builder.HasKey(c => new { c.ReturnId, c.DisclosureId });
            builder.Property(c => c.Origin).HasMaxLength(2).IsUnicode(false);
            builder.Property(c => c.Destination).HasMaxLength(2).IsUnicode(false);
            builder.Property(c => c.Occupation).HasMaxLength(4).IsUnicode(false);
            builder.HasIndex(c => c.DisclosureId);
            builder.HasIndex(c => c.PlacementId);
            builder.HasOne<Return>().WithMany().HasForeignKey(c => c.ReturnId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Disclosure>().WithMany().HasForeignKey(c => c.DisclosureId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A placement of which a return says what was filed before: the same row again in that return is named, also after a run
/// that was killed.</summary>
public sealed class UnchangedPlacement(long returnId, long disclosureId)
{
    public long ReturnId { get; private set; } = returnId;
    public long DisclosureId { get; private set; } = disclosureId;

    internal sealed class Table : IEntityTypeConfiguration<UnchangedPlacement>
    {
        public void Configure(EntityTypeBuilder<UnchangedPlacement> builder)
        {
            builder.ToTable("UnchangedPlacements");
            builder.HasKey(u => new { u.ReturnId, u.DisclosureId });
            builder.HasOne<Return>().WithMany().HasForeignKey(u => u.ReturnId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
