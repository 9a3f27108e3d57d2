using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Applications;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Applications;

public sealed class ApplicationTests(ApplicationsHost host) : IClassFixture<ApplicationsHost>
{
    [Fact]
    public async Task A_draft_is_completed_submitted_returned_corrected_and_submitted_again_and_the_steps_say_so()
    {
        var agency = (await host.RegisterAgencyAsync()).Id;
        var drafted = await host.DraftAsync(agency);
        Assert.Equal(["document.missing document:police-report"], await GapsAsync(drafted));
        await host.AttachCheckedAsync(drafted);
        Assert.Empty(await GapsAsync(drafted));
        await host.ActAsync(drafted, "submission", new JsonObject());
        await host.ActAsync(drafted, "return", Applicants.Returning("2026-03-20"), "officer:maya");
        await host.ActAsync(drafted, "revisions", Applicants.Written(Applicants.Applicant().With("capital", Money(600_000_000))));
        await host.ActAsync(drafted, "submission", new JsonObject { ["reason"] = "a clear copy" });

        var shown = await ReadAsync(drafted);
        Assert.Equal(
            ["submit draft submitted", "return submitted returned", "resubmit returned submitted"],
            shown.GetProperty("steps").EnumerateArray().Select(s => $"{Text(s, "action")} {Text(s, "from")} {Text(s, "to")}"));
        var returned = shown.GetProperty("steps")[1];
        Assert.Equal(("maya", "The report is unreadable."), (Text(returned, "by"), Text(returned, "reason")));
        Assert.Equal(("document:police-report", "The stamp cannot be read."), (Text(returned.GetProperty("items")[0], "item"), Text(returned.GetProperty("items")[0], "reason")));
        Assert.Equal(("submitted", 2, JsonValueKind.Null), (Text(shown, "state"), shown.GetProperty("latestNumber").GetInt32(), shown.GetProperty("correctBy").ValueKind));
        // What was submitted first is still there as it was.
        Assert.Equal(500_000_000, (await DetailsAsync("officer:maya", drafted, 1)).GetProperty("applicant").GetProperty("capital").GetProperty("amountMinor").GetInt64());
        Assert.Equal(600_000_000, (await DetailsAsync("officer:maya", drafted)).GetProperty("applicant").GetProperty("capital").GetProperty("amountMinor").GetInt64());
    }

    [Fact]
    public async Task Every_stored_state_is_that_of_the_last_step()
    {
        await host.SubmittedAsync((await host.RegisterAgencyAsync()).Id);
        var all = await host.InDatabaseAsync(db => db.Applications.Include(a => a.Steps).ToListAsync());
        Assert.NotEmpty(all);
        Assert.All(all, a => Assert.Equal(a.Steps.OrderBy(s => s.Id).LastOrDefault()?.To ?? ApplicationState.Draft, a.State));
    }

    [Theory]
    [InlineData("60", "40", null)]
    [InlineData("60", "39.99", "owners.shares-do-not-add-up")]
    [InlineData("60", "40.01", "owners.shares-do-not-add-up")]
    public async Task Only_shares_of_exactly_a_hundred_percent_are_submitted(string one, string other, string? gap)
    {
        var owners = new JsonArray(Applicants.Owner(one, "Maya Sample", "NP", "PA 1"), Applicants.Owner(other, "Ravi Sample", "IN", "PA 2"));
        var drafted = await host.DraftAsync((await host.RegisterAgencyAsync()).Id, Applicants.Draft(Applicants.Applicant().With("owners", owners)));
        await host.AttachCheckedAsync(drafted);
        using var answer = await SubmitAsync(drafted);
        if (gap is null)
        {
            Assert.Equal(200, (int)answer.StatusCode);
            return;
        }

        var refused = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((409, "application.incomplete", (gap, "/applicant/owners")), (refused.Status, refused.Code, Assert.Single(refused.Errors)));
    }

