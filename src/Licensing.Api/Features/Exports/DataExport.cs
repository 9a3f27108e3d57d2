using System.Globalization;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Exports;

public enum ExportKind
{
    /// <summary>Findings, as GET /v1/findings lists them.</summary>
    Findings,

    /// <summary>Disclosures, each in its newest version.</summary>
    Disclosures,

    /// <summary>The public register.</summary>
    Register,

    /// <summary>The sealed part of the audit.</summary>
    Audit,
}

public enum ExportFormat
{
    /// <summary>One row a line, as JSON: all of it.</summary>
    Ndjson,

    /// <summary>For spreadsheets, with a header in each file; a choice of columns.</summary>
    Csv,
}

public enum ExportState
{
    Waiting,
    Running,
    Done,

    /// <summary>It could not be written, again and again.</summary>
    Failed,

    /// <summary>Deleted by who asked for it, before or after it was done.</summary>
    Deleted,

    /// <summary>Its time is over; the files are deleted.</summary>
    Expired,
}

/// <summary>Which rows; what is left out chooses nothing.</summary>
public sealed record ExportFilters
{
    /// <summary>Of findings and disclosures: public id of the agency.</summary>
    public string? Agency { get; init; }

    /// <summary>Of findings and disclosures: ISO 3166-1 alpha-2.</summary>
    public string? Origin { get; init; }

    /// <summary>Of findings and disclosures: ISO 3166-1 alpha-2.</summary>
    public string? Destination { get; init; }

    /// <summary>First day, inclusive: of the placements, of audit the day of the event in the ministry's time zone. Not of the register.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive, of the same.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Of findings.</summary>
    public Findings.FindingStatus? Status { get; init; }

    /// <summary>Of findings.</summary>
    public Rules.Findings.BreachKind? Breach { get; init; }

    /// <summary>Of findings: the deciding provision, for example np.service-fee.</summary>
    public string? Provision { get; init; }

    /// <summary>Of audit: public id of the thing that events are about.</summary>
    public string? Subject { get; init; }

    /// <summary>Of audit: kind of the thing, for example Agency.</summary>
    public string? SubjectKind { get; init; }

    /// <summary>Of audit: the officer's name, the agency's public id or the job's name.</summary>
    public string? Actor { get; init; }

    /// <summary>Of audit: for example LawPackApproved.</summary>
    public string? Action { get; init; }

    /// <summary>Of the register: the day of which it is asked; today in the ministry's time zone if left out.</summary>
    public DateOnly? AsOf { get; init; }
}

/// <summary>An export that somebody asked for: which rows, for whom, how far it has come, and until when its files are kept.</summary>
public sealed class DataExport : IVersioned, IListed
{
    public const string IdPrefix = "xp", Area = "exports";

    /// <summary>How often it is begun again without getting on before it is given up.</summary>
    public const int MostAttempts = 10;

    private readonly List<ExportPart> _parts = [];

    private DataExport()
    {
    }

    /// <param name="upTo">Key of the last row that was there; what is stored later is not in it.</param>
    public DataExport(ExportKind kind, ExportFormat format, string filters, long upTo, Caller caller, string? purpose, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Kind, Format, Filters, UpTo, Purpose, RequestedAt) = (kind, format, filters, upTo, purpose, at);
        (RequestedBy, Role) = (caller.Name, caller.Role);
        AgencyKeys = caller.ActsForMinistry ? null : string.Join(' ', caller.AgencyKeys.Order().Select(k => k.ToString(CultureInfo.InvariantCulture)));
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public ExportKind Kind { get; private set; }
    public ExportFormat Format { get; private set; }

    /// <summary><see cref="ExportFilters"/> as JSON.</summary>
    public string Filters { get; private set; } = null!;

    public long UpTo { get; private set; }
    public string RequestedBy { get; private set; } = null!;

    /// <summary>The role in which it was asked for: it limits what is in it.</summary>
    public CallerRole Role { get; private set; }

    /// <summary>Keys of the agencies whose rows may be in it; null: for the ministry, all of them.</summary>
    public string? AgencyKeys { get; private set; }

    /// <summary>Why, as the caller said it; null where he said nothing.</summary>
    public string? Purpose { get; private set; }

    /// <summary>UTC; it is as of this instant.</summary>
    public DateTime RequestedAt { get; private set; }

    public ExportState State { get; private set; } = ExportState.Waiting;

    /// <summary>How many rows there are to look at; null until that is counted.</summary>
    public long? Total { get; private set; }

