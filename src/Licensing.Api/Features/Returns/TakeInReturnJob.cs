using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <summary>Takes a return in: reads its upload, stores it unseen in chunks, publishes it at once or clears it away, and gives it to
/// the judges.</summary>
/// <remarks><para>At least once, and by several workers. Each step is one transaction that begins with the row of the return and ends by
/// moving it on, so a run that is killed leaves a return on which the next goes on, and of two workers the second fails at
/// its version, and leaves the work to the first.</para>
/// <para>Returns of one agency are read one after the other, in the order in which they came: what a placement of the second means
/// depends on what the first says of it.</para></remarks>
public sealed class TakeInReturnJob(LicensingDb db, SealedFolder files, ReturnReader reader, IdentitySeal seal, Ministry ministry, TimeProvider clock, JobQueue jobs)
{
    /// <summary>A chunk ends at the first of these: it holds the write lock of an embedded database for its length.</summary>
    public const int MostPlacementsAtOnce = 500, ItemsAtOnce = 5_000, RejectionsAtOnce = 2_000;
    public const int ReleasedAtOnce = 2_000, ClearedAtOnce = 500;
    private const int Attempts = 20;

    /// <summary>Fewer only where a test stops between chunks.</summary>
    public int PlacementsAtOnce { get; set; } = MostPlacementsAtOnce;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>A return on which nothing has happened that long is taken up again.</summary>
    public static readonly TimeSpan StandsStill = TimeSpan.FromMinutes(1);

