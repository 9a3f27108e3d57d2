using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Licences;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Examinations;

/// <summary>Today is 2026-03-15; a licence lasts a year, a provisional one six months.</summary>
public sealed class DecisionTests(ExaminationHost host) : IClassFixture<ExaminationHost>
{
    [Fact]
    public async Task Two_people_grant_a_licence_for_the_term_of_the_regime()
    {
        var applied = await host.ExaminedAsync();
        var decision = host.Grant("NP-9001");
        decision["from"] = "2026-04-01";
        decision["conditions"] = new JsonArray(new JsonObject { ["text"] = "Open a waiting room.", ["dueOn"] = "2026-06-30", ["isPublic"] = true });
        var proposal = await host.DecideAsync(applied.Id, decision);
        var licence = await host.LicenceAsync(applied.Id);
        var term = Assert.Single(licence.Facts);
        Assert.Equal(("NP-9001", "every-answer"), (licence.Number, licence.Regime));
        Assert.Equal((TermKind.Grant, "2026-04-01", "2027-03-31", false, proposal.GetProperty("id").GetString(), "ravi"),
            (term.Term!.Value, $"{term.From:yyyy-MM-dd}", $"{term.Until:yyyy-MM-dd}", term.IsProvisional, term.ProposalId, term.RecordedBy));
        Assert.Equal(ApplicationState.Granted, await host.StateAsync(applied.Id));
        var condition = await host.InDatabaseAsync(db => db.LicenceConditions.SingleAsync(c => c.Licence.PublicId == licence.PublicId));
        Assert.Equal(("Open a waiting room.", new DateOnly(2026, 6, 30), true, proposal.GetProperty("id").GetString()), (condition.Text, condition.DueOn!.Value, condition.IsPublic, condition.ProposalId));
        // The public register shows it from its first day on.
        var register = await host.Public.GetFromJsonAsync<JsonElement>("/v1/register/verify?number=NP-9001&asOf=2026-04-01");
        Assert.True(register.GetProperty("licensed").GetBoolean(), register.ToString());
    }

    [Fact]
    public async Task The_premises_of_the_applicant_become_branches_once()
    {
        var applied = await host.ExaminedAsync(applicant: ExaminationHost.Applicant(address: "Main street 1"));
        await host.DecideAsync(applied.Id, host.Grant());
        var again = await host.ExaminedAsync("variation", applied.Agency, (await host.LicenceAsync(applied.Id)).PublicId, ExaminationHost.Applicant(address: "MAIN street 1"));
        var varied = host.Grant();
        varied.Remove("number");
        await host.DecideAsync(again.Id, varied);
        var branches = await host.Public.GetFromJsonAsync<JsonElement>($"/v1/agencies/{applied.Agency.Id}/branches");
        Assert.Equal("Main street 1", Assert.Single(branches.GetProperty("items").EnumerateArray()).GetProperty("address").GetString());
    }

    [Fact]
    public async Task Whoever_proposed_or_is_not_free_does_not_decide()
    {
        var applied = await host.ExaminedAsync();
        Assert.Null((await host.PostAsync("/v1/conflicts", new() { ["agencyId"] = applied.Agency.Id, ["reason"] = "my sister's" }, "officer:sita")).Code);
        var (_, proposal) = await host.PostAsync($"/v1/applications/{applied.Id}/decisions", host.Grant());
        Assert.Equal("proposal.same-person", await ApproveAsync(proposal, "officer:maya"));
        Assert.Equal("proposal.conflict", await ApproveAsync(proposal, "officer:sita"));
        Assert.Equal("proposal.open", await host.ProposeAsync(applied.Id, host.Grant()));
        Assert.Null(await ApproveAsync(proposal, "officer:ravi"));
    }

