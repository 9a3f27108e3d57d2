using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Audit;

/// <summary>Whoever can write to the database, but has no signing key, changes nothing that is sealed without being named.</summary>
public sealed class TamperTests(ThousandEvents log) : IClassFixture<ThousandEvents>
{
    private static readonly string[] EventTexts = ["PublicId", "At", "Actor", "ActorRole", "Action", "SubjectKind", "SubjectId", "Payload", "Reason"];

    /// <summary>One bit of one stored value.</summary>
    private sealed record Flip(string Table, string Key, long Row, string Column, int Bit);

    [Fact]
    public async Task The_log_holds_and_has_more_than_a_thousand_events()
    {
        var report = await log.CheckAsync();
        Assert.Null(report.Bad);
        Assert.True(report.Events >= 1000 && report.Heads == 6 && report.Unsealed == 0, report.ToString());
    }

    [Fact]
    public async Task Every_bit_of_the_canonical_bytes_of_an_event_changes_its_leaf()
    {
        var leaves = await log.InDatabaseAsync(db => db.AuditNodes.Where(n => n.Place % 2 == 0).ToDictionaryAsync(n => n.Place / 2, n => n.Hash));
        var flips = 0;
        foreach (var e in log.Events.Where(e => e.LeafIndex % 20 == 0))
        {
            var entry = AuditEntry.Canonical(e, e.LeafIndex!.Value);
            Assert.Equal(leaves[e.LeafIndex.Value], MerkleTree.HashLeaf(entry));
            for (var bit = 0; bit < entry.Length * 8; bit++, flips++)
            {
                entry[bit / 8] ^= (byte)(1 << bit % 8);
                Assert.NotEqual(leaves[e.LeafIndex.Value], MerkleTree.HashLeaf(entry));
                entry[bit / 8] ^= (byte)(1 << bit % 8);
            }
        }

        Assert.True(flips > 100_000, $"{flips}");
    }

    [Fact]
    public async Task Every_bit_of_every_stored_column_of_an_event_is_named()
    {
        AuditHost.RequireSqlite();
        // One bit of each byte of three events, of which one has no reason; every bit of the salts and of the place.
        var events = (AuditEvent[])[log.Events.First(e => e.Reason is not null), log.Events.First(e => e.Reason is null), log.Events.Last(e => e.LeafIndex < 100 && e.Reason is not null)];
        var flips = events.SelectMany(e => FlipsOf(e, bit => bit / 8 % 8 == bit % 8)).ToList();
        var unseen = await UnseenAsync(flips, flip => $"event {log.Events.Single(e => e.Id == flip.Row).LeafIndex}");
        Assert.True(flips.Count > 1000, $"{flips.Count}");
        // EF reads OFFICER for Officer, and SQLite some other separators in an instant: what is read is the same event.
        Assert.All(unseen, flip => Assert.True(flip.Column is "ActorRole" or "At", flip.ToString()));
        Assert.True(unseen.Count < 40, $"{unseen.Count}");
    }

    [Fact]
    public async Task Every_bit_of_a_signed_head_is_named()
    {
        AuditHost.RequireSqlite();
        var flips = new List<Flip>();
        foreach (var (column, bytes) in ((string, int)[])[("Id", 8), ("Size", 8), ("Root", 32), ("Previous", 32), ("Signature", 64), ("KeyId", 64), ("PublicId", 4), ("At", 19)])
            flips.AddRange(Enumerable.Range(0, bytes * 8).Select(bit => new Flip("AuditHeads", "Id", column == "Previous" ? 2 : 1, column, bit)));
        var unseen = await UnseenAsync(flips, _ => "head");
        Assert.True(flips.Count == 231 * 8, $"{flips.Count}");
        Assert.All(unseen, flip => Assert.Equal("At", flip.Column));
        Assert.True(unseen.Count < 20, $"{unseen.Count}");
    }

    [Fact]
    public async Task Every_deletion_is_named()
    {
        var found = await log.TamperAsync(log.Events.Select(e => e.LeafIndex!.Value), (db, index) => db.AuditEvents.Where(e => e.LeafIndex == index).ExecuteDeleteAsync());
        Assert.All(found, f => Assert.Equal($"event {f.Change} is missing.", f.Bad));
    }

