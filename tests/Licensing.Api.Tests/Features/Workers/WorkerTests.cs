using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Reads;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Workers;

public sealed class WorkerTests(ServiceHost host)
{
    [Fact]
    public async Task Who_a_worker_is_is_opened_for_a_purpose_and_the_read_is_in_the_register_first()
    {
        var (_, filed) = await FileAsync("pa 12-34");
        var worker = await WorkerOfAsync(filed.PlacementId);
        var identity = await ReadAsync(host.Officer, worker, "complaint 17");
        Assert.Equal("""{"country":"NP","kind":"passport","number":"PA1234"}""", identity.GetProperty("document").GetRawText());

        var told = (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?placement={filed.PlacementId}")).GetProperty("items");
        var read = Assert.Single(told.EnumerateArray());
        Assert.Equal(
            (identity.GetProperty("readId").GetString(), worker, "maya", "complaint 17"),
            (read.GetProperty("id").GetString(), read.GetProperty("shown").GetString(), read.GetProperty("reader").GetString(), read.GetProperty("purpose").GetString()));
    }

    [Theory]
    [InlineData("""{"purpose":""}""")]
    [InlineData("""{"purpose":"  "}""")]
    [InlineData("{}")]
    public async Task Without_a_purpose_nothing_is_opened_and_nothing_recorded(string body)
    {
        var worker = await WorkerOfAsync((await FileAsync("PA1")).Filed.PlacementId);
        var before = await host.CountRowsAsync();
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/workers/{worker}/identity-reads", JsonNode.Parse(body)!);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(before, await host.CountRowsAsync());
    }

    [Fact]
    public async Task A_seal_opens_for_no_read_that_is_not_stored_or_is_of_another()
    {
        var (_, one) = await FileAsync("PA2");
        var (_, other) = await FileAsync("PA3");
        await host.InScopeAsync(async services =>
        {
            var (db, seal, caller) = (services.GetRequiredService<Database.LicensingDb>(), services.GetRequiredService<IdentitySeal>(), services.GetRequiredService<Caller>());
            caller.Become(Caller.Officer("maya"));
            var worker = await db.Workers.SingleAsync(w => db.Placements.Any(p => p.PublicId == one.PlacementId && p.WorkerId == w.Id));
            var another = await db.Workers.SingleAsync(w => db.Placements.Any(p => p.PublicId == other.PlacementId && p.WorkerId == w.Id));
            var now = host.Clock.GetUtcNow().UtcDateTime;
            Assert.Throws<InvalidOperationException>(() => seal.Open(worker, new PersonalRead(worker.Id, worker.PublicId, caller, "why", now), caller));
            var ofAnother = await services.GetRequiredService<ReadRegister>().RecordIdentityAsync(another, "why", default);
            Assert.Throws<InvalidOperationException>(() => seal.Open(worker, ofAnother, caller));
            var ofThis = await services.GetRequiredService<ReadRegister>().RecordIdentityAsync(worker, "why", default);
            Assert.Throws<InvalidOperationException>(() => seal.Open(worker, ofThis, Caller.Officer("ravi")));
            Assert.Contains("PA2", JsonSerializer.Serialize(seal.Open(worker, ofThis, caller)));
            return true;
        });
    }

    [Fact]
    public void An_identity_shows_itself_to_whoever_may_read_it_and_never_in_a_log()
    {
        var document = new WorkerDocument("NP", DocumentKind.Passport, "PA123");
        foreach (var role in Hats.Givable)
        {
            var shown = role is CallerRole.CaseOfficer or CallerRole.Supervisor or CallerRole.Commissioner;
            var identity = WorkerIdentity.For(Caller.Of("someone", new HeldRole(role, "ag_1", 1)), document);
            Assert.Equal(shown, JsonSerializer.Serialize(identity).Contains("PA123", StringComparison.Ordinal));
            Assert.True(shown || JsonSerializer.Serialize(identity) == "null");
            Assert.DoesNotContain("PA123", $"{identity} {document} {new { identity }} {new DisclosedWorker(Document: document)}");
        }

        Assert.Equal("null", JsonSerializer.Serialize(WorkerIdentity.For(new Caller(), document)));
    }

    [Fact]
    public async Task Erasing_takes_two_destroys_who_it_is_and_leaves_the_cases()
    {
        var (agency, filed) = await FileAsync("PA4", fileNumber: "our 17");
        var again = await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", Reported.Document("PA4")));
        var worker = await WorkerOfAsync(filed.PlacementId);
        var proposal = await ProposeAsync(worker);
        using (var alone = await DecideAsync(host.Officer, proposal))
            Assert.Equal("proposal.same-person", (await ProblemAnswer.ReadAsync(alone)).Code);
        Assert.True((await StoredAsync(worker)).SealedKey is not null);

        using (var approved = await DecideAsync(host.As("officer:ravi"), proposal))
            Assert.Equal(200, (int)approved.StatusCode);
        var stored = await StoredAsync(worker);
        Assert.Equal((null, null, null, null), (stored.SealedKey, stored.SealedDocument, stored.Recognition, stored.SealedUnder));
        Assert.Null(await host.InDatabaseAsync(db => db.Placements.Where(p => p.PublicId == filed.PlacementId).Select(p => p.AgencyFileNumber).SingleAsync()));

        var shown = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/workers/{worker}");
        Assert.Equal([filed.PlacementId, again.PlacementId], shown.GetProperty("placements").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal((false, true), (shown.GetProperty("hasDocument").GetBoolean(), shown.GetProperty("erasedAt").ValueKind == JsonValueKind.String));
        var identity = await ReadAsync(host.Officer, worker, "who was it?");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (identity.GetProperty("document").ValueKind, identity.GetProperty("erasedAt").ValueKind));
        Assert.Equal(200, (int)(await host.Officer.GetAsync($"/v1/disclosures/{filed.Id}")).StatusCode);

        var event_ = await host.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.SubjectId == worker));
        Assert.Equal(("WorkerErased", "ravi", """{"placements":2}"""), (event_.Action, event_.Actor, event_.Payload));
        using var twice = await ServiceHost.SendAsync(host.Officer, $"/v1/workers/{worker}/erasure", Because());
        Assert.Equal("worker.erased", (await ProblemAnswer.ReadAsync(twice)).Code);
    }

    [Fact]
    public async Task A_document_that_is_reported_after_the_erasure_makes_another_person()
    {
        var (agency, filed) = await FileAsync("PA5");
        var erased = await WorkerOfAsync(filed.PlacementId);
        using (var approved = await DecideAsync(host.As("officer:ravi"), await ProposeAsync(erased)))
            Assert.Equal(200, (int)approved.StatusCode);
        var again = await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", Reported.Document("PA5")));
        var other = await WorkerOfAsync(again.PlacementId);
        Assert.NotEqual(erased, other);
        Assert.Contains("PA5", (await ReadAsync(host.Officer, other, "a test")).GetProperty("document").GetRawText());
    }

    [Theory]
    [InlineData("worker"), InlineData("placement"), InlineData("agency")]
    public async Task Under_a_legal_hold_nobody_is_erased_until_it_is_lifted(string on)
    {
        var (agency, filed) = await FileAsync($"PA6 {on}");
        var worker = await WorkerOfAsync(filed.PlacementId);
        // The hold comes between proposal and decision.
        var proposal = await ProposeAsync(worker);
        var subject = on switch { "worker" => worker, "placement" => filed.PlacementId, _ => agency.Id };
        using var placed = await ServiceHost.SendAsync(host.Officer, "/v1/legal-holds", Because().With("subjectId", subject));
        Assert.Equal(201, (int)placed.StatusCode);
        var hold = (await placed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

        using (var refused = await DecideAsync(host.As("officer:ravi"), proposal))
            Assert.Equal("worker.on-hold", (await ProblemAnswer.ReadAsync(refused)).Code);
        Assert.NotNull((await StoredAsync(worker)).SealedKey);
        using (var another = await ServiceHost.SendAsync(host.Officer, $"/v1/workers/{worker}/erasure", Because()))
            Assert.Equal("worker.on-hold", (await ProblemAnswer.ReadAsync(another)).Code);

        using (var lifted = await ServiceHost.SendAsync(host.Officer, $"/v1/legal-holds/{hold}/end", Because(), placed.Headers.ETag!.ToString()))
            Assert.Equal(200, (int)lifted.StatusCode);
        using (var twice = await ServiceHost.SendAsync(host.Officer, $"/v1/legal-holds/{hold}/end", Because(), "*"))
            Assert.Equal("legal-hold.lifted", (await ProblemAnswer.ReadAsync(twice)).Code);
        using (var approved = await DecideAsync(host.As("officer:ravi"), proposal))
            Assert.Equal(200, (int)approved.StatusCode);
        Assert.Null((await StoredAsync(worker)).SealedKey);
        var listed = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/legal-holds?subject={subject}&lifted=true");
        Assert.Equal(hold, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Who_is_not_free_towards_an_agency_of_the_worker_neither_proposes_nor_decides()
    {
        var (agency, filed) = await FileAsync("PA7");
        using (var declared = await ServiceHost.SendAsync(host.As("officer:cousin"), "/v1/conflicts", Because().With("agencyId", agency.Id)))
            Assert.Equal(201, (int)declared.StatusCode);
        using (var refused = await ServiceHost.SendAsync(host.As("officer:cousin"), $"/v1/workers/{filed.PlacementId}/erasure", Because()))
            Assert.Equal("proposal.conflict", (await ProblemAnswer.ReadAsync(refused)).Code);
        using var decided = await DecideAsync(host.As("officer:cousin"), await ProposeAsync(filed.PlacementId));
        Assert.Equal("proposal.conflict", (await ProblemAnswer.ReadAsync(decided)).Code);
    }

    private async Task<(RegisteredAgency Agency, FiledDisclosure Filed)> FileAsync(string number, string? fileNumber = null)
    {
        var agency = await host.RegisterAgencyAsync();
        return (agency, await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", Reported.Document(number).With("agencyFileNumber", fileNumber))));
    }

    private async Task<string> WorkerOfAsync(string placement) =>
        (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/workers/{placement}")).GetProperty("id").GetString()!;

    private Task<Worker> StoredAsync(string worker) => host.InDatabaseAsync(db => db.Workers.SingleAsync(w => w.PublicId == worker));

    private static async Task<JsonElement> ReadAsync(HttpClient client, string worker, string purpose)
    {
        using var answer = await ServiceHost.SendAsync(client, $"/v1/workers/{worker}/identity-reads", new JsonObject { ["purpose"] = purpose });
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string> ProposeAsync(string worker)
    {
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/workers/{worker}/erasure", Because());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return body.GetProperty("id").GetString()!;
    }

    private static Task<HttpResponseMessage> DecideAsync(HttpClient client, string proposal) =>
        ServiceHost.SendAsync(client, $"/v1/proposals/{proposal}/approval", Because(), "*");

    private static JsonObject Because() => new() { ["reason"] = "asked by the person" };
}
