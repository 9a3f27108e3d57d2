using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

public enum RepresentativeKind
{
    /// <summary>A person who may sign and receive for the agency.</summary>
    Authorised,

    /// <summary>Recruits at home for the agency; allowed where the regime registers sub-agents.</summary>
    SubAgent,

    /// <summary>Acts for the agency in another country.</summary>
    Abroad,
}

/// <summary>Who acts for an agency, from a day on and up to another. The public must be able to see it: whoever else collects money in the
/// agency's name is not the agency's.</summary>
public sealed class Representative : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "rp";

    private Representative()
    {
    }

    /// <param name="country">ISO 3166-1 alpha-2, where it acts.</param>
    public Representative(Agency agency, RepresentativeKind kind, string name, string country, string? place, string? registration, DateOnly from, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, Kind, Name, Country, From) = (agency, agency.Id, kind, Text.Normalise(name), country, from);
        (Place, Registration) = (place is null ? null : Text.Normalise(place), registration is null ? null : Text.Normalise(registration));
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public RepresentativeKind Kind { get; private set; }
    public string Name { get; private set; } = null!;
    public string Country { get; private set; } = null!;
    public string? Place { get; private set; }

    /// <summary>Number of its own card or registration.</summary>
    public string? Registration { get; private set; }

    /// <summary>First day, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>First day on which it acts no longer; null while it does.</summary>
    public DateOnly? To { get; private set; }

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    public DateTime? EndRecordedAt { get; private set; }
    public long Version { get; private set; }

    /// <param name="to">First day on which it acts no longer.</param>
    public void End(DateOnly to, DateTime recordedAt) => (To, EndRecordedAt) = (to, recordedAt);

    /// <summary>Whether it acts on a day, as it was known at an instant (UTC).</summary>
    public bool ActsOn(DateOnly day, DateTime knownAt) =>
        RecordedAt <= knownAt && From <= day && (To is null || day < To || knownAt < EndRecordedAt);

    internal sealed class Table : IEntityTypeConfiguration<Representative>
    {
        public void Configure(EntityTypeBuilder<Representative> builder)
        {
            builder.ToTable("Representatives");
            builder.Property(r => r.Country).HasMaxLength(2).IsUnicode(false);
            builder.HasOne(r => r.Agency).WithMany().HasForeignKey(r => r.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="From">First day, inclusive.</param>
/// <param name="To">First day on which it acts no longer; null while it does.</param>
public sealed record RepresentativeView(
    string Id, string AgencyId, RepresentativeKind Kind, string Name, string Country, string? Place, string? Registration, DateOnly From, DateOnly? To)
{
    public static RepresentativeView Of(Representative r) => new(r.PublicId, r.Agency.PublicId, r.Kind, r.Name, r.Country, r.Place, r.Registration, r.From, r.To);
}
