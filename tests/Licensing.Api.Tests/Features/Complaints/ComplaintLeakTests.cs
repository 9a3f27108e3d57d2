using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FastEndpoints;
using Licensing.Api.Features.Complaints;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Complaints;

/// <summary>An agency's own caller, tried against every address and every field of a complaint about it.</summary>
public sealed partial class ComplaintLeakTests(ComplaintsHost host) : IClassFixture<ComplaintsHost>
{
    [Fact]
    public async Task No_address_shows_an_agency_anything_of_a_sealed_complaint()
    {
        await host.SetUsualRegimeAsync();
        var agency = await host.RegisterAgencyAsync();
        await host.FileDisclosureAsync(agency, Reported.TheExample());
        using var caller = host.As($"agency:{agency.Id}");
        var before = await EverythingAsync(caller, agency.Id);
        Assert.InRange(before.Count(b => b.Value.StartsWith("200", StringComparison.Ordinal)), 15, int.MaxValue);

        var filed = await host.FileAsync(ComplaintsHost.Complaint(agency.Id));
        var attachment = await host.AttachAsync(filed);
        await host.TakeUpAsync(filed);
        await host.ActAsync(filed, "assignment", new JsonObject { ["officer"] = "maya" });
        await host.ActAsync(filed, "hearings", new JsonObject { ["on"] = "2026-03-15", ["place"] = "a hidden room" });
        using var retaliation = await ServiceHost.SendAsync(host.With(filed.Secret), $"/v1/complaint-tracking/{filed.Reference}/retaliation", new JsonObject { ["words"] = "They threaten her." });
        var second = await host.FiledAsync(retaliation);
        // Agreed to, and no notice given: the agency is told by the ministry or not at all.
        var entry = await host.InDatabaseAsync(db => db.ComplaintEntries.Where(e => e.Complaint.PublicId == filed.Id).Select(e => e.PublicId).FirstAsync());
        await host.ConsentAsync(filed, true, ComplaintConsent.Particulars, ComplaintConsent.Identity, entry, attachment);
        await host.RunJobAsync<WatchComplaintsJob>(job => job.RunAsync(CancellationToken.None));

        // Lists, counts, errors, exports: to the letter what they were.
        var after = await EverythingAsync(caller, agency.Id);
        Assert.Equal(before, after);
        string[] hidden = [filed.Id, filed.Reference, filed.Secret, second.Id, second.Reference, entry, attachment, ComplaintsHost.Name, "Lopchan", ComplaintsHost.Contact, "rupees", "Ram the broker", "hidden room", "retaliation-of"];
        foreach (var (address, answer) in after)
            Assert.DoesNotContain(hidden, h => answer.Contains(h, StringComparison.Ordinal) && !address.Contains(h, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_id_of_a_complaint_is_to_an_agency_what_an_id_of_nothing_is()
    {
        await host.SetUsualRegimeAsync();
        var (agency, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        var (filed, notice) = await host.NoticedAsync(other);
        var attachment = await host.AttachAsync(filed);
        var hearing = (await host.ActAsync(filed, "hearings", new JsonObject { ["on"] = "2026-03-15" })).GetProperty("id").GetString()!;
        var entry = await host.InDatabaseAsync(db => db.ComplaintEntries.Where(e => e.Complaint.PublicId == filed.Id).Select(e => e.PublicId).FirstAsync());
        using var caller = host.As($"agency:{agency.Id}");
        foreach (var (id, nothing) in new[]
        {
            (filed.Id, "co_0000000000000000"), (filed.Reference, Licensing.Api.Database.Reference.New(Complaint.ReferencePrefix)), (notice, "cn_0000000000000000"), (attachment, "ca_0000000000000000"), (hearing, "ch_0000000000000000"),
            (entry, "ce_0000000000000000"),
        })
            foreach (var route in Routes("GET").Where(r => r.Contains('{')))
                Assert.Equal(await AnswerAsync(caller, Fill(route, nothing), nothing), await AnswerAsync(caller, Fill(route, id), id));
    }

    [Fact]
    public async Task After_notice_an_agency_sees_item_by_item_what_was_agreed_to_and_no_longer_what_was_taken_back()
    {
        await host.SetUsualRegimeAsync();
        var agency = await host.RegisterAgencyAsync();
        var (filed, notice) = await host.NoticedAsync(agency);
        var attachment = await host.AttachAsync(filed);
        var entry = await host.InDatabaseAsync(db => db.ComplaintEntries.Where(e => e.Complaint.PublicId == filed.Id).Select(e => e.PublicId).SingleAsync());
        using var caller = host.As($"agency:{agency.Id}");
        async Task<(JsonElement Shared, string All, int Attachment)> LookAsync()
        {
            var all = await caller.GetStringAsync($"/v1/complaint-notices/{notice}");
            using var document = await caller.GetAsync($"/v1/complaint-notices/{notice}/attachments/{attachment}");
            return (JsonDocument.Parse(all).RootElement.GetProperty("shared"), all, (int)document.StatusCode);
        }

        var (shared, said, file) = await LookAsync();
        Assert.Equal(("fee-above-cap", JsonValueKind.Null, 0, 0, 404), (
            shared.GetProperty("type").GetString(), shared.GetProperty("workerName").ValueKind, shared.GetProperty("entries").GetArrayLength(), shared.GetProperty("attachments").GetArrayLength(), file));
        Assert.DoesNotContain(filed.Id, said);
        Assert.DoesNotContain(filed.Reference, said);
        foreach (var hidden in (string[])["Lopchan", "rupees and", "broker", entry, attachment])
            Assert.DoesNotContain(hidden, said);

        await host.ConsentAsync(filed, true, ComplaintConsent.Identity, entry, attachment);
        (shared, said, file) = await LookAsync();
        Assert.Equal((ComplaintsHost.Name, ComplaintsHost.Words, attachment, 200), (
            shared.GetProperty("workerName").GetString(), shared.GetProperty("entries")[0].GetProperty("words").GetString(), shared.GetProperty("attachments")[0].GetProperty("id").GetString(), file));
        // How to reach her is nothing that can be agreed to.
        Assert.DoesNotContain(ComplaintsHost.Contact, said);

        await host.ConsentAsync(filed, false, ComplaintConsent.Particulars, ComplaintConsent.Identity, entry, attachment);
        (shared, said, file) = await LookAsync();
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 0, 0, 404), (
            shared.GetProperty("type").ValueKind, shared.GetProperty("workerName").ValueKind, shared.GetProperty("entries").GetArrayLength(), shared.GetProperty("attachments").GetArrayLength(), file));
        var consents = (await host.FollowAsync(filed)).GetProperty("consents").EnumerateArray().ToList();
        Assert.Equal(4, consents.Count);
        Assert.All(consents, c => Assert.Equal(JsonValueKind.String, c.GetProperty("withdrawnAt").ValueKind));
    }

    [Fact]
    public async Task What_the_complaint_has_not_cannot_be_agreed_to()
    {
        var filed = await host.FileAsync(ComplaintsHost.Complaint(anonymous: true));
        foreach (var item in (string[])["identity", "placement", "contact", "ce_0000000000000000"])
        {
            using var refused = await ServiceHost.SendAsync(host.With(filed.Secret), $"/v1/complaint-tracking/{filed.Reference}/consents", new JsonObject { ["items"] = new JsonArray(item), ["given"] = true });
            Assert.Equal(400, (int)refused.StatusCode);
        }
    }

    [Fact]
    public async Task No_deadline_flag_finding_or_notice_tells_an_agency_that_a_last_day_of_a_complaint_passed()
    {
        await using var later = new ComplaintsHost();
        await later.SetUsualRegimeAsync();
        var agency = await later.RegisterAgencyAsync();
        using var caller = later.As($"agency:{agency.Id}");
        var filed = await later.FileAsync(ComplaintsHost.Complaint(agency.Id));
        await later.TakeUpAsync(filed);
        await later.ActAsync(filed, "steps", new JsonObject { ["event"] = "received-elsewhere", ["on"] = "2026-03-15" });
        later.Clock.Advance(TimeSpan.FromDays(60));
        await later.RunJobAsync<WatchComplaintsJob>(job => job.RunAsync(CancellationToken.None));
        await later.RunJobAsync<Licensing.Api.Features.Deadlines.WatchDeadlinesJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(1, await later.InDatabaseAsync(db => db.ComplaintReminders.CountAsync()));
        foreach (var list in (string[])["deadlines", "deadlines?overdue=true", "complaint-notices", "flags", "findings", "demerits"])
        {
            using var answer = await caller.GetAsync($"/v1/{list}");
            if (answer.IsSuccessStatusCode)
                Assert.Equal(0, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength());
        }
    }

    private IEnumerable<string> Routes(string method) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<EndpointDefinition>() is { } definition && definition.Verbs.Contains(method)).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Every address that is read, with the agency's own id where one is asked.</summary>
    private async Task<SortedDictionary<string, string>> EverythingAsync(HttpClient caller, string agency)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var route in Routes("GET"))
        {
            var address = Fill(route, agency);
            all[address] = await AnswerAsync(caller, address, null);
        }

        return all;
    }

    private static string Fill(string route, string id) => Parameter().Replace(route, id);

    private static async Task<string> AnswerAsync(HttpClient caller, string address, string? id)
    {
        using var answer = await caller.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        text = TraceId().Replace(text, "");
        return $"{(int)answer.StatusCode} {(id is null ? text : text.Replace(id, "ID", StringComparison.Ordinal))}";
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"traceId\":\"[^\"]*\",?")]
    private static partial Regex TraceId();
}
