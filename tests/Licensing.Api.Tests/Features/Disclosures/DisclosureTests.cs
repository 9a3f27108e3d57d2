using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Disclosures;

public sealed class DisclosureTests(ServiceHost host)
{
    [Fact]
    public async Task A_version_that_was_corrected_before_it_was_judged_waits_for_nothing()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        filed = await host.CorrectDisclosureAsync(filed, Reported.TheExample());
        Assert.Equal(("superseded", "waiting"), (await StateAsync(1), await StateAsync(2)));
        await host.JudgeAsync();
        Assert.Equal(("superseded", "judged"), (await StateAsync(1), await StateAsync(2)));
        await host.CorrectDisclosureAsync(filed, Reported.TheExample());
        Assert.Equal("judged", await StateAsync(2));

        async Task<string> StateAsync(int number) =>
            (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/disclosures/{filed.Id}?number={number}")).GetProperty("state").GetString()!;
    }

    [Fact]
    public async Task What_was_filed_is_read_back_as_it_was_said()
    {
        var agency = await host.RegisterAgencyAsync();
        var reported = Reported.TheExample().With("occupation", "9329").With("loans", new JsonArray(new JsonObject
        {
            ["principal"] = new JsonObject { ["amountMinor"] = 20_000_000, ["currency"] = "NPR" }, ["annualRatePercent"] = "36", ["tiedToPlacement"] = true,
        })).With("worker", new JsonObject { ["sex"] = "female", ["ageAtSigning"] = 24, ["agencyFileNumber"] = "F-7" });
        var filed = await host.FileDisclosureAsync(agency, reported);

        using var answer = await host.As($"agency:{agency.Id}").GetAsync($"/v1/disclosures/{filed.Id}");
        var read = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(filed.ETag, answer.Headers.ETag!.ToString());
        Assert.Equal(filed.Body.ToString(), read.ToString());
        Assert.Equal((1, "waiting", agency.Id), (read.GetProperty("number").GetInt32(), read.GetProperty("state").GetString(), read.GetProperty("filedBy").GetString()));
        Assert.Equal("female", read.GetProperty("worker").GetProperty("sex").GetString());
        var item = read.GetProperty("reported").GetProperty("items")[0];
        Assert.Equal(1_500_000, item.GetProperty("amount").GetProperty("amountMinor").GetInt64());
        Assert.Equal("2026-02-12", item.GetProperty("date").GetString());
        Assert.Equal("36", read.GetProperty("reported").GetProperty("loans")[0].GetProperty("annualRatePercent").GetString());
    }

    [Fact]
    public async Task A_correction_adds_a_version_and_the_earlier_one_stays()
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var corrected = await host.CorrectDisclosureAsync(filed, Reported.TheExample(service: 900_000));

