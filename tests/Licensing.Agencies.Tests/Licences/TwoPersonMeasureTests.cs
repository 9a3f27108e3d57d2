using System.Text.Json.Nodes;
using Licensing.Api.Features.Access;
using Licensing.Api.Features.Licences;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>Two people for every suspension, revocation and lifting, by HTTP.</summary>
public sealed class TwoPersonMeasureTests(MeasureHost host) : IClassFixture<MeasureHost>
{
    public static TheoryData<string, string> Kinds => new() { { "suspensions", "suspended" }, { "revocations", "revoked" }, { "liftings", "full" } };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_proposes_does_not_approve_and_somebody_else_does(string kind, string state)
    {
        var (licence, proposal, _) = await ProposedAsync(kind);
        var before = await host.StateAsync(licence);
        Assert.Equal("proposal.same-person", await host.ApproveAsync(proposal, Maya));
        Assert.Equal("proposal.same-person", await host.ApproveAsync(proposal, "officer:Maya"));
        Assert.Equal(before, await host.StateAsync(licence));
        Assert.Null(await host.ApproveAsync(proposal));
        Assert.Equal(state, await host.StateAsync(licence));
        var fact = (await host.GetAsync($"/v1/licences/{licence}")).GetProperty("facts").EnumerateArray().Single(f => f.GetProperty("proposalId").GetString() == proposal);
        Assert.Equal("ravi", Text(fact, "recordedBy"));
        Assert.Equal("proposal.decided", await host.ApproveAsync(proposal, "officer:sita"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_is_not_free_towards_the_agency_neither_proposes_nor_approves(string kind, string state)
    {
        var (licence, proposal, agency) = await ProposedAsync(kind);
        await host.PostAsync("officer:gita", "/v1/conflicts", new() { ["agencyId"] = agency, ["reason"] = "my sister's" });
        Assert.Equal("proposal.conflict", await host.ApproveAsync(proposal, "officer:gita"));
        Assert.Null((await host.RefusedAsync(Ravi, $"/v1/proposals/{proposal}/refusal", new() { ["reason"] = "not yet" }))?.Code);
        Assert.Equal("proposal.conflict", (await host.RefusedAsync("officer:gita", $"/v1/licences/{licence}/{kind}", await BodyAsync(kind, agency, licence)))?.Code);
        Assert.NotEqual(kind == "liftings" ? "full" : state, await host.StateAsync(licence));
        Assert.Equal("proposal.conflict", (await host.RefusedAsync("officer:gita", $"/v1/licences/{licence}/notices", Notice("suspension")))?.Code);
        var notice = await host.NoticeAsync(licence);
        Assert.Equal("proposal.conflict", (await host.RefusedAsync("officer:gita", $"/v1/notices/{notice}/withdrawal", new() { ["reason"] = "for her" }))?.Code);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_licence_that_changed_since_is_decided_anew(string kind, string state)
    {
        var (licence, proposal, agency) = await ProposedAsync(kind);
        // A preventive suspension of a part, decided meanwhile.
        await host.DecidedAsync(licence, kind == "suspensions" ? "revocations" : "suspensions", kind == "suspensions"
            ? Against("2026-03-20", await host.HeardAsync((agency, licence))) : Suspension("2026-03-20", "2026-03-21", ground: "preventive").With("part", "Malaysia"));
        Assert.Equal("proposal.stale", await host.ApproveAsync(proposal));
        Assert.NotEqual(kind == "liftings" ? "full" : state, await host.StateAsync(licence));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_two_who_approve_at_once_one_does_and_there_is_one_fact(string kind, string state)
    {
        var (licence, proposal, _) = await ProposedAsync(kind);
        var codes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => host.ApproveAsync(proposal, $"officer:o{i}")));
        Assert.Single(codes, (string?)null);
        Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["proposal.decided", "proposal.stale", "version.stale", "busy"]));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.LicenceFacts.CountAsync(f => f.ProposalId == proposal)));
        Assert.Equal(state, await host.StateAsync(licence));
    }

    [Fact]
    public async Task Of_two_different_proposals_approved_at_once_one_finds_the_licence_changed()
    {
        var of = await host.LicenceAsync();
        string[] proposals =
        [
            await host.ProposedAsync($"/v1/licences/{of.Licence}/revocations", Against("2026-03-15", await host.HeardAsync(of))),
            await host.ProposedAsync($"/v1/licences/{of.Licence}/suspensions", Suspension("2026-03-15", "2026-03-20", ground: "preventive")),
        ];
        var codes = await Task.WhenAll(proposals.Select(p => host.ApproveAsync(p)));
        Assert.Single(codes, (string?)null);
        Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["proposal.stale", "version.stale", "busy"]));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.LicenceFacts.CountAsync(f => f.Licence.PublicId == of.Licence && f.Kind != LicenceFactKind.Term)));
    }

    [Fact]
    public async Task The_commissioner_decides_on_stays_and_appeals_and_on_no_measure()
    {
        await host.InDatabaseAsync(async db =>
        {
            var now = host.Clock.GetUtcNow().UtcDateTime;
            var membership = new Membership("neela", CallerRole.Commissioner, null, now, null, now, "test", 1);
            db.Add(membership);
            db.Record(membership, new RoleGiven("neela", CallerRole.Commissioner, null, now, null));
            return await db.SaveChangesAsync();
        });
        var (licence, proposal, _) = await ProposedAsync("revocations");
        Assert.Equal("permission.missing", await host.ApproveAsync(proposal, "neela"));
        Assert.Null(await host.ApproveAsync(proposal));
        var measure = Text((await host.GetAsync($"/v1/licences/{licence}")).GetProperty("facts").EnumerateArray().Single(f => Text(f, "kind") == "revocation"), "id");
        Assert.Null(await host.ApproveAsync(await host.ProposedAsync($"/v1/licences/{licence}/stays", Order("2026-03-15").With("measureId", measure)), "neela"));
        Assert.Equal("full", await host.StateAsync(licence));
    }

    private async Task<(string Licence, string Proposal, string Agency)> ProposedAsync(string kind)
    {
        var of = await host.LicenceAsync();
        return (of.Licence, await host.ProposedAsync($"/v1/licences/{of.Licence}/{kind}", await BodyAsync(kind, of.Agency, of.Licence)), of.Agency);
    }

    private async Task<JsonObject> BodyAsync(string kind, string agency, string licence)
    {
        switch (kind)
        {
            case "suspensions": return Suspension("2026-03-15", "2026-04-14", await host.HeardAsync((agency, licence), "suspension"));
            case "revocations": return Against("2026-03-15", await host.HeardAsync((agency, licence)));
            default:
                var known = (await host.GetAsync($"/v1/licences/{licence}")).GetProperty("facts").EnumerateArray().Where(f => Text(f, "kind") == "suspension").Select(f => Text(f, "id")).FirstOrDefault();
                return Lifting(known ?? await host.DecidedAsync(licence, "suspensions", Suspension("2026-03-15", "2026-05-01", ground: "preventive")), "2026-03-15");
        }
    }
}
