using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FastEndpoints;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Deadlines;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Licensing.Api.Tests.Features.Confirmations.ConfirmationsHost;

namespace Licensing.Api.Tests.Features.Confirmations;

/// <summary>What a contradiction opens: for officers at once, for the agency not before the worker agrees.</summary>
public sealed partial class DiscrepancyTests(ConfirmationsHost host) : IClassFixture<ConfirmationsHost>
{
    [Fact]
    public async Task No_address_shows_an_agency_anything_of_a_contradiction_before_the_worker_agrees()
    {
        await using var own = new ConfirmationsHost { Settings = { [ConfirmationOptions.AtSigning] = "1", [ConfirmationOptions.AfterArrival] = "1" } };
        await own.ApproveLawAsync("np-my-2018");
        var agency = await own.RegisterAgencyAsync();
        var licence = await own.StoreLicenceAsync(agency);
        var filed = await own.FileDisclosureAsync(agency, Reported.TheExample().With("enteredOn", "2026-03-01"));
        var corrected = await own.CorrectDisclosureAsync(filed, Reported.TheExample().With("enteredOn", "2026-03-01"));
        await own.JudgeAsync();
        var finding = await own.InDatabaseAsync(db => db.Findings.Select(f => f.PublicId).FirstAsync());
        using var caller = own.As($"agency:{agency.Id}");
        string[] ids = [agency.Id, filed.Id, filed.PlacementId, finding, licence];
        // A day later, so that the job has something to mark in between.
        own.Clock.Advance(TimeSpan.FromDays(3));
        var before = await EverythingAsync(own, caller, ids);
        Assert.InRange(before.Count(b => b.Value.StartsWith("200", StringComparison.Ordinal)), 25, int.MaxValue);

        var (code, opened) = (await own.IssueAsync(filed.PlacementId, Code(to: Telephone)), new Opened("", ""));
        opened = await own.OpenAsync(code.Code);
        var view = await own.SayAsync(opened, Said("at-signing", 2, [Contradicted("i1", 20_000_017, Words), Confirmed("i2")], [Added(700_000, "medical.examination", "A clinic of Zangbo.")]));
        await own.SayAsync(opened, Said("after-arrival", 2, [Contradicted("i2", 4_000_000)]));
        var request = await OkAsync(await ServiceHost.SendAsync(own.With(opened), $"/v1/confirmations/{opened.Reference}/correction-requests", new JsonObject { ["about"] = "disclosure", ["words"] = "The ticket was from Dolakha." }));
        await own.HeldAsync(opened);
        var discrepancy = await own.DiscrepancyAsync(filed.PlacementId);
        await OkAsync(await own.Officer.GetAsync($"/v1/correction-requests/{request.GetProperty("id").GetString()}"));
        await own.JudgeAsync();
        await own.RunJobAsync<WatchDeadlinesJob>(job => job.RunAsync(CancellationToken.None));
        await own.RunJobAsync<WatchUnconfirmedPlacementsJob>(job => job.RunAsync(CancellationToken.None));

        // Lists, counts, versions, ETags, cursors, errors, exports, deadlines, the public register: to the letter what they were.
        var after = await EverythingAsync(own, caller, ids);
        foreach (var (address, answer) in before)
            Assert.Equal(answer, after[address]);
        var id = discrepancy.GetProperty("discrepancy").GetProperty("id").GetString()!;
        string[] hidden = [id, opened.Reference, opened.Secret, code.Code, code.Id, request.GetProperty("id").GetString()!, .. Disputed(view), Words, Telephone, "Zangbo", "Dolakha", "20000017"];
        foreach (var answer in after.Values)
            Assert.DoesNotContain(hidden, h => answer.Contains(h, StringComparison.Ordinal));

        // Closing and retracting tell nothing either.
        await OkAsync(await ServiceHost.SendAsync(own.Officer, $"/v1/discrepancies/{id}/closure", new JsonObject { ["outcome"] = "taken-up", ["reason"] = "a complaint is written" }, "*"));
        await own.SayAsync(opened, Said("after-arrival", 2, retracts: Disputed(view)));
        await own.IssueAsync(filed.PlacementId);
        Assert.Equal(before, await EverythingAsync(own, caller, ids));
        Assert.NotNull(corrected);
    }

