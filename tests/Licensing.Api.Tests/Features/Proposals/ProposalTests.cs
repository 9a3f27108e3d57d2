using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Proposals;

/// <summary>One proposes, another decides. Held up on law, which goes through the mechanism, and on commissioners.</summary>
public sealed class ProposalTests : IAsyncLifetime
{
    private static readonly JsonObject Why = new() { ["reason"] = "a test" };
    private readonly ServiceHost _host = new();
    private string _pack = "";

    public async ValueTask InitializeAsync() => _pack = await _host.InDatabaseAsync(db => db.LawPacks.Where(p => p.Name == "np").Select(p => p.PublicId).SingleAsync());

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_proposal_shows_who_what_why_and_the_exact_change()
    {
        var proposal = await ProposedAsync();
        Assert.Equal(("make-law", _pack, "maya", "a test", "open"), (Text(proposal, "kind"), Text(proposal, "subjectId"), Text(proposal, "proposedBy"), Text(proposal, "reason"), Text(proposal, "state")));
        var pack = await _host.InDatabaseAsync(db => db.LawPacks.SingleAsync(p => p.PublicId == _pack));
        Assert.Equal($$"""{"digest":"{{pack.Digest}}","name":"np","number":1}""", Text(proposal, "change"));
        Assert.Equal(Proposal.DigestOf(Text(proposal, "change")!), Text(proposal, "digest"));
        Assert.Equal(pack.Version, proposal.GetProperty("subjectVersion").GetInt64());
    }

