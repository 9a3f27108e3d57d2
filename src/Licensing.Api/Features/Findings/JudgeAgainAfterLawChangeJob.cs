using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>After the law has changed: marks the disclosures that the change touches as waiting, and no others. What it leaves alone keeps the
/// digest of the law that it was judged with, and would be judged the same (docs/rules/law-changes.md).</summary>
/// <remarks>Marking twice changes nothing: what waits, or was judged with this step of the law or a later one, is left as it is. Each
/// step is looked at by itself, so several that come in a row, or take each other back, need no order of the jobs.</remarks>
public sealed class JudgeAgainAfterLawChangeJob(LicensingDb db, LawBook law, Ministry ministry, TimeProvider clock, Jobs.JobQueue jobs)
{
    // A worker that read the law before the approval may store its judgements after it, and after this job has looked (not on
    // SQLite, where one writer keeps the other out). How much later is bounded; which law it judged with stands beside them.
    private static readonly TimeSpan LongestChunk = TimeSpan.FromMinutes(10);
    private const int ChunkSize = 500;
    private readonly LawSteps _steps = new(db, law, clock);

    /// <summary>The sweep: every step that was not looked at to the end, should its own job have been lost.</summary>
    [Jobs.SkipWhileRunning]
    public Task RunAsync(CancellationToken ct) => SweepAsync(ct);

    /// <summary>Right after a text became law, or ceased to be: it does not wait for a sweep that began before.</summary>
    public Task RunNowAsync(CancellationToken ct) => SweepAsync(ct);

    private async Task SweepAsync(CancellationToken ct)
    {
        await _steps.NowAsync(ct);
        var all = await _steps.AllAsync(ct);
        var marked = 0;
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i].SweptAt is not null)
                continue;
            var started = clock.Now();
            marked += await MarkAsync(all, i, ct);
            if (started > all[i].At + LongestChunk)
            {
                var id = all[i].Id;
                await db.LawSteps.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SweptAt, clock.Now()), ct);
            }
        }

        if (marked > 0)
            jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
    }

    /// <returns>How many disclosures wait now.</returns>
    private async Task<int> MarkAsync(List<LawStep> all, int at, CancellationToken ct)
    {
        var change = await law.ChangeAsync(db, all[at - 1], all[at], ct);
        if (change.IsEmpty)
            return 0;
        // Judged with the law of this step or of a later one: nothing to do, and the later steps are looked at too.
        var known = all.Select(s => s.Digest).ToHashSet();
        var later = all.Skip(at).Select(s => s.Digest).Distinct().ToList();
        var today = ministry.Today(clock);
        var agencies = new Dictionary<long, Agency>();
        var marked = 0;
        foreach (var keys in (await new ReachedDisclosures(db).KeysAsync(change.Reaches, ct)).Order().Chunk(ChunkSize))
        {
            // An older version counts where there is a finding: that may rest on it (docs/rules/judgements.md).
            var rows = await db.DisclosureVersions.AsNoTracking()
                .Where(v => keys.Contains(v.Id) && (v.IsCurrent ? v.JudgedAt != null && !later.Contains(v.LawDigest!) : db.Findings.Any(f => f.PlacementId == v.Disclosure.PlacementId)))
                .Select(v => new { v.DisclosureId, v.IsCurrent, v.LawDigest, v.Reported, v.Worker, v.Disclosure.AgencyId }).ToListAsync(ct);
            await ReadAgenciesAsync(agencies, rows.Select(r => r.AgencyId), ct);
            // What was judged with an edition that nobody remembers is not compared with anything.
            var touched = rows
                .Where(r => (r.IsCurrent && !known.Contains(r.LawDigest ?? ""))
                    || change.Touches(Verdict.FactsOf(StoredJson.Read<ReportedPlacement>(r.Reported), StoredJson.Read<ReportedWorker>(r.Worker), agencies[r.AgencyId], today)))
                .Select(r => r.DisclosureId).Distinct().ToList();
            if (touched.Count > 0)
            {
                marked += await db.DisclosureVersions.Where(v => touched.Contains(v.DisclosureId) && v.IsCurrent && v.JudgedAt != null && !later.Contains(v.LawDigest!))
                    .ExecuteUpdateAsync(set => set
                        .SetProperty(v => v.JudgedAt, (DateTime?)null)
                        .SetProperty(v => v.WaitsFrom, DisclosureVersion.Always)
                        .SetProperty(v => v.Version, v => v.Version + 1), ct);
            }
        }

        return marked;
    }

    private async Task ReadAgenciesAsync(Dictionary<long, Agency> known, IEnumerable<long> ids, CancellationToken ct)
    {
        var unread = ids.Distinct().Where(id => !known.ContainsKey(id)).ToList();
        if (unread.Count > 0)
            foreach (var agency in await db.Agencies.AsNoTracking().Include(a => a.Facts).Where(a => unread.Contains(a.Id)).ToListAsync(ct))
                known.Add(agency.Id, agency);
    }
}
