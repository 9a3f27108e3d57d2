using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Returns;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Returns;

/// <summary>A month's placements at once: safe on the disk, read unseen, published at once, judged.</summary>
public sealed class ReturnTests(LawfulHost host)
{
    [Fact]
    public async Task A_return_is_safe_on_the_disk_then_read_published_and_judged()
    {
        var agency = await host.RegisterAgencyAsync();
        using var answer = await host.FileReturnAsync(agency, "2026-02", Lines(Reported.TheExample(), Reported.TheExample()));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(202 == (int)answer.StatusCode, body.ToString());
        Assert.Equal("reading", body.Text("state"));
        Assert.NotNull(answer.Headers.RetryAfter);
        var id = body.Text("id")!;
        Assert.Equal($"/v1/returns/{id}", answer.Headers.Location!.ToString());
        Assert.Equal(0, await PlacementsAsync(agency));

        await host.TakeInAsync(id);
        Assert.Equal(("judging", 2, 0), await StandAsync(agency, id));
        await host.JudgeAsync();
        await host.TakeInAsync(id);
        var done = await host.ReadReturnAsync(agency, id);
        Assert.Equal(("done", 2, 2), (done.Text("state"), done.Number("accepted"), done.Number("judged")));
        Assert.Equal(2, done.Number("findings"));
        Assert.Equal(JsonValueKind.Null, done.GetProperty("late").ValueKind);
        Assert.Equal(2, await PlacementsAsync(agency));
    }

