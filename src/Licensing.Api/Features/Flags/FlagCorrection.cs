using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Flags;

public enum FlagCorrectionKind
{
    /// <summary>All the findings that it rests on are left out.</summary>
    SetAside,

    /// <summary>Some are; the flag stands if the others reach the thresholds.</summary>
    LeaveOut,
}

/// <summary>What an officer corrected of a flag, or an appeal took away, and why. It never changes.</summary>
public sealed class FlagCorrection : IRegulated, IListed
{
    public const string IdPrefix = "fc";
    public const int MaxSentenceLength = 500;
    private readonly List<FlagLeftOut> _leftOut = [];

    private FlagCorrection()
    {
    }

    /// <param name="appeal">Public id of the appeal that was allowed; null: an officer corrected it.</param>
    public FlagCorrection(Flag flag, FlagCorrectionKind kind, IEnumerable<long> findings, string sentence, string reason, string? appeal, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Flag, FlagId, Kind, Sentence, Reason, AppealId, At, By) = (flag, flag.Id, kind, Text.Normalise(sentence), Text.Normalise(reason), appeal, at, by);
        _leftOut.AddRange(findings.Select(f => new FlagLeftOut(f)));
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long FlagId { get; private set; }
    public Flag Flag { get; private set; } = null!;
    public FlagCorrectionKind Kind { get; private set; }

    /// <summary>What was corrected, in one sentence for the agency.</summary>
    public string Sentence { get; private set; } = null!;
    public string Reason { get; private set; } = null!;
    public string? AppealId { get; private set; }
    public DateTime At { get; private set; }
    public string By { get; private set; } = null!;
    public IReadOnlyCollection<FlagLeftOut> LeftOut => _leftOut;

    internal sealed class Table : IEntityTypeConfiguration<FlagCorrection>
    {
        public void Configure(EntityTypeBuilder<FlagCorrection> builder)
        {
            builder.ToTable("FlagCorrections");
            builder.Property(c => c.Sentence).HasMaxLength(MaxSentenceLength);
            // Of an appeal: the grounds of its decision.
            builder.Property(c => c.Reason).HasMaxLength(Licences.LicenceFactRow.MaxTextLength);
            builder.Property(c => c.AppealId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasOne(c => c.Flag).WithMany().HasForeignKey(c => c.FlagId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(c => c.LeftOut).WithOne().HasForeignKey(l => l.CorrectionId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A finding that counts for the flag of its quarter no more, whatever it comes to later. What people decide of the finding itself is not touched.</summary>
public sealed class FlagLeftOut
{
    private FlagLeftOut()
    {
    }

    internal FlagLeftOut(long finding) => FindingId = finding;

    /// <summary>A finding has one quarter, and is left out once.</summary>
    public long FindingId { get; private set; }
    public Finding Finding { get; private set; } = null!;
    public long CorrectionId { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<FlagLeftOut>
    {
        public void Configure(EntityTypeBuilder<FlagLeftOut> builder)
        {
            builder.ToTable("FlagsLeftOut");
            builder.HasKey(l => l.FindingId);
            builder.Property(l => l.FindingId).ValueGeneratedNever();
            builder.HasOne(l => l.Finding).WithMany().HasForeignKey(l => l.FindingId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record FlagCorrected(string Flag, FlagCorrectionKind Kind, IReadOnlyList<string> Findings);

/// <param name="Kind">set-aside: all findings that it rested on are left out; leave-out: some.</param>
/// <param name="Findings">Public ids of those that count for it no more.</param>
/// <param name="Sentence">What was corrected.</param>
/// <param name="AppealId">The appeal that was allowed; null: an officer corrected it.</param>
public sealed record FlagCorrectionView(string Id, FlagCorrectionKind Kind, IReadOnlyList<string> Findings, string Sentence, string Reason, string? AppealId, DateTime At, string By)
{
    /// <remarks>What is left out must be loaded with the findings.</remarks>
    public static FlagCorrectionView Of(FlagCorrection c) => new(
        c.PublicId, c.Kind, [.. c.LeftOut.Select(l => l.Finding.PublicId).Order(StringComparer.Ordinal)], c.Sentence, c.Reason, c.AppealId, c.At, c.By);
}

internal static class FlagFindings
{
    /// <summary>What a flag rests on now, as <see cref="FlagAgenciesJob"/> counts it.</summary>
    public static IQueryable<Finding> CountedBy(this LicensingDb db, Flag flag)
    {
        var (from, until, agency) = (flag.Period, FlagPeriod.EndOf(flag.Period), flag.AgencyId);
        return db.Findings.Where(f => f.AgencyId == agency && f.HappenedOn >= from && f.HappenedOn <= until && f.Status != FindingStatus.Dismissed && f.Status != FindingStatus.Withdrawn
            && !db.FlagsLeftOut.Any(l => l.FindingId == f.Id));
    }
}