    [Fact]
    public async Task An_id_of_the_workers_side_is_to_an_agency_what_an_id_of_nothing_is()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var (code, _) = await host.IssueAsync(filed.PlacementId, Code(to: Telephone));
        var opened = await host.OpenedAsync(filed);
        var view = await host.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000, Words)]));
        var request = await OkAsync(await ServiceHost.SendAsync(host.With(opened), $"/v1/confirmations/{opened.Reference}/correction-requests", new JsonObject { ["about"] = "other", ["words"] = "x" }));
        var (discrepancy, confirmation) = await host.InDatabaseAsync(async db => (
            await db.Discrepancies.Where(d => d.Confirmation.Placement.PublicId == filed.PlacementId).Select(d => d.PublicId).SingleAsync(),
            await db.Confirmations.Where(c => c.Placement.PublicId == filed.PlacementId).Select(c => c.PublicId).SingleAsync()));
        // The agency itself, and another one.
        foreach (var caller in (string[])[$"agency:{agency.Id}", $"agency:{(await host.RegisterAgencyAsync()).Id}"])
        {
            using var client = host.As(caller);
            foreach (var (id, nothing) in new[]
            {
                (discrepancy, "dy_0000000000000000"), (confirmation, "cf_0000000000000000"), (code, "cc_0000000000000000"), (Disputed(view)[0], "ww_0000000000000000"),
                (request.GetProperty("id").GetString()!, "cq_0000000000000000"), (opened.Reference, Licensing.Api.Database.Reference.New(Confirmation.ReferencePrefix)),
            })
                foreach (var route in Routes(host).Where(r => r.Contains('{')))
                    Assert.Equal(await AnswerAsync(client, Fill(route, nothing), nothing), await AnswerAsync(client, Fill(route, id), id));
        }
    }

    [Fact]
    public async Task Officers_see_both_figures_and_what_the_law_would_say_of_the_workers()
    {
        await using var own = new ConfirmationsHost();
        await own.ApproveLawAsync("np");
        // NPR 10,000 for service is what the law of Nepal allows.
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.Placement("NP", "QA", "2026-03-02", Reported.Paid("recruitment-fee.service", 1_000_000, "NPR", "2026-03-04"))
            .With("visaNoticeOn", "2026-03-03"));
        var opened = await own.OpenedAsync(filed);
        await own.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000, Words)], [Added(300_000)]));
        var case_ = await own.DiscrepancyAsync(filed.PlacementId);
        var figures = case_.GetProperty("figures");
        Assert.Equal(("NPR", 1_000_000, 20_300_000), (figures[0].GetProperty("currency").GetString(), figures[0].GetProperty("reportedMinor").GetInt64(), figures[0].GetProperty("workerMinor").GetInt64()));
        Assert.Equal((Words, 1_000_000, false), (
            case_.GetProperty("words")[0].GetProperty("words").GetString(), case_.GetProperty("words")[0].GetProperty("reported").GetProperty("amount").GetProperty("amountMinor").GetInt64(),
            case_.GetProperty("words")[0].GetProperty("shown").GetBoolean()));
        // What he does not say the purpose of is in his figure, and no law was asked about it.
        Assert.Equal(1, case_.GetProperty("unjudged").GetArrayLength());
        long Excess(string which) => case_.GetProperty(which).GetProperty("breaches").EnumerateArray().SelectMany(b => b.GetProperty("excess").EnumerateArray()).Select(m => m.GetProperty("amountMinor").GetInt64()).DefaultIfEmpty().Max();
        Assert.InRange(Excess("lawOfWorker"), 19_000_000, 20_000_000);
        Assert.InRange(Excess("lawOfReported"), 0, 1_000_000);
        // Law that is not approved here is silent, and stays so.
        Assert.Contains(case_.GetProperty("lawOfWorker").GetProperty("judgements").EnumerateArray(), j => j.GetProperty("result").GetString() == "undetermined");
        Assert.All(case_.GetProperty("lawOfWorker").GetProperty("judgements").EnumerateArray(), j => Assert.NotEqual("", j.GetProperty("explanation").GetString()));
        Assert.Equal(1, case_.GetProperty("restsOn").GetProperty("disclosureNumber").GetInt32());
        // No finding is opened by it, and each look is recorded.
        await own.JudgeAsync();
        var reads = await OkAsync(await own.Officer.GetAsync($"/v1/reads?shown={case_.GetProperty("discrepancy").GetProperty("id").GetString()}"));
        Assert.Equal(1, reads.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task After_agreement_the_agency_sees_figures_word_by_word_and_the_workers_own_words_only_if_agreed_too()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var opened = await host.OpenedAsync(filed);
        var view = await host.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000, Words), Contradicted("i2", 4_000_000)]));
        var words = Disputed(view);
        using var caller = host.As($"agency:{agency.Id}");
        using var another = host.As($"agency:{(await host.RegisterAgencyAsync()).Id}");
        var id = (await host.DiscrepancyAsync(filed.PlacementId)).GetProperty("discrepancy").GetProperty("id").GetString();
        async Task<(int Listed, int Status, string Body)> LookAsync(HttpClient client)
        {
            var list = await OkAsync(await client.GetAsync("/v1/shared-discrepancies"));
            using var one = await client.GetAsync($"/v1/shared-discrepancies/{id}");
            return (list.GetProperty("items").EnumerateArray().Count(d => d.GetProperty("id").GetString() == id), (int)one.StatusCode, await one.Content.ReadAsStringAsync());
        }

        Assert.Equal((0, 404), ((await LookAsync(caller)).Listed, (await LookAsync(caller)).Status));
        // His own words alone are shown with no figure, hence not at all.
        await host.ConsentAsync(opened, true, "words", words[0]);
        Assert.Equal((0, 404), ((await LookAsync(caller)).Listed, (await LookAsync(caller)).Status));
        await host.ConsentAsync(opened, false, "words", words[0]);

        await host.ConsentAsync(opened, true, "figures", words[0]);
        var (listed, status, body) = await LookAsync(caller);
        var shared = JsonDocument.Parse(body).RootElement;
        Assert.Equal((1, 200, 1), (listed, status, shared.GetProperty("words").GetArrayLength()));
        Assert.Equal((20_000_000, 1_500_000, JsonValueKind.Null), (
            shared.GetProperty("words")[0].GetProperty("paid").GetProperty("amountMinor").GetInt64(), shared.GetProperty("words")[0].GetProperty("reported").GetProperty("amount").GetProperty("amountMinor").GetInt64(),
            shared.GetProperty("words")[0].GetProperty("words").ValueKind));
        // Of what is shown alone.
        Assert.Equal((1_500_000, 20_000_000), (shared.GetProperty("figures")[0].GetProperty("reportedMinor").GetInt64(), shared.GetProperty("figures")[0].GetProperty("workerMinor").GetInt64()));
        foreach (var hidden in (string[])[Words, words[1], "4000000", opened.Reference])
            Assert.DoesNotContain(hidden, body);
        Assert.Equal((0, 404), ((await LookAsync(another)).Listed, (await LookAsync(another)).Status));
        using var plain = await caller.GetAsync($"/v1/shared-discrepancies/{id}");
        Assert.Null(plain.Headers.ETag);

        await host.ConsentAsync(opened, true, "words", words[0]);
        Assert.Contains(Words, (await LookAsync(caller)).Body);
        Assert.True((await host.DiscrepancyAsync(filed.PlacementId)).GetProperty("words")[0].GetProperty("shown").GetBoolean());

        // Taken back: the same answer as before there was anything.
        await host.ConsentAsync(opened, false, "figures", words[0]);
        Assert.Equal((0, 404), ((await LookAsync(caller)).Listed, (await LookAsync(caller)).Status));
        await host.ConsentAsync(opened, true, "figures", words[0]);
        // What takes the place of a word that was shown is sealed again, until he agrees to it.
        view = await host.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 25_000_000)]));
        Assert.Equal((0, 404), ((await LookAsync(caller)).Listed, (await LookAsync(caller)).Status));
        Assert.All(view.GetProperty("consents").EnumerateArray(), c => Assert.Equal(JsonValueKind.String, c.GetProperty("withdrawnAt").ValueKind));
        // A confirmation, a word that no longer stands and another's word are nothing that can be agreed to.
        Assert.Equal((400, "request.invalid"), await RefusedAsync(await ServiceHost.SendAsync(
            host.With(opened), $"/v1/confirmations/{opened.Reference}/consents", new JsonObject { ["items"] = new JsonArray(words[0]), ["kind"] = "figures", ["given"] = true })));
    }

    [Fact]
    public async Task A_contradiction_outlives_corrections_closes_by_retraction_and_opens_again()
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var opened = await host.OpenedAsync(filed);
        var view = await host.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000)]));
        async Task<string?> StateAsync() => (await host.DiscrepancyAsync(filed.PlacementId)).GetProperty("discrepancy").GetProperty("state").GetString();
        async Task<(long, long)> FiguresAsync()
        {
            var figures = (await host.DiscrepancyAsync(filed.PlacementId)).GetProperty("figures")[0];
            return (figures.GetProperty("reportedMinor").GetInt64(), figures.GetProperty("workerMinor").GetInt64());
        }

        Assert.Equal(("open", (5_000_000, 23_500_000)), (await StateAsync(), await FiguresAsync()));
        // The agency numbers its items anew: what the worker said of the fee is not said of the ticket.
        var swapped = Reported.Placement("NP", "MY", "2026-02-10", Reported.Paid("travel.international.departure-ticket", 3_500_000, "NPR", "2026-02-13"));
        var corrected = await host.CorrectDisclosureAsync(filed, swapped);
        Assert.Equal(("open", (3_500_000, 23_500_000)), (await StateAsync(), await FiguresAsync()));
        // It reports what the worker says: no difference, and the worker is asked again.
        await host.CorrectDisclosureAsync(corrected, Reported.TheExample(service: 20_000_000));
        Assert.Equal(("open", (23_500_000, 23_500_000)), (await StateAsync(), await FiguresAsync()));
        Assert.Equal(("to-confirm-again", "to-confirm"), Standing(await host.FollowAsync(opened), "i1"));
        await host.SayAsync(opened, Said("after-arrival", 3, [Confirmed("i1")]));
        Assert.Equal("retracted", await StateAsync());
        view = await host.SayAsync(opened, Said("after-arrival", 3, null, [Added(100_000)]));
        Assert.Equal("open", await StateAsync());

        var id = (await host.DiscrepancyAsync(filed.PlacementId)).GetProperty("discrepancy").GetProperty("id").GetString();
        await OkAsync(await ServiceHost.SendAsync(host.Officer, $"/v1/discrepancies/{id}/closure", new JsonObject { ["outcome"] = "settled", ["reason"] = "it was given back" }, "*"));
        Assert.Equal((409, "discrepancy.not-open"), await RefusedAsync(await ServiceHost.SendAsync(host.Officer, $"/v1/discrepancies/{id}/closure", new JsonObject { ["outcome"] = "settled", ["reason"] = "x" }, "*")));
        Assert.Equal("it was given back", (await host.HeldAsync(opened)).GetProperty("discrepancy").GetProperty("reason").GetString());
        await host.SayAsync(opened, Said("after-arrival", 3, [Confirmed("i2")]));
        Assert.Equal("closed", await StateAsync());
        await host.SayAsync(opened, Said("after-arrival", 3, [Contradicted("i2", 0)]));
        Assert.Equal("open", await StateAsync());
        Assert.NotEmpty(Disputed(view));
    }

    [Fact]
    public async Task Whoever_is_not_free_towards_the_agency_issues_and_sees_nothing_of_it()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var (code, typed) = await host.IssueAsync(filed.PlacementId);
        var opened = await host.OpenAsync(typed);
        await host.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000)]));
        var request = await OkAsync(await ServiceHost.SendAsync(host.With(opened), $"/v1/confirmations/{opened.Reference}/correction-requests", new JsonObject { ["about"] = "other", ["words"] = "x" }));
        var id = (await host.DiscrepancyAsync(filed.PlacementId)).GetProperty("discrepancy").GetProperty("id").GetString();
        var torn = host.As("officer:torn");
        await OkAsync(await ServiceHost.SendAsync(torn, "/v1/conflicts", new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "a cousin owns it" }));
        foreach (var list in (string[])[$"discrepancies?placement={filed.PlacementId}", $"confirmation-codes?placement={filed.PlacementId}"])
            Assert.Equal(0, (await OkAsync(await torn.GetAsync("/v1/" + list))).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(request.GetProperty("id").GetString()!, (await OkAsync(await torn.GetAsync("/v1/correction-requests"))).ToString());
        foreach (var address in (string[])[$"discrepancies/{id}", $"correction-requests/{request.GetProperty("id").GetString()}"])
            Assert.Equal((409, "proposal.conflict"), await RefusedAsync(await torn.GetAsync("/v1/" + address)));
        foreach (var (address, body) in new (string, JsonObject)[]
        {
            ($"placements/{filed.PlacementId}/confirmation-codes", Code()), ($"confirmation-codes/{code}/revocation", new() { ["reason"] = "x" }),
            ($"discrepancies/{id}/closure", new() { ["outcome"] = "settled", ["reason"] = "x" }), ($"correction-requests/{request.GetProperty("id").GetString()}/answer", new() { ["outcome"] = "refused", ["reason"] = "x" }),
        })
            Assert.Equal((409, "proposal.conflict"), await RefusedAsync(await ServiceHost.SendAsync(torn, "/v1/" + address, body, "*")));
    }

    [Fact]
    public async Task The_agency_is_told_of_a_request_for_correction_only_with_agreement_and_then_asked()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var opened = await host.OpenedAsync(filed);
        var request = await OkAsync(await ServiceHost.SendAsync(host.With(opened), $"/v1/confirmations/{opened.Reference}/correction-requests", new JsonObject { ["about"] = "disclosure", ["words"] = Words }));
        var id = request.GetProperty("id").GetString()!;
        using var caller = host.As($"agency:{agency.Id}");
        async Task<JsonElement> ItemsAsync() => (await OkAsync(await caller.GetAsync("/v1/shared-correction-requests"))).GetProperty("items");
        Assert.Equal(0, (await ItemsAsync()).GetArrayLength());
        await host.ConsentAsync(opened, true, "figures", id);
        Assert.Equal((id, JsonValueKind.Null, false), ((await ItemsAsync())[0].GetProperty("id").GetString(), (await ItemsAsync())[0].GetProperty("words").ValueKind, (await ItemsAsync())[0].GetProperty("asked").GetBoolean()));
        await OkAsync(await ServiceHost.SendAsync(host.Officer, $"/v1/correction-requests/{id}/answer", new JsonObject { ["outcome"] = "accepted", ["reason"] = "the receipt says so", ["askAgency"] = true }, "*"));
        await host.ConsentAsync(opened, true, "words", id);
        Assert.Equal((true, Words, "accepted"), ((await ItemsAsync())[0].GetProperty("asked").GetBoolean(), (await ItemsAsync())[0].GetProperty("words").GetString(), (await ItemsAsync())[0].GetProperty("state").GetString()));
        await host.ConsentAsync(opened, false, "figures", id);
        Assert.Equal(0, (await ItemsAsync()).GetArrayLength());
    }

    private static IEnumerable<string> Routes(ConfirmationsHost host) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<EndpointDefinition>() is { } definition && definition.Verbs.Contains("GET")).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Every address that is read, with each id that the agency knows where one is asked.</summary>
    private static async Task<SortedDictionary<string, string>> EverythingAsync(ConfirmationsHost host, HttpClient caller, string[] ids)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in Routes(host).SelectMany(route => route.Contains('{') ? ids.Select(id => Fill(route, id)) : [route, route + "?limit=1"]))
            all[address] = await AnswerAsync(caller, address, null);
        foreach (var address in (string[])[$"/v1/disclosures/{ids[1]}?number=1", $"/v1/findings?agency={ids[0]}", $"/v1/flags?agency={ids[0]}", $"/v1/returns?agency={ids[0]}", "/v1/deadlines?overdue=true"])
            all[address] = await AnswerAsync(caller, address, null);
        return all;
    }

    private static string Fill(string route, string id) => Parameter().Replace(route, id);

    private static async Task<string> AnswerAsync(HttpClient caller, string address, string? id)
    {
        using var answer = await caller.GetAsync(address);
        // A certificate and a signature are never the same twice.
        if (answer.IsSuccessStatusCode && (address.EndsWith("/certificate.pdf", StringComparison.Ordinal) || address.EndsWith("/credential", StringComparison.Ordinal)))
            return $"{(int)answer.StatusCode} {answer.Headers.ETag}";
        var text = TraceId().Replace(await answer.Content.ReadAsStringAsync(), "");
        var whole = $"{(int)answer.StatusCode} {answer.Headers.ETag} {answer.Content.Headers.LastModified:O} {text}";
        return id is null ? whole : whole.Replace(id, "ID", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"traceId\":\"[^\"]*\",?")]
    private static partial Regex TraceId();
}
