using System.Text;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Audit;

/// <param name="Events">Sealed events that hold, from the beginning; all of them where nothing is bad.</param>
/// <param name="Heads">The same for heads.</param>
/// <param name="RedactedFields">Texts that were replaced by their digest, each with an event that says who and why.</param>
/// <param name="Unsealed">Events that the next run of the job takes. Nothing protects them yet.</param>
/// <param name="Bad">The first thing that does not hold; null where everything does.</param>
public sealed record AuditReport(long Events, long Heads, int Keys, int RedactedFields, long Unsealed, DateTime? OldestUnsealed, string? Bad);

/// <summary>Computes the whole log anew from the events and compares it with what was stored and signed. Reads page by page,
/// in memory that does not grow with the log.</summary>
/// <remarks>What it cannot see is a log that was cut back to an earlier head, or replaced as a whole by someone who holds the
/// key: that is what a witness's stored head is for (docs/audit.md).</remarks>
public sealed class AuditCheck(LicensingDb db, IReadOnlySet<string> trusted)
{
    private const int EventsPerPage = 128, HeadsPerPage = 500;
    private readonly Frontier _tree = new(0, []);
    private readonly Queue<AuditEvent> _waiting = new();
    private readonly Dictionary<long, byte[]> _stored = [];
    private readonly Dictionary<(string Event, AuditField Field), long> _redacted = [];
    private readonly HashSet<(string Event, AuditField Field)> _redactions = [];
    private long _heads;

    public async Task<AuditReport> RunAsync(CancellationToken ct)
    {
        var keys = new List<AuditKey>();
        string? bad = null;
        try
        {
            keys = await CheckKeysAsync(ct);
            await CheckLogAsync(keys, ct);
            await CheckRedactionsAsync(ct);
        }
        catch (BadEntryException e)
        {
            bad = e.Message;
        }

        var unsealed = db.AuditEvents.Where(e => e.LeafIndex == null);
        return new(_tree.Size, _heads, keys.Count, _redacted.Count, await unsealed.LongCountAsync(ct), await OldestAsync(unsealed, ct), bad);
    }

    private static async Task<DateTime?> OldestAsync(IQueryable<AuditEvent> unsealed, CancellationToken ct)
    {
        try
        {
            return await unsealed.MinAsync(e => (DateTime?)e.At, ct);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<List<AuditKey>> CheckKeysAsync(CancellationToken ct)
    {
        var keys = await ReadAsync("a public key", () => db.AuditKeys.AsNoTracking().OrderBy(k => k.Id).ToListAsync(ct));
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i];
            Require(key.KeyId == SigningKey.IdOf(key.PublicKey), $"key {key.KeyId}: its id is not the hash of its public key.");
            if (i == 0 || trusted.Contains(key.KeyId))
                continue;
            Require(
                key.EndorsedBy == keys[i - 1].KeyId && key.Endorsement is { } signature && SigningKey.Verify(keys[i - 1].PublicKey, Encoding.UTF8.GetBytes(key.Statement()), signature),
                $"key {key.KeyId}: the key before it does not endorse it, and Audit:TrustedKeys does not name it.");
        }

        return keys;
    }

    /// <summary>Head by head. The service may be sealing meanwhile: what it seals under a new head is checked too.</summary>
    private async Task CheckLogAsync(List<AuditKey> keys, CancellationToken ct)
    {
        AuditHead? before = null;
        var keyBefore = 0;
        while (true)
        {
            var page = await ReadHeadsAsync(ct);
            foreach (var head in page)
            {
                keyBefore = CheckHead(head, before, keys, keyBefore);
                while (_tree.Size < head.Size)
                    await CheckEventAsync(await NextEventAsync(page[^1].Size, ct), ct);

                Require(_tree.Root.AsSpan().SequenceEqual(head.Root),
                    $"head {head.Id}: it was signed over other events. One of events {before?.Size ?? 0} to {head.Size - 1} was changed together with its stored hash.");
                before = head;
                _heads = head.Id;
            }

            if (page.Count == 0 && await NothingIsLeftAsync(ct))
                return;
        }
    }

    /// <summary>False where a new head came meanwhile.</summary>
    private async Task<bool> NothingIsLeftAsync(CancellationToken ct)
    {
        var size = _tree.Size;
        var eventsLeft = await db.AuditEvents.AnyAsync(e => e.LeafIndex < 0 || e.LeafIndex >= size, ct);
        var nodesLeft = await db.AuditNodes.AnyAsync(n => n.Place < 0 || n.Place > 2 * size - 2, ct);
        // Places, nodes and head are one transaction: with any of them the head is there to be seen.
        if ((eventsLeft || nodesLeft) && await db.AuditHeads.AnyAsync(h => h.Id > _heads, ct))
            return false;
        Require(!eventsLeft, $"head {_heads + 1} is missing: there are events that were sealed under it, from {size} on.");
        Require(_waiting.Count == 0, $"event {size - 1}: there is a second event in its place.");
        Require(!nodesLeft && _stored.Count == 0, "a stored hash belongs to no event.");
        return true;
    }

    private async Task<List<AuditHead>> ReadHeadsAsync(CancellationToken ct)
    {
        var next = db.AuditHeads.AsNoTracking().Where(h => h.Id > _heads).OrderBy(h => h.Id).Take(HeadsPerPage);
        try
        {
            return await next.ToListAsync(ct);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            foreach (var number in await next.Select(h => h.Id).ToListAsync(ct))
                await ReadAsync($"head {number}", () => db.AuditHeads.AsNoTracking().SingleAsync(h => h.Id == number, ct));
            throw;
        }
    }