    [Fact]
    public async Task An_application_that_changed_since_is_not_granted()
    {
        var applied = await host.ExaminedAsync();
        var (_, proposal) = await host.PostAsync($"/v1/applications/{applied.Id}/decisions", host.Grant());
        await host.ActAsync(applied.Id, ApplicationAction.Return);
        await host.ActAsync(applied.Id, ApplicationAction.Resubmit);
        await host.BeginAsync(applied.Id);
        Assert.Equal("proposal.stale", await ApproveAsync(proposal, "officer:ravi"));
        Assert.Equal(ApplicationState.UnderExamination, await host.StateAsync(applied.Id));
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_grants_and_there_is_one_licence()
    {
        var applied = await host.ExaminedAsync();
        var number = host.NextNumber();
        var (_, proposal) = await host.PostAsync($"/v1/applications/{applied.Id}/decisions", host.Grant(number));
        var codes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ApproveAsync(proposal, $"officer:o{i}")));
        Assert.Single(codes, (string?)null);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Licences.CountAsync(l => l.Number == number)));
    }

    [Theory]
    [InlineData("NP-12345")]
    [InlineData("xNP-1234")]
    [InlineData("np-1234")]
    public async Task A_number_without_the_form_of_the_regime_is_refused_with_the_form(string number)
    {
        var applied = await host.ExaminedAsync();
        var (code, body) = await host.PostAsync($"/v1/applications/{applied.Id}/decisions", host.Grant(number));
        Assert.Equal("licence.number-form", code);
        Assert.Contains("NP-[0-9]{4}", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_number_is_given_once_also_to_two_proposals_at_the_same_time()
    {
        var (one, other) = (await host.ExaminedAsync(), await host.ExaminedAsync());
        var number = host.NextNumber();
        var (_, first) = await host.PostAsync($"/v1/applications/{one.Id}/decisions", host.Grant(number));
        var (_, second) = await host.PostAsync($"/v1/applications/{other.Id}/decisions", host.Grant(number));
        Assert.Null(await ApproveAsync(first, "officer:ravi"));
        Assert.Equal("licence.number-taken", await ApproveAsync(second, "officer:ravi"));
    }

    [Fact]
    public async Task A_new_licence_needs_a_number_and_no_day_that_has_passed()
    {
        var applied = await host.ExaminedAsync();
        Assert.Equal("request.invalid", await host.ProposeAsync(applied.Id, new() { ["outcome"] = "grant", ["reason"] = "a test" }));
        var past = host.Grant();
        past["from"] = "2026-03-14";
        Assert.Equal("decision.first-day", await host.ProposeAsync(applied.Id, past));
        past["from"] = "2026-03-15";
        Assert.Null(await host.ProposeAsync(applied.Id, past));
    }

    [Fact]
    public async Task A_provisional_licence_has_its_own_term_and_becomes_a_full_one()
    {
        var applied = await host.ExaminedAsync();
        await host.DecideAsync(applied.Id, host.Grant(outcome: "grant-provisionally"));
        var licence = await host.LicenceAsync(applied.Id);
        Assert.Equal(("2026-09-14", true), ($"{licence.Facts.Single().Until:yyyy-MM-dd}", licence.Facts.Single().IsProvisional));
        Assert.Equal(ApplicationState.GrantedProvisionally, await host.StateAsync(applied.Id));

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var full = await host.ExaminedAsync("full-licence", applied.Agency, licence.PublicId);
        await host.DecideAsync(full.Id, Renewed());
        licence = await host.LicenceAsync(full.Id);
        Assert.Equal((TermKind.Confirmation, "2027-03-14"), (Last(licence).Term!.Value, $"{Last(licence).Until:yyyy-MM-dd}"));
        Assert.Equal(LicenceState.Full, licence.StandingOn(new(2026, 3, 15), Licensing.Api.Database.Clock.Now(host.Clock)).State);
        // A full licence has nothing left to confirm.
        var again = await host.ExaminedAsync("full-licence", applied.Agency, licence.PublicId);
        Assert.Equal("licence.not-possible", await host.ProposeAsync(again.Id, Renewed()));
    }

    [Fact]
    public async Task What_is_not_found_or_not_met_is_not_granted_and_with_a_condition_provisionally()
    {
        var applied = await host.ApplyAsync();
        Assert.Equal("application.not-possible", await host.ProposeAsync(applied.Id, host.Grant()));
        await host.BeginAsync(applied.Id);
        Assert.Equal("examination.incomplete", await host.ProposeAsync(applied.Id, host.Grant()));
        await host.FindAsync(applied.Id, "not-met");
        Assert.Equal("examination.incomplete", await host.ProposeAsync(applied.Id, host.Grant()));
        Assert.Equal("examination.incomplete", await host.ProposeAsync(applied.Id, host.Grant(outcome: "grant-provisionally")));
        var provisional = host.Grant(outcome: "grant-provisionally");
        provisional["conditions"] = new JsonArray(new JsonObject { ["text"] = "Pay up the capital.", ["dueOn"] = "2026-06-30", ["isPublic"] = false });
        Assert.Null(await host.ProposeAsync(applied.Id, provisional));
    }

    [Fact]
    public async Task A_refusal_says_its_grounds_and_needs_no_complete_examination()
    {
        var applied = await host.ApplyAsync();
        await host.BeginAsync(applied.Id);
        Assert.Equal("request.invalid", await host.ProposeAsync(applied.Id, new() { ["outcome"] = "refuse", ["reason"] = "a test" }));
        await host.DecideAsync(applied.Id, ExaminationHost.Refusal());
        Assert.Equal(ApplicationState.Refused, await host.StateAsync(applied.Id));
        var read = await host.As($"agency:{applied.Agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/applications/{applied.Id}");
        Assert.Contains("capital: Half is missing.", read.ToString());
        Assert.Contains("reopen", read.GetProperty("possible").EnumerateArray().Select(p => p.GetString()));
    }

    [Theory]
    [InlineData("2026-06-15", "2026-03-15", "in-time")]         // three months before the end is today, the last day
    [InlineData("2026-06-14", "2026-03-15", "late")]            // a day less
    [InlineData("2026-03-14", "2026-03-15", "late")]            // it ended yesterday
    public async Task A_renewal_is_in_time_to_the_last_day_of_the_window(string ends, string from, string timing)
    {
        var agency = await host.RegisterAgencyAsync();
        var licence = await host.StoreLicenceAsync(agency, until: ends, regime: "every-answer", licenceClass: null);
        var applied = await host.ExaminedAsync("renewal", agency, licence);
        var late = timing == "late";
        // Late it costs 10.00 for each month begun after the end.
        var owed = (await host.ExaminationAsync(applied.Id)).GetProperty("fees").GetProperty("latePrice");
        var price = DateOnly.Parse(ends) < DateOnly.Parse(from) ? 1000L : (long?)null;
        Assert.Equal(price, owed.ValueKind == JsonValueKind.Null ? null : owed.GetProperty("amountMinor").GetInt64());
        if (price is not null)
        {
            Assert.Equal("fee.not-paid", await host.ProposeAsync(applied.Id, Renewed()));
            Assert.Null((await host.PostAsync($"/v1/applications/{applied.Id}/fee-receipts", Receipt(1000))).Code);
        }

        await host.DecideAsync(applied.Id, Renewed());
        var last = Last(await host.LicenceAsync(applied.Id));
        var begins = DateOnly.Parse(ends).AddDays(1) > DateOnly.Parse(from) ? DateOnly.Parse(ends).AddDays(1) : DateOnly.Parse(from);
        Assert.Equal((late ? TermKind.LateRenewal : TermKind.Renewal, begins, begins.AddYears(1).AddDays(-1)), (last.Term!.Value, last.From, last.Until!.Value));
    }

    [Fact]
    public async Task A_renewal_in_time_begins_on_the_day_after_and_on_no_other()
    {
        var agency = await host.RegisterAgencyAsync();
        var licence = await host.StoreLicenceAsync(agency, until: "2026-12-31", regime: "every-answer", licenceClass: null);
        var applied = await host.ExaminedAsync("renewal", agency, licence);
        var decision = Renewed();
        decision["from"] = "2027-01-02";
        Assert.Equal("decision.first-day", await host.ProposeAsync(applied.Id, decision));
    }

    [Fact]
    public async Task A_late_renewal_does_not_begin_before_the_day_of_the_proposal()
    {
        var agency = await host.RegisterAgencyAsync();
        var licence = await host.StoreLicenceAsync(agency, until: "2026-03-01", regime: "every-answer", licenceClass: null);
        var applied = await host.ExaminedAsync("renewal", agency, licence);
        Assert.Null((await host.PostAsync($"/v1/applications/{applied.Id}/fee-receipts", Receipt(1000))).Code);
        var decision = Renewed();
        foreach (var (from, code) in ((string, string?)[])[("2026-03-14", "decision.first-day"), ("2026-03-15", null)])
        {
            decision["from"] = from;
            Assert.Equal(code, await host.ProposeAsync(applied.Id, decision));
        }
    }

    [Fact]
    public async Task What_is_owed_is_covered_by_receipts_before_a_grant_and_a_receipt_pays_once()
    {
        await using var own = new ExaminationHost();
        await own.InitializeAsync();
        await own.SetRegimeAsync(("licence-fee", """[{"amount":"200.00 NPR","per":"licence"},{"amount":"5.00 NPR","per":"year"}]"""));
        var applied = await own.ExaminedAsync();
        var fees = (await own.ExaminationAsync(applied.Id)).GetProperty("fees");
        Assert.Equal(20500, fees.GetProperty("owed")[0].GetProperty("amountMinor").GetInt64());
        Assert.Equal("fee.not-paid", await own.ProposeAsync(applied.Id, own.Grant()));
        var receipt = Receipt(20499);
        Assert.Null((await own.PostAsync($"/v1/applications/{applied.Id}/fee-receipts", receipt)).Code);
        Assert.Equal("fee.not-paid", await own.ProposeAsync(applied.Id, own.Grant()));
        Assert.Equal("fee.receipt-used", (await own.PostAsync($"/v1/applications/{applied.Id}/fee-receipts", receipt)).Code);
        Assert.Null((await own.PostAsync($"/v1/applications/{applied.Id}/fee-receipts", Receipt(1))).Code);
        Assert.Null(await own.ProposeAsync(applied.Id, own.Grant()));
    }

    [Fact]
    public async Task Few_workers_stop_a_renewal_unless_somebody_says_why_not()
    {
        await using var own = new ExaminationHost();
        await own.InitializeAsync();
        await own.SetRegimeAsync(("minimum-volume", """{"workers":"1","years":"2"}"""));
        var agency = await own.RegisterAgencyAsync();
        var licence = await own.StoreLicenceAsync(agency, from: "2024-01-01", until: "2026-12-31", regime: "every-answer", licenceClass: null);
        var applied = await own.ExaminedAsync("renewal", agency, licence);
        var (code, body) = await own.PostAsync($"/v1/applications/{applied.Id}/decisions", Renewed());
        Assert.Equal("renewal.volume", code);
        Assert.Contains("0 of 1 workers from 2025-01-01 to 2025-12-31", body.GetProperty("detail").GetString());
        var waived = Renewed();
        waived["volumeWaiver"] = "The borders were closed.";
        await own.DecideAsync(applied.Id, waived);
    }

    [Fact]
    public async Task A_law_that_changes_in_between_makes_the_proposal_stale_and_one_that_is_silent_stops_it()
    {
        await using var own = new ExaminationHost();
        await own.InitializeAsync();
        var applied = await own.ExaminedAsync();
        var (_, proposal) = await own.PostAsync($"/v1/applications/{applied.Id}/decisions", own.Grant());
        await own.SetRegimeAsync(("term", """{"endsOn":"fiscal-year-end"}"""));
        Assert.Equal("proposal.stale", (await own.PostAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", new() { ["reason"] = "a test" }, "officer:ravi")).Code);
        Assert.Null((await own.PostAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/withdrawal", new() { ["reason"] = "a test" })).Code);

        await own.DecideAsync(applied.Id, own.Grant());
        Assert.Equal(new(2026, 7, 16), (await own.LicenceAsync(applied.Id)).Facts.Single().Until!.Value);
        // No date of that name is set after it.
        var next = await own.ExaminedAsync();
        var later = own.Grant();
        later["from"] = "2026-07-17";
        Assert.Equal("regime.not-set", await own.ProposeAsync(next.Id, later));
    }

    [Fact]
    public async Task Classes_are_those_of_the_regime()
    {
        await using var own = new ExaminationHost();
        await own.InitializeAsync();
        await own.SetRegimeAsync(("classes", """[{"class":"general","title":"General"},{"class":"domestic","title":"Domestic work"}]"""));
        var applied = await own.ExaminedAsync();
        var decision = own.Grant();
        Assert.Equal("request.invalid", await own.ProposeAsync(applied.Id, decision));
        decision["class"] = "special";
        Assert.Equal("request.invalid", await own.ProposeAsync(applied.Id, decision));
        decision["class"] = "general";
        await own.DecideAsync(applied.Id, decision);
        var licence = await own.LicenceAsync(applied.Id);
        var varied = await own.ExaminedAsync("variation", applied.Agency, licence.PublicId);
        await own.DecideAsync(varied.Id, new() { ["outcome"] = "grant", ["reason"] = "a test", ["class"] = "domestic", ["from"] = "2026-05-01" });
        licence = await own.LicenceAsync(applied.Id);
        var now = Licensing.Api.Database.Clock.Now(own.Clock);
        // A renewal keeps the class that it finds.
        var renewed = await own.ExaminedAsync("renewal", applied.Agency, licence.PublicId);
        await own.DecideAsync(renewed.Id, Renewed());
        Assert.Equal("domestic", (await own.LicenceAsync(applied.Id)).ClassOn(new(2027, 3, 15), now));
        Assert.Equal(("general", "domestic"), (licence.ClassOn(new(2026, 4, 30), now), licence.ClassOn(new(2026, 5, 1), now)));
    }

    private static JsonObject Renewed() => new() { ["outcome"] = "grant", ["reason"] = "a test" };

    private static JsonObject Receipt(long amount) =>
        new() { ["amount"] = new JsonObject { ["amountMinor"] = amount, ["currency"] = "NPR" }, ["reference"] = Guid.NewGuid().ToString("N"), ["paidOn"] = "2026-03-14" };

    private static LicenceFactRow Last(Licence licence) => licence.Facts.OrderBy(f => f.From).ThenBy(f => f.Id).Last();

    private async Task<string?> ApproveAsync(JsonElement proposal, string caller) =>
        (await host.PostAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", new() { ["reason"] = "a test" }, caller)).Code;
}