    [Fact]
    public async Task Someone_else_approves_and_the_change_is_made_with_the_decision()
    {
        var id = Text(await ProposedAsync(), "id")!;
        Assert.Equal("proposal.same-person", await CodeAsync("officer:maya", $"/v1/proposals/{id}/approval"));
        Assert.Equal("proposal.same-person", await CodeAsync("officer:MAYA", $"/v1/proposals/{id}/approval"));
        Assert.Null(await CodeAsync("officer:ravi", $"/v1/proposals/{id}/approval"));
        Assert.Equal("ravi", await _host.InDatabaseAsync(db => db.LawPacks.Where(p => p.PublicId == _pack).Select(p => p.ApprovedBy).SingleAsync()));
        Assert.Equal("proposal.decided", await CodeAsync("officer:sita", $"/v1/proposals/{id}/approval"));
        Assert.Equal("proposal.decided", await CodeAsync("officer:sita", $"/v1/proposals/{id}/refusal"));
        Assert.Equal(
            ["ProposalMade maya", "ProposalApproved ravi"],
            await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id).OrderBy(e => e.Id).Select(e => e.Action + " " + e.Actor).ToListAsync()));
    }

    [Fact]
    public async Task What_was_refused_or_withdrawn_changes_nothing_and_can_be_proposed_again()
    {
        var first = Text(await ProposedAsync(), "id")!;
        Assert.Null(await CodeAsync("officer:ravi", $"/v1/proposals/{first}/refusal"));
        var second = Text(await ProposedAsync(), "id")!;
        Assert.Equal("proposal.not-yours", await CodeAsync("officer:ravi", $"/v1/proposals/{second}/withdrawal"));
        Assert.Null(await CodeAsync("officer:maya", $"/v1/proposals/{second}/withdrawal"));
        var third = Text(await ProposedAsync(), "id")!;
        Assert.Null(await _host.InDatabaseAsync(db => db.LawPacks.Where(p => p.PublicId == _pack).Select(p => p.ApprovedAt).SingleAsync()));
        var all = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/proposals?subject={_pack}&closed=true");
        Assert.Equal([(third, "open"), (second, "withdrawn"), (first, "refused")], all.GetProperty("items").EnumerateArray().Select(p => (Text(p, "id")!, Text(p, "state")!)));
    }

    [Fact]
    public async Task Nobody_decides_after_it_expired_and_it_can_be_proposed_again()
    {
        var id = Text(await ProposedAsync(), "id")!;
        _host.Clock.Advance(TwoPersonRule.GoodFor);
        Assert.Equal("proposal.expired", await CodeAsync("officer:ravi", $"/v1/proposals/{id}/approval"));
        Assert.Equal("proposal.expired", await CodeAsync("officer:ravi", $"/v1/law/packs/{_pack}/approval"));
        await ProposedAsync();
        Assert.Equal(ProposalState.Expired, await _host.InDatabaseAsync(db => db.Proposals.Where(p => p.PublicId == id).Select(p => p.State).SingleAsync()));
    }

    [Fact]
    public async Task A_subject_that_changed_since_and_a_change_that_was_altered_are_not_approved()
    {
        var id = Text(await ProposedAsync(), "id")!;
        await _host.InDatabaseAsync(db => db.LawPacks.Where(p => p.PublicId == _pack).ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version + 1)));
        Assert.Equal("proposal.stale", await CodeAsync("officer:ravi", $"/v1/proposals/{id}/approval"));
        await _host.InDatabaseAsync(db => db.LawPacks.Where(p => p.PublicId == _pack).ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version - 1)));
        await _host.InDatabaseAsync(db => db.Proposals.ExecuteUpdateAsync(set => set.SetProperty(p => p.Change, p => p.Change + " ")));
        Assert.Equal("proposal.tampered", await CodeAsync("officer:ravi", $"/v1/proposals/{id}/approval"));
    }

    [Fact]
    public async Task Of_those_who_decide_at_once_one_does()
    {
        var id = Text(await ProposedAsync(), "id")!;
        var codes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => CodeAsync($"officer:o{i}", $"/v1/proposals/{id}/{(i % 2 == 0 ? "approval" : "refusal")}")));
        Assert.Single(codes, (string?)null);
        Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["proposal.decided", "proposal.stale", "version.stale"]));
    }

    [Fact]
    public async Task Who_declared_a_conflict_with_the_agency_neither_proposes_nor_decides()
    {
        var agency = await _host.RegisterAgencyAsync();
        var body = new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "my brother's" };
        using var declared = await ServiceHost.SendAsync(_host.As("officer:ravi"), "/v1/conflicts", body);
        var conflict = Text(await declared.Content.ReadFromJsonAsync<JsonElement>(), "id")!;
        // Law concerns no agency, so this proposal is made to.
        var id = Text(await ProposedAsync(), "id")!;
        await _host.InDatabaseAsync(async db =>
        {
            var key = await db.Agencies.Where(a => a.PublicId == agency.Id).Select(a => a.Id).SingleAsync();
            return await db.Proposals.ExecuteUpdateAsync(set => set.SetProperty(p => p.AgencyId, key));
        });
        Assert.Equal("proposal.conflict", await CodeAsync("officer:ravi", $"/v1/proposals/{id}/approval"));
        Assert.Equal("proposal.conflict", await CodeAsync("officer:ravi", $"/v1/proposals/{id}/refusal"));

        Assert.Equal("not-found", await CodeAsync("officer:sita", $"/v1/conflicts/{conflict}/withdrawal"));
        Assert.Null(await CodeAsync("officer:ravi", $"/v1/conflicts/{conflict}/withdrawal"));
        Assert.Null(await CodeAsync("officer:ravi", $"/v1/proposals/{id}/approval"));
    }

    [Fact]
    public async Task A_commissioner_is_neither_given_nor_taken_by_administrators_alone()
    {
        Assert.Equal("role.needs-two", await CodeAsync("administrator:root", "/v1/access/memberships", Role("neela", "commissioner")));
        var first = await CommissionerAsync("neela", "appoint");
        Assert.Equal("permission.missing", await CodeAsync("administrator:second", $"/v1/proposals/{first}/approval"));
        Assert.Null(await CodeAsync("officer:ravi", $"/v1/proposals/{first}/approval"));
        Assert.Equal(CallerRole.Commissioner, await _host.InDatabaseAsync(db => db.Memberships.Where(m => m.Subject == "neela").Select(m => m.Role).SingleAsync()));

        // With one in office the ministry alone sets no second one beside him, and himself he does not decide.
        var second = await CommissionerAsync("omar", "appoint");
        Assert.Equal("role.needs-commissioner", await CodeAsync("officer:ravi", $"/v1/proposals/{second}/approval"));
        Assert.Null(await CodeAsync("neela", $"/v1/proposals/{second}/approval"));
        var dismissal = await CommissionerAsync("neela", "dismiss");
        Assert.Equal("proposal.about-you", await CodeAsync("neela", $"/v1/proposals/{dismissal}/refusal"));
        Assert.Equal("permission.missing", await CodeAsync("officer:ravi", $"/v1/proposals/{dismissal}/approval"));
        await GiveAsync("asha", "auditor");
        Assert.Equal("role.needs-commissioner", await CodeAsync("asha", $"/v1/proposals/{dismissal}/approval"));
        Assert.Null(await CodeAsync("omar", $"/v1/proposals/{dismissal}/approval"));
        Assert.Equal("permission.missing", await CodeAsync("neela", $"/v1/proposals/{second}/approval"));
    }

    [Fact]
    public async Task The_only_commissioner_is_not_dismissed_by_the_ministry_nor_with_an_auditor_whom_it_brings_along()
    {
        Assert.Null(await CodeAsync("officer:ravi", $"/v1/proposals/{await CommissionerAsync("neela", "appoint")}/approval"));
        await GiveAsync("asha", "auditor");
        _host.Clock.Advance(TimeSpan.FromDays(89));
        var early = await CommissionerAsync("neela", "dismiss");
        _host.Clock.Advance(TimeSpan.FromDays(1));
        // It counts from when it was proposed: waiting afterwards does not help.
        Assert.Equal("role.needs-auditor", await CodeAsync("asha", $"/v1/proposals/{early}/approval"));
        Assert.Equal("permission.missing", await CodeAsync("officer:ravi", $"/v1/proposals/{early}/approval"));
        Assert.Equal("permission.missing", await CodeAsync("administrator:second", $"/v1/proposals/{early}/approval"));
        Assert.Null(await CodeAsync("administrator:root", $"/v1/proposals/{early}/withdrawal"));

        var late = await CommissionerAsync("neela", "dismiss");
        await GiveAsync("puppet", "auditor", from: "2020-01-01T00:00:00Z");
        Assert.Equal("role.needs-auditor", await CodeAsync("puppet", $"/v1/proposals/{late}/approval"));
        Assert.Equal("proposal.about-you", await CodeAsync("neela", $"/v1/proposals/{late}/refusal"));
        Assert.Null(await CodeAsync("asha", $"/v1/proposals/{late}/approval"));
        Assert.Equal("permission.missing", await CodeAsync("neela", $"/v1/proposals/{late}/refusal"));
    }

    private async Task GiveAsync(string subject, string role, string? from = null)
    {
        var body = Role(subject, role);
        if (from is not null)
            body["from"] = from;
        Assert.Null(await CodeAsync("administrator:root", "/v1/access/memberships", body));
    }

    private async Task<JsonElement> ProposedAsync()
    {
        Assert.Null(await CodeAsync("officer:maya", $"/v1/law/packs/{_pack}/proposal"));
        var open = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/proposals?subject={_pack}");
        return Assert.Single(open.GetProperty("items").EnumerateArray());
    }

    private async Task<string> CommissionerAsync(string subject, string step)
    {
        using var answer = await ServiceHost.SendAsync(_host.As("administrator:root"), "/v1/access/commissioners", new JsonObject { ["subject"] = subject, ["step"] = step, ["reason"] = "a test" });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return Text(body, "id")!;
    }

    private static JsonObject Role(string subject, string role) => new() { ["subject"] = subject, ["role"] = role, ["reason"] = "a test" };

    private async Task<string?> CodeAsync(string caller, string address, JsonObject? body = null)
    {
        using var answer = await ServiceHost.SendAsync(_host.As(caller), address, body ?? (JsonObject)Why.DeepClone(), "*");
        return answer.IsSuccessStatusCode ? null : (await ProblemAnswer.ReadAsync(answer)).Code;
    }

    private static string? Text(JsonElement thing, string name) => thing.GetProperty(name).GetString();
}
