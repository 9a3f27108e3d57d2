using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Returns;

/// <summary>What becomes of the good rows when others are rejected.</summary>
public enum OnError
{
    /// <summary>Rows that are right are taken, the others rejected.</summary>
    KeepGood,

    /// <summary>One wrong row, and nothing is taken.</summary>
    AllOrNothing,
}

/// <summary>Reading: nothing of it is visible yet. Judging: published; its placements are being judged. Done: all of them were
/// judged once. Refused: nothing of it was kept.</summary>
public enum ReturnState
{
    /// <summary>Rows are being read.</summary>
    Reading,

    /// <summary>Everything is read; placements are being judged.</summary>
    Judging,

    /// <summary>All that was taken in is judged.</summary>
    Done,

    /// <summary>Nothing was taken in.</summary>
    Refused,
}

/// <summary>An agency's filing for a month: every placement with an item dated in that month, or nil.</summary>
/// <remarks>What it brings is written in chunks and is invisible until <see cref="PublishedAt"/> is set, in one short transaction:
/// every row that came with a return names it, and the filter of the model (<see cref="IFiledInReturn"/>) hides those of an
/// unpublished one from every query that does not ask for them by name.</remarks>
public sealed class Return : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "re";

    private Return()
    {
    }

    public Return(string publicId, Agency agency, DateOnly period, OnError onError, ReturnFormat? format, SealedFile? upload, DateTime filedAt, string filedBy)
    {
        PublicId = publicId;
        (AgencyId, Agency) = (agency.Id, agency);
        (Period, OnError, Format) = (period, onError, format);
        (UploadKey, Digest, Bytes) = (upload?.SealedKey, upload?.Digest ?? "", upload?.Bytes ?? 0);
        (FiledAt, FiledBy, ProgressAt) = (filedAt, filedBy, filedAt);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;

    /// <summary>First day of the month, in the ministry's time zone.</summary>
    public DateOnly Period { get; private set; }
    public OnError OnError { get; private set; }
    /// <summary>Null: nil, nothing was placed.</summary>
    public ReturnFormat? Format { get; private set; }

    /// <summary>SHA-256 of what was sent, after decompression, hexadecimal; empty for nil.</summary>
    public string Digest { get; private set; } = null!;
    public long Bytes { get; private set; }

    /// <summary>The key of the upload, sealed; null for nil, and once the upload is destroyed.</summary>
    public byte[]? UploadKey { get; private set; }
    public DateTime FiledAt { get; private set; }
    public string FiledBy { get; private set; } = null!;

    /// <summary>How many placements of the upload were read: where a run that was killed goes on.</summary>
    public int PlacementsRead { get; private set; }

    /// <summary>Lines of the upload that were read, without the heading.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Placements filed for the first time.</summary>
    public int Filed { get; private set; }
    public int Corrected { get; private set; }

    /// <summary>Placements that say what is filed already.</summary>
    public int Unchanged { get; private set; }
    public int Rejected { get; private set; }

    /// <summary>Placements taken in that have no item dated in the period: odd, and not refused.</summary>
    public int OutsidePeriod { get; private set; }

    /// <summary>Code of what is wrong with the file as a whole; null where it could be read to its end.</summary>
    public string? UnreadableBecause { get; private set; }

    /// <summary>Of the last chunk: a return that stands still is taken up again.</summary>
    public DateTime ProgressAt { get; private set; }
    public DateTime? PublishedAt { get; private set; }

    /// <summary>Rows up to this number were given to the judges.</summary>
    public long ReleasedThrough { get; private set; }
    public DateTime? JudgedAt { get; private set; }
    public DateTime? RefusedAt { get; private set; }

    /// <summary>When nothing of a refused return was left any more.</summary>
    public DateTime? ClearedAt { get; private set; }

    /// <summary>Filed after the ministry's due day; null where none is set, since nobody then knows.</summary>
    public bool? IsLate { get; private set; }

    /// <summary>The agency had a published return for the month already; null until it is published.</summary>
    public bool? IsSupplementary { get; private set; }

    /// <summary>The decision to reopen the month that this return answers.</summary>
    public long? ReopeningId { get; private set; }
    public long Version { get; private set; }

    public string UploadName => $"{Uploads}/{PublicId}";

    public bool IsReading => PublishedAt is null && RefusedAt is null;

    public ReturnState State => RefusedAt is not null ? ReturnState.Refused : PublishedAt is null ? ReturnState.Reading : JudgedAt is null ? ReturnState.Judging : ReturnState.Done;

    /// <summary>Area of the sealed folder.</summary>
    public const string Uploads = "returns";

    internal void Take(ChunkCounts counts, DateTime at)
    {
        PlacementsRead += counts.Placements;
        RowsRead = counts.RowsRead;
        Filed += counts.Filed;
        Corrected += counts.Corrected;
        Unchanged += counts.Unchanged;
        Rejected += counts.Rejected;
        OutsidePeriod += counts.OutsidePeriod;
        UnreadableBecause ??= counts.UnreadableBecause;
        ProgressAt = at;
    }

    /// <summary>Corrections of what somebody else corrected meanwhile.</summary>
    internal void TurnDown(int corrections) => (Corrected, Rejected) = (Corrected - corrections, Rejected + corrections);

    internal void Publish(DateTime at, bool? isLate, bool isSupplementary, long? reopeningId) =>
        (PublishedAt, ProgressAt, IsLate, IsSupplementary, ReopeningId) = (at, at, isLate, isSupplementary, reopeningId);

    internal void Refuse(DateTime at) => (RefusedAt, ProgressAt) = (at, at);

    internal void Release(long throughRow, DateTime at) => (ReleasedThrough, ProgressAt) = (throughRow, at);

    internal void Judged(DateTime at) => (JudgedAt, ProgressAt) = (at, at);

    internal void Clear(DateTime at) => (ClearedAt, ProgressAt) = (at, at);

    internal void Touch(DateTime at) => ProgressAt = at;

    /// <summary>Forgets the key of the upload: the file, and every copy of it, is unreadable from the commit on. The file itself is removed
    /// afterwards with <see cref="SealedFolder.Destroy"/>.</summary>
    public void DestroyUpload() => UploadKey = null;

    internal sealed class Table : IEntityTypeConfiguration<Return>
    {
        public void Configure(EntityTypeBuilder<Return> builder)
        {
            builder.Property(r => r.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(r => r.UnreadableBecause).HasMaxLength(80).IsUnicode(false);
            builder.Property(r => r.UploadKey).HasMaxLength(200);
            builder.HasOne(r => r.Agency).WithMany().HasForeignKey(r => r.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<PeriodReopening>().WithMany().HasForeignKey(r => r.ReopeningId).OnDelete(DeleteBehavior.Restrict);
            // The key that keeps the same upload, and a second nil, from being taken in twice.
            builder.HasIndex(r => new { r.AgencyId, r.Period, r.OnError, r.Digest }).IsUnique();
            builder.HasIndex(r => new { r.AgencyId, r.Id });
            builder.HasIndex(r => new { r.Period, r.Id });
            // What is still to be done.
            builder.HasIndex(r => new { r.JudgedAt, r.ClearedAt, r.AgencyId, r.Id });
        }
    }
}

/// <summary>A row that may have come with a return, and is not there until that is published.</summary>
/// <remarks><see cref="LicensingDb"/> puts the filter on every entity with this interface, so nobody has to remember it. Whoever means
/// the hidden rows too says <c>IgnoreQueryFilters([IFiledInReturn.Published])</c>.</remarks>
public interface IFiledInReturn
{
    /// <summary>Name of the filter.</summary>
    const string Published = "PublishedReturnsOnly";

    /// <summary>Of an index that leaves out what was filed by itself.</summary>
    const string InReturn = "ReturnId IS NOT NULL";

    /// <summary>Null: filed by itself.</summary>
    long? ReturnId { get; }

    Return? Return { get; }
}

/// <summary>What one chunk adds to a return.</summary>
/// <param name="RowsRead">Lines of the upload read so far.</param>
internal readonly record struct ChunkCounts(int Placements, long RowsRead, int Filed, int Corrected, int Unchanged, int Rejected, int OutsidePeriod, string? UnreadableBecause);
