using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <summary>Cases about an agency that are not closed.</summary>
internal static class OpenFindings
{
    private static readonly FindingStatus[] Over = [FindingStatus.Dismissed, FindingStatus.Withdrawn, FindingStatus.Closed];

    public static async Task<int> CountOpenFindingsAsync(this LicensingDb db, long agency, CancellationToken ct) =>
        (await db.CountOpenFindingsAsync([agency], ct)).GetValueOrDefault(agency);

    public static async Task<Dictionary<long, int>> CountOpenFindingsAsync(this LicensingDb db, List<long> agencies, CancellationToken ct)
    {
        var counts = await db.Findings.Where(f => agencies.Contains(f.AgencyId) && !Over.Contains(f.Status))
            .GroupBy(f => f.AgencyId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return counts.ToDictionary(c => c.Key, c => c.Count);
    }
}
