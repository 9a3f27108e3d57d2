using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Disclosures;

/// <summary>One worker, one agency, one employer, one corridor, one contract. What is said about it later hangs on it.</summary>
public sealed class Placement : IListed, IOwnedByAgency
{
    public const string IdPrefix = "pl";

    private Placement()
    {
    }

    public Placement(Agency agency, Worker worker, string reference, string? agencyFileNumber)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        // The key too: an agency is registered, hence stored, before it places anyone.
        (Agency, AgencyId) = (agency, agency.Id);
        Worker = worker;
        Reference = Text.Normalise(reference);
        AgencyFileNumber = agencyFileNumber;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public long WorkerId { get; private set; }
    public Worker Worker { get; private set; } = null!;

    /// <summary>The agency's own reference; one placement each.</summary>
    public string Reference { get; private set; } = null!;

    /// <summary>The agency's own number for the worker, and only that; null also once the worker is erased.</summary>
    public string? AgencyFileNumber { get; private set; }

    public string Origin { get; private set; } = null!;
    public string Destination { get; private set; } = null!;
    public string? Occupation { get; private set; }

    /// <summary>The day that says in which period the placement counts: of signing; where that is not reported of the first
    /// item; where no item is dated of filing.</summary>
    public DateOnly HappenedOn { get; private set; }

    internal void ForgetFileNumber() => AgencyFileNumber = null;

    internal void Describe(ReportedPlacement reported, DateOnly filedOn)
    {
        (Origin, Destination, Occupation) = (reported.Origin, reported.Destination, reported.Occupation);
        HappenedOn = reported.Contract?.SignedOn ?? reported.Items.Min(i => i.Date) ?? filedOn;
    }

    internal sealed class Table : IEntityTypeConfiguration<Placement>
    {
        public void Configure(EntityTypeBuilder<Placement> builder)
        {
            builder.Property(p => p.Reference).HasMaxLength(60);
            builder.Property(p => p.AgencyFileNumber).HasMaxLength(60);
            builder.Property(p => p.Origin).HasMaxLength(2).IsUnicode(false);
            builder.Property(p => p.Destination).HasMaxLength(2).IsUnicode(false);
            builder.Property(p => p.Occupation).HasMaxLength(4).IsUnicode(false);
            builder.HasIndex(p => new { p.AgencyId, p.Reference }).IsUnique();
            builder.HasIndex(p => new { p.AgencyId, p.HappenedOn });
            builder.HasIndex(p => new { p.Origin, p.Destination });
            builder.HasOne(p => p.Agency).WithMany().HasForeignKey(p => p.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(p => p.Worker).WithMany().HasForeignKey(p => p.WorkerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
