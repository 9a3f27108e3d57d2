using Licensing.Api.Database;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>After a rule pack was approved: marks the disclosures that it may speak about as waiting, and no others.</summary>
/// <remarks>Marking twice changes nothing: a version that waits already is left as it is.</remarks>
public sealed class JudgeAgainAfterLawChangeJob(LicensingDb db, Jobs.JobQueue jobs)
{
    public async Task RunAsync(long lawPackId, CancellationToken ct)
    {
        var pack = await db.LawPacks.AsNoTracking().SingleAsync(p => p.Id == lawPackId, ct);
        var touched = db.DisclosureVersions.Where(v => v.IsCurrent && v.JudgedAt != null && v.JudgedAt < pack.ApprovedAt);
        if (pack.Side != LawSide.Standard)
        {
            var (origin, destination) = (pack.Origin, pack.Destination);
            touched = touched.Where(v => (origin == null || v.Disclosure.Placement.Origin == origin)
                && (destination == null || v.Disclosure.Placement.Destination == destination));
        }

        var marked = await touched.ExecuteUpdateAsync(set => set
            .SetProperty(v => v.JudgedAt, (DateTime?)null)
            .SetProperty(v => v.Version, v => v.Version + 1), ct);
        if (marked > 0)
            jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
    }
}
