using Licensing.Api.Audit;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Returns;

/// <summary>How many workers one source says that an agency was approved to send to a country in some days: a fact of that source, and no judgement
/// on the agency.</summary>
public sealed class ExpectedVolume : IStoredWithAnother, IListed, IOwnedByAgency
{
    public const string IdPrefix = "ex";
    public const int MaxSourceLength = 300;

    private const string Standing = "WithdrawnAt IS NULL";

    private ExpectedVolume()
    {
    }

    public ExpectedVolume(long agencyId, StatedVolume stated, string source, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        AgencyId = agencyId;
        (From, To, Destination, Source) = (stated.From, stated.To, stated.Destination, source);
        (Female, Male, Total) = (stated.Female, stated.Male, stated.Total);
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;

    /// <summary>First day, inclusive. Ministries count by their own months, which need not be those of the Gregorian calendar.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly To { get; private set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Destination { get; private set; } = null!;

    /// <summary>Workers; null: the source does not tell.</summary>
    public int? Female { get; private set; }
    public int? Male { get; private set; }
    public int Total { get; private set; }

    /// <summary>Where it is written, to the line or lot: one source says one number for an agency, a country and some days.</summary>
    public string Source { get; private set; } = null!;
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    /// <summary>When a later statement took its place.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    internal void Withdraw(DateTime at) => WithdrawnAt = at;

    internal sealed class Table : IEntityTypeConfiguration<ExpectedVolume>
    {
        public void Configure(EntityTypeBuilder<ExpectedVolume> builder)
        {
            builder.Property(v => v.Destination).HasMaxLength(2).IsUnicode(false);
            builder.Property(v => v.Source).HasMaxLength(MaxSourceLength);
            builder.HasOne(v => v.Agency).WithMany().HasForeignKey(v => v.AgencyId).OnDelete(DeleteBehavior.Restrict);
            // What one source says holds once, whoever records it at the same time.
            builder.HasIndex(v => new { v.AgencyId, v.From, v.To, v.Destination, v.Source }).IsUnique().HasFilter(Standing);
            builder.HasIndex(v => new { v.To, v.From });
        }
    }
}

/// <param name="Workers">Of all that was recorded, expected workers together.</param>
/// <param name="Digest">SHA-256 of what was recorded, as JSON in the order of the request, hexadecimal.</param>
public sealed record ExpectedVolumesRecorded(int Recorded, long Workers, string Digest);

public sealed record ExpectedVolumeReplaced(string By, int Total, int NewTotal);