        Assert.Equal((2, "\"v2\""), (corrected.Number, corrected.ETag));
        Assert.Equal((1_500_000, 900_000, 900_000), (await ServiceFeeAsync("?number=1"), await ServiceFeeAsync("?number=2"), await ServiceFeeAsync("")));
        using var third = await host.Officer.GetAsync($"/v1/disclosures/{filed.Id}?number=3");
        Assert.Equal("not-found", (await ProblemAnswer.ReadAsync(third)).Code);
        var recorded = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == filed.Id).OrderBy(e => e.Id).ToListAsync());
        Assert.Equal([("DisclosureFiled", null), ("DisclosureCorrected", "a receipt was misread")], recorded.Select(e => (e.Action, e.Reason)));

        async Task<long> ServiceFeeAsync(string query) => (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/disclosures/{filed.Id}{query}"))
            .GetProperty("reported").GetProperty("items")[0].GetProperty("amount").GetProperty("amountMinor").GetInt64();
    }

    [Fact]
    public async Task A_correction_names_the_version_it_was_decided_on()
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var before = await host.CountRowsAsync();
        await AssertProblemAsync(await CorrectAsync(host.Officer, filed, etag: null), 428, "version.required");
        await AssertProblemAsync(await CorrectAsync(host.Officer, filed, "\"v9\""), 412, "version.stale");
        Assert.Equal(before, await host.CountRowsAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CorrectAsync(host.Officer, filed, filed.ETag)));
        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.All(answers.Where(a => (int)a.StatusCode != 200), a => Assert.Equal(412, (int)a.StatusCode));
    }

    [Fact]
    public async Task Judging_at_the_same_moment_does_not_make_the_callers_version_stale()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Intercepts the SQLite context.");
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var meanwhile = new BeforeFirstSave(host.JudgeAsync);
        await using var slow = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(meanwhile))));
        var client = slow.CreateClient();
        client.DefaultRequestHeaders.Add("X-Caller", "officer:maya");
        using var answer = await CorrectAsync(client, filed, filed.ETag);
        Assert.Equal((200, "\"v2\"", true), ((int)answer.StatusCode, answer.Headers.ETag?.ToString(), meanwhile.Done));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.SubjectId == filed.Id && e.Action == "DisclosureCorrected")));
    }

    [Fact]
    public async Task A_placement_is_disclosed_once_and_the_refusal_names_where()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var before = await host.CountRowsAsync();
        var again = Reported.TheExample().With("placementReference", $"  {filed.PlacementReference} ");
        using var answer = await FileAsync(agency.Id, again, $"agency:{agency.Id}");
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((409, "disclosure.already-filed"), (problem.Status, problem.Code));
        Assert.Contains(filed.Id, problem.Body.GetProperty("detail").GetString());
        Assert.Equal(before, await host.CountRowsAsync());

        // The reference is the agency's own: another agency may use the same.
        await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample().With("placementReference", filed.PlacementReference));
    }

    [Fact]
    public async Task Of_the_same_placement_filed_by_many_at_once_one_is_stored_and_the_others_are_told_where()
    {
        var agency = await host.RegisterAgencyAsync();
        var reported = Reported.TheExample();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FileAsync(agency.Id, (JsonObject)reported.DeepClone(), $"agency:{agency.Id}")));
        var stored = Assert.Single(answers, a => (int)a.StatusCode == 201);
        var id = (await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        foreach (var refused in answers.Where(a => a != stored))
        {
            var problem = await ProblemAnswer.ReadAsync(refused);
            Assert.Equal("disclosure.already-filed", problem.Code);
            Assert.Contains(id, problem.Body.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Another_agencys_disclosure_is_not_there()
    {
        var (mine, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        var filed = await host.FileDisclosureAsync(other, Reported.TheExample());
        var me = host.As($"agency:{mine.Id}");
        var before = await host.CountRowsAsync();
        await AssertProblemAsync(await me.GetAsync($"/v1/disclosures/{filed.Id}"), 404, "not-found");
        await AssertProblemAsync(await me.GetAsync($"/v1/disclosures/{filed.Id}?number=1"), 404, "not-found");
        await AssertProblemAsync(await CorrectAsync(me, filed, filed.ETag), 404, "not-found");
        await AssertProblemAsync(await CorrectAsync(me, filed, etag: null), 404, "not-found");
        await AssertProblemAsync(await FileAsync(other.Id, Reported.TheExample(), $"agency:{mine.Id}"), 404, "not-found");
        await AssertProblemAsync(await FileAsync("ag_0000000000000000", Reported.TheExample(), $"agency:{mine.Id}"), 404, "not-found");
        await AssertProblemAsync(await host.Public.GetAsync($"/v1/disclosures/{filed.Id}"), 401, "caller.missing");
        Assert.Equal(before, await host.CountRowsAsync());
    }

    [Fact]
    public async Task Items_keep_their_ids_and_those_without_get_the_next_free_one()
    {
        JsonObject Fee(string? id) => id is null ? Reported.Paid("medical.test", 1, "NPR", "2026-02-12") : Reported.Paid("medical.test", 1, "NPR", "2026-02-12").With("id", id);
        var reported = Reported.Placement("NP", "MY", "2026-02-10", Fee("i2"), Fee(null), Fee(null), Fee("receipt_9"), Fee(null));
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), reported);
        Assert.Equal(["i2", "i1", "i3", "receipt_9", "i4"], Ids(filed));
        Assert.Equal(["i2", "i1", "i3", "receipt_9", "i4"], Ids(await host.CorrectDisclosureAsync(filed, reported)));

        static IEnumerable<string?> Ids(FiledDisclosure d) => d.Body.GetProperty("reported").GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_worker_is_recognised_in_two_agencies_by_document_however_it_is_typed()
    {
        var (first, second) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        var number = $"PA{Random.Shared.Next(1_000_000, 9_999_999)}";
        var a = await host.FileDisclosureAsync(first, Reported.TheExample().With("worker", Reported.Document(number)));
        var b = await host.FileDisclosureAsync(second, Reported.TheExample().With("worker", Reported.Document($" {number[..2].ToLowerInvariant()}-{number[2..5]} {number[5..]}")));
        var otherKind = await host.FileDisclosureAsync(second, Reported.TheExample().With("worker", Reported.Document(number, kind: "national-id")));
        var otherCountry = await host.FileDisclosureAsync(second, Reported.TheExample().With("worker", Reported.Document(number, country: "IN")));
        var unknown = await host.FileDisclosureAsync(second, Reported.TheExample());

        Assert.Equal(await WorkerOfAsync(a), await WorkerOfAsync(b));
        Assert.Equal(4, new[] { await WorkerOfAsync(a), await WorkerOfAsync(otherKind), await WorkerOfAsync(otherCountry), await WorkerOfAsync(unknown) }.Distinct().Count());
    }

    [Fact]
    public async Task A_worker_whom_many_agencies_report_at_once_is_one_worker_and_no_filing_is_refused()
    {
        var agencies = new List<RegisteredAgency>();
        for (var i = 0; i < 6; i++)
            agencies.Add(await host.RegisterAgencyAsync());
        var number = $"PB{Random.Shared.Next(1_000_000, 9_999_999)}";
        var filed = await Task.WhenAll(agencies.Select(a => host.FileDisclosureAsync(a, Reported.TheExample().With("worker", Reported.Document(number)))));
        var workers = new HashSet<long>();
        foreach (var disclosure in filed)
            workers.Add(await WorkerOfAsync(disclosure));
        Assert.Single(workers);
    }

    [Fact]
    public async Task The_number_of_a_document_is_nowhere_in_plain_text()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Reads the SQLite file.");
        var agency = await host.RegisterAgencyAsync();
        var number = $"NPQ{Random.Shared.Next(10_000_000, 99_999_999)}";
        var typed = $"npq {number[3..7]}-{number[7..]}";
        var reported = Reported.TheExample().With("worker", Reported.Document(typed)).With("employer", new JsonObject { ["name"] = "Needle Works 8841" });
        using var filed = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", reported, idempotencyKey: $"document-{Guid.NewGuid()}");
        Assert.Equal(201, (int)filed.StatusCode);
        var answer = await filed.Content.ReadAsStringAsync();
        var id = JsonDocument.Parse(answer).RootElement.GetProperty("id").GetString();
        var read = await host.Officer.GetStringAsync($"/v1/disclosures/{id}");
        await host.JudgeAsync();
        var events = string.Concat(await host.InDatabaseAsync(db => db.AuditEvents.Select(e => e.Payload + e.Reason).ToListAsync()));

        var stored = Raw(host.DatabaseFile) + Raw(host.DatabaseFile + "-wal");
        Assert.Contains("Needle Works 8841", stored);
        foreach (var form in (string[])[number, number.ToLowerInvariant(), typed, typed.ToUpperInvariant(), typed.Replace(" ", "", StringComparison.Ordinal), number[3..], typed[4..]])
        {
            Assert.DoesNotContain(form, answer);
            Assert.DoesNotContain(form, read);
            Assert.DoesNotContain(form, events);
            Assert.DoesNotContain(form, stored);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(form)), stored);
            Assert.DoesNotContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(form))), stored);
        }

        // As UTF-8 and as UTF-16 at either offset.
        static string Raw(string file)
        {
            if (!File.Exists(file))
                return "";
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var bytes = copy.ToArray();
            return Encoding.Latin1.GetString(bytes) + Encoding.Unicode.GetString(bytes) + Encoding.Unicode.GetString(bytes.AsSpan(Math.Min(1, bytes.Length)));
        }
    }

    [Fact]
    public async Task A_filing_sent_twice_is_stored_once()
    {
        var agency = await host.RegisterAgencyAsync();
        var (reported, key) = (Reported.TheExample(), $"file-{Guid.NewGuid()}");
        using var first = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", reported, idempotencyKey: key);
        var rows = await host.CountRowsAsync();
        using var second = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", reported.DeepClone(), idempotencyKey: key);
        Assert.Equal((201, 201), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(rows, await host.CountRowsAsync());
    }

    private Task<long> WorkerOfAsync(FiledDisclosure disclosure) =>
        host.InDatabaseAsync(db => db.Placements.Where(p => p.PublicId == disclosure.PlacementId).Select(p => p.WorkerId).SingleAsync());

    private Task<HttpResponseMessage> FileAsync(string agency, JsonObject reported, string caller) =>
        ServiceHost.SendAsync(host.As(caller), $"/v1/agencies/{agency}/disclosures", reported);

    private static Task<HttpResponseMessage> CorrectAsync(HttpClient client, FiledDisclosure filed, string? etag) =>
        ServiceHost.SendAsync(client, $"/v1/disclosures/{filed.Id}/corrections", Reported.Correction(Reported.TheExample()), etag);

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
        answer.Dispose();
    }

    private sealed class BeforeFirstSave(Func<Task> act) : SaveChangesInterceptor
    {
        public bool Done { get; private set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (!Done && eventData.Context!.ChangeTracker.Entries<Licensing.Api.Features.Disclosures.DisclosureVersion>().Any())
            {
                Done = true;
                await act();
            }

            return result;
        }
    }
}
