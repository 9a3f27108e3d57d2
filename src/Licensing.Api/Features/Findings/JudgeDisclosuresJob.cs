using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Api.Jobs;
using Licensing.Api.Telemetry;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <param name="DisclosureNumber">The version of the disclosure that was judged.</param>
/// <param name="LawDigest">The approved law that it was judged with.</param>
/// <param name="LawChanges">Public ids of the changes of law that opened it; empty: the disclosure was judged for the first time.</param>
public sealed record FindingOpened(
    BreachKind Kind, string Provision, int ProvisionVersion, Result Result, IReadOnlyList<Money> Excess, string PlacementId, int DisclosureNumber, string LawDigest,
    IReadOnlyList<string> LawChanges);

/// <summary>The case as it stands now, and what was judged when it changed.</summary>
/// <param name="LawChanges">Public ids of the changes of law that changed it; empty: a correction did.</param>
public sealed record FindingUpdated(
    string Provision, int ProvisionVersion, Result Result, IReadOnlyList<Money> Excess, bool AmendedAfterJudgement, int DisclosureNumber, string LawDigest,
    IReadOnlyList<string> LawChanges);

/// <summary>The law as it is now forbids nothing of what the case rests on. The amounts are those that it had.</summary>
public sealed record FindingWithdrawnByLaw(
    BreachKind Kind, string Provision, int ProvisionVersion, IReadOnlyList<Money> Excess, int DisclosureNumber, string LawDigest, IReadOnlyList<string> LawChanges);

/// <summary>What a change of law had withdrawn stands again: the law was changed once more, or a correction says more.</summary>
public sealed record FindingReopened(
    BreachKind Kind, string Provision, int ProvisionVersion, Result Result, IReadOnlyList<Money> Excess, int DisclosureNumber, string LawDigest, IReadOnlyList<string> LawChanges);

/// <summary>Judges disclosures that are not judged yet, or whose deadline has passed, and opens or updates findings.</summary>
/// <remarks>Hangfire runs a job at least once, and several workers may run it at the same time. What is still to be judged
/// is asked of the database. A chunk is read and judged first, holding no lock, and stored in one transaction. Two workers on
/// one chunk, or a correction or an approval of law in between, meet at the version of the disclosure, at the digest of the
/// law and at the unique key of the finding, and the one who loses looks again. So any number of runs gives each finding
/// once. What a change of law does to a case is worked out from the case and the law alone (<see cref="Cases"/>), so it does not
/// matter how many changes came before the job did, or how often it ran.</remarks>
public sealed class JudgeDisclosuresJob(LicensingDb db, LawBook law, JudgingBook judging, Ministry ministry, TimeProvider clock, JobQueue jobs)
{
    private readonly LawSteps _steps = new(db, law, clock);

    /// <summary>Short enough to hold no lock for long and to lose little when a worker is killed.</summary>
    public const int ChunkSize = 100;
    private const int Attempts = 20;
    private const int LongestReason = 2000;

    /// <summary>Filings of one agency that come close together are flagged together.</summary>
    public static readonly TimeSpan FlagsAfter = TimeSpan.FromSeconds(5);

    /// <summary>The sweep: everything that waits. One that cannot be judged is set aside for this run, so that it keeps no
    /// other waiting, and the run then fails with its error, so that an operator sees it.</summary>
    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var judged = 0;
        var setAside = new List<long>();
        var errors = new List<Exception>();
        var size = ChunkSize;
        while (true)
        {
            try
            {
                var waiting = setAside.Count == 0 ? Waiting() : Waiting().Where(v => !setAside.Contains(v.Id));
                var chunk = await JudgeChunkAsync(waiting, size, ct);
                if (chunk.Versions == 0)
                    break;
                judged += chunk.Versions;
            }
            catch (JudgingFailedException) when (size > 1)
            {
                size = 1;
            }
            catch (JudgingFailedException failed)
            {
                setAside.Add(failed.DisclosureVersionId);
                errors.Add(failed);
                size = ChunkSize;
            }
        }

