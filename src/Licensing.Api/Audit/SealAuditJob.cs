using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Audit;

/// <summary>Gives the events that are not sealed yet their places in the log, and signs the new head.</summary>
/// <remarks><para>The order of the log is made here, not by the keys of the rows: where transactions overlap, a row can appear
/// after one with a higher key. Such a row is simply not sealed yet, and the next run takes it; nothing relies on keys being
/// without gaps or in order, so none is ever skipped.</para>
/// <para>At least once, and by several workers: a chunk is one transaction that holds places, nodes and head, so a run that
/// is killed leaves nothing behind. Two workers meet at the number of the head, at the keys of the nodes and at the events,
/// which only get a place if they have none; the one who loses looks again.</para></remarks>
public sealed class SealAuditJob(LicensingDb db, SigningKeys keys, TimeProvider clock)
{
    /// <summary>Events under one head, at most; a backlog gets several heads.</summary>
    public const int ChunkSize = 1000;
    private const int Attempts = 20;

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var key = keys.Current ?? throw new InvalidOperationException("This instance has no Audit:SigningKey and seals nothing.");
        while (await SealChunkAsync(key, ct) == ChunkSize)
        {
            // More waits.
        }
    }

    private async Task<int> SealChunkAsync(SigningKey key, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            try
            {
                return await SealOnceAsync(key, ct);
            }
            catch (Exception e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsBusy(e)))
            {
                // Another worker was faster. The pause differs, so two do not go on meeting.
                await Task.Delay(Random.Shared.Next(10, 50 * attempt), ct);
            }
        }
    }

    private async Task<int> SealOnceAsync(SigningKey key, CancellationToken ct)
    {
        if (!await db.AuditEvents.AnyAsync(e => e.LeafIndex == null, ct))
            return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await AnnounceAsync(key, ct);
        var previous = await db.AuditHeads.AsNoTracking().OrderByDescending(h => h.Id).FirstOrDefaultAsync(ct);
        var events = await db.AuditEvents.AsNoTracking().Where(e => e.LeafIndex == null).OrderBy(e => e.Id).Take(ChunkSize).ToListAsync(ct);
        if (events.Count == 0)
            return 0;

        var first = previous?.Size ?? 0;
        var tree = await db.FrontierAsync(first, ct);
        foreach (var e in events)
            db.AddRange(tree.Append(AuditEntry.Leaf(e, tree.Size)).Select(n => new AuditNode(n.Place, n.Hash)));
        db.Add(new AuditHead(previous, tree.Size, tree.Root, clock.Now(), key));
        await db.SaveChangesAsync(ct);
        await PlaceAsync(events.ConvertAll(e => e.Id), first, ct);
        await transaction.CommitAsync(ct);
        return events.Count;
    }

    // Keys mostly follow each other without a gap; each such run is one statement.
    private async Task PlaceAsync(List<long> ids, long firstIndex, CancellationToken ct)
    {
        for (var from = 0; from < ids.Count;)
        {
            var to = from + 1;
            while (to < ids.Count && ids[to] == ids[to - 1] + 1)
                to++;
            var (least, most, offset) = (ids[from], ids[to - 1], firstIndex + from - ids[from]);
            var placed = await db.AuditEvents.Where(e => e.LeafIndex == null && e.Id >= least && e.Id <= most)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.LeafIndex, e => e.Id + offset), ct);
            if (placed != to - from)
                throw new DbUpdateConcurrencyException("Another worker sealed these events.");
            from = to;
        }
    }

    /// <summary>A key signs after it was announced in the log, endorsed by the one before.</summary>
    private async Task AnnounceAsync(SigningKey key, CancellationToken ct)
    {
        var newest = await db.AuditKeys.AsNoTracking().OrderByDescending(k => k.Id).FirstOrDefaultAsync(ct);
        if (newest?.KeyId == key.KeyId)
            return;
        if (await db.AuditKeys.AnyAsync(k => k.KeyId == key.KeyId, ct))
            throw new InvalidOperationException($"Audit key {key.KeyId} was replaced by {newest!.KeyId} and signs no more. Give this instance the new Audit:SigningKey.");
        var endorsing = keys.Previous is { } old && old.KeyId == newest?.KeyId ? old : null;
        if (newest is not null && endorsing is null && !keys.Trusted.Contains(key.KeyId))
            throw new InvalidOperationException($"Audit key {key.KeyId} is new. Set Audit:PreviousSigningKey to the key {newest.KeyId}, which endorses it; where that is lost, see docs/audit.md.");

        var announced = new AuditKey(key, endorsing, clock.Now());
        db.Add(announced);
        db.Record(announced, new AuditKeyAnnounced(announced.KeyId, Convert.ToBase64String(announced.PublicKey), announced.EndorsedBy));
        await db.SaveChangesAsync(ct);
    }
}
