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
    /// <returns>Whether some agency was up to date before: whoever made it due asks for the review, and nobody else.</returns>
    public static async Task<bool> MarkAsync(LicensingDb db, IReadOnlyList<long> agencyIds, CancellationToken ct)
    {
        var isNew = false;
        foreach (var agencyId in agencyIds)
        {
            var marked = await db.FlagReviews.Where(r => r.AgencyId == agencyId)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Judged, r => r.Judged + 1), ct);
            if (marked > 0)
                continue;
            db.Add(new FlagReview { AgencyId = agencyId, Judged = 1 });
            isNew = true;
        }

        return isNew || await db.FlagReviews.AnyAsync(r => agencyIds.Contains(r.AgencyId) && r.Judged == r.Reviewed + 1, ct);
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
