using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Agencies.Tests.Licences;
using Licensing.Api;
using Licensing.Api.Database;
using Licensing.Api.Features.Agreements;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Register;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Licensing.Agencies.Tests.Changes;

/// <summary>What the feed tells, in which order, and whom it refuses. Each test has a feed of its own; on a SQL Server, which they would share, they are skipped.</summary>
public sealed class ChangeFeedTests : IAsyncLifetime
{
    private readonly MeasureHost _host = new() { Settings = { ["Retention:Periods:change-feed"] = "P2D" } };

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Needs a feed of its own.");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_entry_is_told_when_it_changes_and_when_a_day_changes_it_and_not_otherwise()
    {
        var agency = await _host.RegisterAgencyAsync(from: "2026-03-16");
        await _host.PublishAsync();
        var reader = new FeedReader(_host.Public, "&kind=register-entry");
        Assert.Equal(0, await reader.ReadAsync());          // not on the register before tomorrow

        _host.GoTo("2026-03-16");
        await _host.PublishAsync();
        Assert.Equal(1, await reader.ReadAsync());
        var licence = await _host.StoreLicenceAsync(agency, until: "2026-03-18");
        await _host.PublishAsync();
        await _host.PublishAsync();
        Assert.Equal(1, await reader.ReadAsync());
        // Recorded, but nothing of it is public.
        await _host.PostAsync(MeasureHost.Maya, $"/v1/agencies/{agency.Id}/facts", new() { ["kind"] = "email", ["value"] = "office@example.org", ["from"] = "2026-03-16" });
        _host.GoTo("2026-03-18");
        await _host.SealAsync();
        await _host.PublishAsync();
        Assert.Equal(0, await reader.ReadAsync());
        _host.GoTo("2026-03-19");
        await _host.PublishAsync();
        Assert.Equal(1, await reader.ReadAsync());
        Assert.Contains("\"state\":\"expired\"", reader.Copy[agency.Id], StringComparison.Ordinal);
        Assert.Contains(licence, reader.Copy[agency.Id], StringComparison.Ordinal);
        Assert.Equal(await FeedReader.RegisterAsync(_host.Public), reader.Entries);
    }

    [Fact]
    public async Task Law_is_told_when_it_is_approved_replaced_and_withdrawn_as_the_public_reads_it()
    {
        var reader = new FeedReader(_host.Public);
        await _host.PublishAsync();
        await reader.CatchUpAsync();
        Assert.DoesNotContain("np-my-2018.employer-pays", reader.Copy.Keys);
        Assert.False(Json(reader.Copy["np-my-2018"]).GetProperty("agreement").GetProperty("lawHere").GetBoolean());

        await _host.ApproveLawAsync("np-my-2018");
        await _host.PublishAsync();
        await reader.CatchUpAsync();
        var page = await _host.GetAsync("/v1/law/provisions/np-my-2018.employer-pays", "nobody");
        var told = Json(reader.Copy["np-my-2018.employer-pays"]);
        foreach (var property in told.EnumerateObject())
            Assert.Equal(page.GetProperty(property.Name).GetRawText(), property.Value.GetRawText());
        var agreement = JsonNode.Parse((await _host.GetAsync("/v1/agreements/np-my-2018")).GetRawText())!;
        agreement["agreement"]!.AsObject().Remove("on");
        Assert.True(JsonNode.DeepEquals(agreement, JsonNode.Parse(reader.Copy["np-my-2018"])));
        Assert.True(Json(reader.Copy["np-my-2018"]).GetProperty("agreement").GetProperty("lawHere").GetBoolean());

        var pack = (await _host.GetAsync("/v1/law/packs?limit=200")).GetProperty("items").EnumerateArray().Single(p => MeasureHost.Text(p, "name") == "np-my-2018");
        await _host.ProposeAndApproveAsync($"/v1/law/packs/{MeasureHost.Text(pack, "id")}/withdrawal-proposal", new JsonObject { ["reason"] = "a slip" }, "*");
        await _host.PublishAsync();
        await reader.CatchUpAsync();
        Assert.DoesNotContain("np-my-2018.employer-pays", reader.Copy.Keys);
        Assert.False(Json(reader.Copy["np-my-2018"]).GetProperty("agreement").GetProperty("lawHere").GetBoolean());
        Assert.Equal("law.provision-removed", await _host.InDatabaseAsync(db => db.Changes.Where(c => c.SubjectId == "np-my-2018.employer-pays").OrderByDescending(c => c.Id).Select(c => c.Type).FirstAsync()));
    }

