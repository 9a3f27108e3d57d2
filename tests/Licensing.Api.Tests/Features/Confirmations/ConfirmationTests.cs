using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Retention;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Licensing.Api.Tests.Features.Confirmations.ConfirmationsHost;

namespace Licensing.Api.Tests.Features.Confirmations;

/// <summary>A worker's code, what he sees with it, and what he says.</summary>
public sealed partial class ConfirmationTests(ConfirmationsHost host) : IClassFixture<ConfirmationsHost>
{
    [Fact]
    public async Task A_code_is_shown_once_stored_hashed_and_exchanged_once_for_a_secret()
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var (id, code) = await host.IssueAsync(filed.PlacementId);
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$", code);
        var stored = await host.InDatabaseAsync(db => db.ConfirmationCodes.SingleAsync(c => c.PublicId == id));
        Assert.Equal(64, stored.CodeHash.Length);
        Assert.DoesNotContain(code, await OkAsync(await host.Officer.GetAsync($"/v1/confirmation-codes?placement={filed.PlacementId}")).ContinueWith(t => t.Result.ToString(), TaskScheduler.Default));

        // As people type: small letters, no hyphens, O for 0.
        var opened = await host.OpenAsync(code.ToLowerInvariant().Replace("-", " ").Replace('0', 'o'));
        Assert.Equal((404, "not-found"), await RefusedAsync(await host.WithCode(code).PostAsync("/v1/confirmations/openings", null)));
        var view = await host.FollowAsync(opened);
        var item = view.GetProperty("items")[0];
        Assert.Equal(("i1", "recruitment-fee.service", "recruitment fee (service)", 1_500_000, "NPR", "agency", "2026-02-12"), (
            item.GetProperty("itemId").GetString(), item.GetProperty("category").GetString(), item.GetProperty("cost").GetString(), item.GetProperty("amount").GetProperty("amountMinor").GetInt64(),
            item.GetProperty("amount").GetProperty("currency").GetString(), item.GetProperty("payee").GetString(), item.GetProperty("date").GetString()));
        Assert.Equal(("to-confirm", "to-confirm"), Standing(view, "i1"));
        Assert.Equal(["ConfirmationCodeIssued", "ConfirmationOpened"], await host.InDatabaseAsync(async db =>
        {
            var confirmation = await db.Confirmations.Where(c => c.Placement.PublicId == filed.PlacementId).Select(c => c.PublicId).SingleAsync();
            return await db.AuditEvents.Where(e => e.SubjectId == confirmation).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync();
        }));
    }

    [Fact]
    public async Task A_code_works_on_its_last_day_and_not_on_the_next()
    {
        await using var own = new ConfirmationsHost();
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        var second = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        var (_, code) = await own.IssueAsync(filed.PlacementId, Code(expiresOn: "2026-03-20"));
        var (_, later) = await own.IssueAsync(second.PlacementId, Code(expiresOn: "2026-03-20"));
        // 23:59 in Kathmandu is 18:14 UTC.
        own.Clock.SetUtcNow(new(2026, 3, 20, 18, 14, 59, TimeSpan.Zero));
        await own.OpenAsync(code);
        own.Clock.SetUtcNow(new(2026, 3, 20, 18, 15, 0, TimeSpan.Zero));
        Assert.Equal((404, "not-found"), await RefusedAsync(await own.WithCode(later).PostAsync("/v1/confirmations/openings", null)));
        Assert.Equal((400, "request.invalid"), await RefusedAsync(await SendAsync(own.Officer, $"/v1/placements/{filed.PlacementId}/confirmation-codes", Code(expiresOn: "2026-03-20"))));
    }

    [Fact]
    public async Task Wrong_used_expired_revoked_mistyped_unknown_and_none_are_one_answer()
    {
        await using var own = new ConfirmationsHost();
        var agency = await own.RegisterAgencyAsync();
        async Task<string> PlacedAsync() => (await own.FileDisclosureAsync(agency, Reported.TheExample())).PlacementId;
        var (_, expired) = await own.IssueAsync(await PlacedAsync(), Code(expiresOn: "2026-03-15"));
        own.Clock.Advance(TimeSpan.FromDays(1));
        var (revokedId, revoked) = await own.IssueAsync(await PlacedAsync());
        await OkAsync(await SendAsync(own.Officer, $"/v1/confirmation-codes/{revokedId}/revocation", new JsonObject { ["reason"] = "lost" }));
        var placement = await PlacedAsync();
        var (_, replaced) = await own.IssueAsync(placement);
        var (_, used) = await own.IssueAsync(placement);
        var opened = await own.OpenAsync(used);
        var mistyped = used[..^1] + (used[^1] == '0' ? '1' : '0');
        var answers = new List<string>();
        foreach (var code in (string[])[expired, revoked, replaced, used, mistyped, OneTimeCode.New(), "x"])
            answers.Add(await WholeAsync(await own.WithCode(code).PostAsync("/v1/confirmations/openings", null)));
        answers.Add(await WholeAsync(await own.Public.PostAsync("/v1/confirmations/openings", null)));
        Assert.StartsWith("404", Assert.Single(answers.Distinct()));

        // The same of secrets, on every address.
        var unknown = Licensing.Api.Database.Reference.New(Confirmation.ReferencePrefix);
        foreach (var (address, body) in Addresses())
        {
            var refused = new List<string>
            {
                await AskAsync(own.With(new("", "wrong")), opened.Reference, address, body), await AskAsync(own.Public, opened.Reference, address, body),
                await AskAsync(own.With(opened), unknown, address, body), await AskAsync(own.With(opened), "WW-000000-1", address, body),
            };
            Assert.StartsWith("404", Assert.Single(refused.Distinct()));
        }
    }

    [Fact]
    public async Task Within_a_session_the_workers_addresses_are_shut_whether_the_code_is_right_or_wrong()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var other = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var opened = await host.OpenedAsync(filed);
        var (_, code) = await host.IssueAsync(other.PlacementId);
        foreach (var caller in (string[])[$"agency:{agency.Id}", "officer:maya", "administrator:root", "nobody"])
        {
            var right = await WholeAsync(await host.WithCode(code, caller).PostAsync("/v1/confirmations/openings", null));
            Assert.Equal(right, await WholeAsync(await host.WithCode(OneTimeCode.New(), caller).PostAsync("/v1/confirmations/openings", null)));
            Assert.StartsWith("403", right);
            Assert.Contains("session.not-here", right);
            foreach (var (address, body) in Addresses())
            {
                var answer = await AskAsync(host.With(opened, caller), opened.Reference, address, body);
                Assert.StartsWith("403", answer);
                Assert.Equal(answer, await AskAsync(host.With(new("", "wrong"), caller), opened.Reference, address, body));
                Assert.Equal(answer, await AskAsync(host.As(caller), "WW-000000-0", address, body));
            }
        }

        await host.OpenAsync(code);
    }

    [Fact]
    public async Task Issuing_anew_and_revoking_end_what_was_opened_before_and_words_stay()
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var first = await host.OpenedAsync(filed);
        await host.SayAsync(first, Said("at-signing", 1, [Confirmed("i1")]));
        var (id, code) = await host.IssueAsync(filed.PlacementId);
        Assert.Equal((404, "not-found"), await RefusedAsync(await host.With(first).GetAsync($"/v1/confirmations/{first.Reference}")));
        var second = await host.OpenAsync(code);
        Assert.Equal(("confirmed", "to-confirm"), Standing(await host.FollowAsync(second), "i1"));
        await OkAsync(await SendAsync(host.Officer, $"/v1/confirmation-codes/{id}/revocation", new JsonObject { ["reason"] = "the telephone was taken from her" }));
        Assert.Equal((404, "not-found"), await RefusedAsync(await host.With(second).GetAsync($"/v1/confirmations/{second.Reference}")));
        Assert.Equal((409, "confirmation-code.revoked"), await RefusedAsync(await SendAsync(host.Officer, $"/v1/confirmation-codes/{id}/revocation", new JsonObject { ["reason"] = "again" })));
    }

    [Fact]
    public async Task The_channel_writes_a_file_and_shows_the_code_to_nobody()
    {
        await using var own = new ConfirmationsHost();
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        var address = $"/v1/placements/{filed.PlacementId}/confirmation-codes";
        Assert.Equal((409, "confirmation.contact-missing"), await RefusedAsync(await SendAsync(own.Officer, address, Code("sent"))));
        var sent = await OkAsync(await SendAsync(own.Officer, address, Code("sent", to: Telephone)));
        Assert.Equal(JsonValueKind.Null, sent.GetProperty("code").ValueKind);
        var text = await File.ReadAllTextAsync(Path.Combine(own.Channel, sent.GetProperty("id").GetString() + ".txt"));
        Assert.StartsWith($"To: {Telephone}\nLanguage: ne\n", text);
        var code = CodeInText().Match(text).Value;
        Assert.DoesNotContain(code, sent.ToString());
        await own.OpenAsync(code);
        // Sealed: in no text column.
        Assert.Empty(await own.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Payload!.Contains("1111")).ToListAsync()));
    }

    [Fact]
    public async Task Where_the_ministry_has_set_no_channel_a_code_is_not_sent()
    {
        var channel = new WorkerChannel(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = "Production", ContentRootPath = Path.GetTempPath() });
        Assert.False(channel.IsSet);
        await using var own = new WithoutChannel();
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        var before = await own.CountRowsAsync();
        Assert.Equal((409, "confirmation.channel-not-set"), await RefusedAsync(await SendAsync(own.Officer, $"/v1/placements/{filed.PlacementId}/confirmation-codes", Code("sent", to: Telephone))));
        Assert.Equal(before, await own.CountRowsAsync());
        await own.OpenedAsync(filed);
    }

    [Fact]
    public async Task Words_are_kept_retracted_and_said_again_and_a_correction_asks_for_them_anew()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        var opened = await host.OpenedAsync(filed);
        var view = await host.SayAsync(opened, Said("at-signing", 1, [Confirmed("i1"), Confirmed("i2")]));
        Assert.Equal((("confirmed", "to-confirm"), ("confirmed", "to-confirm")), (Standing(view, "i1"), Standing(view, "i2")));

        view = await host.SayAsync(opened, Said("after-arrival", 1, [Contradicted("i1", 20_000_000, Words)], [Added(500_000, "medical.examination"), Added(100_000)]));
        Assert.Equal(("confirmed", "contradicted"), Standing(view, "i1"));
        Assert.Equal(2, view.GetProperty("added").GetArrayLength());
        // What was written is not shown to whoever looks over the shoulder.
        Assert.DoesNotContain(Words, view.ToString());
        var contradiction = Disputed(view)[0];

        // The agency corrects: what was said of the item that it changed is asked again, what was said of the other stays.
        var corrected = await host.CorrectDisclosureAsync(filed, Reported.TheExample(service: 2_000_000));
        view = await host.FollowAsync(opened);
        Assert.Equal((2, ("to-confirm-again", "to-confirm-again"), ("confirmed", "to-confirm")), (view.GetProperty("number").GetInt32(), Standing(view, "i1"), Standing(view, "i2")));
        Assert.Contains(view.GetProperty("sentences").EnumerateArray(), s => s.GetString()!.StartsWith("1 items were changed", StringComparison.Ordinal));
        Assert.Equal((409, "confirmation.superseded"), await RefusedAsync(await SendAsync(host.With(opened), $"/v1/confirmations/{opened.Reference}/words", Said("after-arrival", 1, [Confirmed("i1")]))));

        view = await host.SayAsync(opened, Said("after-arrival", 2, retracts: contradiction));
        Assert.Equal(("to-confirm-again", "to-confirm"), Standing(view, "i1"));
        var words = view.GetProperty("words").EnumerateArray().ToList();
        Assert.Equal(6, words.Count);
        Assert.Equal([1, 1, 1, 1, 1, 2], words.Select(w => w.GetProperty("number").GetInt32()));
        Assert.Equal((contradiction, "retracted"), (words[5].GetProperty("retracts").GetString(), words[5].GetProperty("kind").GetString()));
        // The amount as it was reported when the word was said.
        Assert.Equal(1_500_000, words[2].GetProperty("reported").GetProperty("amountMinor").GetInt64());
        Assert.NotNull(corrected);
    }

    [Fact]
    public async Task What_cannot_be_said_is_told_all_at_once()
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var opened = await host.OpenedAsync(filed);
        async Task<List<string?>> ErrorsAsync(JsonObject said)
        {
            using var answer = await SendAsync(host.With(opened), $"/v1/confirmations/{opened.Reference}/words", said);
            Assert.Equal(400, (int)answer.StatusCode);
            return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString())];
        }

        Assert.Equal(["word.item-unknown", "word.item-unknown", "word.unknown"], await ErrorsAsync(Said("at-signing", 1, [Confirmed("i8"), Confirmed("i9")], null, "ww_0000000000000000")));
        Assert.Equal(["field.missing"], await ErrorsAsync(Said("at-signing", 1, [new() { ["itemId"] = "i1", ["word"] = "contradicted" }])));
        Assert.Equal(["list.wrong-length"], await ErrorsAsync(Said("at-signing", 1)));
        Assert.Equal(["item.id-twice"], await ErrorsAsync(Said("at-signing", 1, [Confirmed("i1"), Confirmed("i1")])));
        Assert.Equal(["amount.negative"], await ErrorsAsync(Said("at-signing", 1, [Contradicted("i1", -1)])));
    }

    [Fact]
    public async Task Said_at_the_same_moment_nothing_is_lost()
    {
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var opened = await host.OpenedAsync(filed);
        for (var round = 0; round < 5; round++)
            await Task.WhenAll(host.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000)])), host.SayAsync(opened, Said("after-arrival", 1, null, [Added(500_000)])));
        var view = await host.FollowAsync(opened);
        Assert.Equal((10, 5), (view.GetProperty("words").GetArrayLength(), view.GetProperty("added").GetArrayLength()));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Discrepancies.CountAsync(d => d.Confirmation.Placement.PublicId == filed.PlacementId)));
    }

    [Fact]
    public async Task The_worker_sees_what_is_held_and_who_read_it_and_has_it_corrected()
    {
        var agency = await host.RegisterAgencyAsync();
        var document = Reported.Document(Guid.NewGuid().ToString("N"));
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", document));
        await host.FileDisclosureAsync(await host.RegisterAgencyAsync("Agency Elsewhere"), Reported.TheExample().With("worker", document.DeepClone()));
        var opened = await host.OpenedAsync(filed);
        await host.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000, Words)]));
        var officer = host.Officer;
        officer.DefaultRequestHeaders.Add("X-Purpose", "to compare");
        await OkAsync(await officer.GetAsync($"/v1/disclosures/{filed.Id}"));
        await OkAsync(await host.As($"agency:{agency.Id}").GetAsync($"/v1/disclosures/{filed.Id}"));

        var reads = await OkAsync(await host.With(opened).GetAsync($"/v1/confirmations/{opened.Reference}/reads"));
        Assert.Equal([("agency-filer", "disclosure", null), ("case-officer", "disclosure", "to compare"), ("public", "words", null)], reads.GetProperty("items").EnumerateArray()
            .Select(r => (r.GetProperty("role").GetString(), r.GetProperty("shown").GetString(), r.GetProperty("purpose").GetString())));
        Assert.DoesNotContain("maya", reads.ToString());

        var held = await host.HeldAsync(opened);
        Assert.Equal((true, Words, 1, 1), (
            held.GetProperty("person").GetProperty("hasDocument").GetBoolean(), held.GetProperty("words")[0].GetProperty("words").GetString(), held.GetProperty("disclosure").GetArrayLength(), held.GetProperty("codes").GetArrayLength()));
        Assert.Equal(["Agency Elsewhere"], held.GetProperty("others").EnumerateArray().Select(o => o.GetProperty("agency").GetString()));

        var number = Guid.NewGuid().ToString("N");
        var request = await OkAsync(await SendAsync(host.With(opened), $"/v1/confirmations/{opened.Reference}/correction-requests", new JsonObject { ["about"] = "identity", ["words"] = "The number is another." }));
        var id = request.GetProperty("id").GetString();
        Assert.Contains(id!, (await OkAsync(await host.Officer.GetAsync("/v1/correction-requests?state=open&about=identity"))).ToString());
        Assert.Equal("The number is another.", (await OkAsync(await host.Officer.GetAsync($"/v1/correction-requests/{id}"))).GetProperty("words").GetString());
        async Task<(int, string)> AnswerRefusedAsync(JsonObject answer) => await RefusedAsync(await SendAsync(host.Officer, $"/v1/correction-requests/{id}/answer", answer, "*"));
        Assert.Equal((409, "correction.no-consent"), await AnswerRefusedAsync(new() { ["outcome"] = "accepted", ["reason"] = "seen", ["askAgency"] = true }));
        var someone = await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", Reported.Document(number)));
        Assert.Equal((409, "worker.document-taken"), await AnswerRefusedAsync(new() { ["outcome"] = "accepted", ["reason"] = "seen", ["document"] = Reported.Document(number)["document"]!.DeepClone() }));
        await OkAsync(await SendAsync(host.Officer, $"/v1/correction-requests/{id}/answer", new JsonObject { ["outcome"] = "accepted", ["reason"] = "passport seen", ["document"] = Reported.Document(number + "2")["document"]!.DeepClone() }, "*"));
        Assert.Equal((409, "correction.answered"), await AnswerRefusedAsync(new() { ["outcome"] = "refused", ["reason"] = "x" }));
        var answered = (await host.HeldAsync(opened)).GetProperty("correctionRequests")[0];
        Assert.Equal(("accepted", "passport seen"), (answered.GetProperty("state").GetString(), answered.GetProperty("reason").GetString()));
        using var identity = await SendAsync(host.Officer, $"/v1/workers/{filed.PlacementId}/identity-reads", new JsonObject { ["purpose"] = "a test" });
        Assert.Contains((number + "2").ToUpperInvariant(), await identity.Content.ReadAsStringAsync());
        Assert.NotEqual(someone.PlacementId, filed.PlacementId);
    }

    [Fact]
    public async Task The_job_marks_each_silent_placement_and_stage_once_and_reminds_once()
    {
        await using var own = new ConfirmationsHost { Settings = { [ConfirmationOptions.AtSigning] = "14", [ConfirmationOptions.AfterArrival] = "30" } };
        var agency = await own.RegisterAgencyAsync();
        var silent = await own.FileDisclosureAsync(agency, Reported.TheExample().With("enteredOn", "2026-03-25"));
        var spoke = await own.FileDisclosureAsync(agency, Reported.TheExample());
        var never = await own.FileDisclosureAsync(agency, Reported.TheExample());
        await OkAsync(await SendAsync(own.Officer, $"/v1/placements/{silent.PlacementId}/confirmation-codes", Code("sent", to: Telephone)));
        await own.SayAsync(await own.OpenedAsync(spoke), Said("at-signing", 1, [Confirmed("i1")]));
        Assert.NotNull(never);
        async Task<List<(string?, string?, string?)>> ListAsync(string filter = "") => [.. (await OkAsync(await own.Officer.GetAsync("/v1/unconfirmed-placements" + filter))).GetProperty("items").EnumerateArray()
            .Select(u => (u.GetProperty("placementId").GetString(), u.GetProperty("stage").GetString(), u.GetProperty("dueOn").GetString()))];

        own.Clock.SetUtcNow(new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero));     // the last day
        await RunAsync(own);
        Assert.Empty(await ListAsync());
        own.Clock.SetUtcNow(new(2026, 3, 30, 12, 0, 0, TimeSpan.Zero));     // one day after
        await RunAsync(own);
        Assert.Equal([(silent.PlacementId, "at-signing", "2026-03-29")], await ListAsync());
        own.Clock.SetUtcNow(new(2026, 4, 24, 12, 0, 0, TimeSpan.Zero));
        await RunAsync(own);
        Assert.Single(await ListAsync());
        own.Clock.SetUtcNow(new(2026, 4, 25, 12, 0, 0, TimeSpan.Zero));
        await RunAsync(own);
        Assert.Equal([(silent.PlacementId, "after-arrival", "2026-04-24"), (silent.PlacementId, "at-signing", "2026-03-29")], await ListAsync());
        // The code, and one reminder for each stage.
        Assert.Equal(3, Directory.GetFiles(own.Channel).Length);

        var (rows, files) = (await own.CountRowsAsync(), Files(own));
        await RunAsync(own);
        await Task.WhenAll(RunAsync(own), RunAsync(own));
        Assert.Equal((rows, files), (await own.CountRowsAsync(), Files(own)));

        await own.SayAsync(await own.OpenAsync((await own.IssueAsync(silent.PlacementId, Code(expiresOn: "2026-05-01"))).Code), Said("at-signing", 1, [Confirmed("i1")]));
        Assert.Equal([(silent.PlacementId, "after-arrival", "2026-04-24")], await ListAsync("?open=true"));
        Assert.Empty(await ListAsync("?open=true&stage=at-signing"));
        Assert.Equal(2, (await ListAsync($"?agency={agency.Id}")).Count);
    }

    [Fact]
    public async Task Where_the_ministry_has_set_no_period_nothing_is_marked_and_that_is_said()
    {
        await using var own = new ConfirmationsHost();
        await own.IssueAsync((await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample())).PlacementId);
        own.Clock.Advance(TimeSpan.FromDays(1000));
        var before = await own.CountRowsAsync();
        await RunAsync(own);
        Assert.Equal(before, await own.CountRowsAsync());
        var list = await OkAsync(await own.Officer.GetAsync("/v1/unconfirmed-placements"));
        Assert.Equal((0, 2, JsonValueKind.Null), (list.GetProperty("items").GetArrayLength(), list.GetProperty("notSet").GetArrayLength(), list.GetProperty("atSigningDays").ValueKind));
    }

    [Fact]
    public async Task The_worker_of_a_placement_that_came_in_a_return_confirms_it_too()
    {
        await using var own = new ConfirmationsHost();
        var agency = await own.RegisterAgencyAsync();
        using var sent = await own.FileReturnAsync(agency, "2026-02", Reported.TheExample().ToJsonString() + "\n");
        await own.TakeInAsync((await OkAsync(sent)).GetProperty("id").GetString()!);
        var placement = await own.InDatabaseAsync(db => db.Placements.Where(p => p.Agency.PublicId == agency.Id).Select(p => p.PublicId).SingleAsync());
        var opened = await own.OpenAsync((await own.IssueAsync(placement)).Code);
        await own.SayAsync(opened, Said("at-signing", 1, [Confirmed("i1")]));
        Assert.Equal("confirmed", (await own.FollowAsync(opened)).GetProperty("items")[0].GetProperty("atSigning").GetProperty("standing").GetString());
    }

    [Fact]
    public async Task Where_the_channel_reaches_a_worker_goes_when_he_is_erased()
    {
        await using var own = new ConfirmationsHost();
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        var opened = await own.OpenAsync((await own.IssueAsync(filed.PlacementId, Code(to: Telephone))).Code);
        Assert.Equal(Telephone, (await own.HeldAsync(opened)).GetProperty("contact").GetString());
        var worker = await own.InDatabaseAsync(db => db.Placements.Where(p => p.PublicId == filed.PlacementId).Select(p => p.Worker.PublicId).SingleAsync());
        await own.ProposeAndApproveAsync($"/v1/workers/{worker}/erasure", new JsonObject { ["reason"] = "a test" });
        Assert.Equal(JsonValueKind.Null, (await own.HeldAsync(opened)).GetProperty("contact").ValueKind);
    }

    [Fact]
    public async Task When_the_deployments_key_is_replaced_every_sealed_row_is_opened_by_the_new_one()
    {
        await using var own = new ConfirmationsHost();
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        var opened = await own.OpenAsync((await own.IssueAsync(filed.PlacementId, Code(to: Telephone))).Code);
        await own.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000, Words)]));
        await OkAsync(await SendAsync(own.With(opened), $"/v1/confirmations/{opened.Reference}/correction-requests", new JsonObject { ["about"] = "other", ["words"] = "Something." }));
        await own.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<LicensingDb>();
            var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes);
            var (during, after) = (new DeploymentKey(bytes, services.GetRequiredService<DeploymentKey>()), new PersonSeal(new DeploymentKey(bytes)));
            var keys = new SealedRowKeys(db, during, new PersonSeal(during));
            Assert.True(await keys.AreLeftAsync(default));
            await keys.RewrapAsync(default);
            Assert.False(await keys.AreLeftAsync(default));
            Assert.Equal(
                (Telephone, Words, "Something."),
                (after.Open<string>((await db.Confirmations.AsNoTracking().SingleAsync()).Contact!), after.Open<string>((await db.WorkerWords.AsNoTracking().SingleAsync()).Words!),
                    after.Open<string>((await db.CorrectionRequests.AsNoTracking().SingleAsync()).Words!)));
            return true;
        });
    }

    [Fact]
    public async Task When_their_time_is_over_words_and_secrets_go_and_figures_stay()
    {
        await using var own = new ConfirmationsHost { Settings = { ["Retention:Periods:worker-words"] = "P30D" } };
        var agency = await own.RegisterAgencyAsync();
        var filed = await own.FileDisclosureAsync(agency, Reported.TheExample());
        var opened = await own.OpenAsync((await own.IssueAsync(filed.PlacementId, Code(to: Telephone))).Code);
        await own.SayAsync(opened, Said("at-signing", 1, [Contradicted("i1", 20_000_000, Words)]));
        async Task ExpireAsync()
        {
            own.Clock.Advance(TimeSpan.FromDays(60));
            // The first run rehearses.
            for (var run = 0; run < 2; run++)
                await own.RunJobAsync<DeleteExpiredDataJob>(job => job.RunAsync(CancellationToken.None));
        }

        await ExpireAsync();
        Assert.NotNull((await own.InDatabaseAsync(db => db.WorkerWords.SingleAsync())).Words);      // the discrepancy is open
        var discrepancy = (await own.DiscrepancyAsync(filed.PlacementId)).GetProperty("discrepancy").GetProperty("id").GetString();
        await OkAsync(await SendAsync(own.Officer, $"/v1/discrepancies/{discrepancy}/closure", new JsonObject { ["outcome"] = "not-taken-up", ["reason"] = "nobody can be reached" }, "*"));
        await ExpireAsync();
        var word = await own.InDatabaseAsync(db => db.WorkerWords.SingleAsync());
        Assert.Equal((null, 20_000_000L), (word.Words, word.PaidMinor));
        Assert.Equal((null, null), await own.InDatabaseAsync(db => db.Confirmations.Select(c => new ValueTuple<byte[]?, string?>(c.PersonSealed, c.SecretHash)).SingleAsync()));
        Assert.Equal((404, "not-found"), await RefusedAsync(await own.With(opened).GetAsync($"/v1/confirmations/{opened.Reference}")));
    }

    private static Task RunAsync(ConfirmationsHost host) => host.RunJobAsync<WatchUnconfirmedPlacementsJob>(job => job.RunAsync(CancellationToken.None));

    private static string Files(ConfirmationsHost host) => string.Join('\n', Directory.GetFiles(host.Channel).Order().Select(f => $"{f} {File.GetLastWriteTimeUtc(f):O}"));

    /// <summary>Every address that a worker uses after the exchange.</summary>
    private static IEnumerable<(string Address, JsonObject? Body)> Addresses() =>
    [
        ("", null), ("/held", null), ("/reads", null), ("/words", Said("at-signing", 1, [Confirmed("i1")])),
        ("/consents", new() { ["items"] = new JsonArray("ww_0000000000000000"), ["kind"] = "figures", ["given"] = true }), ("/correction-requests", new() { ["about"] = "other", ["words"] = "x" }),
    ];

    private static async Task<string> AskAsync(HttpClient client, string reference, string address, JsonObject? body)
    {
        using var answer = body is null ? await client.GetAsync($"/v1/confirmations/{reference}{address}") : await SendAsync(client, $"/v1/confirmations/{reference}{address}", (JsonObject)body.DeepClone());
        return (await WholeAsync(answer)).Replace(reference, "REFERENCE");
    }

    private static async Task<string> WholeAsync(HttpResponseMessage answer) => $"{(int)answer.StatusCode} {TraceId().Replace(await answer.Content.ReadAsStringAsync(), "")}";

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, JsonNode body, string? etag = null) => ServiceHost.SendAsync(client, address, body, etag);

    [GeneratedRegex("\"traceId\":\"[^\"]*\",?")]
    private static partial Regex TraceId();

    [GeneratedRegex("([0-9A-Z]{5}-){4}[0-9A-Z]{5}")]
    private static partial Regex CodeInText();

    private sealed class WithoutChannel : ConfirmationsHost
    {
        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            Microsoft.AspNetCore.TestHost.WebHostBuilderExtensions.ConfigureTestServices(builder, services => services.AddSingleton(new WorkerChannel(
                new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = "Production", ContentRootPath = Path.GetTempPath() })));
        }
    }
}
