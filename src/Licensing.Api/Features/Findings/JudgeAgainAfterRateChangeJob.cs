using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>After exchange rates or the settings of judging changed: marks as waiting the disclosures that the change can touch, and no others.</summary>
/// <remarks>Runs after each approval, at every start and as a sweep, and asks the database what was swept last, so one that was lost is made up for; with
/// nothing changed it costs three queries. Marking twice changes nothing: what waits, or was judged with the rates and settings of now, is left as it
/// is. What a change cannot touch keeps the digests that it was judged with.</remarks>
public sealed class JudgeAgainAfterRateChangeJob(LicensingDb db, LawBook law, JudgingBook book, CodeLists codes, Ministry ministry, TimeProvider clock, Jobs.JobQueue jobs)
{
    // As in JudgeAgainAfterLawChangeJob: a worker that read the rates before the approval may store its judgements after it.
    private static readonly TimeSpan LongestChunk = TimeSpan.FromMinutes(10);
    private const int ChunkSize = 200;

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var started = clock.Now();
        var basis = await book.CurrentAsync(db, ct);
        var swept = await db.Set<RateSweep>().AsNoTracking().OrderByDescending(s => s.Id).FirstOrDefaultAsync(ct);
        // By the instant too: what was approved and taken back since may have judged in between.
        if (swept is not null && swept.RatesDigest == basis.RatesDigest && swept.SettingsDigest == basis.SettingsDigest && swept.KnownAt == basis.ChangedAt)
            return;

        var marked = await MarkRatesAsync(basis, swept, ct);
        foreach (var (days, digest) in basis.SettingsByDay)
            marked += await MarkSettingsAsync(days, digest, ct);
        if (marked > 0)
            jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
        if (started <= basis.ChangedAt + LongestChunk)
            return;
        db.Add(new RateSweep(basis.RatesDigest, basis.SettingsDigest, basis.ChangedAt));
        await db.SaveChangesAsync(ct);
    }

    private async Task<int> MarkRatesAsync(JudgingBasis basis, RateSweep? swept, CancellationToken ct)
    {
        // What each disclosure was judged with is compared with what holds now. What was judged before the last sweep and not touched by it would
        // be judged the same with the rates of that sweep.
        var editions = await book.RatesSinceAsync(db, swept?.KnownAt, ct);
        var changes = editions.Where(e => e.Key != basis.RatesDigest).ToDictionary(e => e.Key, e => RateChange.Between(e.Value, basis.Rates, codes));
        var before = swept is null ? null : changes.GetValueOrDefault(swept.RatesDigest) ?? RateChange.Between(basis.Rates, basis.Rates, codes);
        var days = changes.Values.SelectMany(c => c.Reaches).SelectMany(r => r.Days).ToList();
        if (before is not null && days.Count == 0)
            return 0;

        var converted = db.DisclosureVersions.Where(v => v.IsCurrent && v.JudgedAt != null && v.WaitsFrom != DisclosureVersion.Always
            && v.RatesDigest != basis.RatesDigest && v.ConvertedUntil != null);
        if (before is not null)
        {
            var (first, last) = (days.Min(d => d.From), days.Max(d => d.Until));
            converted = converted.Where(v => v.ConvertedUntil >= first && v.ConvertedFrom <= last);
        }

        var rules = (await law.CurrentAsync(db, ct)).Rules;
        var today = ministry.Today(clock);
        var (marked, after, size) = (0, 0L, ChunkSize);
        while (size == ChunkSize)
        {
            var chunk = await converted.Where(v => v.Id > after).OrderBy(v => v.Id).Take(ChunkSize)
                .Select(v => new { v.Id, v.Reported, v.Worker, v.RatesDigest, v.Disclosure.Placement.Agency.Country }).ToListAsync(ct);
            // Whether the agency is non-profit is left open: then more currencies meet, never fewer.
            var touched = chunk.Where(v => (changes.GetValueOrDefault(v.RatesDigest!) ?? before) is not { } change
                || change.Touches(StoredJson.Read<ReportedPlacement>(v.Reported).ToFacts(StoredJson.Read<ReportedWorker>(v.Worker), v.Country, null, today), rules)).Select(v => v.Id).ToList();
            if (touched.Count > 0)
                marked += await MarkAsync(converted.Where(v => touched.Contains(v.Id)), ct);
            (after, size) = (chunk.Count == 0 ? after : chunk[^1].Id, chunk.Count);
        }

        return marked;
    }

    // A change of the band or of the precedence has no reach: all that holds more than one currency, or more than one law, is judged again.
    private async Task<int> MarkSettingsAsync(DayRange days, string digest, CancellationToken ct)
    {
        var touched = db.DisclosureVersions.Where(v => v.IsCurrent && v.JudgedAt != null && v.WaitsFrom != DisclosureVersion.Always && v.SettingsDigest != digest
            && v.Disclosure.Placement.HappenedOn >= days.From && v.Disclosure.Placement.HappenedOn <= days.Until
            && (v.ConvertedUntil != null || db.Judgements.Where(j => j.DisclosureVersionId == v.Id && j.Provision != null).Select(j => j.Law).Distinct().Count() > 1));
        var (marked, after, size) = (0, 0L, ChunkSize);
        while (size == ChunkSize)
        {
            var chunk = await touched.Where(v => v.Id > after).OrderBy(v => v.Id).Take(ChunkSize).Select(v => v.Id).ToListAsync(ct);
            if (chunk.Count > 0)
                marked += await MarkAsync(touched.Where(v => chunk.Contains(v.Id)), ct);
            (after, size) = (chunk.Count == 0 ? after : chunk[^1], chunk.Count);
        }

        return marked;
    }

    private static Task<int> MarkAsync(IQueryable<DisclosureVersion> versions, CancellationToken ct) => versions.ExecuteUpdateAsync(
        set => set.SetProperty(v => v.WaitsFrom, DisclosureVersion.Always).SetProperty(v => v.Version, v => v.Version + 1), ct);
}
