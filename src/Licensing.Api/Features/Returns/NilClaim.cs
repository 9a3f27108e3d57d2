using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <summary>Whether "nothing was placed" is true.</summary>
internal static class NilClaim
{
    /// <summary>Public id of a return or a disclosure of the agency that reports a placement of the month: one that was signed, or has an
    /// item, then. Null where there is none.</summary>
    /// <remarks>The first two questions are answered by an index. The last one reads what the agency reports: the day of an item stands in
    /// no column, nil returns are few, and no other agency's rows are touched.</remarks>
    public static async Task<string?> ContradictionAsync(LicensingDb db, long agencyId, DateOnly period, CancellationToken ct)
    {
        var (next, item) = (period.AddMonths(1), $"\"date\":\"{PeriodText.Of(period)}-");
        return await db.Returns.Where(r => r.AgencyId == agencyId && r.Period == period && r.PublishedAt != null && r.Filed + r.Corrected + r.Unchanged > r.OutsidePeriod)
                .OrderBy(r => r.Id).Select(r => r.PublicId).FirstOrDefaultAsync(ct)
            ?? await db.Disclosures.Where(d => d.AgencyId == agencyId && d.Placement.AgencyId == agencyId && d.Placement.HappenedOn >= period && d.Placement.HappenedOn < next)
                .OrderBy(d => d.Id).Select(d => d.PublicId).FirstOrDefaultAsync(ct)
            ?? await db.DisclosureVersions.Where(v => v.Disclosure.AgencyId == agencyId && v.IsCurrent && v.Reported.Contains(item))
                .OrderBy(v => v.Id).Select(v => v.Disclosure.PublicId).FirstOrDefaultAsync(ct);
    }
}
