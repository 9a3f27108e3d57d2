using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Examinations;

public sealed class ExaminationTests(ExaminationHost host) : IClassFixture<ExaminationHost>
{
    [Fact]
    public async Task An_examination_goes_through_the_list_of_the_regime()
    {
        var applied = await host.ApplyAsync();
        var begun = await host.BeginAsync(applied.Id);
        Assert.Equal(["document:incorporation", "fit-and-proper:no-conviction", "capital:capital"], begun.GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("kind").GetString()}:{i.GetProperty("code").GetString()}"));
        Assert.All(begun.GetProperty("items").EnumerateArray(), i => Assert.Equal("open", i.GetProperty("finding").GetString()));
        Assert.Equal("2026-05-14", begun.GetProperty("decideBy").GetString());           // 60 days, the first not counting
        var (_, found) = await host.PostAsync($"/v1/applications/{applied.Id}/examination/findings", Finding("capital", "capital", "not-met", "Only half is paid up."), "officer:ravi");
        var item = found.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("code").GetString() == "capital");
        Assert.Equal(("not-met", "Only half is paid up.", "ravi"), (item.GetProperty("finding").GetString(), item.GetProperty("note").GetString(), item.GetProperty("foundBy").GetString()));
        Assert.Equal("2026-03-15T08:00:00Z", item.GetProperty("foundAt").GetString());
    }

    [Fact]
    public async Task What_is_not_on_the_list_or_not_met_without_a_note_is_refused()
    {
        var applied = await host.ApplyAsync();
        await host.BeginAsync(applied.Id);
        foreach (var (body, error) in ((JsonObject, string)[])[(Finding("document", "tax", "met", null), "item.unknown"), (Finding("capital", "capital", "not-met", null), "note.missing")])
        {
            var (code, answer) = await host.PostAsync($"/v1/applications/{applied.Id}/examination/findings", body);
            Assert.Equal(("request.invalid", true), (code, answer.ToString().Contains(error, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Only_what_was_submitted_is_examined_and_once()
    {
        var applied = await host.ApplyAsync();
        await host.BeginAsync(applied.Id);
        Assert.Equal("application.not-possible", (await host.PostAsync($"/v1/applications/{applied.Id}/examination", [])).Code);
        await host.ActAsync(applied.Id, ApplicationAction.Withdraw);
        Assert.Equal("examination.over", (await host.PostAsync($"/v1/applications/{applied.Id}/examination/findings", Finding("capital", "capital", "met", null))).Code);
    }

    [Fact]
    public async Task Who_declared_a_conflict_examines_nothing_of_the_agency()
    {
        var applied = await host.ApplyAsync();
        Assert.Null((await host.PostAsync("/v1/conflicts", new() { ["agencyId"] = applied.Agency.Id, ["reason"] = "my sister's" }, "officer:sita")).Code);
        Assert.Equal("proposal.conflict", (await host.PostAsync($"/v1/applications/{applied.Id}/examination", [], "officer:sita")).Code);
        await host.BeginAsync(applied.Id);
        foreach (var (address, body) in ((string, JsonObject)[])
            [("examination/findings", Finding("capital", "capital", "met", null)), ("site-visits", Visit("2026-03-14")), ("alerts", []), ("fee-receipts", Receipt()), ("decisions", host.Grant())])
            Assert.Equal("proposal.conflict", (await host.PostAsync($"/v1/applications/{applied.Id}/{address}", body, "officer:sita")).Code);
    }

    [Fact]
    public async Task A_correction_goes_on_with_what_was_found()
    {
        var applied = await host.ExaminedAsync();
        await host.ActAsync(applied.Id, ApplicationAction.Return);
        await host.ActAsync(applied.Id, ApplicationAction.Resubmit);
        var again = await host.BeginAsync(applied.Id);
        Assert.All(again.GetProperty("items").EnumerateArray(), i => Assert.Equal("met", i.GetProperty("finding").GetString()));
    }

    [Fact]
    public async Task A_visit_says_who_was_there_and_what_each_of_the_premises_was_like()
    {
        var applied = await host.ApplyAsync();
        await host.BeginAsync(applied.Id);
        Assert.Equal("request.invalid", (await host.PostAsync($"/v1/applications/{applied.Id}/site-visits", Visit("2026-03-16"))).Code);
        Assert.Null((await host.PostAsync($"/v1/applications/{applied.Id}/site-visits", Visit("2026-03-15"))).Code);
        var visit = Assert.Single((await host.ExaminationAsync(applied.Id)).GetProperty("visits").EnumerateArray());
        Assert.Equal(("2026-03-15", "ravi", false), (visit.GetProperty("day").GetString(), visit.GetProperty("visitors")[0].GetString(), visit.GetProperty("findings")[0].GetProperty("isInOrder").GetBoolean()));
    }

    [Theory]
    [InlineData("person")]
    [InlineData("address")]
    [InlineData("phone")]
    [InlineData("bank-account")]
    public async Task What_is_equal_to_something_of_a_barred_person_is_an_alert_that_never_says_what(string match)
    {
        var (document, address, phone, account) = Fresh();
        var bar = (await host.ProposeAndApproveAsync("/v1/bars", ExaminationHost.Barred(document, "2026-01-01", "2026-03-15", $"{address}, Kathmandu", phone, account))).GetProperty("subjectId").GetString();
        var applied = await host.ApplyAsync(applicant: Sharing(match, document, address, phone, account));
        var begun = await host.BeginAsync(applied.Id);
        var alert = Assert.Single(begun.GetProperty("alerts").EnumerateArray());
        Assert.Equal((match, "bar", bar, "2026-01-01"), (Text(alert, "match"), Text(alert, "with"), Text(alert, "withId"), Text(alert, "since")));
        Assert.NotEqual("", Text(alert, "at"));
        foreach (var secret in (string[])[document, address, phone, account])
            Assert.DoesNotContain(secret, begun.ToString());
    }

    [Theory]
    [InlineData("2026-01-01", "2026-03-15", true)]         // its last day
    [InlineData("2026-03-15", null, true)]                 // its first
    [InlineData("2026-01-01", "2026-03-14", false)]        // over the day before
    [InlineData("2026-03-16", null, false)]                // begins tomorrow
    public async Task Only_a_bar_that_holds_on_the_day_counts(string from, string? until, bool alerts)
    {
        var (document, _, _, _) = Fresh();
        await host.ProposeAndApproveAsync("/v1/bars", ExaminationHost.Barred(document, from, until));
        var applied = await host.ApplyAsync(applicant: ExaminationHost.Applicant(document));
        Assert.Equal(alerts ? 1 : 0, (await host.BeginAsync(applied.Id)).GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task A_barred_agency_is_an_alert_itself()
    {
        var agency = await host.RegisterAgencyAsync();
        var body = ExaminationHost.Barred();
        body["person"] = null;
        body["agencyId"] = agency.Id;
        await host.ProposeAndApproveAsync("/v1/bars", body);
        var applied = await host.ApplyAsync(by: agency);
        var alert = Assert.Single((await host.BeginAsync(applied.Id)).GetProperty("alerts").EnumerateArray());
        Assert.Equal(("agency", "bar", ""), (Text(alert, "match"), Text(alert, "with"), Text(alert, "at")));
    }

    [Theory]
    [InlineData("person")]
    [InlineData("address")]
    [InlineData("phone")]
    [InlineData("bank-account")]
    public async Task What_is_equal_to_something_of_a_refused_application_is_an_alert(string match)
    {
        var (document, address, phone, account) = Fresh();
        var other = await host.ApplyAsync(applicant: ExaminationHost.Applicant(document, address, phone, account));
        var first = await host.ApplyAsync(applicant: Sharing(match, document, address, phone, account));
        Assert.Empty((await host.BeginAsync(first.Id)).GetProperty("alerts").EnumerateArray());      // not refused yet
        await host.BeginAsync(other.Id);
        await host.DecideAsync(other.Id, ExaminationHost.Refusal());
        var (_, looked) = await host.PostAsync($"/v1/applications/{first.Id}/alerts", []);
        var alert = Assert.Single(looked.GetProperty("alerts").EnumerateArray());
        Assert.Equal((match, "refused-application", other.Id, "2026-03-15"), (Text(alert, "match"), Text(alert, "with"), Text(alert, "withId"), Text(alert, "since")));
        // Looking again makes no second one.
        Assert.Single((await host.PostAsync($"/v1/applications/{first.Id}/alerts", [])).Body.GetProperty("alerts").EnumerateArray());
    }

    [Theory]
    [InlineData("2026-03-15", true)]
    [InlineData("2026-03-16", false)]           // revoked from tomorrow on
    public async Task What_is_equal_to_something_of_a_revoked_agency_is_an_alert_from_the_day_on(string from, bool alerts)
    {
        var (document, _, _, _) = Fresh();
        var other = await host.ApplyAsync(applicant: ExaminationHost.Applicant(document));
        await RevokeAsync(other.Agency, from);
        var applied = await host.ApplyAsync(applicant: ExaminationHost.Applicant(document));
        var found = (await host.BeginAsync(applied.Id)).GetProperty("alerts").EnumerateArray().ToList();
        Assert.Equal(alerts ? [("person", "revoked-agency", other.Agency.Id, from)] : [], found.Select(a => (Text(a, "match"), Text(a, "with"), Text(a, "withId"), Text(a, "since"))));
    }

    [Fact]
    public async Task A_grant_waits_until_every_alert_is_answered_with_a_reason_also_one_that_nobody_has_looked_for()
    {
        var (document, _, _, _) = Fresh();
        var applied = await host.ExaminedAsync(applicant: ExaminationHost.Applicant(document));
        await host.ProposeAndApproveAsync("/v1/bars", ExaminationHost.Barred(document));
        Assert.Equal("examination.alert-open", await host.ProposeAsync(applied.Id, host.Grant()));
        var (_, looked) = await host.PostAsync($"/v1/applications/{applied.Id}/alerts", []);
        var id = Text(looked.GetProperty("alerts")[0], "id");
        Assert.Equal("examination.alert-open", await host.ProposeAsync(applied.Id, host.Grant()));
        Assert.Equal("request.invalid", (await host.PostAsync($"/v1/examination-alerts/{id}/answer", new() { ["answer"] = "explained", ["reason"] = "" })).Code);
        Assert.Null((await host.PostAsync($"/v1/examination-alerts/{id}/answer", new() { ["answer"] = "explained", ["reason"] = "Another person of the same number." })).Code);
        Assert.Null(await host.ProposeAsync(applied.Id, host.Grant()));
    }

    [Fact]
    public async Task An_alert_that_comes_up_after_the_proposal_stops_the_approval()
    {
        var (document, _, _, _) = Fresh();
        var applied = await host.ExaminedAsync(applicant: ExaminationHost.Applicant(document));
        var (_, proposal) = await host.PostAsync($"/v1/applications/{applied.Id}/decisions", host.Grant());
        await host.ProposeAndApproveAsync("/v1/bars", ExaminationHost.Barred(document));
        Assert.Equal("examination.alert-open", (await host.PostAsync($"/v1/proposals/{Text(proposal, "id")}/approval", new() { ["reason"] = "a test" }, "officer:ravi")).Code);
        Assert.Equal(ApplicationState.UnderExamination, await host.StateAsync(applied.Id));
    }

    private static JsonObject Finding(string kind, string code, string finding, string? note) =>
        new() { ["items"] = new JsonArray(new JsonObject { ["kind"] = kind, ["code"] = code, ["finding"] = finding, ["note"] = note }) };

    private static JsonObject Visit(string day) => new()
    {
        ["day"] = day, ["visitors"] = new JsonArray("ravi"), ["findings"] = new JsonArray(new JsonObject { ["premises"] = 1, ["isInOrder"] = false, ["note"] = "No waiting room." }),
    };

    private static JsonObject Receipt() => new() { ["amount"] = new JsonObject { ["amountMinor"] = 1, ["currency"] = "NPR" }, ["reference"] = Guid.NewGuid().ToString("N"), ["paidOn"] = "2026-03-14" };

    private static (string Document, string Address, string Phone, string Account) Fresh()
    {
        var some = Guid.NewGuid().ToString("N");
        return ($"D{some[..12]}", $"Street {some[..10]}", $"+977 1 {Random.Shared.Next(10_000_000, 99_999_999)}", $"ACC{some[12..24]}");
    }

    private static JsonObject Sharing(string match, string document, string address, string phone, string account) => match switch
    {
        "person" => ExaminationHost.Applicant(document: document),
        "address" => ExaminationHost.Applicant(address: address.ToUpperInvariant()),
        "phone" => ExaminationHost.Applicant(phone: phone.Replace(" ", "-")),
        _ => ExaminationHost.Applicant(account: account),
    };

    private async Task RevokeAsync(RegisteredAgency agency, string from)
    {
        var licence = await host.StoreLicenceAsync(agency, regime: "every-answer", licenceClass: null);
        await host.InScopeAsync(async services =>
        {
            var db = (Licensing.Api.Database.LicensingDb)services.GetService(typeof(Licensing.Api.Database.LicensingDb))!;
            var stored = await db.Licences.Include(l => l.Facts).SingleAsync(l => l.PublicId == licence);
            db.Add(stored.Revoke(DateOnly.Parse(from), Licensing.Api.Features.Licences.MeasureReason.FalseStatements, "a test", Licensing.Api.Database.Clock.Now(host.Clock), "maya"));
            db.Record(stored, new Revoked());
            return await db.SaveChangesAsync();
        });
    }

    private sealed record Revoked;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