    [Fact]
    public async Task Every_swap_is_named_at_its_first_event()
    {
        var random = new Random(4);
        var pairs = Enumerable.Range(0, log.Events.Count - 1).Where(i => i < 200 || i % 10 == 0).Select(i => (Long: (long)i, Other: (long)i + 1))
            .Concat(Enumerable.Range(0, 40).Select(_ => (Long: (long)random.Next(500), Other: (long)random.Next(500, log.Events.Count)))).ToList();
        var found = await log.TamperAsync(pairs, async (db, pair) =>
        {
            await db.AuditEvents.Where(e => e.LeafIndex == pair.Long).ExecuteUpdateAsync(set => set.SetProperty(e => e.LeafIndex, -1));
            await db.AuditEvents.Where(e => e.LeafIndex == pair.Other).ExecuteUpdateAsync(set => set.SetProperty(e => e.LeafIndex, pair.Long));
            await db.AuditEvents.Where(e => e.LeafIndex == -1).ExecuteUpdateAsync(set => set.SetProperty(e => e.LeafIndex, pair.Other));
        });
        Assert.All(found, f => Assert.StartsWith($"event {f.Change.Long} (ev_", f.Bad));
    }

    [Fact]
    public async Task A_copy_of_an_event_in_its_place_is_named()
    {
        var found = await log.TamperAsync([5L, 127, 128], (db, index) =>
            db.AuditEvents.Where(e => e.LeafIndex == index + 1).ExecuteUpdateAsync(set => set.SetProperty(e => e.LeafIndex, index)));
        Assert.All(found, f => Assert.Matches($"^event {f.Change}( .*is not what was sealed|: .* is a second event)", f.Bad));
    }

