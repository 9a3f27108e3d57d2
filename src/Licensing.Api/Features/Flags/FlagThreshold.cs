using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Flags;

/// <summary>From when an agency is flagged: a setting of the ministry, true from a day on. An agency is flagged for a
/// quarter when all three limits are reached.</summary>
public sealed class FlagThreshold : IRegulated, IListed
{
    public const string IdPrefix = "ft";

    private FlagThreshold()
    {
    }

    /// <param name="from">Inclusive; holds for quarters that begin on or after it, until the next.</param>
    public FlagThreshold(DateOnly from, int leastFindings, int leastWorkers, int leastSharePercent, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (From, LeastFindings, LeastWorkers, LeastSharePercent) = (from, leastFindings, leastWorkers, leastSharePercent);
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public DateOnly From { get; private set; }
    public int LeastFindings { get; private set; }
    public int LeastWorkers { get; private set; }

    /// <summary>Of the agency's placements of the quarter, how many percent have a finding.</summary>
    public int LeastSharePercent { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    public bool ReachedBy(int findings, int workers, int placementsInBreach, int placements) =>
        findings >= LeastFindings && workers >= LeastWorkers && placementsInBreach * 100L >= placements * (long)LeastSharePercent;

    internal sealed class Table : IEntityTypeConfiguration<FlagThreshold>
    {
        // Several may be recorded for one day: the last one recorded holds.
        public void Configure(EntityTypeBuilder<FlagThreshold> builder) => builder.HasIndex(t => t.From);
    }
}

public sealed record FlagThresholdsSet(DateOnly From, int LeastFindings, int LeastWorkers, int LeastSharePercent);
