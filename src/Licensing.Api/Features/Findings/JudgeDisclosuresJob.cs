using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Law;
using Licensing.Api.Jobs;
using Licensing.Api.Telemetry;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record FindingOpened(BreachKind Kind, string Provision, int ProvisionVersion, string PlacementId);
public sealed record FindingUpdated(string Provision, int ProvisionVersion, bool AmendedAfterJudgement);

/// <summary>Judges disclosures that are not judged yet, or whose deadline has passed, and opens or updates findings.</summary>
/// <remarks>Hangfire runs a job at least once, and several workers may run it at the same time. What is still to be judged
/// is asked of the database; a chunk is one transaction; two workers on one chunk meet at the version of the disclosure and
/// at the unique key of the finding, and the one who loses looks again. So any number of runs gives each finding once.</remarks>
public sealed class JudgeDisclosuresJob(LicensingDb db, LawBook law, JudgingBasis basis, Ministry ministry, TimeProvider clock, JobQueue jobs)
{
    /// <summary>Short enough to hold no lock for long and to lose little when a worker is killed.</summary>
    public const int ChunkSize = 100;
    private const int Attempts = 20;

    /// <summary>The sweep: everything that waits. One that cannot be judged is set aside for this run, so that it keeps no
    /// other waiting, and the run then fails with its error, so that an operator sees it.</summary>
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
                var chunk = await JudgeChunkAsync(Waiting().Where(v => !setAside.Contains(v.Id)), size, ct);
                if (chunk == 0)
                    break;
                judged += chunk;
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
        if (await JudgeChunkAsync(Waiting().Where(v => v.Id == disclosureVersionId), 1, ct) > 0)
            jobs.Enqueue<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
    }

    private IQueryable<DisclosureVersion> Waiting()
    {
        var today = ministry.Today(clock);
        return db.DisclosureVersions.Where(v => v.IsCurrent && (v.JudgedAt == null || v.JudgeAgainOn <= today));
    }

    private async Task<int> JudgeChunkAsync(IQueryable<DisclosureVersion> waiting, int size, CancellationToken ct)
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

    private async Task<int> JudgeOnceAsync(IQueryable<DisclosureVersion> waiting, int size, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Inside: on SQLite nobody approves law between this and the commit. Elsewhere JudgeAgainAfterLawChangeJob finds
        // what was judged with law that had just been replaced.
        var edition = await law.CurrentAsync(db, ct);
        var versions = await waiting.OrderBy(v => v.Id).Take(size)
            .Include(v => v.Disclosure).ThenInclude(d => d.Placement).ThenInclude(p => p.Agency).ThenInclude(a => a.Facts)
            .AsSplitQuery().ToListAsync(ct);
        if (versions.Count == 0)
            return 0;

        var versionIds = versions.ConvertAll(v => v.Id);
        var placementIds = versions.ConvertAll(v => v.Disclosure.PlacementId);
        await db.Judgements.Where(j => versionIds.Contains(j.DisclosureVersionId)).ExecuteDeleteAsync(ct);
        var findings = await db.Findings.Include(f => f.Excess).Where(f => placementIds.Contains(f.PlacementId)).ToListAsync(ct);
        var byPlacement = findings.ToLookup(f => f.PlacementId);
        var now = clock.Now();
        foreach (var version in versions)
        {
            try
            {
                JudgeVersion(version, edition, byPlacement[version.Disclosure.PlacementId], now);
            }
            catch (Exception e)
            {
                throw new JudgingFailedException(version.Id, e);
            }
        }

        await FlagReview.MarkAsync(db, versions.Select(v => v.Disclosure.AgencyId).Distinct().Order(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Figures.DisclosuresJudged.Add(versions.Count);
        Figures.JudgingSeconds.Record(clock.GetElapsedTime(started).TotalSeconds);
        return versions.Count;
    }

    private void JudgeVersion(DisclosureVersion version, LawEdition edition, IEnumerable<Finding> known, DateTime now)
    {
        var placement = version.Disclosure.Placement;
        var asOf = ministry.Today(clock);
        var facts = version.ReadReported().ToFacts(version.ReadWorker(), placement.Agency.Country, NonProfit(placement), asOf);
        var judgements = FeeCapLaw.Judge(facts, edition.Rules, basis.Context);
        db.AddRange(judgements.Select(j => new JudgementRecord(version, j)));

        var restsOn = new JudgingInput(version.Number, edition.Digest, basis.RatesDigest, basis.SettingsDigest, FeeCapLaw.EngineVersion, asOf);
        var breaches = Breaches.Of(facts, judgements, j => edition.RuleOf(j)!, basis.Precedence, basis.Context);
        foreach (var breach in breaches)
        {
            var grounds = FindingGrounds.Of(restsOn, breach, judgements);
            if (known.SingleOrDefault(f => f.Kind == breach.Kind) is { } finding)
            {
                if (finding.Update(version, breach, grounds, now))
                    db.Record(finding, new FindingUpdated(finding.Provision, finding.ProvisionVersion, finding.AmendedAfterJudgement));
                continue;
            }

            finding = new Finding(placement, version, breach, grounds, now);
            db.Add(finding);
            Figures.FindingsOpened.Add(1, new KeyValuePair<string, object?>("breach", breach.Kind.ToString()));
            db.Record(finding, new FindingOpened(breach.Kind, finding.Provision, finding.ProvisionVersion, placement.PublicId));
        }

        foreach (var gone in known.Where(f => breaches.All(b => b.Kind != f.Kind)))
        {
            if (gone.Update(version, breach: null, grounds: null, now))
                db.Record(gone, new FindingUpdated(gone.Provision, gone.ProvisionVersion, gone.AmendedAfterJudgement));
        }

        var deadline = judgements.Select(j => j.DueOn).Min();
        version.Judged(now, asOf, deadline?.AddDays(1), edition.Digest, basis.RatesDigest, basis.SettingsDigest, FeeCapLaw.EngineVersion);
    }

    // The rule asks about the agency on the day of signing.
    private static bool? NonProfit(Placement placement) => placement.Agency.Facts
        .FirstOrDefault(f => f.Kind == AgencyFactKind.NonProfit && f.HoldsOn(placement.HappenedOn)) is { } fact ? bool.Parse(fact.Value) : null;
}

/// <summary>One version of a disclosure could not be judged: its stored text cannot be read, or the engine has a fault.</summary>
public sealed class JudgingFailedException(long disclosureVersionId, Exception inner)
    : Exception($"Version {disclosureVersionId} of a disclosure could not be judged: {inner.Message}", inner)
{
    public long DisclosureVersionId { get; } = disclosureVersionId;
}