    [Fact]
    public async Task An_incomplete_draft_is_refused_with_every_gap_at_once()
    {
        var bare = new JsonObject { ["legalPerson"] = new JsonObject { ["registeredName"] = "Sample Overseas" } };
        var drafted = await host.DraftAsync((await host.RegisterAgencyAsync()).Id, Applicants.Written(bare, licenceClass: null).With("kind", "new-licence"));
        using var answer = await SubmitAsync(drafted);
        var refused = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((409, "application.incomplete"), (refused.Status, refused.Code));
        Assert.Equal(
            ["capital.missing /applicant/capital", "class.missing /class", "declaration.missing declaration:convicted", "document.missing document:police-report", "owners.missing /applicant/owners"],
            refused.Errors.Select(e => $"{e.Code} {e.At}").Order());
        Assert.Equal("draft", Text(await ReadAsync(drafted), "state"));
    }

    [Fact]
    public async Task Where_the_regime_is_silent_nobody_can_submit()
    {
        await using var silent = new ServiceHost();
        var drafted = await silent.DraftAsync((await silent.RegisterAgencyAsync()).Id);
        using var answer = await ServiceHost.SendAsync(silent.As($"agency:{drafted.AgencyId}"), $"/v1/applications/{drafted.Id}/submission", new JsonObject(), "*");
        var refused = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((409, "regime.not-set"), (refused.Status, refused.Code));
        Assert.Equal(["capital", "classes", "documents", "fit-and-proper", "ownership"], refused.Errors.Select(e => e.At).Order());
        var check = await silent.As($"agency:{drafted.AgencyId}").GetFromJsonAsync<JsonElement>($"/v1/applications/{drafted.Id}/check");
        Assert.False(check.GetProperty("complete").GetBoolean());
        Assert.Equal(5, check.GetProperty("notSet").GetArrayLength());
    }

