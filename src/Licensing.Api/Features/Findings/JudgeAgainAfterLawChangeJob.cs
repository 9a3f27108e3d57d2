using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>After a rule pack was approved: marks the disclosures that it may speak about as waiting, and no others.</summary>
/// <remarks>Marking twice changes nothing: what waits, or was judged with this law, is left as it is.</remarks>
public sealed class JudgeAgainAfterLawChangeJob(LicensingDb db, LawBook law, TimeProvider clock, Jobs.JobQueue jobs)
{
    // A worker that read the law before the approval may store its judgements after it, with a later instant. How much
    // later is bounded; which law it judged with stands beside the judgements.
    private static readonly TimeSpan LongestChunk = TimeSpan.FromMinutes(10);
    private const int ChunkSize = 500;

    /// <summary>The sweep: every approved pack that was not swept to the end, should its own job have been lost.</summary>
    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var id in await db.LawPacks.Where(p => p.ApprovedAt != null && !db.Set<LawSweep>().Any(s => s.LawPackId == p.Id))
            .OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(ct))
            await RunAsync(id, ct);
    }

    public async Task RunAsync(long lawPackId, CancellationToken ct)
    {
        var pack = await db.LawPacks.AsNoTracking().SingleAsync(p => p.Id == lawPackId, ct);
        var edition = await law.CurrentAsync(db, ct);
        var until = pack.ApprovedAt + LongestChunk;
        var started = clock.Now();
        var touched = db.DisclosureVersions.Where(v => v.IsCurrent && v.JudgedAt != null && v.JudgedAt <= until && v.LawDigest != edition.Digest);
        if (pack.Side != LawSide.Standard)
        {
            var (origin, destination) = (pack.Origin, pack.Destination);
            touched = touched.Where(v => (origin == null || v.Disclosure.Placement.Origin == origin)
                && (destination == null || v.Disclosure.Placement.Destination == destination));
        }

        // In short steps: one update of a whole corridor would keep every filing waiting.
        var (marked, after) = (0, 0L);
        List<long> chunk;
        do
        {
            chunk = await touched.Where(v => v.Id > after).OrderBy(v => v.Id).Take(ChunkSize).Select(v => v.Id).ToListAsync(ct);
            if (chunk.Count == 0)
                break;
            var (from, to) = (after, chunk[^1]);
            marked += await touched.Where(v => v.Id > from && v.Id <= to).ExecuteUpdateAsync(set => set
                .SetProperty(v => v.JudgedAt, (DateTime?)null)
                .SetProperty(v => v.WaitsFrom, DisclosureVersion.Always)
                .SetProperty(v => v.Version, v => v.Version + 1), ct);
            after = to;
        }
        while (chunk.Count == ChunkSize);

        if (marked > 0)
            jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
        if (started > until)
            await RememberAsync(lawPackId, ct);
    }

    private async Task RememberAsync(long lawPackId, CancellationToken ct)
    {
        db.Add(new LawSweep(lawPackId));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
        {
            db.ChangeTracker.Clear();
        }
    }
}
