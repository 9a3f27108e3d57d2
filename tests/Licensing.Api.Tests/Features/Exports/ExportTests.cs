using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Exports;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Register;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Tests.Features.Exports;

/// <summary>What may be listed, as files: the same rows, no others, whole or not there.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Exports:PartRows"] = "2" } };
    private readonly List<RegisteredAgency> _agencies = [];
    private readonly List<FiledDisclosure> _filed = [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Needs a register of its own.");
        await _host.ApproveLawAsync("np-my-2018");
        _agencies.AddRange([await _host.RegisterAgencyAsync("=1+1"), await _host.RegisterAgencyAsync()]);
        foreach (var agency in (RegisteredAgency[])[_agencies[0], _agencies[1], _agencies[0], _agencies[0]])
            _filed.Add(await _host.FileDisclosureAsync(agency, Reported.TheExample()));
        await _host.JudgeAsync();
        await _host.RunJobAsync<SealAuditJob>(job => job.RunAsync(CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("officer:maya", 4, 2), InlineData("own", 3, 2), InlineData("another's", 1, 1)]
    public async Task Findings_are_those_of_the_list_of_the_same_caller(string who, int rows, int files)
    {
        var caller = CallerOf(who);
        var listed = (await GetAsync(caller, "/v1/findings?limit=200")).GetProperty("items").EnumerateArray().Select(f => f.GetRawText()).Reverse().ToList();
        var (manifest, lines) = await ExportAsync(caller, "findings", "ndjson");
        Assert.Equal((rows, files), (listed.Count, manifest.GetProperty("files").GetArrayLength()));
        Assert.Equal(listed, lines);
        Assert.Equal((rows, rows), (manifest.GetProperty("total").GetInt32(), manifest.GetProperty("rowsDone").GetInt32()));
        var (csv, cells) = await ExportAsync(caller, "findings", "csv");
        Assert.Equal(rows + files, cells.Count);
        Assert.All(listed, f => Assert.Contains(cells, c => c.StartsWith(Text(JsonDocument.Parse(f).RootElement, "id") + ",", StringComparison.Ordinal)));
        Assert.Equal("text/csv", Text(csv.GetProperty("files")[0], "mediaType"));
        // A filter that is another's gives nothing, and one file that says so.
        var (none, empty) = await ExportAsync(caller, "findings", "ndjson", new() { ["origin"] = "BD" });
        Assert.Equal((0, 1), (empty.Count, none.GetProperty("files").GetArrayLength()));
    }

    [Theory]
    [InlineData("officer:maya", 4), InlineData("own", 3), InlineData("another's", 1)]
    public async Task Disclosures_are_as_each_is_read_and_each_read_is_recorded_once(string who, int rows)
    {
        var caller = CallerOf(who);
        var (_, lines) = await ExportAsync(caller, "disclosures", "ndjson");
        Assert.Equal(rows, lines.Count);
        foreach (var line in lines.Select(l => JsonDocument.Parse(l).RootElement))
            Assert.True(JsonElement.DeepEquals(await GetAsync(caller, $"/v1/disclosures/{Text(line, "id")}"), line));
        var name = caller.Split(':')[1];
        Assert.Equal(rows * 2, await _host.InDatabaseAsync(db => db.PersonalReads.CountAsync(r => r.Reader == name && r.Shown.StartsWith("di_"))));
        var (_, csv) = await ExportAsync(caller, "disclosures", "csv");
        Assert.True(csv.Count > rows);
    }

    [Fact]
    public async Task A_disclosure_that_is_corrected_meanwhile_is_as_it_was_when_it_was_asked_for()
    {
        var id = await RequestAsync("officer:maya", "disclosures", "ndjson");
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await _host.CorrectDisclosureAsync(_filed[0], Reported.TheExample().With("occupation", "5321"));
        await _host.FileDisclosureAsync(_agencies[0], Reported.TheExample());
        await MakeAsync();
        var (_, lines) = await FetchAsync("officer:maya", id);
        Assert.Equal(4, lines.Count);
        Assert.All(lines, l => Assert.Equal(1, JsonDocument.Parse(l).RootElement.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task The_register_and_the_audit_are_those_of_their_own_exports()
    {
        var (_, register) = await ExportAsync("own", "register", "ndjson");
        var shown = Lines(await _host.Public.GetStringAsync("/v1/register/export?format=ndjson"));
        Assert.Equal(shown.Select(WithoutMoment), register.Select(WithoutMoment));
        var (_, csv) = await ExportAsync("own", "register", "csv");
        Assert.Contains(csv, l => l.Contains("\"'=1+1\"", StringComparison.Ordinal));
        var (_, audit) = await ExportAsync("officer:maya", "audit", "ndjson");
        Assert.Equal(Lines(await _host.Officer.GetStringAsync("/v1/audit/export")), audit);
        var (_, one) = await ExportAsync("officer:maya", "audit", "csv", new() { ["subject"] = _agencies[0].Id });
        Assert.Contains(one, l => l.Contains("AgencyRegistered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_at_one_point_after_another_it_goes_on_and_comes_to_the_same()
    {
        var (_, expected) = await ExportAsync("officer:maya", "disclosures", "ndjson");
        var id = await RequestAsync("officer:maya", "disclosures", "ndjson");
        var kills = 0;
        for (var point = 3.0; ; point += 3)
        {
            try
            {
                await RunOwnAsync(id, new Killer((int)point, null));
                break;
            }
            catch (Exception e) when (Killer.Did(e))
            {
                kills++;
                await _host.InDatabaseAsync(db => db.Exports.ExecuteUpdateAsync(set => set.SetProperty(x => x.Attempts, 0)));
            }
        }

        Assert.True(kills > 3, $"{kills} kills");
        Assert.Equal(expected, (await FetchAsync("officer:maya", id)).Lines);
        var rows = await _host.CountRowsAsync();
        await MakeAsync();
        Assert.Equal(rows, await _host.CountRowsAsync());
        // What the kills have left is swept; what is owned stays.
        _host.Clock.Advance(TimeSpan.FromHours(3));
        await SweepAsync();
        Assert.Equal(expected, (await FetchAsync("officer:maya", id)).Lines);
    }

    [Fact]
    public async Task Two_jobs_at_once_make_one_export()
    {
        var (_, expected) = await ExportAsync("officer:maya", "findings", "ndjson");
        var id = await RequestAsync("officer:maya", "findings", "ndjson");
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunOwnAsync(id, null))));
        Assert.Equal(expected, (await FetchAsync("officer:maya", id)).Lines);
    }

    [Fact]
    public async Task A_download_goes_on_where_it_broke_off_and_who_has_the_file_gets_304()
    {
        var (manifest, _) = await ExportAsync("officer:maya", "findings", "ndjson");
        var file = manifest.GetProperty("files")[0];
        var whole = await _host.Officer.GetByteArrayAsync(Text(file, "address"));
        using var rest = new HttpRequestMessage(HttpMethod.Get, Text(file, "address")) { Headers = { Range = new RangeHeaderValue(100, null) } };
        using var answer = await _host.Officer.SendAsync(rest);
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes 100-{whole.Length - 1}/{whole.Length}"), (answer.StatusCode, answer.Content.Headers.ContentRange!.ToString()));
        Assert.Equal(whole[100..], await answer.Content.ReadAsByteArrayAsync());
        using var again = new HttpRequestMessage(HttpMethod.Get, Text(file, "address")) { Headers = { { "If-None-Match", $"\"{Text(file, "sha256")}\"" } } };
        using var same = await _host.Officer.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task Files_go_at_their_time_when_they_are_deleted_and_when_the_audit_was_redacted()
    {
        var (manifest, _) = await ExportAsync("officer:maya", "findings", "ndjson");
        var address = Text(manifest.GetProperty("files")[0], "address");
        _host.Clock.Advance(TimeSpan.FromHours(49));
        Assert.Equal((410, "export.gone"), await RefusedAsync("officer:maya", address));
        await SweepAsync();
        Assert.Equal("expired", Text(await GetAsync("officer:maya", $"/v1/exports/{Text(manifest, "id")}"), "state"));
        Assert.Equal(0, await _host.InDatabaseAsync(db => db.ExportParts.CountAsync(p => p.FileKey != null)));

        (manifest, _) = await ExportAsync("officer:maya", "findings", "ndjson");
        using var deleted = await ServiceHost.SendAsync(_host.Officer, $"/v1/exports/{Text(manifest, "id")}/deletion", new JsonObject(), "*");
        Assert.Equal("deleted", Text(await deleted.Content.ReadFromJsonAsync<JsonElement>(), "state"));
        Assert.Equal((410, "export.gone"), await RefusedAsync("officer:maya", Text(manifest.GetProperty("files")[0], "address")));
        // While it is being written: the job finds nothing to do.
        var id = await RequestAsync("officer:maya", "findings", "ndjson");
        using var stopped = await ServiceHost.SendAsync(_host.Officer, $"/v1/exports/{id}/deletion", new JsonObject(), "*");
        await MakeAsync();
        Assert.Equal("deleted", Text(await GetAsync("officer:maya", $"/v1/exports/{id}"), "state"));
        Assert.Equal(["ExportRequested", "ExportDeleted"], await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task What_is_not_his_to_ask_for_is_refused_and_anothers_export_is_not_there()
    {
        var own = CallerOf("own");
        var (manifest, _) = await ExportAsync(own, "findings", "ndjson");
        foreach (var address in (string[])[$"/v1/exports/{Text(manifest, "id")}", Text(manifest.GetProperty("files")[0], "address")])
            foreach (var other in (string[])[CallerOf("another's"), "officer:maya"])
                Assert.Equal((404, "not-found"), await RefusedAsync(other, address));
        Assert.Equal(0, (await GetAsync("officer:maya", "/v1/exports")).GetProperty("items").GetArrayLength());
        Assert.Equal((403, "permission.missing"), await RequestRefusedAsync(own, "audit", null));
        Assert.Equal((400, "request.invalid"), await RequestRefusedAsync(own, "register", new() { ["origin"] = "NP" }));
        for (var i = 0; i < 3; i++)
            await RequestAsync(own, "findings", "ndjson");
        Assert.Equal((409, "export.too-many"), await RequestRefusedAsync(own, "findings", null));
        await RequestAsync("officer:maya", "findings", "ndjson");
    }

    private string CallerOf(string who) => who switch { "own" => $"agency:{_agencies[0].Id}", "another's" => $"agency:{_agencies[1].Id}", _ => who };

    private async Task<(JsonElement Manifest, List<string> Lines)> ExportAsync(string caller, string kind, string format, JsonObject? filters = null)
    {
        var id = await RequestAsync(caller, kind, format, filters);
        await MakeAsync();
        return await FetchAsync(caller, id);
    }

    private async Task<string> RequestAsync(string caller, string kind, string format, JsonObject? filters = null)
    {
        using var answer = await ServiceHost.SendAsync(_host.As(CallerOf(caller)), "/v1/exports", new JsonObject { ["kind"] = kind, ["format"] = format, ["filters"] = filters });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, body.ToString());
        Assert.Equal($"/v1/exports/{Text(body, "id")}", answer.Headers.Location!.ToString());
        return Text(body, "id");
    }

    /// <summary>The manifest, and the lines of all files, each checked against it.</summary>
    private async Task<(JsonElement Manifest, List<string> Lines)> FetchAsync(string caller, string id)
    {
        var manifest = await GetAsync(CallerOf(caller), $"/v1/exports/{id}");
        Assert.Equal("done", Text(manifest, "state"));
        var lines = new List<string>();
        foreach (var file in manifest.GetProperty("files").EnumerateArray())
        {
            var bytes = await _host.As(CallerOf(caller)).GetByteArrayAsync(Text(file, "address"));
            Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.LongLength), (Text(file, "sha256"), file.GetProperty("bytes").GetInt64()));
            Assert.InRange(file.GetProperty("rows").GetInt32(), 0, 2);
            lines.AddRange(Lines(Encoding.UTF8.GetString(bytes)));
        }

        return (manifest, lines);
    }

    private Task MakeAsync() => _host.RunJobAsync<MakeExportsJob>(job => job.RunAsync(CancellationToken.None));

    private Task SweepAsync() => _host.RunJobAsync<SweepExportsJob>(job => job.RunAsync(CancellationToken.None));

    // A context of its own, as another worker has.
    private async Task RunOwnAsync(string id, Killer? killer)
    {
        var s = _host.Services;
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={_host.DatabaseFile}");
        if (killer is not null)
            options.AddInterceptors(killer);
        var caller = Caller.System(nameof(MakeExportsJob));
        await using var db = new SqliteLicensingDb(options.Options, caller, _host.Clock);
        var (ministry, key) = (s.GetRequiredService<Ministry>(), await _host.InDatabaseAsync(x => x.Exports.Where(e => e.PublicId == id).Select(e => e.Id).SingleAsync()));
        var reading = new ExportReading(db, new RegisterReading(db, s.GetRequiredService<RegisterOptions>(), ministry), new ReadRegister(db, caller, _host.Clock, new HttpContextAccessor()), ministry,
            s.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>());
        await new MakeExportsJob(db, reading, s.GetRequiredService<Licensing.Api.Storage.SealedFolder>(), s.GetRequiredService<ExportOptions>(), _host.Clock, NullLogger<MakeExportsJob>.Instance)
            .RunOneAsync(key, CancellationToken.None);
    }

    private async Task<JsonElement> GetAsync(string caller, string address) => JsonDocument.Parse(await _host.As(CallerOf(caller)).GetStringAsync(address)).RootElement;

    private async Task<(int, string)> RefusedAsync(string caller, string address)
    {
        using var answer = await _host.As(caller).GetAsync(address);
        return ((int)answer.StatusCode, (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    private async Task<(int, string)> RequestRefusedAsync(string caller, string kind, JsonObject? filters)
    {
        using var answer = await ServiceHost.SendAsync(_host.As(caller), "/v1/exports", new JsonObject { ["kind"] = kind, ["format"] = "ndjson", ["filters"] = filters });
        return ((int)answer.StatusCode, (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r'))];

    private static string WithoutMoment(string line)
    {
        var entry = JsonNode.Parse(line)!.AsObject();
        entry.Remove("knownAt");
        return entry.ToJsonString();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