    [Fact]
    public async Task Of_two_submissions_at_once_one_wins()
    {
        var drafted = await host.DraftAsync((await host.RegisterAgencyAsync()).Id);
        await host.AttachCheckedAsync(drafted);
        var etag = await ETagAsync(drafted);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SubmitAsync(drafted, etag))));
        Assert.Equal([200, 412], answers.Select(a => (int)a.StatusCode).Distinct().Order());
        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.Single((await ReadAsync(drafted)).GetProperty("steps").EnumerateArray());
    }

    [Fact]
    public async Task A_change_needs_the_version_that_is_there()
    {
        var drafted = await host.SubmittedAsync((await host.RegisterAgencyAsync()).Id);
        foreach (var (caller, act, body) in Acts(drafted))
        {
            using var without = await ServiceHost.SendAsync(host.As(caller), $"/v1/applications/{drafted.Id}/{act}", body.DeepClone());
            Assert.Equal((428, act), ((int)without.StatusCode, act));
            using var stale = await ServiceHost.SendAsync(host.As(caller), $"/v1/applications/{drafted.Id}/{act}", body.DeepClone(), "\"v1\"");
            Assert.Equal((412, act), ((int)stale.StatusCode, act));
        }
    }

    [Fact]
    public async Task Who_has_read_it_already_is_told_of_a_document_that_was_checked_since()
    {
        var drafted = await host.DraftAsync((await host.RegisterAgencyAsync()).Id);
        using var attached = await host.AttachAsync(drafted, Contents.Pdf());
        var client = host.Officer;
        client.DefaultRequestHeaders.Add("If-None-Match", await ETagAsync(drafted));
        Assert.Equal(304, (int)(await client.GetAsync($"/v1/applications/{drafted.Id}")).StatusCode);
        await host.RunJobAsync<CheckDocumentsJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(200, (int)(await client.GetAsync($"/v1/applications/{drafted.Id}")).StatusCode);
    }

    [Fact]
    public async Task What_is_not_possible_in_a_state_is_refused_with_what_is()
    {
        var agency = (await host.RegisterAgencyAsync()).Id;
        var submitted = await host.SubmittedAsync(agency);
        foreach (var act in (string[])["revisions", "submission"])
            await RefusedAsync(submitted, act, "submitted");
        var drafted = await host.DraftAsync(agency);
        await RefusedAsync(drafted, "return", "draft");
        await host.ActAsync(drafted, "withdrawal", new JsonObject { ["reason"] = "no longer" });
        foreach (var act in (string[])["revisions", "submission", "withdrawal", "return"])
            await RefusedAsync(drafted, act, "withdrawn");
        using var attached = await host.AttachAsync(drafted, Contents.Pdf());
        Assert.Equal("application.not-possible", (await ProblemAnswer.ReadAsync(attached)).Code);
    }

    [Fact]
    public async Task The_day_to_correct_is_the_last_one_and_the_day_after_it_has_lapsed_before_any_job_says_so()
    {
        await using var moving = new ApplicationsHost();
        await moving.InitializeAsync();
        var agency = (await moving.RegisterAgencyAsync()).Id;
        var (one, other, without) = (await moving.SubmittedAsync(agency), await moving.SubmittedAsync(agency), await moving.SubmittedAsync(agency));
        foreach (var application in (Drafted[])[one, other])
            await moving.ActAsync(application, "return", Applicants.Returning("2026-03-16"), "officer:maya");
        await moving.ActAsync(without, "return", Applicants.Returning(), "officer:maya");
        // In Kathmandu the day ends at 18:15 UTC.
        moving.Clock.SetUtcNow(new(2026, 3, 16, 18, 14, 59, TimeSpan.Zero));
        await RunAsync();
        await moving.ActAsync(one, "submission", new JsonObject());
        moving.Clock.SetUtcNow(new(2026, 3, 16, 18, 15, 0, TimeSpan.Zero));
        Assert.Equal("lapsed", await StateAsync(other));
        Assert.Equal((1, 1), (await CountAsync("lapsed"), await CountAsync("returned")));
        using var late = await ServiceHost.SendAsync(moving.As($"agency:{agency}"), $"/v1/applications/{other.Id}/submission", new JsonObject(), "*");
        Assert.Equal("application.not-possible", (await ProblemAnswer.ReadAsync(late)).Code);
        await RunAsync();
        await RunAsync();
        Assert.Equal(("submitted", "lapsed", "returned"), (await StateAsync(one), await StateAsync(other), await StateAsync(without)));
        Assert.Equal((1, 1), (await CountAsync("lapsed"), await CountAsync("returned")));
        var lapse = await moving.InDatabaseAsync(db => db.ApplicationSteps.Where(s => s.Action == ApplicationAction.Lapse).Select(s => new { s.Application.PublicId, s.By }).SingleAsync());
        Assert.Equal((other.Id, nameof(LapseApplicationsJob)), (lapse.PublicId, lapse.By));

        Task RunAsync() => moving.RunJobAsync<LapseApplicationsJob>(job => job.RunAsync(CancellationToken.None));
        async Task<string> StateAsync(Drafted a) => Text(await moving.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{a.Id}"), "state");
        async Task<int> CountAsync(string state) => (await moving.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications?agency={agency}&state={state}")).GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task A_day_that_has_passed_is_none_to_correct_by()
    {
        var submitted = await host.SubmittedAsync((await host.RegisterAgencyAsync()).Id);
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/applications/{submitted.Id}/return", Applicants.Returning("2026-03-14"), "*");
        Assert.Equal([("date.past", "/correctBy")], (await ProblemAnswer.ReadAsync(answer)).Errors);
    }

    [Fact]
    public async Task Anothers_application_is_not_there()
    {
        var submitted = await host.SubmittedAsync((await host.RegisterAgencyAsync()).Id);
        var other = host.As($"agency:{(await host.RegisterAgencyAsync()).Id}");
        foreach (var part in (string[])["", "/details", "/check"])
            Assert.Equal(404, (int)(await other.GetAsync($"/v1/applications/{submitted.Id}{part}")).StatusCode);
        foreach (var (_, act, body) in Acts(submitted).Where(a => a.Act != "return"))
            Assert.Equal(404, (int)(await ServiceHost.SendAsync(other, $"/v1/applications/{submitted.Id}/{act}", body, "*")).StatusCode);
        Assert.Equal(404, (int)(await ServiceHost.SendAsync(other, $"/v1/agencies/{submitted.AgencyId}/applications", Applicants.Draft())).StatusCode);
        Assert.Empty((await other.GetFromJsonAsync<JsonElement>("/v1/applications")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Who_applies_is_shown_with_a_recorded_read_and_to_the_ministry_only_once_submitted()
    {
        var drafted = await host.DraftAsync((await host.RegisterAgencyAsync()).Id);
        Assert.Equal("Sample Overseas Pvt. Ltd.", Text((await DetailsAsync($"agency:{drafted.AgencyId}", drafted)).GetProperty("applicant").GetProperty("legalPerson"), "registeredName"));
        Assert.Equal(404, (int)(await host.Officer.GetAsync($"/v1/applications/{drafted.Id}/details")).StatusCode);
        await host.AttachCheckedAsync(drafted);
        await host.ActAsync(drafted, "submission", new JsonObject());
        var officer = host.Officer;
        officer.DefaultRequestHeaders.Add("X-Purpose", "examination");
        var details = await officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{drafted.Id}/details");
        Assert.Equal(Applicants.DocumentNumber, Text(details.GetProperty("applicant").GetProperty("owners")[0].GetProperty("person").GetProperty("document"), "number"));
        var reads = (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?shown={drafted.Id}")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(("maya", "examination"), (Text(reads[0], "reader"), Text(reads[0], "purpose")));
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task Nothing_of_who_applies_stands_in_the_database_in_plain_or_in_the_audit()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Reads the file of SQLite.");
        await using var own = new ApplicationsHost();
        await own.InitializeAsync();
        await own.SubmittedAsync((await own.RegisterAgencyAsync()).Id, Applicants.Draft(Applicants.Applicant().With("owners", new JsonArray(Applicants.Owner("100", "Zebulon Q. Sample", "NP", "ZQ 887 766")))));
        await own.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
        using var file = new FileStream(own.DatabaseFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var text = System.Text.Encoding.Latin1.GetString(bytes.ToArray());
        foreach (var secret in (string[])["Zebulon", "ZQ 887", "ZQ887766", "4412345", "0012-3456", "Main Street"])
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_an_applicant_is_told_without_repeating_it()
    {
        var agency = (await host.RegisterAgencyAsync()).Id;
        foreach (var (owner, code) in ((JsonNode, string)[])
            [(Applicants.Owner("100.5", "Maya Sample", "NP", "PA 1"), "share.malformed"), (Applicants.Owner("0", "Maya Sample", "NP", "PA 1"), "share.malformed"), (Applicants.Owner("1e2", "Maya Sample", "NP", "PA 1"), "share.malformed"),
             (new JsonObject { ["sharePercent"] = "100" }, "owner.person-or-company"), (Applicants.Owner("100", "Maya Sample", "XX", "PA 1"), "country.unknown"), (Applicants.Owner("100", "Maya Sample", "NP", "--"), "document.number-malformed")])
        {
            using var answer = await ServiceHost.SendAsync(host.As($"agency:{agency}"), $"/v1/agencies/{agency}/applications", Applicants.Draft(Applicants.Applicant().With("owners", new JsonArray(owner))));
            var refused = await ProblemAnswer.ReadAsync(answer);
            Assert.Equal((400, code), (refused.Status, Assert.Single(refused.Errors).Code));
            Assert.StartsWith("/applicant/owners/0", refused.Errors[0].At, StringComparison.Ordinal);
            Assert.False(refused.Body.GetProperty("errors")[0].TryGetProperty("value", out _));
        }
    }

    [Fact]
    public async Task Owners_are_named_down_to_the_eighth_level_and_no_deeper()
    {
        var agency = (await host.RegisterAgencyAsync()).Id;
        JsonObject Levels(int levels) => levels == 1 ? Applicants.Owner("100", "Maya Sample", "NP", "PA 1") : Applicants.CompanyOwner("100", Levels(levels - 1));
        await host.DraftAsync(agency, Applicants.Draft(Applicants.Applicant().With("owners", new JsonArray(Levels(8)))));
        using var answer = await ServiceHost.SendAsync(host.As($"agency:{agency}"), $"/v1/agencies/{agency}/applications", Applicants.Draft(Applicants.Applicant().With("owners", new JsonArray(Levels(9)))));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("owners.too-deep", Assert.Single((await ProblemAnswer.ReadAsync(answer)).Errors).Code);
    }

    [Fact]
    public async Task An_application_about_a_licence_names_one_of_the_agency()
    {
        var agency = await host.RegisterAgencyAsync();
        var (licence, other) = (await host.StoreLicenceAsync(agency), await host.StoreLicenceAsync(await host.RegisterAgencyAsync()));
        await host.DraftAsync(agency.Id, Applicants.Written().With("kind", "renewal").With("licenceId", licence));
        foreach (var (kind, id, code) in ((string, string?, string)[])[("renewal", other, "licence.unknown"), ("renewal", null, "field.missing"), ("new-licence", licence, "licence.unexpected")])
        {
            using var answer = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/applications", Applicants.Written().With("kind", kind).With("licenceId", id));
            Assert.Equal((code, "/licenceId"), Assert.Single((await ProblemAnswer.ReadAsync(answer)).Errors));
        }
    }

    [Fact]
    public async Task A_list_is_chosen_by_state_and_kind_and_paged()
    {
        var agency = (await host.RegisterAgencyAsync()).Id;
        var (first, second) = (await host.DraftAsync(agency), await host.DraftAsync(agency));
        await host.SubmittedAsync(agency);
        var page = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications?agency={agency}&state=draft&kind=new-licence&limit=1");
        Assert.Equal(second.Id, Text(Assert.Single(page.GetProperty("items").EnumerateArray()), "id"));
        var next = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications?agency={agency}&state=draft&kind=new-licence&limit=1&cursor={Text(page, "next")}");
        Assert.Equal(first.Id, Text(Assert.Single(next.GetProperty("items").EnumerateArray()), "id"));
        Assert.Equal(JsonValueKind.Null, next.GetProperty("next").ValueKind);
        Assert.Empty((await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications?agency={agency}&kind=renewal")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_application_is_found_by_its_reference_however_it_is_typed()
    {
        var drafted = await host.DraftAsync((await host.RegisterAgencyAsync()).Id);
        Assert.Equal(drafted.Id, Text(await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{drafted.Reference.ToLowerInvariant()}"), "id"));
        var wrong = drafted.Reference[..^1] + (drafted.Reference[^1] == 'A' ? 'B' : 'A');
        using var answer = await host.Officer.GetAsync($"/v1/applications/{wrong}");
        Assert.Equal("reference.mistyped", (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    private static List<(string Caller, string Act, JsonObject Body)> Acts(Drafted a) =>
    [
        ($"agency:{a.AgencyId}", "revisions", Applicants.Written()), ($"agency:{a.AgencyId}", "submission", new JsonObject()),
        ($"agency:{a.AgencyId}", "withdrawal", new JsonObject { ["reason"] = "a test" }), ("officer:maya", "return", Applicants.Returning()),
    ];

    private async Task RefusedAsync(Drafted application, string act, string state)
    {
        var (caller, _, body) = Acts(application).Single(a => a.Act == act);
        using var answer = await ServiceHost.SendAsync(host.As(caller), $"/v1/applications/{application.Id}/{act}", body, "*");
        var refused = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((409, "application.not-possible"), (refused.Status, refused.Code));
        Assert.Contains($"is {state}; possible are:", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SubmitAsync(Drafted application, string etag = "*") =>
        ServiceHost.SendAsync(host.As($"agency:{application.AgencyId}"), $"/v1/applications/{application.Id}/submission", new JsonObject(), etag);

    private async Task<string> ETagAsync(Drafted application) => (await host.Officer.GetAsync($"/v1/applications/{application.Id}")).Headers.ETag!.ToString();

    private Task<JsonElement> ReadAsync(Drafted application) => host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{application.Id}");

    private Task<JsonElement> DetailsAsync(string caller, Drafted application, int? number = null) =>
        host.As(caller).GetFromJsonAsync<JsonElement>($"/v1/applications/{application.Id}/details{(number is null ? "" : $"?number={number}")}");

    private async Task<List<string>> GapsAsync(Drafted application)
    {
        var check = await host.As($"agency:{application.AgencyId}").GetFromJsonAsync<JsonElement>($"/v1/applications/{application.Id}/check");
        var gaps = check.GetProperty("gaps").EnumerateArray().Select(g => $"{Text(g, "code")} {Text(g, "item")}").ToList();
        Assert.Equal(gaps.Count == 0, check.GetProperty("complete").GetBoolean());
        return gaps;
    }

    private static JsonObject Money(long minor) => new() { ["amountMinor"] = minor, ["currency"] = "NPR" };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
