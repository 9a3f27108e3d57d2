using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>After a fact was recorded that law asks about (whether an agency is non-profit): marks the agency's disclosures as
/// waiting.</summary>
/// <remarks>Those that wait already are marked too: a worker that read the agency before the fact may be judging them, and its
/// save then fails at the version. A queue that loses this job is the one case in which something is judged late: the
/// fact stands in no digest, so the officer who recorded it records it again.</remarks>
public sealed class JudgeAgainAfterAgencyFactJob(LicensingDb db, Jobs.JobQueue jobs)
{
    public async Task RunAsync(long agencyId, CancellationToken ct)
    {
        var marked = await db.DisclosureVersions
            .Where(v => v.IsCurrent && v.Disclosure.AgencyId == agencyId)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.WaitsFrom, DisclosureVersion.Always).SetProperty(v => v.Version, v => v.Version + 1), ct);
        if (marked > 0)
            jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
    }
}
