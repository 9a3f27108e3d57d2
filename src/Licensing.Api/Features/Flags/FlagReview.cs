using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Flags;

/// <summary>Whether an agency's flags are up to date: <see cref="Judged"/> counts the chunks of judging that touched it,
/// <see cref="Reviewed"/> is the count that its flags were last worked out from. The job looks only at agencies where the
/// two differ.</summary>
public sealed class FlagReview
{
    private FlagReview()
    {
    }

    public long AgencyId { get; private set; }
    public long Judged { get; private set; }
    public long Reviewed { get; private set; }

    /// <summary>In the transaction of the judging. Agencies come in the order of their keys, so that two workers never wait
    /// for each other in a circle.</summary>
    public static async Task MarkAsync(LicensingDb db, IEnumerable<long> agencyIds, CancellationToken ct)
    {
        foreach (var agencyId in agencyIds)
        {
            var marked = await db.FlagReviews.Where(r => r.AgencyId == agencyId)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Judged, r => r.Judged + 1), ct);
            if (marked == 0)
                db.Add(new FlagReview { AgencyId = agencyId, Judged = 1 });
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<FlagReview>
    {
        public void Configure(EntityTypeBuilder<FlagReview> builder)
        {
            builder.HasKey(r => r.AgencyId);
            builder.Property(r => r.AgencyId).ValueGeneratedNever();
        }
    }
}