        if (judged > 0)
            jobs.Enqueue<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
        if (errors.Count > 0)
            throw new AggregateException(errors);
    }

    /// <summary>One version, right after it was filed.</summary>
    public async Task RunOneAsync(long disclosureVersionId, CancellationToken ct)
    {
        // A review takes the whole agency, so it is asked for once, and not again until it was done.
        if ((await JudgeChunkAsync(Waiting().Where(v => v.Id == disclosureVersionId), 1, ct)).FlagsBecameDue)
            jobs.Schedule<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None), FlagsAfter);
    }

    private IQueryable<DisclosureVersion> Waiting()
    {
        var today = ministry.Today(clock);
        return db.DisclosureVersions.Where(v => v.WaitsFrom <= today);
    }

    private async Task<Chunk> JudgeChunkAsync(IQueryable<DisclosureVersion> waiting, int size, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            try
            {
                return await JudgeOnceAsync(waiting, size, ct);
            }
            catch (Exception e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsBusy(e)))
            {
                // Another worker was faster. The pause differs, so two do not go on meeting.
                await Task.Delay(Random.Shared.Next(10, 50 * attempt), ct);
            }
        }
    }

    private async Task<Chunk> JudgeOnceAsync(IQueryable<DisclosureVersion> waiting, int size, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        // No transaction yet: on SQLite one would keep every other writer waiting while rules are applied.
        var edition = await law.CurrentAsync(db, ct);
        var basis = await judging.CurrentAsync(db, ct);
        var versions = await waiting.OrderBy(v => v.WaitsFrom).ThenBy(v => v.Id).Take(size)
            .Include(v => v.Disclosure).ThenInclude(d => d.Placement).ThenInclude(p => p.Agency).ThenInclude(a => a.Facts)
            .AsSplitQuery().ToListAsync(ct);
        if (versions.Count == 0)
            return new Chunk(0, FlagsBecameDue: false);
        await _steps.OfAsync(edition, ct);
        var asOf = ministry.Today(clock);
        var verdicts = versions.ConvertAll(v => Blaming(v, () => Verdict.Of(v, v.Disclosure.Placement, edition, basis, asOf)));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // On SQLite nobody approves law between this and the commit. Elsewhere JudgeAgainAfterLawChangeJob finds what was
        // judged with law that had just been replaced. What else was read is guarded by the versions, at the save.
        if ((await law.CurrentAsync(db, ct)).Digest != edition.Digest)
            throw new DbUpdateConcurrencyException("Law was approved since this chunk was judged.");
        // The same for rates and settings; elsewhere JudgeAgainAfterRateChangeJob finds them.
        if (!(await judging.CurrentAsync(db, ct)).IsThe(basis))
            throw new DbUpdateConcurrencyException("Rates or settings were approved since this chunk was judged.");
        var versionIds = versions.ConvertAll(v => v.Id);
        var placementIds = versions.ConvertAll(v => v.Disclosure.PlacementId);
        var judgements = (await db.Judgements.Where(j => versionIds.Contains(j.DisclosureVersionId)).ToListAsync(ct)).ToLookup(j => j.DisclosureVersionId);
        var findings = (await db.Findings.Include(f => f.Excess).Where(f => placementIds.Contains(f.PlacementId)).ToListAsync(ct)).ToLookup(f => f.PlacementId);
        var older = await CaseReading.OlderVersionsAsync(db.DisclosureVersions, versions, findings, ct);
        var since = await CaseReading.SinceAsync(_steps, edition, versions, findings, draft: null, ct);
        var now = clock.Now();
        var cases = new Cases(since, (v, placement) => Verdict.Of(v, placement, edition, basis, asOf), now);
        var told = new HashSet<(Agency Agency, LawStep Step)>();
        foreach (var (version, verdict) in versions.Zip(verdicts))
        {
            StoreJudgements(version, verdict, judgements[version.Id]);
            foreach (var outcome in Blaming(version, () => cases.Of(version.Disclosure.Placement, version, version.LawDigest, verdict, [.. findings[version.Disclosure.PlacementId]], older[version.DisclosureId].ToDictionary(v => v.Number)).ToList()))
            {
                StoreOutcome(outcome, version, edition.Digest);
                if (outcome.Because.Count > 0)
                    told.Add((version.Disclosure.Placement.Agency, outcome.Because[^1].Step));
            }

            var deadline = verdict.Judgements.Select(j => j.DueOn).Min();
            version.Judged(now, verdict.AsOf, deadline?.AddDays(1), edition.Digest, basis.RatesDigest, verdict.RestsOn.Settings!, FeeCapLaw.EngineVersion);
            version.Converted(verdict.Converted);
        }

        await LawNotice.TellAsync(db, told, now, ct);
        var becameDue = await FlagReview.MarkAsync(db, [.. versions.Select(v => v.Disclosure.AgencyId).Distinct().Order()], ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Figures.DisclosuresJudged.Add(versions.Count);
        Figures.JudgingSeconds.Record(clock.GetElapsedTime(started).TotalSeconds);
        return new Chunk(versions.Count, becameDue);
    }

    private void StoreJudgements(DisclosureVersion version, Verdict verdict, IEnumerable<JudgementRecord> stored)
    {
        var gone = stored.ToDictionary(j => j.Slot);
        foreach (var judgement in verdict.Judgements)
        {
            if (gone.Remove(JudgementRecord.SlotOf(judgement), out var record))
                record.Show(judgement);
            else
                db.Add(new JudgementRecord(version, judgement));
        }

        db.RemoveRange(gone.Values);
    }

    private void StoreOutcome(Cases.Outcome outcome, DisclosureVersion version, string lawDigest)
    {
        var (f, steps) = (outcome.Finding, (IReadOnlyList<string>)[.. outcome.Because.Select(c => c.Step.PublicId)]);
        switch (outcome.Change)
        {
            case CaseChange.Opened:
                db.Add(f);
                Figures.FindingsOpened.Add(1, new KeyValuePair<string, object?>("breach", f.Kind.ToString()));
                db.Record(f, new FindingOpened(f.Kind, f.Provision, f.ProvisionVersion, f.Result, f.ExcessAmounts.Parts, version.Disclosure.Placement.PublicId, version.Number, lawDigest, steps));
                break;
            case CaseChange.Withdrawn:
                db.Record(f, new FindingWithdrawnByLaw(f.Kind, f.Provision, f.ProvisionVersion, f.ExcessAmounts.Parts, version.Number, lawDigest, steps), ReasonOf(outcome.Because));
                break;
            case CaseChange.Reopened:
                db.Record(f, new FindingReopened(f.Kind, f.Provision, f.ProvisionVersion, f.Result, f.ExcessAmounts.Parts, version.Number, lawDigest, steps), ReasonOf(outcome.Because));
                break;
            default:
                db.Record(f, new FindingUpdated(f.Provision, f.ProvisionVersion, f.Result, f.ExcessAmounts.Parts, f.AmendedAfterJudgement, version.Number, lawDigest, steps), ReasonOf(outcome.Because));
                break;
        }
    }

    private static string? ReasonOf(IReadOnlyList<LawSince.Change> changes)
    {
        var reason = $"The law changed: {string.Join("; ", changes.Select(c => c.What))}.";
        return changes.Count == 0 ? null : reason.Length <= LongestReason ? reason : reason[..LongestReason];
    }

    private static T Blaming<T>(DisclosureVersion version, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        {
            throw new JudgingFailedException(version.Id, e);
        }
    }

    /// <param name="FlagsBecameDue">The flags of some agency were up to date before, so nobody was asked to review them.</param>
    private readonly record struct Chunk(int Versions, bool FlagsBecameDue);
}

/// <summary>One version of a disclosure could not be judged: its stored text cannot be read, or the engine has a fault.</summary>
public sealed class JudgingFailedException(long disclosureVersionId, Exception inner)
    : Exception($"Version {disclosureVersionId} of a disclosure could not be judged: {inner.Message}", inner)
{
    public long DisclosureVersionId { get; } = disclosureVersionId;
}
