using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Audit;
using Licensing.Api.Features.Audit;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Audit;

/// <summary>What the public, an officer and an auditor see of the audit.</summary>
public sealed class AuditApiTests(ServiceHost host)
{
    [Fact]
    public async Task Heads_are_public_signed_and_chained()
    {
        await SealedEventAsync();
        await SealedEventAsync();
        var keys = await host.Public.GetFromJsonAsync<JsonElement>("/v1/audit/keys");
        var publicKey = Convert.FromBase64String(keys.GetProperty("keys")[0].GetProperty("publicKey").GetString()!);
        string? before = null;
        for (string? next = ""; next is not null;)
        {
            var page = await host.Public.GetFromJsonAsync<JsonElement>($"/v1/audit/heads?limit=1{(next == "" ? "" : "&cursor=" + next)}");
            foreach (var head in page.GetProperty("items").EnumerateArray())
            {
                var statement = Encoding.UTF8.GetBytes(head.GetProperty("statement").GetString()!);
                Assert.True(SigningKey.Verify(publicKey, statement, Convert.FromBase64String(head.GetProperty("signature").GetString()!)));
                var said = JsonSerializer.Deserialize<JsonElement>(statement);
                Assert.Equal((head.GetProperty("size").GetInt64(), head.GetProperty("root").GetString()), (said.GetProperty("size").GetInt64(), said.GetProperty("root").GetString()));
                Assert.Equal(before ?? "", said.GetProperty("previous").GetString());
                before = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(statement));
            }

            next = page.GetProperty("next").GetString();
        }

