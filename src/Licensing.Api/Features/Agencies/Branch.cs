using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

public enum BranchKind
{
    /// <summary>The head office.</summary>
    HeadOffice,

    /// <summary>A branch office.</summary>
    Branch,

    /// <summary>A centre that trains workers before they leave.</summary>
    TrainingCentre,
}

/// <summary>A place where an agency does business, from a day on and up to another. That it closed is recorded when it is known, so that
/// what the register said before can still be told.</summary>
public sealed class Branch : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "br";

    private Branch()
    {
    }

    public Branch(Agency agency, BranchKind kind, string address, string? place, DateOnly from, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, Kind, Address, From) = (agency, agency.Id, kind, Text.Normalise(address), from);
        Place = place is null ? null : Text.Normalise(place);
        SearchKey = Text.Fold($"{Address} {Place}");
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public BranchKind Kind { get; private set; }
    public string Address { get; private set; } = null!;

    /// <summary>Town or district, as people search for it.</summary>
    public string? Place { get; private set; }

    /// <summary>Address and place folded for search.</summary>
    public string SearchKey { get; private set; } = null!;

    /// <summary>First day, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>First day on which it is closed; null while it is open.</summary>
    public DateOnly? To { get; private set; }

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    public DateTime? CloseRecordedAt { get; private set; }
    public long Version { get; private set; }

    /// <param name="to">First day on which it is closed.</param>
    public void Close(DateOnly to, DateTime recordedAt) => (To, CloseRecordedAt) = (to, recordedAt);

    /// <summary>Whether it is open on a day, as it was known at an instant (UTC).</summary>
    public bool IsOpenOn(DateOnly day, DateTime knownAt) =>
        RecordedAt <= knownAt && From <= day && (To is null || day < To || knownAt < CloseRecordedAt);

    internal sealed class Table : IEntityTypeConfiguration<Branch>
    {
        public void Configure(EntityTypeBuilder<Branch> builder)
        {
            builder.ToTable("Branches");
            builder.Property(b => b.Address).HasMaxLength(AgencyFact.MaxValueLength);
            builder.Property(b => b.SearchKey).HasMaxLength(Text.MaxFoldedLength);
            builder.HasOne(b => b.Agency).WithMany().HasForeignKey(b => b.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="From">First day, inclusive.</param>
/// <param name="To">First day on which it is closed; null while it is open.</param>
public sealed record BranchView(string Id, string AgencyId, BranchKind Kind, string Address, string? Place, DateOnly From, DateOnly? To)
{
    public static BranchView Of(Branch b) => new(b.PublicId, b.Agency.PublicId, b.Kind, b.Address, b.Place, b.From, b.To);
}