    [Fact]
    public async Task Who_changes_the_stored_hashes_along_with_an_event_fails_at_the_head()
    {
        var found = await log.TamperAsync([50L, 999], async (db, index) =>
        {
            await db.AuditEvents.Where(e => e.LeafIndex == index).ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, "ravi"));
            await db.AuditNodes.ExecuteDeleteAsync();
            var tree = new Frontier(0, []);
            foreach (var e in await db.AuditEvents.AsNoTracking().OrderBy(e => e.LeafIndex).ToListAsync())
                db.AddRange(tree.Append(AuditEntry.Leaf(e, tree.Size)).Select(n => new AuditNode(n.Place, n.Hash)));
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        });
        Assert.All(found, f => Assert.Matches(@"^head \d: it was signed over other events\. One of events \d+ to \d+ ", f.Bad));
    }

    [Fact]
    public async Task Every_deletion_of_a_head_and_of_a_key_is_named()
    {
        var found = await log.TamperAsync(Enumerable.Range(1, 6), (db, number) => db.AuditHeads.Where(h => h.Id == number).ExecuteDeleteAsync());
        Assert.All(found, f => Assert.StartsWith($"head {f.Change} is missing", f.Bad));
        var keys = await log.TamperAsync([0], (db, _) => db.AuditKeys.ExecuteDeleteAsync());
        Assert.Contains("is not known", keys[0].Bad);
    }

    [Fact]
    public async Task Stored_hashes_that_are_gone_changed_or_too_many_are_named()
    {
        var found = await log.TamperAsync([0L, 7, 255, 511], (db, place) => db.AuditNodes.Where(n => n.Place == place).ExecuteDeleteAsync());
        Assert.All(found, f => Assert.Contains("stored hash is missing", f.Bad));
        var more = await log.TamperAsync([(long)log.Events.Count * 2, -1], (db, place) =>
            db.Database.ExecuteSqlAsync($"UPDATE AuditNodes SET Place = {place} WHERE Place = 0"));
        Assert.All(more, f => Assert.NotNull(f.Bad));
    }

    [Fact]
    public async Task The_command_says_so_and_exits_with_1()
    {
        AuditHost.RequireSqlite();
        using var sound = new StringWriter();
        string[] arguments = [VerifyAudit.Command, $"--ConnectionStrings:Licensing=Data Source={log.DatabaseFile}", "--Database:Provider=Sqlite"];
        Assert.Equal(0, await VerifyAudit.RunAsync(arguments, sound));
        Assert.Contains("Everything holds.", sound.ToString());

        var copy = Path.Combine(Path.GetDirectoryName(log.DatabaseFile)!, "copy.db");
        await log.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}"));
        arguments[1] = $"--ConnectionStrings:Licensing=Data Source={copy}";
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={copy}"))
        {
            await connection.OpenAsync();
            await using var change = connection.CreateCommand();
            change.CommandText = "UPDATE AuditEvents SET Actor = 'ravi' WHERE LeafIndex = 300";
            await change.ExecuteNonQueryAsync();
        }

        using var bad = new StringWriter();
        Assert.Equal(1, await VerifyAudit.RunAsync(arguments, bad));
        Assert.Contains($"BAD: event 300 ({log.Events[300].PublicId}): it is not what was sealed.", bad.ToString());
    }

    private static IEnumerable<Flip> FlipsOf(AuditEvent e, Func<int, bool> chosen)
    {
        foreach (var column in EventTexts)
        {
            var text = column switch
            {
                "At" => "2026-03-15 08:01:00",
                "ActorRole" => e.ActorRole.ToString(),
                _ => (string?)typeof(AuditEvent).GetProperty(column)!.GetValue(e) ?? "",
            };
            foreach (var bit in Enumerable.Range(0, Encoding.UTF8.GetByteCount(text) * 8).Where(chosen))
                yield return new("AuditEvents", "Id", e.Id, column, bit);
        }

        foreach (var (column, bytes) in ((string, int)[])[("LeafIndex", 8), ("PayloadSalt", e.PayloadSalt!.Length), ("ReasonSalt", e.ReasonSalt?.Length ?? 0)])
        {
            foreach (var bit in Enumerable.Range(0, bytes * 8))
                yield return new("AuditEvents", "Id", e.Id, column, bit);
        }
    }

    /// <summary>The flips that the check does not see.</summary>
    private async Task<List<Flip>> UnseenAsync(List<Flip> flips, Func<Flip, string> named)
    {
        var found = await log.TamperAsync(flips, FlipAsync);
        // A place that moves is named by the first event that is affected, which may be another.
        Assert.All(found.Where(f => f.Bad is not null && f.Bad != ThousandEvents.RefusedByTheDatabase && f.Change.Column is not ("LeafIndex" or "Id")), f => Assert.StartsWith(named(f.Change), f.Bad));
        return [.. found.Where(f => f.Bad is null).Select(f => f.Change)];
    }

#pragma warning disable EF1002 // Names of our own tables and columns.
    private static async Task FlipAsync(LicensingDb db, Flip flip)
    {
        var row = $"FROM {flip.Table} WHERE {flip.Key} = {flip.Row}";
        var hex = (await db.Database.SqlQueryRaw<string>($"SELECT typeof({flip.Column}) || ':' || CASE typeof({flip.Column}) WHEN 'integer' THEN {flip.Column} ELSE hex({flip.Column}) END AS Value {row}").SingleAsync()).Split(':');
        var bytes = hex[0] == "integer" ? new byte[8] : Convert.FromHexString(hex[1]);
        if (hex[0] == "integer")
            BinaryPrimitives.WriteInt64LittleEndian(bytes, long.Parse(hex[1], CultureInfo.InvariantCulture));
        bytes[flip.Bit / 8] ^= (byte)(1 << flip.Bit % 8);
        var value = hex[0] switch
        {
            "integer" => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            "text" => $"CAST(X'{Convert.ToHexString(bytes)}' AS TEXT)",
            _ => $"X'{Convert.ToHexString(bytes)}'",
        };
        await db.Database.ExecuteSqlRawAsync($"UPDATE {flip.Table} SET {flip.Column} = {value} WHERE {flip.Key} = {flip.Row}");
    }
#pragma warning restore EF1002
}