        var latest = await host.Public.GetFromJsonAsync<JsonElement>("/v1/audit/heads/latest");
        Assert.Equal(before, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(latest.GetProperty("statement").GetString()!))));
        var after = await host.Public.GetFromJsonAsync<JsonElement>($"/v1/audit/heads?after={latest.GetProperty("number")}");
        Assert.Empty(after.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_event_that_is_not_sealed_yet_has_no_proof_yet()
    {
        var agency = await host.RegisterAgencyAsync();
        var id = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == agency.Id).Select(e => e.PublicId).SingleAsync());
        using var early = await host.Public.GetAsync($"/v1/audit/proofs/inclusion?event={id}");
        Assert.Equal("audit.not-sealed", (await ProblemAnswer.ReadAsync(early)).Code);
        using var unknown = await host.Public.GetAsync("/v1/audit/proofs/inclusion?event=ev_0");
        Assert.Equal("not-found", (await ProblemAnswer.ReadAsync(unknown)).Code);
    }

    [Fact]
    public async Task Sizes_that_the_log_does_not_have_are_refused_by_name()
    {
        var (id, size) = await SealedEventAsync();
        foreach (var (address, at) in ((string, string)[])[
            ($"inclusion?event={id}&treeSize={size + 1}", "treeSize"), ($"inclusion?event={id}&treeSize=1", "treeSize"), ($"inclusion?event={id}&treeSize=0", "treeSize"), ("inclusion", "event"),
            ($"consistency?first={size + 1}", "first"), ($"consistency?first=1&second={size + 1}", "second"), ("consistency?first=0", "first"), ("consistency", "first")])
        {
            using var answer = await host.Public.GetAsync($"/v1/audit/proofs/{address}");
            var problem = await ProblemAnswer.ReadAsync(answer);
            Assert.True(problem.Status == 400 && problem.Errors.Any(e => e.At == at), $"{address}: {problem.Body}");
        }
    }

    [Fact]
    public async Task The_public_and_agencies_read_no_events()
    {
        var (id, _) = await SealedEventAsync();
        var agency = await host.RegisterAgencyAsync();
        foreach (var address in (string[])["events", $"events/{id}", "export"])
        {
            using var anonymous = await host.Public.GetAsync($"/v1/audit/{address}");
            using var own = await host.As($"agency:{agency.Id}").GetAsync($"/v1/audit/{address}");
            Assert.Equal((401, 403), ((int)anonymous.StatusCode, (int)own.StatusCode));
        }
    }

    [Fact]
    public async Task Events_are_found_by_thing_person_action_and_period()
    {
        var agency = await host.RegisterAgencyAsync();
        var other = await host.RegisterAgencyAsync();
        // The day in Kathmandu; other tests move the clock.
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime.AddMinutes(345));
        async Task<string[]> Find(string filter) => (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events?limit=200&{filter}"))
            .GetProperty("items").EnumerateArray().Select(e => e.GetProperty("subjectId").GetString()!).ToArray();
        Assert.Equal([agency.Id], await Find($"subject={agency.Id}"));
        Assert.Equal([agency.Id], await Find($"subject={agency.Id}&subjectKind=Agency&actor=maya&action=AgencyRegistered&from={today:yyyy-MM-dd}&to={today:yyyy-MM-dd}"));
        Assert.Empty(await Find($"subject={agency.Id}&actor=ravi"));
        Assert.Empty(await Find($"subject={agency.Id}&action=AgencyFactRecorded"));
        Assert.Empty(await Find($"subject={agency.Id}&from={today.AddDays(1):yyyy-MM-dd}"));
        Assert.Empty(await Find($"subject={agency.Id}&to={today.AddDays(-1):yyyy-MM-dd}"));
        Assert.Contains(other.Id, await Find("action=AgencyRegistered"));
        using var reversed = await host.Officer.GetAsync("/v1/audit/events?from=2026-03-15&to=2026-03-14");
        Assert.Equal("request.invalid", (await ProblemAnswer.ReadAsync(reversed)).Code);
    }

    [Fact]
    public async Task A_page_follows_the_other_while_events_are_added()
    {
        for (var i = 0; i < 4; i++)
            await host.RegisterAgencyAsync();
        var first = await host.Officer.GetFromJsonAsync<JsonElement>("/v1/audit/events?limit=3&action=AgencyRegistered");
        await host.RegisterAgencyAsync();
        var second = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events?limit=3&action=AgencyRegistered&cursor={first.GetProperty("next").GetString()}");
        var ids = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(e => e.GetProperty("id").GetString()).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task The_export_has_every_sealed_event_once_in_order_and_goes_on_where_it_ended()
    {
        await SealedEventAsync();
        await host.RegisterAgencyAsync();
        using var answer = await host.Officer.GetAsync("/v1/audit/export");
        Assert.Equal(ExportAudit.MediaType, answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n').Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        var latest = await host.Public.GetFromJsonAsync<JsonElement>("/v1/audit/heads/latest");
        Assert.Equal(Enumerable.Range(0, latest.GetProperty("size").GetInt32()), lines.Select(l => l.GetProperty("index").GetInt32()));
        // Whoever has the export has the log: the leaves give the signed root.
        var tree = new Frontier(0, []);
        foreach (var line in lines)
            tree.Append(MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(line.GetProperty("entry").GetString()!)));
        Assert.Equal(latest.GetProperty("root").GetString(), Convert.ToHexStringLower(tree.Root));
        var rest = await host.Officer.GetStringAsync($"/v1/audit/export?after={lines.Count - 3}");
        Assert.Equal(2, rest.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task A_redaction_takes_the_text_and_the_salt_and_says_who_and_why()
    {
        var (id, size) = await SealedEventAsync();
        var proof = await host.Public.GetStringAsync($"/v1/audit/proofs/inclusion?event={id}&treeSize={size}");
        var before = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events/{id}");
        var after = await RedactAsync(host, id, "payload");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, "payload"), (after.GetProperty("payload").ValueKind, after.GetProperty("payloadSalt").ValueKind, after.GetProperty("redacted")[0].GetString()));
        Assert.Equal(before.GetProperty("entry").GetString(), after.GetProperty("entry").GetString());
        Assert.Equal(proof, await host.Public.GetStringAsync($"/v1/audit/proofs/inclusion?event={id}&treeSize={size}"));

        var about = (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events?subject={id}&action=AuditEventRedacted")).GetProperty("items")[0];
        Assert.Equal(("ravi", "AuditEventRedacted", "a name slipped in"), (about.GetProperty("actor").GetString(), about.GetProperty("action").GetString(), about.GetProperty("reason").GetString()));
        await SealAsync();
        Assert.Null((await CheckAsync()).Bad);

        foreach (var (which, field, code) in ((string, string, string)[])[(id, "payload", "audit.nothing-to-redact"), (id, "reason", "audit.nothing-to-redact"), (about.GetProperty("id").GetString()!, "payload", "audit.not-redactable"), ("ev_0", "payload", "not-found")])
        {
            using var refused = await ServiceHost.SendAsync(host.Officer, $"/v1/audit/events/{which}/redactions", new JsonObject { ["field"] = field, ["reason"] = "again" });
            Assert.Equal(code, (await ProblemAnswer.ReadAsync(refused)).Code);
        }
    }

    [Fact]
    public async Task A_redaction_takes_two_people_and_neither_is_whoever_did_it()
    {
        var agency = await host.RegisterAgencyAsync();
        using var recorded = await ServiceHost.SendAsync(
            host.Officer, $"/v1/agencies/{agency.Id}/facts", new JsonObject { ["kind"] = "phone", ["value"] = "1", ["from"] = "2024-01-01", ["reason"] = "Sita Tamang called" }, "*");
        var id = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == agency.Id && e.Reason != null).Select(e => e.PublicId).SingleAsync());
        Task<string?> TextAsync() => host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.PublicId == id).Select(e => e.Reason).SingleAsync());
        Assert.Equal("audit.text-repeated", await CodeAsync("officer:sita", $"/v1/audit/events/{id}/redactions", new() { ["field"] = "reason", ["reason"] = "it says SITA TAMANG CALLED" }));

        var registered = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == agency.Id && e.Reason == null).Select(e => e.PublicId).SingleAsync());
        Assert.Equal("audit.text-repeated", await CodeAsync("officer:sita", $"/v1/audit/events/{registered}/redactions", new() { ["field"] = "payload", ["reason"] = $"about {agency.Reference}" }));

        // Sita proposes; maya, whose doing it was, does not decide on it.
        Assert.Null(await CodeAsync("officer:sita", $"/v1/audit/events/{id}/redactions", new() { ["field"] = "reason", ["reason"] = "a name" }));
        Assert.Equal("proposal.open", await CodeAsync("officer:ravi", $"/v1/audit/events/{id}/redactions", new() { ["field"] = "reason", ["reason"] = "a name" }));
        var proposal = await host.InDatabaseAsync(db => db.Proposals.AsNoTracking().SingleAsync(p => p.SubjectId == id));
        Assert.DoesNotContain("Sita", proposal.Change);
        var address = $"/v1/proposals/{proposal.PublicId}/approval";
        Assert.Equal("proposal.same-person", await CodeAsync("officer:sita", address, new() { ["reason"] = "agreed" }));
        Assert.Equal("proposal.about-you", await CodeAsync("officer:maya", address, new() { ["reason"] = "agreed" }));
        Assert.Equal("audit.text-repeated", await CodeAsync("officer:ravi", address, new() { ["reason"] = "yes, 'Sita Tamang called'" }));
        Assert.Equal("Sita Tamang called", await TextAsync());
        Assert.Null(await CodeAsync("officer:ravi", address, new() { ["reason"] = "agreed" }));
        Assert.Null(await TextAsync());
    }

    [Fact]
    public async Task Whoever_declared_a_conflict_with_the_agency_neither_proposes_nor_decides_a_redaction_about_it()
    {
        var agency = await host.RegisterAgencyAsync();
        using var declared = await ServiceHost.SendAsync(host.As("officer:gita"), "/v1/conflicts", new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "my brother's" });
        Assert.Equal(201, (int)declared.StatusCode);
        var disclosure = await host.FileDisclosureAsync(agency, Reported.TheExample());
        foreach (var subject in (string[])[agency.Id, disclosure.Id])
        {
            var id = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == subject).Select(e => e.PublicId).SingleAsync());
            JsonObject why = new() { ["field"] = "payload", ["reason"] = "a name" };
            Assert.Equal("proposal.conflict", await CodeAsync("officer:gita", $"/v1/audit/events/{id}/redactions", why));
            var proposal = (await ProposeAsync(host, id, "payload")).GetProperty("id").GetString();
            foreach (var decision in (string[])["approval", "refusal"])
                Assert.Equal("proposal.conflict", await CodeAsync("officer:gita", $"/v1/proposals/{proposal}/{decision}", new() { ["reason"] = "agreed" }));
            Assert.Null(await CodeAsync("officer:ravi", $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "agreed" }));
        }
    }

    [Fact]
    public async Task What_is_redacted_before_it_is_sealed_is_sealed_by_its_digest()
    {
        var agency = await host.RegisterAgencyAsync();
        var id = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == agency.Id).Select(e => e.PublicId).SingleAsync());
        await RedactAsync(host, id, "payload");
        await SealAsync();
        Assert.Null((await CheckAsync()).Bad);
    }

    [Fact]
    public async Task A_text_that_was_taken_out_without_an_event_that_says_so_is_named()
    {
        var (id, _) = await SealedEventAsync();
        var bad = await host.InDatabaseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var digest = AuditEntry.PayloadDigest(await db.AuditEvents.AsNoTracking().SingleAsync(e => e.PublicId == id));
            await db.AuditEvents.Where(e => e.PublicId == id).ExecuteUpdateAsync(set => set
                .SetProperty(e => e.Payload, (string?)null).SetProperty(e => e.PayloadSalt, (byte[]?)null).SetProperty(e => e.PayloadDigest, digest));
            return (await new AuditCheck(db, new HashSet<string>()).RunAsync(default)).Bad;
        });
        Assert.Contains($"({id}): its payload was taken out, and no event says by whom and why.", bad);
    }

    /// <summary>One officer proposes, another approves.</summary>
    /// <returns>The event as it is shown then.</returns>
    internal static async Task<JsonElement> RedactAsync(ServiceHost host, string id, string field)
    {
        var proposal = await ProposeAsync(host, id, field);
        using var answer = await ServiceHost.SendAsync(host.As("officer:ravi"), $"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "a name slipped in" }, "*");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/audit/events/{id}");
    }

    private static async Task<JsonElement> ProposeAsync(ServiceHost host, string id, string field)
    {
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/audit/events/{id}/redactions", new JsonObject { ["field"] = field, ["reason"] = "a name slipped in" });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return body;
    }

    private async Task<string?> CodeAsync(string caller, string address, JsonObject body)
    {
        using var answer = await ServiceHost.SendAsync(host.As(caller), address, (JsonNode)body.DeepClone(), "*");
        return answer.IsSuccessStatusCode ? null : (await ProblemAnswer.ReadAsync(answer)).Code;
    }

    private async Task<(string Id, long Size)> SealedEventAsync()
    {
        var agency = await host.RegisterAgencyAsync();
        await SealAsync();
        return await host.InDatabaseAsync(async db => (
            await db.AuditEvents.Where(e => e.SubjectId == agency.Id).Select(e => e.PublicId).SingleAsync(), await db.AuditHeads.MaxAsync(h => h.Size)));
    }

    private Task SealAsync() => host.RunJobAsync<SealAuditJob>(job => job.RunAsync(CancellationToken.None));

    private Task<AuditReport> CheckAsync() => host.InDatabaseAsync(db => new AuditCheck(db, new HashSet<string>()).RunAsync(CancellationToken.None));
}