    /// <summary>The sweep: each return that stands still, should its own job have been lost.</summary>
    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.Now() - StandsStill;
        foreach (var id in await Unfinished().Where(r => r.ProgressAt < before).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(ct))
            jobs.Enqueue<TakeInReturnJob>(job => job.RunAsync(id, CancellationToken.None));
    }

    public async Task RunAsync(long returnId, CancellationToken ct)
    {
        try
        {
            var agencyId = await db.Returns.Where(r => r.Id == returnId).Select(r => r.AgencyId).SingleAsync(ct);
            foreach (var id in await Unfinished().Where(r => r.AgencyId == agencyId && r.Id < returnId && r.PublishedAt == null).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(ct))
                await ReadAsync(id, ct);
            await ReadAsync(returnId, ct);
            if (!await ReleaseAsync(returnId, ct))
                jobs.Schedule<TakeInReturnJob>(job => job.RunAsync(returnId, CancellationToken.None), LookAgainAfter);
        }
        catch (Exception e) when (e is DbUpdateConcurrencyException or AnotherWorkerException)
        {
            // Another worker has this return, or an earlier one of the agency, and goes on with it.
        }
    }

    private IQueryable<Return> Unfinished() => db.Returns.Where(r => r.JudgedAt == null && r.ClearedAt == null);

    /// <summary>Until it is published, or refused and cleared away.</summary>
    private async Task ReadAsync(long returnId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var filing = await db.Returns.AsNoTracking().Include(r => r.Agency).SingleAsync(r => r.Id == returnId, ct);
        if (filing.IsReading)
        {
            await StoreAsync(filing, ct);
            await RetryAsync(() => new PublishReturn(db, ministry, clock).RunAsync(returnId, ct), ct);
        }

        while (await RetryAsync(() => ClearOnceAsync(returnId, ct), ct))
        {
            // More is left.
        }
    }

    private async Task StoreAsync(Return filing, CancellationToken ct)
    {
        if (filing.UploadKey is null)
            throw new InvalidOperationException($"The upload of {filing.PublicId} was destroyed before it was read.");
        var chunk = new ReturnChunk(db, seal, ministry, clock);
        await using var upload = files.Open(filing.UploadName, filing.UploadKey);
        var (placements, items, rejections, passed) = (new List<ReadPlacement>(PlacementsAtOnce), 0, 0, 0);
        var storing = Task.CompletedTask;
        try
        {
            await foreach (var read in reader.ReadAsync(upload, filing.Format!.Value, ct))
            {
                // What an earlier run stored. Reading it again costs little; finding a place in the middle of a file costs a format.
                if (passed++ < filing.PlacementsRead)
                    continue;
                placements.Add(read);
                items += read.Filing?.Items.Count ?? 0;
                rejections += read.Rejections.Count;
                if (placements.Count >= PlacementsAtOnce || items >= ItemsAtOnce || rejections >= RejectionsAtOnce)
                    await StoreChunkAsync();
            }

            if (placements.Count > 0)
                await StoreChunkAsync();
            await storing;
        }
        finally
        {
            // The context has one user at a time: whatever happened, nobody goes on with it before the last chunk has ended.
            await storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // While a chunk is written, the next is read and sealed: the reader uses the upload alone, the writer the database alone.
        async Task StoreChunkAsync()
        {
            var (prepared, from) = (chunk.Prepare(placements), passed - placements.Count);
            placements.Clear();
            (items, rejections) = (0, 0);
            await storing;
            storing = Task.Run(() => RetryAsync(() => chunk.StoreAsync(filing, from, prepared, ct), ct), ct);
        }
    }

    /// <summary>Takes away what a refused return has stored.</summary>
    /// <returns>Whether more may be left.</returns>
    private async Task<bool> ClearOnceAsync(long returnId, CancellationToken ct)
    {
        var filing = await db.Returns.SingleAsync(r => r.Id == returnId, ct);
        if (filing.RefusedAt is null || filing.ClearedAt is not null)
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var versions = await db.DisclosureVersions.IgnoreQueryFilters([IFiledInReturn.Published]).Where(v => v.ReturnId == returnId).OrderBy(v => v.ReturnRow).Take(ClearedAtOnce)
            .Select(v => new { v.Id, v.DisclosureId }).ToListAsync(ct);
        var (versionIds, disclosureIds) = (versions.ConvertAll(v => v.Id), versions.ConvertAll(v => v.DisclosureId));
        var placements = await db.Disclosures.IgnoreQueryFilters([IFiledInReturn.Published]).Where(d => d.ReturnId == returnId && disclosureIds.Contains(d.Id))
            .Select(d => new { d.PlacementId, d.Placement.WorkerId }).ToListAsync(ct);
        var (placementIds, workerIds) = (placements.ConvertAll(p => p.PlacementId), placements.ConvertAll(p => p.WorkerId));
        await db.DisclosureVersions.IgnoreQueryFilters([IFiledInReturn.Published]).Where(v => versionIds.Contains(v.Id)).ExecuteDeleteAsync(ct);
        await db.Set<StagedCorrection>().Where(c => c.ReturnId == returnId && disclosureIds.Contains(c.DisclosureId)).ExecuteDeleteAsync(ct);
        await db.Disclosures.IgnoreQueryFilters([IFiledInReturn.Published]).Where(d => d.ReturnId == returnId && disclosureIds.Contains(d.Id)).ExecuteDeleteAsync(ct);
        await db.Placements.IgnoreQueryFilters([IFiledInReturn.Published]).Where(p => placementIds.Contains(p.Id)).ExecuteDeleteAsync(ct);
        // Only who is known by nothing else: another filing may have recognised the same person meanwhile.
        await db.Workers.Where(w => workerIds.Contains(w.Id) && !db.Placements.IgnoreQueryFilters().Any(p => p.WorkerId == w.Id)
            && !db.PersonalReads.Any(r => r.WorkerId == w.Id) && !db.DepositClaims.Any(c => c.WorkerId == w.Id)).ExecuteDeleteAsync(ct);
        if (versions.Count < ClearedAtOnce)
        {
            await db.Set<UnchangedPlacement>().Where(u => u.ReturnId == returnId).ExecuteDeleteAsync(ct);
            filing.Clear(clock.Now());
            db.Record(filing, new ReturnCleared());
        }
        else
        {
            filing.Touch(clock.Now());
            db.Record(filing, new ReturnRowsCleared(versions.Count));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return versions.Count == ClearedAtOnce;
    }

    /// <summary>Gives a published return to the judges, in its order, in short steps: one update of a million rows would keep every filing
    /// waiting.</summary>
    /// <returns>Whether nothing of it is left to be judged.</returns>
    private async Task<bool> ReleaseAsync(long returnId, CancellationToken ct)
    {
        var released = false;
        while (await RetryAsync(() => ReleaseOnceAsync(returnId, ct), ct))
            released = true;
        if (released)
            jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));

        db.ChangeTracker.Clear();
        var filing = await db.Returns.SingleAsync(r => r.Id == returnId, ct);
        if (filing.State != ReturnState.Judging)
            return true;
        if (await db.DisclosureVersions.AnyAsync(v => v.ReturnId == returnId && v.IsCurrent && v.JudgedAt == null, ct))
            return false;
        filing.Judged(clock.Now());
        db.Record(filing, new ReturnJudged());
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task<bool> ReleaseOnceAsync(long returnId, CancellationToken ct)
    {
        var filing = await db.Returns.SingleAsync(r => r.Id == returnId, ct);
        if (filing.State != ReturnState.Judging)
            return false;
        var from = filing.ReleasedThrough;
        var rows = await db.DisclosureVersions.Where(v => v.ReturnId == returnId && v.ReturnRow > from).OrderBy(v => v.ReturnRow).Take(ReleasedAtOnce).Select(v => v.ReturnRow!.Value).ToListAsync(ct);
        if (rows.Count == 0)
            return false;
        var through = rows[^1];
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Corrected meanwhile: the correction waits by itself.
        await db.DisclosureVersions.Where(v => v.ReturnId == returnId && v.ReturnRow > from && v.ReturnRow <= through && v.IsCurrent && v.JudgedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.WaitsFrom, DisclosureVersion.Always).SetProperty(v => v.Version, v => v.Version + 1), ct);
        filing.Release(through, clock.Now());
        db.Record(filing, new ReturnReleased(through));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private Task RetryAsync(Func<Task> step, CancellationToken ct) => RetryAsync(async () =>
    {
        await step();
        return true;
    }, ct);

    private async Task<T> RetryAsync<T>(Func<Task<T>> step, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            try
            {
                return await step();
            }
            catch (Exception e) when (attempt < Attempts && (StorageFailure.IsDuplicateKey(e) || StorageFailure.IsParentMissing(e) || StorageFailure.IsBusy(e)))
            {
                // Somebody filed one of these placements, or reported one of these workers, at the same moment.
                await Task.Delay(Random.Shared.Next(10, 50 * attempt), ct);
            }
        }
    }
}

/// <summary>Another worker has moved the return on.</summary>
public sealed class AnotherWorkerException() : Exception("Another worker has moved the return on.");