    [Fact]
    public async Task The_same_upload_again_is_the_same_return_also_compressed_and_with_or_without_a_key()
    {
        var agency = await host.RegisterAgencyAsync();
        var content = Lines(Reported.TheExample());
        var id = await FiledAsync(agency, content);
        Assert.Equal(id, await FiledAsync(agency, content));
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(content));
        var body = new ByteArrayContent(zipped.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        body.Headers.ContentEncoding.Add("gzip");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/agencies/{agency.Id}/returns?period=2026-02&onError=keep-good") { Content = body };
        request.Headers.Add("Idempotency-Key", $"return-{Guid.NewGuid()}");
        using var answer = await host.As($"agency:{agency.Id}").SendAsync(request);
        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal(id, (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
        Assert.NotEqual(id, await FiledAsync(agency, content, onError: "all-or-nothing"));
        Assert.Equal(2, Directory.GetFiles(host.FilesOf(agency).Folder).Count(f => host.FilesOf(agency).Names.Contains(Path.GetFileName(f))));
    }

    [Fact]
    public async Task The_good_rows_are_kept_or_nothing_is_as_the_agency_chose()
    {
        var agency = await host.RegisterAgencyAsync();
        var good = Reported.TheExample().With("worker", Reported.Document($"K{Guid.NewGuid():N}"));
        var bad = Reported.TheExample().With("worker", Reported.Document($"L{Guid.NewGuid():N}")).With("occupation", "nonsense");
        var before = await KeptAsync();
        var refused = await TakenInAsync(agency, Lines(good, bad), "all-or-nothing");
        Assert.Equal(("refused", 0), (refused.Text("state"), refused.Number("accepted")));
        Assert.Equal(before, await KeptAsync());

        var kept = await TakenInAsync(agency, Lines(good, bad));
        Assert.Equal((1, 1), (kept.Number("accepted"), kept.Number("rejected")));
        Assert.Equal(1, await PlacementsAsync(agency));
        var rejection = (await RejectionsAsync(agency, kept))[0];
        Assert.Equal((2, "/occupation", "occupation.unknown", "nonsense"), (rejection.Number("row"), rejection.Text("column"), rejection.Text("code"), rejection.Text("value")));
    }

    [Fact]
    public async Task Nothing_good_an_empty_file_and_a_file_that_cannot_be_read_are_refused()
    {
        var agency = await host.RegisterAgencyAsync();
        Assert.Equal("refused", (await TakenInAsync(agency, Lines(Reported.TheExample().With("origin", "XX")))).Text("state"));
        Assert.Equal("refused", (await TakenInAsync(agency, "nothing,that,is,a,column\r\n1,2,3,4,5\r\n", type: "text/csv")).Text("state"));
        var blank = await TakenInAsync(agency, "\n\n");
        Assert.Equal("refused", blank.Text("state"));
        Assert.Equal(["return.empty"], (await RejectionsAsync(agency, blank)).Select(r => r.Text("code")));
        using var empty = await host.FileReturnAsync(agency, "2026-02", "");
        Assert.Equal(400, (int)empty.StatusCode);
    }

    [Fact]
    public async Task The_same_placement_again_is_unchanged_a_correction_or_a_named_conflict_never_a_silent_double()
    {
        var agency = await host.RegisterAgencyAsync();
        var (one, two, three) = (Reported.TheExample(), Reported.TheExample(), Reported.TheExample());
        var first = await TakenInAsync(agency, Lines(one, two, three, two));
        Assert.Equal((3, 1), (first.Number("accepted"), first.Number("rejected")));
        Assert.Equal("placement.twice-in-return", (await RejectionsAsync(agency, first))[0].Text("code"));
        await host.JudgeAsync();

        var disclosure = await DisclosureAsync(agency, two);
        var corrected = Again(two, Reported.TheExample(service: 1_000_000)).With("corrects", disclosure).With("correctionReason", "the receipt was misread");
        var second = await TakenInAsync(agency, Lines(one, corrected, Again(three, Reported.TheExample(service: 900_000)), one, Again(Reported.TheExample(), Reported.TheExample()).With("corrects", disclosure).With("correctionReason", "x")));
        Assert.Equal((1, 1, 1, 3), (second.Number("accepted"), second.Number("corrected"), second.Number("unchanged"), second.Number("rejected")));
        Assert.Equal(
            [(3, "placement.already-filed"), (4, "placement.twice-in-return"), (5, "placement.nothing-to-correct")],
            (await RejectionsAsync(agency, second)).Select(r => (r.Number("row"), r.Text("code")!)));
        Assert.True(second.GetProperty("supplementary").GetBoolean());
        Assert.False(first.GetProperty("supplementary").GetBoolean());

        var now = await host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/disclosures/{disclosure}");
        Assert.Equal((2, "waiting"), (now.Number("number"), now.Text("state")));
        Assert.Equal(1_000_000, now.GetProperty("reported").GetProperty("items")[0].GetProperty("amount").Number("amountMinor"));
        var trail = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events?subject={disclosure}&action=DisclosureCorrectedInReturn");
        Assert.Equal("the receipt was misread", trail.GetProperty("items")[0].Text("reason"));
        await host.JudgeAsync();
        Assert.Equal(3, await host.InDatabaseAsync(db => db.DisclosureVersions.CountAsync(v => v.Disclosure.Placement.Agency.PublicId == agency.Id && v.IsCurrent && v.JudgedAt != null)));
    }

    [Fact]
    public async Task What_a_running_return_has_stored_nobody_sees_and_a_single_filing_of_it_is_told()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Stops where SQLite is.");
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();
        var corrected = Reported.TheExample(ticket: 1).With("placementReference", filed.PlacementReference).With("corrects", filed.Id).With("correctionReason", "wrong");
        var many = Enumerable.Range(0, TakeInReturnJob.MostPlacementsAtOnce + 1).Select(_ => Reported.TheExample()).ToArray();
        var id = await FiledAsync(agency, Lines([corrected, .. many]));
        await Assert.ThrowsAsync<StoppedException>(() => host.TakeInAsync(id, new StopAfterCommit(1)));
        Assert.Equal(TakeInReturnJob.MostPlacementsAtOnce, await host.InDatabaseAsync(db => db.DisclosureVersions.IgnoreQueryFilters().CountAsync(v => v.Return!.PublicId == id)));

        Assert.Equal(1, await PlacementsAsync(agency));
        Assert.Equal("reading", (await host.ReadReturnAsync(agency, id)).Text("state"));
        Assert.Equal(1, (await host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/disclosures/{filed.Id}")).Number("number"));
        await host.JudgeAsync();
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Judgements.IgnoreQueryFilters().CountAsync(j => j.DisclosureVersion.Return!.PublicId == id)));
        using var single = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", (JsonObject)many[0].DeepClone());
        Assert.Equal((409, "disclosure.in-return"), ((int)single.StatusCode, (await single.Content.ReadFromJsonAsync<JsonElement>()).Text("code")));

        // Somebody corrects by itself what the return corrects too: the return notices when it is published.
        await host.CorrectDisclosureAsync(filed, Reported.TheExample(ticket: 2));
        await host.TakeInAsync(id);
        var done = await host.ReadReturnAsync(agency, id);
        Assert.Equal((many.Length, 0, 1), (done.Number("accepted"), done.Number("corrected"), done.Number("rejected")));
        Assert.Equal("version.not-latest", (await RejectionsAsync(agency, done))[0].Text("code"));
        Assert.Equal(many.Length + 1, await PlacementsAsync(agency));
        Assert.Equal(2, await host.InDatabaseAsync(db => db.DisclosureVersions.IgnoreQueryFilters().CountAsync(v => v.Disclosure.PublicId == filed.Id)));
    }

    [Fact]
    public async Task One_person_is_recognised_again_in_and_beside_a_return()
    {
        var agency = await host.RegisterAgencyAsync();
        var number = $"W{Guid.NewGuid():N}";
        await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", Reported.Document(number)));
        await TakenInAsync(agency, Lines(
            Reported.TheExample().With("worker", Reported.Document(number.ToLowerInvariant())), Reported.TheExample().With("worker", Reported.Document(number + "2")),
            Reported.TheExample().With("worker", Reported.Document(number + "2")), Reported.TheExample()));
        Assert.Equal(3, await host.InDatabaseAsync(db => db.Placements.Where(p => p.Agency.PublicId == agency.Id).Select(p => p.WorkerId).Distinct().CountAsync()));
        // Another document for a placement that is filed is another person: no correction does that.
        var filed = Reported.TheExample().With("worker", Reported.Document(number));
        await TakenInAsync(agency, Lines(filed));
        var other = ((JsonObject)filed.DeepClone()).With("worker", Reported.Document(number + "3")).With("corrects", await DisclosureAsync(agency, filed)).With("correctionReason", "x");
        var refused = await TakenInAsync(agency, Lines(other));
        var rejection = (await RejectionsAsync(agency, refused))[0];
        Assert.Equal(("worker.another-person", "/worker/document/number"), (rejection.Text("code"), rejection.Text("column")));
        Assert.Null(rejection.Text("value"));
    }

    [Fact]
    public async Task A_placement_without_an_item_in_the_month_is_taken_in_and_counted()
    {
        var agency = await host.RegisterAgencyAsync();
        var taken = await TakenInAsync(agency, Lines(Reported.TheExample(), Reported.Placement("NP", "MY", "2025-01-01", Reported.Paid("recruitment-fee.service", 1, "NPR", "2025-01-02"))));
        Assert.Equal((2, 1), (taken.Number("accepted"), taken.Number("outsidePeriod")));
    }

    [Fact]
    public async Task A_month_that_has_not_begun_another_agency_and_a_bad_request_are_refused()
    {
        var agency = await host.RegisterAgencyAsync();
        using var future = await host.FileReturnAsync(agency, "2026-04", Lines(Reported.TheExample()));
        Assert.Equal((409, "return.period-future"), ((int)future.StatusCode, (await future.Content.ReadFromJsonAsync<JsonElement>()).Text("code")));
        using var other = await host.FileReturnAsync(agency, "2026-02", Lines(Reported.TheExample()), caller: $"agency:{(await host.RegisterAgencyAsync()).Id}");
        Assert.Equal(404, (int)other.StatusCode);
        using var month = await host.FileReturnAsync(agency, "2026-13", Lines(Reported.TheExample()));
        Assert.Equal((400, "period.malformed"), ((int)month.StatusCode, (await month.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0].Text("code")));
        using var choice = await host.FileReturnAsync(agency, "2026-02", Lines(Reported.TheExample()), onError: "");
        Assert.Equal(400, (int)choice.StatusCode);
        using var json = await host.FileReturnAsync(agency, "2026-02", "{}", type: "application/json");
        Assert.Equal(415, (int)json.StatusCode);
    }

    [Fact]
    public async Task Nil_is_refused_where_something_was_placed_and_contradicted_in_sight_where_it_is_later()
    {
        var agency = await host.RegisterAgencyAsync();
        await host.FileDisclosureAsync(agency, Reported.Placement("NP", "MY", "2025-12-20", Reported.Paid("recruitment-fee.service", 1, "NPR", "2026-01-02")));
        Assert.Equal((409, "return.not-nil"), await NilAsync(agency, "2025-12"));
        Assert.Equal((409, "return.not-nil"), await NilAsync(agency, "2026-01"));   // by an item alone
        Assert.Equal((201, null), await NilAsync(agency, "2026-02"));
        Assert.Equal((409, "duplicate"), await NilAsync(agency, "2026-02"));
        var nil = (await ListAsync(agency, "2026-02"))[0];
        Assert.Equal(("done", true, null), (nil.Text("state"), nil.GetProperty("nil").GetBoolean(), nil.Text("contradictedBy")));
        var later = await TakenInAsync(agency, Lines(Reported.TheExample()));
        Assert.True(later.GetProperty("supplementary").GetBoolean());
        Assert.Equal(later.Text("id"), (await ListAsync(agency, "2026-02"))[1].Text("contradictedBy"));
    }

    [Fact]
    public async Task Reopened_by_an_officer_the_next_return_says_so_and_only_that_one()
    {
        var agency = await host.RegisterAgencyAsync();
        Assert.Equal((409, "return.period-not-filed"), await ReopenAsync(agency));
        await TakenInAsync(agency, Lines(Reported.TheExample()));
        Assert.Equal((201, null), await ReopenAsync(agency));
        Assert.Equal((409, "return.period-open"), await ReopenAsync(agency));
        Assert.Equal("ten workers are missing", (await TakenInAsync(agency, Lines(Reported.TheExample()))).Text("reopenedBecause"));
        Assert.Null((await TakenInAsync(agency, Lines(Reported.TheExample()))).Text("reopenedBecause"));
    }

    [Theory]
    [InlineData("2026-02", "15", "false")]     // it is the 15th of March in Kathmandu
    [InlineData("2026-02", "14", "true")]
    [InlineData("2026-02", null, null)]        // no day is set: nobody knows
    public async Task Late_is_after_the_day_that_the_ministry_has_set_and_unsaid_where_it_has_set_none(string period, string? day, string? late)
    {
        await using var ministry = new ServiceHost();
        if (day is not null)
            ministry.Settings["Ministry:ReturnsDueDay"] = day;
        var agency = await ministry.RegisterAgencyAsync();
        using var filed = await ministry.FileReturnAsync(agency, period, Lines(Reported.TheExample()));
        var id = (await filed.Content.ReadFromJsonAsync<JsonElement>()).Text("id")!;
        await ministry.TakeInAsync(id);
        var said = (await ministry.ReadReturnAsync(agency, id)).GetProperty("late");
        Assert.Equal(late, said.ValueKind == JsonValueKind.Null ? null : said.GetRawText());
    }

    [Fact]
    public async Task Progress_is_streamed_ends_with_the_return_and_is_taken_up_again()
    {
        var agency = await host.RegisterAgencyAsync();
        var id = await FiledAsync(agency, Lines(Reported.TheExample()));
        var client = host.As($"agency:{agency.Id}");
        var following = client.GetStringAsync($"/v1/returns/{id}/progress");
        await host.TakeInAsync(id);
        await host.JudgeAsync();
        await host.TakeInAsync(id);
        var stream = await following;
        Assert.Contains("\"state\":\"done\"", stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1]);
        var last = stream.Split('\n').Last(l => l.StartsWith("id: ", StringComparison.Ordinal))[4..];
        client.DefaultRequestHeaders.Add(FollowReturn.LastEventId, last);
        Assert.Equal(204, (int)(await client.GetAsync($"/v1/returns/{id}/progress")).StatusCode);
    }

