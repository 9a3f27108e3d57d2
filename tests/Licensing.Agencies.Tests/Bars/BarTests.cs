using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Disclosures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Bars;

/// <summary>The clock stands at 2026-03-15.</summary>
public sealed class BarTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Two_people_bar_a_person_from_the_first_day_to_the_last()
    {
        var id = await BarAsync(ExaminationHost.Barred());
        Assert.Equal(
            ["upcoming", "in-force", "in-force", "over"],
            await StatesAsync(id, "2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"));
        foreach (var (day, listed) in ((string, bool)[])[("2025-12-31", false), ("2026-01-01", true), ("2026-12-31", true), ("2027-01-01", false)])
            Assert.Equal(listed, await ListedAsync(id, day));
    }

    [Fact]
    public async Task A_bar_without_a_last_day_holds_for_ever()
    {
        var id = await BarAsync(ExaminationHost.Barred(until: null));
        Assert.Equal(["in-force"], await StatesAsync(id, "2099-12-31"));
    }

    [Fact]
    public async Task Nothing_holds_before_a_second_person_has_decided_and_the_same_one_cannot()
    {
        var (id, proposal) = await ProposeAsync(ExaminationHost.Barred());
        Assert.Equal(["proposed"], await StatesAsync(id, "2026-03-15"));
        Assert.False(await ListedAsync(id, "2026-03-15"));
        Assert.Equal("proposal.same-person", await DecideAsync(proposal, "approval", "officer:maya"));
        Assert.Null(await DecideAsync(proposal, "approval", "officer:ravi"));
        Assert.Equal(["in-force"], await StatesAsync(id, "2026-03-15"));
    }

    [Fact]
    public async Task Of_those_who_decide_at_once_one_does()
    {
        var (_, proposal) = await ProposeAsync(ExaminationHost.Barred());
        var codes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => DecideAsync(proposal, i % 2 == 0 ? "approval" : "refusal", $"officer:o{i}")));
        Assert.Single(codes, (string?)null);
    }

    [Fact]
    public async Task A_bar_that_was_refused_forgets_who_it_was_about()
    {
        var (id, proposal) = await ProposeAsync(ExaminationHost.Barred());
        Assert.Null(await DecideAsync(proposal, "refusal", "officer:ravi"));
        Assert.Equal(["dropped"], await StatesAsync(id, "2026-03-15"));
        Assert.Equal((true, 0), await _host.InDatabaseAsync(async db => ((await db.Bars.SingleAsync(b => b.PublicId == id)).PersonKey is null, await db.BarMarks.CountAsync(m => m.Bar.PublicId == id))));
    }

    [Fact]
    public async Task What_is_lifted_holds_to_the_day_before_and_stays_on_record()
    {
        var id = await BarAsync(ExaminationHost.Barred());
        Assert.Equal("bar.not-liftable", await RefusedLiftingAsync(id, "2025-12-31"));
        Assert.Equal("bar.not-liftable", await RefusedLiftingAsync(id, "2027-01-01"));
        await _host.ProposeAndApproveAsync($"/v1/bars/{id}/lifting", Lifting("2026-04-01"), "*");
        Assert.Equal(["in-force", "lifted"], await StatesAsync(id, "2026-03-31", "2026-04-01"));
        Assert.Equal((true, false), (await ListedAsync(id, "2026-03-31"), await ListedAsync(id, "2026-04-01")));
        Assert.Equal("bar.not-liftable", await RefusedLiftingAsync(id, "2026-05-01"));
        Assert.Equal(
            ["BarProposed maya", "Barred ravi", "BarLifted ravi"],
            await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id).OrderBy(e => e.Id).Select(e => e.Action + " " + e.Actor).ToListAsync()));
    }

    [Fact]
    public async Task An_agency_is_barred_and_who_is_not_free_towards_it_decides_nothing()
    {
        var agency = await _host.RegisterAgencyAsync();
        using var declared = await ServiceHost.SendAsync(_host.As("officer:sita"), "/v1/conflicts", new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "my brother's" });
        Assert.Equal(201, (int)declared.StatusCode);
        var body = ExaminationHost.Barred();
        body["person"] = null;
        body["agencyId"] = agency.Reference;
        var (id, proposal) = await ProposeAsync(body);
        Assert.Equal("proposal.conflict", await DecideAsync(proposal, "approval", "officer:sita"));
        Assert.Null(await DecideAsync(proposal, "approval", "officer:ravi"));
        var listed = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/bars?agency={agency.Id}");
        Assert.Equal((id, agency.Id), (listed.GetProperty("items")[0].GetProperty("id").GetString(), listed.GetProperty("items")[0].GetProperty("agencyId").GetString()));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_bar_is_of_one_person_or_of_one_agency(bool person, bool agency)
    {
        var body = ExaminationHost.Barred();
        body["agencyId"] = agency ? "ag_0000000000000000" : null;
        body["person"] = person ? body["person"]!.DeepClone() : null;
        using var refused = await ServiceHost.SendAsync(_host.Officer, "/v1/bars", body);
        Assert.Contains("bar.one-subject", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_it_is_is_shown_to_those_who_may_after_the_read_is_recorded_and_nowhere_else()
    {
        var id = await BarAsync(ExaminationHost.Barred(phone: "+977 1 555", bankAccount: "X 9"));
        foreach (var address in (string[])[$"/v1/bars/{id}", "/v1/bars", "/v1/proposals?closed=true", $"/v1/audit/events?subject={id}"])
        {
            var text = await (await _host.Officer.GetAsync(address)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("Nobody", text);
            Assert.DoesNotContain("QX 77", text);
            Assert.DoesNotContain("977 1 555", text);
        }

        using var opened = await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/bars/{id}/identity-reads", new JsonObject { ["purpose"] = "application 7" });
        var person = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("person");
        Assert.Equal(("Nobody Real", "QX 77-3", "+977 1 555"), (person.GetProperty("name").GetString(), person.GetProperty("document").GetProperty("number").GetString(), person.GetProperty("phone").GetString()));
        var read = Assert.Single((await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?shown={id}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("ravi", "application 7"), (read.GetProperty("reader").GetString(), read.GetProperty("purpose").GetString()));
    }

    [Fact]
    public async Task A_wrong_number_is_pointed_at_and_not_repeated()
    {
        using var refused = await ServiceHost.SendAsync(_host.Officer, "/v1/bars", ExaminationHost.Barred(number: "---"));
        var text = await refused.Content.ReadAsStringAsync();
        Assert.Contains("/person/document/number", text);
        Assert.DoesNotContain("\"---\"", text);
    }

    [Fact]
    public async Task A_person_that_was_exchanged_in_the_database_is_not_barred()
    {
        var (id, proposal) = await ProposeAsync(ExaminationHost.Barred());
        await _host.InScopeAsync(async services =>
        {
            var other = services.GetRequiredService<PersonSeal>().Seal<BarredPerson>(new("Another", new("NP", DocumentKind.Passport, "9")));
            return await services.GetRequiredService<Licensing.Api.Database.LicensingDb>().Bars.Where(b => b.PublicId == id)
                .ExecuteUpdateAsync(set => set.SetProperty(b => b.PersonKey, other.Key).SetProperty(b => b.PersonSealed, other.Person));
        });
        Assert.Equal("proposal.tampered", await DecideAsync(proposal, "approval", "officer:ravi"));
    }

    [Theory]
    [InlineData("a12-3", "A 123", true)]
    [InlineData("A123", "A124", false)]
    public void A_person_is_marked_by_the_document_as_an_applicant_is(string barred, string applicant, bool equal)
    {
        var seal = _host.Services.GetRequiredService<ApplicationSeal>();
        var marks = new BarredPerson("Nobody Real", new("NP", DocumentKind.Passport, barred), "Baneshwor, Kathmandu-10", "+977 1 555 0001", "NP12 3456").MarksBy(seal);
        Assert.Equal([MarkKind.Person, MarkKind.Address, MarkKind.Phone, MarkKind.BankAccount], marks.Select(m => m.Kind).Order());
        Assert.Equal(equal, marks.Any(m => m.Digest == seal.MarkOf(new("NP", DocumentKind.Passport, applicant), "").Digest));
    }

    [Fact]
    public async Task Who_it_was_goes_when_the_ministrys_period_after_the_bar_is_over()
    {
        var (over, forEver) = (await BarAsync(ExaminationHost.Barred()), await BarAsync(ExaminationHost.Barred(until: null)));
        // 2026-12-31 is the last day; the day after begins at 18:15 UTC in Kathmandu.
        var end = new DateTime(2026, 12, 31, 18, 15, 0, DateTimeKind.Utc);
        async Task<List<string>> DueAsync(DateTime before) => await _host.InDatabaseAsync(db => new RetainedBarredPersons().Due(db, before).Select(d => d.Name).ToListAsync());
        Assert.Empty(await DueAsync(end));
        Assert.Equal([over], await DueAsync(end.AddMilliseconds(1)));
        await _host.InDatabaseAsync(async db =>
        {
            var keys = await db.Bars.Select(b => b.Id).Where(k => db.Bars.Single(b => b.Id == k).PublicId == over).ToListAsync();
            await new RetainedBarredPersons().DeleteAsync(db, keys, end, default);
            return true;
        });
        Assert.Empty(await DueAsync(end.AddYears(9)));
        Assert.Equal(["over"], await StatesAsync(over, "2027-01-01"));
        Assert.Equal((0, 1), await _host.InDatabaseAsync(async db => (await db.BarMarks.CountAsync(m => m.Bar.PublicId == over), await db.BarMarks.CountAsync(m => m.Bar.PublicId == forEver))));
    }

    private async Task<(string Id, string Proposal)> ProposeAsync(JsonObject body)
    {
        using var proposed = await ServiceHost.SendAsync(_host.Officer, "/v1/bars", body);
        var proposal = await proposed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)proposed.StatusCode == 201, proposal.ToString());
        return (proposal.GetProperty("subjectId").GetString()!, proposal.GetProperty("id").GetString()!);
    }

    private async Task<string> BarAsync(JsonObject body) => (await _host.ProposeAndApproveAsync("/v1/bars", body)).GetProperty("subjectId").GetString()!;

    private async Task<string?> DecideAsync(string proposal, string decision, string caller)
    {
        using var answer = await ServiceHost.SendAsync(_host.As(caller), $"/v1/proposals/{proposal}/{decision}", new JsonObject { ["reason"] = "a test" }, "*");
        return answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    private static JsonObject Lifting(string from) => new() { ["from"] = from, ["grounds"] = "Acquitted.", ["reason"] = "a test" };

    private async Task<string?> RefusedLiftingAsync(string id, string from)
    {
        using var refused = await ServiceHost.SendAsync(_host.Officer, $"/v1/bars/{id}/lifting", Lifting(from), "*");
        return (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    private async Task<List<string>> StatesAsync(string id, params string[] days)
    {
        var states = new List<string>();
        foreach (var day in days)
            states.Add((await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/bars/{id}?on={day}")).GetProperty("state").GetString()!);
        return states;
    }

    private async Task<bool> ListedAsync(string id, string on) =>
        (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/bars?on={on}")).GetProperty("items").EnumerateArray().Any(b => b.GetProperty("id").GetString() == id);
}