    [Fact]
    public async Task A_filter_leaves_out_what_is_of_another_kind_agency_or_corridor_and_still_goes_on()
    {
        var (first, other) = (await _host.RegisterAgencyAsync(), await _host.RegisterAgencyAsync());
        await _host.PublishAsync();
        Assert.Equal([first.Id], await SubjectsAsync($"agency={first.Id}"));
        Assert.Equal(new[] { first.Id, other.Id }.Order(), (await SubjectsAsync("kind=register-entry")).Order());
        Assert.DoesNotContain(await SubjectsAsync("origin=BD"), s => s.StartsWith("np-", StringComparison.Ordinal));
        Assert.Contains("np-my-2018", await SubjectsAsync("kind=agreement&origin=NP&destination=MY"));
        Assert.Contains(first.Id, await SubjectsAsync("origin=NP&destination=MY"));

        // Nothing is for this reader, and the answer says from where on to ask.
        using var none = await _host.Public.GetAsync("/v1/changes?agency=ag_0000000000000000");
        Assert.Equal(("", "60"), (await none.Content.ReadAsStringAsync(), Assert.Single(none.Headers.GetValues("Retry-After"))));
        var next = Assert.Single(none.Headers.GetValues("Link"));
        Assert.EndsWith(">; rel=\"next\"", next, StringComparison.Ordinal);
        await _host.CompactAsync();
        using var later = await _host.Public.GetAsync(next[1..next.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Equal(("", 200), (await later.Content.ReadAsStringAsync(), (int)later.StatusCode));
        Assert.Contains("agency=ag_0000000000000000", next, StringComparison.Ordinal);

        using var part = await _host.Public.GetAsync("/v1/changes?limit=2");
        Assert.False(part.Headers.Contains("Retry-After"));
        Assert.Equal(2, (await part.Content.ReadAsStringAsync()).Count(c => c == '\n'));
    }

    [Fact]
    public async Task Who_has_the_answer_already_gets_304_until_something_is_told()
    {
        await _host.RegisterAgencyAsync();
        await _host.PublishAsync();
        using var first = await _host.Public.GetAsync("/v1/changes");
        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync(first.Headers.ETag!.ToString()));
        await _host.RegisterAgencyAsync();
        await _host.PublishAsync();
        Assert.Equal(HttpStatusCode.OK, await AgainAsync(first.Headers.ETag!.ToString()));
    }

    [Fact]
    public async Task What_is_no_place_in_this_feed_is_refused()
    {
        await _host.RegisterAgencyAsync();
        await _host.PublishAsync();
        var reader = new FeedReader(_host.Public);
        await reader.CatchUpAsync();
        foreach (var bad in (string[])["x", "e30", reader.Cursor![..^4]])
            Assert.Equal((400, "cursor.invalid"), await RefusedAsync(bad));

        // A backup from before is restored: first the place is in the future, then another event has it.
        await _host.InDatabaseAsync(async db =>
        {
            var last = await db.Changes.MaxAsync(c => c.Id);
            await db.Changes.Where(c => c.Id == last).ExecuteDeleteAsync();
            return await db.ChangeLogs.ExecuteUpdateAsync(set => set.SetProperty(l => l.Last, last - 1));
        });
        Assert.Equal((400, "cursor.invalid"), await RefusedAsync(reader.Cursor!));
        await _host.RegisterAgencyAsync();
        await _host.PublishAsync();
        Assert.Equal((400, "cursor.invalid"), await RefusedAsync(reader.Cursor!));

        await _host.InDatabaseAsync(db => db.ChangeLogs.ExecuteUpdateAsync(set => set.SetProperty(l => l.PublicId, "feed_another")));
        Assert.Equal((400, "cursor.invalid"), await RefusedAsync(reader.Cursor!));
    }

    [Fact]
    public async Task Who_is_too_late_starts_anew_and_who_is_in_the_middle_of_a_first_reading_goes_on()
    {
        await _host.ApproveLawAsync("np-my-2018");
        var agencies = new List<RegisteredAgency>();
        for (var i = 0; i < 5; i++)
            agencies.Add(await _host.RegisterAgencyAsync());
        await _host.PublishAsync();
        var (late, early) = (new FeedReader(_host.Public), new FeedReader(_host.Public));
        await late.ReadAsync(3);
        await _host.RunDaysAsync("2026-03-16");
        await RenameAsync(agencies[0]);
        await RenameAsync(agencies[1]);
        await _host.RunDaysAsync("2026-03-19");
        Assert.True(await _host.InDatabaseAsync(db => db.ChangeLogs.Select(l => l.CompactedTo).SingleAsync()) > 3);

        await late.ReadAsync();
        Assert.Equal(1, late.StartedAnew);
        // Less far than what is compacted, but that was so when he began.
        await early.ReadAsync(1);
        await early.ReadAsync(1);
        Assert.Equal((0, 2), (early.StartedAnew, early.Copy.Count));

        // What is deleted now he has not read yet, and it is a tombstone: he would keep what is gone.
        var pack = (await _host.GetAsync("/v1/law/packs?limit=200")).GetProperty("items").EnumerateArray().Single(p => MeasureHost.Text(p, "name") == "np-my-2018");
        await _host.ProposeAndApproveAsync($"/v1/law/packs/{MeasureHost.Text(pack, "id")}/withdrawal-proposal", new JsonObject { ["reason"] = "a slip" }, "*");
        await _host.PublishAsync();
        await _host.RunDaysAsync("2026-03-22");
        Assert.False(await _host.InDatabaseAsync(db => db.Changes.AnyAsync(c => c.Body == null)));
        await early.ReadAsync(1);
        Assert.Equal(1, early.StartedAnew);
        foreach (var reader in (FeedReader[])[late, early])
        {
            await reader.CatchUpAsync(2);
            Assert.Equal(await FeedReader.RegisterAsync(_host.Public), reader.Entries);
            Assert.DoesNotContain("np-my-2018.employer-pays", reader.Copy.Keys);
        }
    }

    [Fact]
    public async Task A_name_that_the_register_shows_no_more_is_gone_from_the_feed_in_time()
    {
        var agency = await _host.RegisterAgencyAsync();
        var representative = await _host.PostAsync(MeasureHost.Maya, $"/v1/agencies/{agency.Id}/representatives", new() { ["kind"] = "authorised", ["name"] = "Asha Tamang", ["country"] = "NP", ["from"] = "2026-01-01" });
        await _host.PublishAsync();
        Assert.Contains("Asha Tamang", await _host.Public.GetStringAsync("/v1/changes"), StringComparison.Ordinal);
        await _host.PostAsync(MeasureHost.Maya, $"/v1/representatives/{MeasureHost.Text(representative, "id")}/end", new() { ["to"] = "2026-03-15", ["reason"] = "left" });
        await _host.PublishAsync();
        await _host.RunDaysAsync("2026-03-19");
        Assert.DoesNotContain("Asha Tamang", await _host.Public.GetStringAsync("/v1/changes"), StringComparison.Ordinal);
        Assert.False(await _host.InDatabaseAsync(db => db.Changes.AnyAsync(c => c.Body!.Contains("Asha Tamang"))));
    }

    [Fact]
    public async Task Killed_at_one_point_after_another_the_job_tells_each_thing_once()
    {
        for (var i = 0; i < 3; i++)
            await _host.StoreLicenceAsync(await _host.RegisterAgencyAsync());
        await _host.SealAsync();
        var kills = 0;
        for (double point = 1; ; point = point * 1.15 + 1)
        {
            try
            {
                await RunOwnAsync(new Killer((int)point, null));
                break;
            }
            catch (Exception e) when (Killer.Did(e))
            {
                kills++;
            }
        }

        Assert.True(kills > 10, $"{kills} kills");
        await AssertOnceAsync();
    }

    [Fact]
    public async Task Several_jobs_at_once_tell_each_thing_once()
    {
        for (var i = 0; i < 20; i++)
            await _host.StoreLicenceAsync(await _host.RegisterAgencyAsync());
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunOwnAsync(null))));
        await AssertOnceAsync();
    }

    [Fact]
    public async Task A_reader_misses_nothing_while_several_append_at_once()
    {
        await _host.PublishAsync();
        var (expected, reader) = (new System.Collections.Concurrent.ConcurrentQueue<string>(), new FeedReader(_host.Public));
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                foreach (var id in await AppendAsync(writer, i))
                    expected.Enqueue(id);
        })));
        while (!writing.IsCompleted)
            await reader.ReadAsync(7);
        await writing;
        await reader.CatchUpAsync();
        Assert.True(expected.ToHashSet().IsSubsetOf(reader.Read));
        Assert.Equal(await _host.InDatabaseAsync(db => db.Changes.Where(c => c.Audience == ChangeAudience.Public).OrderBy(c => c.Id).Select(c => c.PublicId).ToListAsync()), reader.Read);
        Assert.Equal(await _host.InDatabaseAsync(db => db.Changes.LongCountAsync()), await _host.InDatabaseAsync(db => db.Changes.MaxAsync(c => c.Id)));
    }

    private async Task<List<string>> AppendAsync(int writer, int round)
    {
        for (; ; )
        {
            await using var db = OwnDb(null);
            // Each third is for an agency alone, and so are its places.
            var changes = Enumerable.Range(0, 3).Select(i => new Change(
                ChangeTypes.EntryChanged, i == 1 ? ChangeAudience.Agency : ChangeAudience.Public, $"ag_{writer}_{round}_{i}", "{}", _host.Clock.GetUtcNow().UtcDateTime)).ToList();
            try
            {
                await ChangeLog.AppendAsync(db, changes, CancellationToken.None);
                await db.SaveChangesAsync();
                return [.. changes.Where(c => c.Audience == ChangeAudience.Public).Select(c => c.PublicId)];
            }
            catch (Exception e) when (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsBusy(e))
            {
                // Another was faster.
            }
        }
    }

    private async Task AssertOnceAsync()
    {
        var reader = new FeedReader(_host.Public);
        await reader.CatchUpAsync();
        Assert.Equal(await FeedReader.RegisterAsync(_host.Public), reader.Entries);
        Assert.Equal(reader.Copy.Count, reader.Read.Count);
        Assert.Equal(reader.Read.Count, await _host.CountChangesAsync());
        var rows = await _host.CountRowsAsync();
        await _host.PublishAsync();
        Assert.Equal(rows, await _host.CountRowsAsync());
    }

    // Contexts of their own, as other workers have.
    private SqliteLicensingDb OwnDb(Killer? killer)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={_host.DatabaseFile}");
        if (killer is not null)
            options.AddInterceptors(killer);
        return new SqliteLicensingDb(options.Options, Caller.System(nameof(PublishChangesJob)), _host.Clock);
    }

    private async Task RunOwnAsync(Killer? killer)
    {
        var s = _host.Services;
        await using var db = OwnDb(killer);
        var ministry = s.GetRequiredService<Ministry>();
        await new PublishChangesJob(
            db, new RegisterReading(db, s.GetRequiredService<RegisterOptions>(), ministry), new PublicLaw(db, s.GetRequiredService<LawBook>(), s.GetRequiredService<AgreementBook>(), s.GetRequiredService<CodeLists>()),
            ministry, _host.Clock, s.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>(), NullLogger<PublishChangesJob>.Instance).RunAsync(CancellationToken.None);
    }

    private async Task RenameAsync(RegisteredAgency agency)
    {
        await _host.PostAsync(MeasureHost.Maya, $"/v1/agencies/{agency.Id}/facts", new() { ["kind"] = "name", ["value"] = $"Renamed {Guid.NewGuid():N}", ["from"] = "2026-03-01" });
        await _host.PublishAsync();
    }

    private async Task<List<string>> SubjectsAsync(string filter) =>
        [.. (await _host.Public.GetStringAsync($"/v1/changes?{filter}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => MeasureHost.Text(Json(l), "subject"))];

    private async Task<HttpStatusCode> AgainAsync(string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes") { Headers = { { "If-None-Match", etag } } };
        using var answer = await _host.Public.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<(int, string)> RefusedAsync(string after)
    {
        using var answer = await _host.Public.GetAsync($"/v1/changes?after={after}");
        return ((int)answer.StatusCode, (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
