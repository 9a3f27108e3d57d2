using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>Once at every start: marks as waiting what was judged by another engine than this start judges with. What was judged with other
/// rates or settings is JudgeAgainAfterRateChangeJob's.</summary>
/// <remarks>Marking twice changes nothing: what waits, or was judged as now, is left as it is.</remarks>
public sealed class JudgeAgainAfterUpgradeJob(LicensingDb db, Jobs.JobQueue jobs)
{
    private const int ChunkSize = 500;

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var former = db.DisclosureVersions.Where(v => v.IsCurrent && v.JudgedAt != null && v.WaitsFrom != DisclosureVersion.Always
            && v.EngineVersion != FeeCapLaw.EngineVersion);
        var (marked, after) = (0, 0L);
        List<long> chunk;
        do
        {
            // In short steps: one update of everything would keep every filing waiting.
            chunk = await former.Where(v => v.Id > after).OrderBy(v => v.Id).Take(ChunkSize).Select(v => v.Id).ToListAsync(ct);
            if (chunk.Count == 0)
                break;
            var (from, to) = (after, chunk[^1]);
            marked += await former.Where(v => v.Id > from && v.Id <= to).ExecuteUpdateAsync(
                set => set.SetProperty(v => v.WaitsFrom, DisclosureVersion.Always).SetProperty(v => v.Version, v => v.Version + 1), ct);
            after = to;
        }
        while (chunk.Count == ChunkSize);

        if (marked > 0)
            jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
    }
}
