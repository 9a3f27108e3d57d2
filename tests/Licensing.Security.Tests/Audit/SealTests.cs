using System.Data.Common;
using System.Security.Cryptography;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Licensing.Security.Tests.Audit;

/// <summary>Sealed once, in order, without a gap: run twice, killed, or by several workers at once. Each test has a log of
/// its own; on a SQL Server, which they would share, they are skipped.</summary>
public sealed class SealTests : IAsyncLifetime
{
    private readonly AuditHost _host = new();

    public ValueTask InitializeAsync()
    {
        AuditHost.RequireSqlite();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_run_with_nothing_to_seal_changes_nothing()
    {
        await _host.GrowAsync(5);
        var rows = await _host.CountRowsAsync();
        await _host.SealAsync();
        Assert.Equal(rows, await _host.CountRowsAsync());
    }

    [Fact]
    public async Task Four_workers_at_once_seal_each_event_once()
    {
        await _host.NoteAsync(2500);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(_host.SealAsync)));
        var report = await _host.CheckAsync();
        Assert.Null(report.Bad);
        Assert.Equal((await _host.InDatabaseAsync(db => db.AuditEvents.LongCountAsync()), 0, 1), (report.Events, report.Unsealed, report.Keys));
    }

    [Fact]
    public async Task The_check_holds_while_the_service_goes_on_sealing()
    {
        await _host.GrowAsync(200);
        var growing = Task.Run(() => _host.GrowAsync([.. Enumerable.Repeat(37, 15)]));
        do
            Assert.Null((await _host.CheckAsync()).Bad);
        while (!growing.IsCompleted);
        await growing;
    }

    [Fact]
    public async Task Killed_at_one_point_after_another_the_log_is_whole()
    {
        await _host.GrowAsync(3);
        await _host.NoteAsync(60);
        var heads = (await _host.CheckAsync()).Heads;
        var keys = await OwnKeysAsync();
        var kills = 0;
        for (double point = 1; ; point = point * 1.25 + 1)
        {
            var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
            DatabaseSetup.UseSqlite(options, $"Data Source={_host.DatabaseFile}");
            options.AddInterceptors(new Killer((int)point));
            try
            {
                await using var db = new SqliteLicensingDb(options.Options, Caller.System(nameof(SealAuditJob)), _host.Clock);
                await new SealAuditJob(db, keys, _host.Clock).RunAsync(CancellationToken.None);
                break;
            }
            catch (Exception e) when (e.ToString().Contains(nameof(KilledException), StringComparison.Ordinal))
            {
                kills++;
                var meanwhile = await _host.CheckAsync();
                Assert.Null(meanwhile.Bad);
                Assert.Equal((heads, 60), (meanwhile.Heads, meanwhile.Unsealed));
            }
        }

        var report = await _host.CheckAsync();
        Assert.True(report.Bad is null && report.Heads == heads + 1 && report.Unsealed == 0 && kills > 8, $"{report} after {kills} kills");
    }

    [Fact]
    public async Task An_event_that_appears_after_one_with_a_higher_key_is_sealed_all_the_same()
    {
        await _host.GrowAsync(5);
        var late = (await _host.NoteAsync(3))[1];
        await _host.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE AuditEvents SET Id = -7 WHERE PublicId = {late}"));
        await _host.NoteAsync(2);
        await _host.SealAsync();
        var report = await _host.CheckAsync();
        Assert.True(report.Bad is null && report.Unsealed == 0, report.ToString());
    }

    [Fact]
    public async Task A_backlog_is_sealed_under_several_heads()
    {
        await _host.NoteAsync(2 * SealAuditJob.ChunkSize);
        await _host.SealAsync();
        var report = await _host.CheckAsync();
        Assert.Equal((3, 0, null), (report.Heads, report.Unsealed, report.Bad));
    }

    [Fact]
    public async Task A_new_key_is_endorsed_by_the_one_before_and_replaces_it()
    {
        await _host.GrowAsync(5, 5);
        var old = await OwnKeysAsync();
        var replaced = new SigningKeys(NewKey(), old.Current, new HashSet<string>());
        await _host.NoteAsync(5);
        await _host.SealWithAsync(replaced);
        Assert.Equal((null, 2), ((await _host.CheckAsync()).Bad, (await _host.CheckAsync()).Keys));
        Assert.Equal(1, await _host.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(AuditKeyAnnounced) && e.Payload!.Contains(old.Current!.KeyId) && e.Payload.Contains(replaced.Current!.KeyId))));

        // The setting of the previous key is not needed again; the old key signs no more.
        await _host.NoteAsync(5);
        await _host.SealWithAsync(replaced with { Previous = null });
        Assert.Null((await _host.CheckAsync()).Bad);
        await _host.NoteAsync(1);
        Assert.Contains("was replaced by", (await Assert.ThrowsAsync<InvalidOperationException>(_host.SealAsync)).Message);
    }

    [Fact]
    public async Task A_key_that_nobody_endorsed_signs_only_where_the_ministry_says_so_and_is_named()
    {
        await _host.GrowAsync(5);
        var alone = new SigningKeys(NewKey(), null, new HashSet<string>());
        await _host.NoteAsync(5);
        Assert.Contains("PreviousSigningKey", (await Assert.ThrowsAsync<InvalidOperationException>(() => _host.SealWithAsync(alone))).Message);
        await _host.SealWithAsync(alone with { Trusted = new HashSet<string> { alone.Current!.KeyId } });
        Assert.Contains($"key {alone.Current.KeyId}: the key before it does not endorse it", (await _host.CheckAsync()).Bad);
        Assert.Null((await _host.CheckAsync(alone.Current.KeyId)).Bad);
    }

    [Fact]
    public async Task A_key_of_the_past_cannot_sign_again_unseen()
    {
        await _host.GrowAsync(5);
        var old = await OwnKeysAsync();
        await _host.NoteAsync(5);
        await _host.SealWithAsync(new(NewKey(), old.Current, new HashSet<string>()));
        await _host.NoteAsync(5);
        await _host.InDatabaseAsync(async db =>
        {
            // What a thief of the old key would write.
            var before = await db.AuditHeads.OrderByDescending(h => h.Id).FirstAsync();
            var events = await db.AuditEvents.Where(e => e.LeafIndex == null).OrderBy(e => e.Id).ToListAsync();
            var tree = await db.FrontierAsync(before.Size, default);
            foreach (var e in events)
            {
                await db.Database.ExecuteSqlAsync($"UPDATE AuditEvents SET LeafIndex = {tree.Size} WHERE Id = {e.Id}");
                db.AddRange(tree.Append(AuditEntry.Leaf(e, tree.Size)).Select(n => new AuditNode(n.Place, n.Hash)));
            }

            db.Add(new AuditHead(before, tree.Size, tree.Root, _host.Clock.Now(), old.Current!));
            return await db.SaveChangesAsync();
        });
        Assert.Equal("head 3: it is signed by a key that had been replaced.", (await _host.CheckAsync()).Bad);
    }

    [Fact]
    public async Task Restored_keys_and_database_go_on_where_they_were()
    {
        await _host.GrowAsync(5);
        var pem = await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(_host.DatabaseFile)!, "audit.pem"));
        var restored = new SigningKeys(SigningKey.FromPem(pem, "test"), null, new HashSet<string>());
        await _host.NoteAsync(5);
        await _host.SealWithAsync(restored);
        var report = await _host.CheckAsync();
        Assert.Equal((2, 1, null), (report.Heads, report.Keys, report.Bad));
    }

    [Theory]
    [InlineData(null, "true", "Set Audit:SigningKey")]
    [InlineData("no-such-file.pem", "true", "cannot be read")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "true", "no private key on the curve P-256")]
    [InlineData(null, "false", null)]
    public void Outside_Development_an_instance_that_seals_does_not_start_without_a_key(string? key, string jobs, string? refusal)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Audit:SigningKey"] = key, ["Jobs:Enabled"] = jobs }).Build();
        var environment = new HostingEnvironment { EnvironmentName = "Production", ContentRootPath = Path.GetTempPath() };
        if (refusal is null)
            Assert.Null(SigningKeys.Open(configuration, environment).Current);
        else
            Assert.Contains(refusal, Assert.Throws<StartRefusedException>(() => SigningKeys.Open(configuration, environment)).Message);
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<StartRefusedException>(() => SigningKey.FromPem(other.ExportPkcs8PrivateKeyPem(), "Audit:SigningKey"));
    }

    internal static SigningKey NewKey() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private Task<SigningKeys> OwnKeysAsync() => Task.FromResult((SigningKeys)_host.Services.GetService(typeof(SigningKeys))!);

    private sealed class KilledException : Exception;

    /// <summary>The process dies before its n-th command.</summary>
    private sealed class Killer(int point) : DbCommandInterceptor
    {
        private int _commands;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            Count() ? ValueTask.FromResult(result) : throw new KilledException();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            Count() ? ValueTask.FromResult(result) : throw new KilledException();

        private bool Count() => ++_commands < point;
    }
}