    private static int CheckHead(AuditHead head, AuditHead? before, List<AuditKey> keys, int keyBefore)
    {
        var name = $"head {(before?.Id ?? 0) + 1}";
        Require(head.Id == (before?.Id ?? 0) + 1, $"{name} is missing.");
        var key = keys.FindIndex(k => k.KeyId == head.KeyId);
        Require(key >= 0, $"{name}: its key {head.KeyId} is not known.");
        Require(SigningKey.Verify(keys[key].PublicKey, Encoding.UTF8.GetBytes(head.Statement()), head.Signature), $"{name}: its signature does not fit what it says.");
        Require(key >= keyBefore, $"{name}: it is signed by a key that had been replaced.");
        Require(head.Previous.AsSpan().SequenceEqual(before?.Hash() ?? []), $"{name}: it does not follow on the head before it.");
        Require(head.Size > (before?.Size ?? 0), $"{name}: it is not longer than the head before it.");
        Require(head.PublicId == $"hd_{head.Id}", $"{name}: its public id is {head.PublicId}.");
        return key;
    }

    private async Task CheckEventAsync(AuditEvent e, CancellationToken ct)
    {
        var index = _tree.Size;
        Require(e.LeafIndex <= index, $"event {index} is missing.");
        Require(e.LeafIndex >= index, $"event {e.LeafIndex}: {e.PublicId} is a second event in its place.");
        foreach (var node in _tree.Append(Leaf(e, index)))
        {
            var level = long.TrailingZeroCount(~node.Place);
            var what = level == 0 ? $"event {index} ({e.PublicId})" : $"node {node.Place}, over events {index + 1 - (1L << (int)level)} to {index},";
            if (!_stored.Remove(node.Place, out var stored))
            {
                // Stored after its page was read, or not at all.
                stored = await db.AuditNodes.Where(n => n.Place == node.Place).Select(n => n.Hash).SingleOrDefaultAsync(ct);
                Require(stored is not null, $"{what}: its stored hash is missing.");
            }

            Require(stored.AsSpan().SequenceEqual(node.Hash), level == 0 ? $"{what}: it is not what was sealed." : $"{what} was changed.");
        }

        Note(e, index);
    }

    private static byte[] Leaf(AuditEvent e, long index)
    {
        try
        {
            return AuditEntry.Leaf(e, index);
        }
        catch (InvalidOperationException mixed)
        {
            throw new BadEntryException($"event {index} ({e.PublicId}): {mixed.Message}");
        }
    }

    private void Note(AuditEvent e, long index)
    {
        if (e.Payload is null)
            _redacted.Add((e.PublicId, AuditField.Payload), index);
        if (e.ReasonDigest is not null)
            _redacted.Add((e.PublicId, AuditField.Reason), index);
        NoteRedaction(e);
    }

    private void NoteRedaction(AuditEvent e)
    {
        if (e is not { Action: nameof(AuditEventRedacted), SubjectKind: nameof(AuditEvent), Payload: { } payload })
            return;
        using var json = JsonDocument.Parse(payload);
        foreach (var field in Enum.GetValues<AuditField>())
        {
            if (json.RootElement.GetProperty("field").GetString() == Json.Words.ConvertName(field.ToString()))
                _redactions.Add((e.SubjectId, field));
        }
    }

    private async Task CheckRedactionsAsync(CancellationToken ct)
    {
        foreach (var e in await db.AuditEvents.AsNoTracking().Where(e => e.LeafIndex == null && e.Action == nameof(AuditEventRedacted)).ToListAsync(ct))
            NoteRedaction(e);
        foreach (var ((id, field), index) in _redacted.OrderBy(r => r.Value))
            Require(_redactions.Contains((id, field)), $"event {index} ({id}): its {Json.Words.ConvertName(field.ToString())} was taken out, and no event says by whom and why.");
    }

    /// <summary>The next sealed event; with each page, its stored hashes.</summary>
    private async Task<AuditEvent> NextEventAsync(long size, CancellationToken ct)
    {
        if (_waiting.Count == 0)
        {
            var (from, end) = (_tree.Size, Math.Min(_tree.Size + EventsPerPage, size));
            foreach (var e in await ReadPageAsync(from, end, ct))
                _waiting.Enqueue(e);
            foreach (var node in await db.AuditNodes.AsNoTracking().Where(n => n.Place >= 2 * from && n.Place < 2 * end).ToListAsync(ct))
                _stored[node.Place] = node.Hash;
        }

        return _waiting.TryDequeue(out var next) ? next : throw new BadEntryException($"event {_tree.Size} is missing.");
    }

    private async Task<List<AuditEvent>> ReadPageAsync(long from, long end, CancellationToken ct)
    {
        try
        {
            return await Between(from, end).ToListAsync(ct);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Which of them?
            for (var index = from; index < end; index++)
                await ReadAsync($"event {index}", () => Between(index, index + 1).ToListAsync(ct));
            throw;
        }
    }

    private IQueryable<AuditEvent> Between(long from, long end) =>
        db.AuditEvents.AsNoTracking().Where(e => e.LeafIndex >= from && e.LeafIndex < end).OrderBy(e => e.LeafIndex).ThenBy(e => e.Id);

    private static async Task<T> ReadAsync<T>(string what, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new BadEntryException($"{what} cannot be read: {e.Message}");
        }
    }

    // A text that is no date, or no word of ours, where one should be.
    private static bool IsUnreadable(Exception e) => e is FormatException or InvalidOperationException or InvalidCastException or ArgumentException;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new BadEntryException(otherwise);
    }

    private sealed class BadEntryException(string message) : Exception(message);
}