    [Fact]
    public async Task The_repair_file_is_for_the_agency_is_mended_and_sent_again_and_that_it_was_read_is_recorded()
    {
        var agency = await host.RegisterAgencyAsync();
        const string header = "placementReference,documentCountry,documentKind,documentNumber,origin,destination,contractSignedOn,itemKind,itemCategory,itemAmount,itemCurrency,itemPayer,itemPayee,itemDate\r\n";
        var document = $"R{Guid.NewGuid():N}";
        string Row(string reference, string destination) => $"{reference},NP,passport,{document},NP,{destination},2026-02-10,payment,recruitment-fee.service,15000.00,NPR,worker,agency,2026-02-12\r\n";
        var taken = await TakenInAsync(agency, header + Row("C-1", "MY") + Row("C-2", "Malaysia") + Row("C-1", "MY"), type: "text/csv");
        Assert.Equal((1, 2), (taken.Number("accepted"), taken.Number("rejected")));
        var address = $"/v1/returns/{taken.Text("id")}/repair-file";
        using var officer = await host.Officer.GetAsync(address);
        Assert.Equal(403, (int)officer.StatusCode);
        using var answer = await host.As($"agency:{agency.Id}").GetAsync(address);
        var repair = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, repair);
        Assert.Contains(document, repair);
        Assert.Contains("placement.twice-in-return", repair);
        Assert.Contains("country.unknown", repair);
        var mended = await TakenInAsync(agency, repair.Replace("Malaysia", "MY", StringComparison.Ordinal), type: "text/csv");
        Assert.Equal((1, 0, 1), (mended.Number("accepted"), mended.Number("rejected"), mended.Number("unchanged")));
        var reads = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events?subject={taken.Text("id")}&action=RepairFileRead");
        Assert.Equal(1, reads.GetProperty("items").GetArrayLength());
        using var template = await host.Public.GetAsync("/v1/returns/template.csv");
        Assert.StartsWith("\uFEFFplacementReference,corrects,", await template.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_audit_holds_the_digest_of_what_each_chunk_wrote_and_anyone_with_the_rows_computes_it_again()
    {
        var agency = await host.RegisterAgencyAsync();
        var taken = await TakenInAsync(agency, Lines([.. Enumerable.Range(0, TakeInReturnJob.MostPlacementsAtOnce + 3).Select(_ => Reported.TheExample())]));
        var events = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events?subject={taken.Text("id")}&action=ReturnRowsStored");
        Assert.Equal(2, events.GetProperty("items").GetArrayLength());
        var id = taken.Text("id");
        foreach (var stored in events.GetProperty("items").EnumerateArray().Select(e => JsonSerializer.Deserialize<JsonElement>(e.GetProperty("payload").GetString()!)))
        {
            var (first, last) = (stored.GetProperty("firstRow").GetInt64(), stored.GetProperty("lastRow").GetInt64());
            var rows = await host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Return!.PublicId == id && v.ReturnRow >= first && v.ReturnRow <= last)
                .OrderBy(v => v.ReturnRow).Select(v => new { v.ReturnRow, v.Disclosure.Placement.Reference, v.Reported, v.Worker }).ToListAsync());
            Assert.Equal(stored.Text("digest"), ReturnDigest.OfChunk(rows.Select(r => ReturnDigest.OfVersion(r.ReturnRow!.Value, r.Reference, r.Reported, r.Worker))));
        }
    }

    [Fact]
    public async Task A_return_that_stands_still_is_taken_up_again_by_the_sweep()
    {
        await using var own = new ServiceHost();
        var agency = await own.RegisterAgencyAsync();
        using var filed = await own.FileReturnAsync(agency, "2026-02", Lines(Reported.TheExample()));
        var queue = own.Services.GetRequiredService<Hangfire.JobStorage>().GetMonitoringApi();
        // Its own job, which nobody runs here.
        Assert.Equal(1, queue.EnqueuedCount("default"));
        await own.RunJobAsync<TakeInReturnJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(1, queue.EnqueuedCount("default"));
        own.Clock.Advance(TakeInReturnJob.StandsStill + TimeSpan.FromSeconds(1));
        await own.RunJobAsync<TakeInReturnJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(2, queue.EnqueuedCount("default"));
    }

    [Fact]
    public void Everything_that_comes_with_a_return_is_hidden_until_that_is_published()
    {
        using var scope = host.Services.CreateScope();
        var hidden = scope.ServiceProvider.GetRequiredService<LicensingDb>().Model.GetEntityTypes().Where(e => e.FindDeclaredQueryFilter(IFiledInReturn.Published) is not null).Select(e => e.ClrType.Name);
        Assert.Equal(["Disclosure", "DisclosureVersion", "Placement"], hidden.Order());
    }

    [Fact]
    public async Task An_upload_that_is_destroyed_is_gone_and_its_return_stays()
    {
        var agency = await host.RegisterAgencyAsync();
        var taken = await TakenInAsync(agency, Lines(Reported.TheExample(), Reported.TheExample().With("origin", "XX")));
        var id = taken.Text("id")!;
        await host.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<LicensingDb>();
            var filing = await db.Returns.SingleAsync(r => r.PublicId == id);
            filing.DestroyUpload();
            db.Record(filing, new ReturnCleared());
            await db.SaveChangesAsync();
            services.GetRequiredService<SealedFolder>().Destroy(filing.UploadName);
            return true;
        });
        using var repair = await host.As($"agency:{agency.Id}").GetAsync($"/v1/returns/{id}/repair-file");
        Assert.Equal(410, (int)repair.StatusCode);
        Assert.Single(await RejectionsAsync(agency, taken));
    }

    private async Task<string> FiledAsync(RegisteredAgency agency, string content, string onError = "keep-good", string type = "application/x-ndjson")
    {
        using var answer = await host.FileReturnAsync(agency, "2026-02", content, onError, type);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(202 == (int)answer.StatusCode, body.ToString());
        return body.Text("id")!;
    }

    /// <summary>Filed, and taken in to the end of reading.</summary>
    private async Task<JsonElement> TakenInAsync(RegisteredAgency agency, string content, string onError = "keep-good", string type = "application/x-ndjson")
    {
        var id = await FiledAsync(agency, content, onError, type);
        await host.TakeInAsync(id);
        return await host.ReadReturnAsync(agency, id);
    }

    private async Task<(string?, int, int)> StandAsync(RegisteredAgency agency, string id)
    {
        var now = await host.ReadReturnAsync(agency, id);
        return (now.Text("state"), now.Number("accepted"), now.Number("judged"));
    }

    private async Task<List<JsonElement>> RejectionsAsync(RegisteredAgency agency, JsonElement filing) =>
        [.. (await host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/returns/{filing.Text("id")}/rejections")).GetProperty("items").EnumerateArray()];

    private async Task<List<JsonElement>> ListAsync(RegisteredAgency agency, string period) =>
        [.. (await host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/returns?agency={agency.Id}&period={period}")).GetProperty("items").EnumerateArray()];

    private async Task<(int, string?)> NilAsync(RegisteredAgency agency, string period) =>
        await CodeAsync(await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/nil-returns", new JsonObject { ["period"] = period }));

    private async Task<(int, string?)> ReopenAsync(RegisteredAgency agency) =>
        await CodeAsync(await ServiceHost.SendAsync(host.Officer, $"/v1/agencies/{agency.Id}/reopened-periods", new JsonObject { ["period"] = "2026-02", ["reason"] = "ten workers are missing" }));

    private static async Task<(int, string?)> CodeAsync(HttpResponseMessage answer)
    {
        using (answer)
            return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()) is var body && body.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private Task<int> PlacementsAsync(RegisteredAgency agency) => host.InDatabaseAsync(db => db.Placements.CountAsync(p => p.Agency.PublicId == agency.Id));

    private Task<string> DisclosureAsync(RegisteredAgency agency, JsonObject reported)
    {
        var reference = reported["placementReference"]!.GetValue<string>();
        return host.InDatabaseAsync(db => db.Disclosures.Where(d => d.Placement.Agency.PublicId == agency.Id && d.Placement.Reference == reference).Select(d => d.PublicId).SingleAsync());
    }

    /// <summary>What a return stores besides itself, seen or not.</summary>
    private Task<(int, int, int, int)> KeptAsync() => host.InDatabaseAsync(async db => (
        await db.Workers.CountAsync(), await db.Placements.IgnoreQueryFilters().CountAsync(),
        await db.Disclosures.IgnoreQueryFilters().CountAsync(), await db.DisclosureVersions.IgnoreQueryFilters().CountAsync()));

    private static JsonObject Again(JsonObject placement, JsonObject other) => other.With("placementReference", placement["placementReference"]!.GetValue<string>());

    private static string Lines(params JsonObject[] placements) => string.Concat(placements.Select(p => p.ToJsonString() + "\n"));
}
