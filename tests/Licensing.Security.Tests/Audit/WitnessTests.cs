using System.Text.Json;
using Licensing.Api.Audit;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Audit;

/// <summary>Someone outside keeps a head, and with docs/witness/verify.mjs, which shares no code with the service, sees what
/// not even the holder of the database and the key can hide.</summary>
public sealed class WitnessTests : IAsyncLifetime
{
    private readonly AuditHost _host = new();

    private string State => Path.Combine(Path.GetDirectoryName(_host.DatabaseFile)!, "state.json");

    public ValueTask InitializeAsync()
    {
        AuditHost.RequireNode();
        AuditHost.RequireSqlite();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_log_that_grows_holds_at_every_visit()
    {
        foreach (var events in (int[])[3, 1, 60, 7])
        {
            await _host.GrowAsync(events, 2);
            AssertHolds(await _host.WitnessAsync(State));
        }

        AssertHolds(await _host.WitnessAsync(State));
    }

    [Fact]
    public async Task A_log_cut_back_to_an_earlier_head_holds_by_itself_but_not_for_a_witness()
    {
        await _host.GrowAsync(10, 20, 30);
        AssertHolds(await _host.WitnessAsync(State));
        await CutBackAsync(2);
        Assert.Null((await _host.CheckAsync()).Bad);
        AssertBad("rollback: head 3 was published, and 2 is the newest now", await _host.WitnessAsync(State));

        // Grown again to the same length, and beyond.
        await _host.GrowAsync(30);
        Assert.Null((await _host.CheckAsync()).Bad);
        AssertBad("fork: head 3 is another one than was kept", await _host.WitnessAsync(State));
        await _host.GrowAsync(5);
        AssertBad("head 4: fork", await _host.WitnessAsync(State));
    }

    [Fact]
    public async Task A_log_that_was_rewritten_and_signed_anew_holds_by_itself_but_not_for_a_witness()
    {
        await _host.GrowAsync(10, 20, 30);
        AssertHolds(await _host.WitnessAsync(State));
        var size = (await _host.CheckAsync()).Events;
        await CutBackAsync(0, keep: true);
        await _host.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE AuditEvents SET Actor = 'ravi' WHERE Id = (SELECT MAX(Id) - 40 FROM AuditEvents)"));
        foreach (var _ in (int[])[1, 2, 3])
        {
            await _host.SealAsync();
            await _host.NoteAsync(5);
        }

        await _host.SealAsync();
        Assert.True((await _host.CheckAsync()).Events > size);
        Assert.Null((await _host.CheckAsync()).Bad);
        AssertBad("fork", await _host.WitnessAsync(State));
    }

    [Fact]
    public async Task A_new_key_is_believed_when_the_old_one_endorsed_it_and_else_not()
    {
        await _host.GrowAsync(10);
        AssertHolds(await _host.WitnessAsync(State));
        var own = (SigningKeys)_host.Services.GetService(typeof(SigningKeys))!;
        var second = SealTests.NewKey();
        await _host.NoteAsync(5);
        await _host.SealWithAsync(own with { Current = second, Previous = own.Current });
        AssertHolds(await _host.WitnessAsync(State));

        var stranger = SealTests.NewKey();
        await _host.NoteAsync(5);
        await _host.SealWithAsync(new(stranger, null, new HashSet<string> { stranger.KeyId }));
        AssertBad($"key {stranger.KeyId} is not endorsed by one that you trust", await _host.WitnessAsync(State));
    }

    [Fact]
    public async Task An_event_is_shown_to_be_in_the_log_before_and_after_it_is_redacted_and_not_once_it_is_changed()
    {
        var id = (await _host.NoteAsync(10))[4];
        await _host.SealAsync();
        await _host.GrowAsync(20);
        var file = State + ".event";
        await File.WriteAllTextAsync(file, await _host.Officer.GetStringAsync($"/v1/audit/events/{id}"));
        AssertHolds(await _host.WitnessAsync(State, file));
        var before = await File.ReadAllTextAsync(file);

        await AuditApiTests.RedactAsync(_host, id, "payload");
        await AuditApiTests.RedactAsync(_host, id, "reason");
        await File.WriteAllTextAsync(file, await _host.Officer.GetStringAsync($"/v1/audit/events/{id}"));
        AssertHolds(await _host.WitnessAsync(State, file));
        var entry = JsonSerializer.Deserialize<JsonElement>(before).GetProperty("entry").GetString();
        Assert.Equal(entry, JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file)).GetProperty("entry").GetString());

        await File.WriteAllTextAsync(file, before.Replace("because of", "because for", StringComparison.Ordinal));
        AssertBad("the reason is not what was sealed", await _host.WitnessAsync(State, file));
        await File.WriteAllTextAsync(file, before.Replace("SomethingNoted", "SomethingVoted", StringComparison.Ordinal));
        AssertBad($"event {id} is not in the log", await _host.WitnessAsync(State, file));
    }

    // What somebody with the database and the key can do. The events stay, unsealed, where a rewriting needs them.
    private Task CutBackAsync(long heads, bool keep = false) => _host.InDatabaseAsync(async db =>
    {
        var size = await db.AuditHeads.Where(h => h.Id <= heads).MaxAsync(h => (long?)h.Size) ?? 0;
        await db.AuditHeads.Where(h => h.Id > heads).ExecuteDeleteAsync();
        await db.AuditNodes.ExecuteDeleteAsync();
        if (keep)
            await db.AuditEvents.Where(e => e.LeafIndex >= size).ExecuteUpdateAsync(set => set.SetProperty(e => e.LeafIndex, (long?)null));
        else
            await db.AuditEvents.Where(e => e.LeafIndex >= size).ExecuteDeleteAsync();
        var tree = new Frontier(0, []);
        foreach (var e in await db.AuditEvents.AsNoTracking().Where(e => e.LeafIndex != null).OrderBy(e => e.LeafIndex).ToListAsync())
            db.AddRange(tree.Append(AuditEntry.Leaf(e, tree.Size)).Select(n => new AuditNode(n.Place, n.Hash)));
        return await db.SaveChangesAsync();
    });

    private static void AssertHolds((int Code, string Said) witness) => Assert.True(witness.Code == 0 && witness.Said.Contains("holds: head", StringComparison.Ordinal), witness.Said);

    private static void AssertBad(string why, (int Code, string Said) witness)
    {
        Assert.Equal(1, witness.Code);
        Assert.Contains(why, witness.Said);
    }
}