    /// <summary>Rows of finished parts, and of the one that is being written as far as it has come.</summary>
    public long RowsDone { get; private set; }

    /// <summary>Key of the last row of the last finished part; the next goes on behind it. Of audit, where places begin at 0, one more.</summary>
    public long Last { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Until then whoever writes it is believed to go on; null: nobody has begun.</summary>
    public DateTime? BusyUntil { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>When the files are deleted; null until it is done.</summary>
    public DateTime? ExpiresAt { get; private set; }

    public long Version { get; private set; }
    public IReadOnlyCollection<ExportPart> Parts => _parts;

    /// <summary>Who it is for, as he was when he asked.</summary>
    public Caller Reader() => Caller.Of(RequestedBy,
        AgencyKeys is null ? [new HeldRole(Role)] : [.. AgencyKeys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(k => new HeldRole(Role, null, long.Parse(k, CultureInfo.InvariantCulture)))]);

    public void Begin(long total) => (State, Total) = (ExportState.Running, total);

    /// <param name="last">Key of its last row.</param>
    public void Add(ExportPart part, long rowsBefore, long last)
    {
        _parts.Add(part);
        (RowsDone, Last, Attempts) = (rowsBefore + part.Rows, last, 0);
    }

    public void Finish(DateTime at, DateTime expiresAt) => (State, FinishedAt, ExpiresAt) = (ExportState.Done, at, expiresAt);

    public void Fail(DateTime at) => (State, FinishedAt) = (ExportState.Failed, at);

    /// <summary>Forgets the keys of the files: no copy of them can be read any more. All parts must be loaded.</summary>
    public void Destroy(ExportState asState, DateTime at)
    {
        (State, FinishedAt) = (asState, FinishedAt ?? at);
        foreach (var part in _parts)
            part.ForgetKey();
    }

    internal sealed class Table : IEntityTypeConfiguration<DataExport>
    {
        public void Configure(EntityTypeBuilder<DataExport> builder)
        {
            builder.ToTable("Exports");
            builder.Property(e => e.Filters).HasMaxLength(4000);
            builder.Property(e => e.AgencyKeys).HasMaxLength(StorageConventions.Unlimited).IsUnicode(false);
            builder.HasMany(e => e.Parts).WithOne().HasForeignKey(p => p.ExportId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(e => new { e.RequestedBy, e.Id });
            builder.HasIndex(e => new { e.State, e.ExpiresAt });
        }
    }
}

/// <summary>One file of an export, sealed on the disk.</summary>
public sealed class ExportPart
{
    private ExportPart()
    {
    }

    /// <param name="storedName">In the folder of files.</param>
    public ExportPart(int number, string name, string storedName, int rows, long bytes, string digest, byte[] fileKey) =>
        (Number, Name, StoredName, Rows, Bytes, Digest, FileKey) = (number, name, storedName, rows, bytes, digest, fileKey);

    public long Id { get; private set; }
    public long ExportId { get; private set; }

    /// <summary>1, 2, …; each is written once.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = null!;
    public string StoredName { get; private set; } = null!;
    public int Rows { get; private set; }
    public long Bytes { get; private set; }

    /// <summary>SHA-256 of the plain bytes, hexadecimal.</summary>
    public string Digest { get; private set; } = null!;

    /// <summary>Under the key of the deployment; null once it is destroyed.</summary>
    public byte[]? FileKey { get; private set; }

    internal void ForgetKey() => FileKey = null;

    internal sealed class Table : IEntityTypeConfiguration<ExportPart>
    {
        public void Configure(EntityTypeBuilder<ExportPart> builder)
        {
            builder.ToTable("ExportParts");
            builder.Property(p => p.Name).HasMaxLength(60).IsUnicode(false);
            builder.Property(p => p.StoredName).HasMaxLength(80).IsUnicode(false);
            builder.Property(p => p.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(p => p.FileKey).HasMaxLength(200);
            builder.HasIndex(p => new { p.ExportId, p.Number }).IsUnique();
            builder.HasIndex(p => p.StoredName);
        }
    }
}

public sealed record ExportRequested(ExportKind Kind, ExportFormat Format, string Filters);

/// <param name="Manifest">SHA-256 over the digests of the files, one a line.</param>
public sealed record ExportFinished(ExportKind Kind, long Rows, int Files, string Manifest);
public sealed record ExportFailed(ExportKind Kind);
public sealed record ExportDeleted(ExportKind Kind);
public sealed record ExportExpired(ExportKind Kind);
