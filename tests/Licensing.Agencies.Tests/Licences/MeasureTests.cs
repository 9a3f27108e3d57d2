using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>Suspensions, revocations and liftings: how long, from when, and by whom.</summary>
public sealed class MeasureTests : IAsyncLifetime
{
    private readonly MeasureHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("2026-04-14", null)]                  // one month from 15 March, that day counting
    [InlineData("2026-04-15", "suspension.too-long")]
    [InlineData(null, "suspension.too-long")]
    public async Task A_first_suspension_is_as_long_as_the_first_step_at_most(string? until, string? code)
    {
        var of = await _host.LicenceAsync();
        var refused = await SuspendAsync(of.Licence, Suspension("2026-03-15", until, await _host.HeardAsync(of)));
        Assert.Equal(code, refused?.Code);
        if (refused is { Detail: var detail })
            Assert.Contains("2026-04-14", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_time_is_longer_and_then_only_revocation_is_left_under_whichever_licence()
    {
        var of = await _host.LicenceAsync();
        var agency = new RegisteredAgency(of.Agency, "", "", "");
        await _host.DecidedAsync(of.Licence, "suspensions", Suspension("2026-03-15", "2026-04-14", await _host.HeardAsync(of)));
        // The agency is not its licence: a new one begins no new ladder.
        var second = (of.Agency, Licence: await _host.StoreLicenceAsync(agency));
        Assert.Equal("suspension.too-long", (await SuspendAsync(second.Licence, Suspension("2026-03-15", "2026-06-15", await _host.HeardAsync(second))))?.Code);
        var measure = await _host.DecidedAsync(second.Licence, "suspensions", Suspension("2026-03-15", "2026-06-14", await _host.HeardAsync(second)));
        var third = (of.Agency, Licence: await _host.StoreLicenceAsync(agency));
        var heard = await _host.HeardAsync(third);
        var refused = await SuspendAsync(third.Licence, Suspension("2026-03-15", "2026-03-15", heard));
        Assert.Equal("suspension.ladder-used", refused?.Code);
        Assert.Contains("revoke", refused?.Detail, StringComparison.Ordinal);

        // What was recorded in error was no time.
        Assert.Null(await _host.ApproveAsync(await _host.ProposedAsync($"/v1/licences/{second.Licence}/withdrawals", new() { ["factId"] = measure, ["reason"] = "of another agency" })));
        Assert.Null(await SuspendAsync(third.Licence, Suspension("2026-03-15", "2026-03-15", heard)));
    }

    [Theory]
    [InlineData("2026-05-14", null)]
    [InlineData("2026-05-15", "suspension.too-long")]
    public async Task A_preventive_suspension_needs_no_notice_and_lasts_its_own_time(string until, string? code)
    {
        var of = await _host.LicenceAsync();
        Assert.Equal(code, (await SuspendAsync(of.Licence, Suspension("2026-03-15", until, ground: "preventive")))?.Code);
    }

    [Fact]
    public async Task A_preventive_suspension_is_not_prolonged_by_another_on_the_day_after()
    {
        var of = await _host.LicenceAsync();
        await _host.DecidedAsync(of.Licence, "suspensions", Suspension("2026-03-15", "2026-05-10", ground: "preventive"));
        var refused = await SuspendAsync(of.Licence, Suspension("2026-05-11", "2026-05-15", ground: "preventive"));
        Assert.Equal("suspension.too-long", refused?.Code);
        Assert.Contains("2026-05-14", refused?.Detail, StringComparison.Ordinal);
        Assert.Null(await SuspendAsync(of.Licence, Suspension("2026-05-11", "2026-05-14", ground: "preventive")));
    }

    [Fact]
    public async Task What_the_law_does_not_know_or_does_not_say_is_not_ordered()
    {
        await using var bare = new ServiceHost();
        var licence = await bare.StoreLicenceAsync(await bare.RegisterAgencyAsync());
        using var answer = await ServiceHost.SendAsync(bare.Officer, $"/v1/licences/{licence}/suspensions", Suspension("2026-03-15", "2026-03-20"));
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal("regime.not-set", problem.Code);
        Assert.Equal(["day-counting", "show-cause", "suspension"], problem.Errors.Select(e => e.At).Order());
        using var revocation = await ServiceHost.SendAsync(bare.Officer, $"/v1/licences/{licence}/revocations", Against("2026-03-15", null));
        Assert.Equal("regime.not-set", (await ProblemAnswer.ReadAsync(revocation)).Code);

        await _host.SetRegimeAsync(("suspension", "\"none\""));
        var of = await _host.LicenceAsync();
        Assert.Equal("regime.excludes", (await SuspendAsync(of.Licence, Suspension("2026-03-15", "2026-03-20", await _host.HeardAsync(of))))?.Code);
    }

    [Fact]
    public async Task Nothing_holds_before_the_day_of_its_approval()
    {
        var of = await _host.LicenceAsync();
        Assert.Equal("measure.first-day-past", (await SuspendAsync(of.Licence, Suspension("2026-03-14", "2026-04-01", ground: "preventive")))?.Code);
        var proposal = await _host.ProposedAsync($"/v1/licences/{of.Licence}/suspensions", Suspension("2026-03-16", "2026-04-01", ground: "preventive"));
        _host.GoTo("2026-03-17");
        Assert.Equal("measure.first-day-past", await _host.ApproveAsync(proposal));
        Assert.Equal("full", await _host.StateAsync(of.Licence));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01", null)]
    [InlineData("2026-02-28", "2026-03-01", "measure.first-day-past")]     // before the agency had it
    [InlineData("2026-03-20", "2026-03-16", "measure.first-day-past")]     // served tomorrow
    public async Task An_order_on_paper_holds_from_the_day_on_which_it_was_served(string from, string servedOn, string? code)
    {
        var of = await _host.LicenceAsync();
        var body = Suspension(from, "2026-04-20", ground: "preventive").With("served", new JsonObject { ["order"] = "12 of 28 February", ["servedOn"] = servedOn, ["proof"] = "receipt 7" });
        Assert.Equal(code, (await SuspendAsync(of.Licence, body))?.Code);
    }

    [Fact]
    public async Task What_is_not_possible_is_refused_with_what_is_when_proposed_and_when_approved()
    {
        var of = await _host.LicenceAsync(until: "2026-03-31");
        var suspension = await _host.ProposedAsync($"/v1/licences/{of.Licence}/suspensions", Suspension("2026-03-20", "2026-04-01", ground: "preventive"));
        // On its first day the licence will have ended.
        var refused = await SuspendAsync(of.Licence, Suspension("2026-04-01", "2026-04-20", ground: "preventive"));
        Assert.Equal("licence.not-possible", refused?.Code);
        Assert.Contains("expired", refused?.Detail, StringComparison.Ordinal);
        Assert.Contains("renew-late", refused?.Detail, StringComparison.Ordinal);

        // Proposed while it was whole, approved after it was revoked on another way into the database: the version alone does not tell.
        await _host.DecidedAsync(of.Licence, "revocations", Against("2026-03-15", await _host.HeardAsync(of)));
        Assert.Equal("proposal.stale", await _host.ApproveAsync(suspension));
        await _host.InDatabaseAsync(async db =>
        {
            var version = await db.Licences.Where(l => l.PublicId == of.Licence).Select(l => l.Version).SingleAsync();
            return await db.Proposals.Where(p => p.PublicId == suspension).ExecuteUpdateAsync(set => set.SetProperty(p => p.SubjectVersion, version));
        });
        Assert.Equal("licence.not-possible", await _host.ApproveAsync(suspension));
        Assert.Equal("revoked", await _host.StateAsync(of.Licence));
    }

    [Fact]
    public async Task A_suspension_of_a_part_that_lasts_until_its_condition_is_met_is_lifted()
    {
        await _host.SetRegimeAsync(("suspension", "{}"));
        var of = await _host.LicenceAsync();
        var measure = await _host.DecidedAsync(of.Licence, "suspensions", Suspension("2026-03-15", null, await _host.HeardAsync(of)).With("part", "Malaysia"));
        Assert.Equal("partly-suspended", await _host.StateAsync(of.Licence, "2028-12-31"));
        Assert.Equal("measure.first-day-past", (await LiftAsync(of.Licence, measure, "2026-03-14"))?.Code);
        Assert.Equal("not-found", (await LiftAsync(of.Licence, "lf_0000000000000000", "2026-03-20"))?.Code);
        await _host.DecidedAsync(of.Licence, "liftings", Lifting(measure, "2026-03-20"));
        Assert.Equal(("partly-suspended", "full"), (await _host.StateAsync(of.Licence, "2026-03-19"), await _host.StateAsync(of.Licence, "2026-03-20")));
        var again = await LiftAsync(of.Licence, measure, "2026-03-21");
        Assert.Equal("licence.not-possible", again?.Code);
        Assert.Contains("lifted", again?.Detail, StringComparison.Ordinal);
        Assert.Contains("set-aside", again?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_recorded_in_error_goes_and_what_was_known_before_stays_known()
    {
        var of = await _host.LicenceAsync();
        var measure = await _host.DecidedAsync(of.Licence, "revocations", Against("2026-03-15", await _host.HeardAsync(of)));
        var before = _host.Clock.GetUtcNow();
        _host.Clock.Advance(TimeSpan.FromHours(1));
        var withdrawal = new JsonObject { ["factId"] = measure, ["reason"] = "of another agency" };
        await _host.PostAsync(Maya, $"/v1/licences/{of.Licence}/withdrawals", withdrawal);
        var open = await _host.InDatabaseAsync(db => db.Proposals.Where(p => p.SubjectId == of.Licence && p.OpenKey != null).Select(p => p.PublicId).SingleAsync());
        Assert.Equal("proposal.same-person", await _host.ApproveAsync(open, Maya));
        Assert.Null(await _host.ApproveAsync(open));
        Assert.Equal("full", await _host.StateAsync(of.Licence));
        Assert.Equal("revoked", Text(await _host.GetAsync($"/v1/licences/{of.Licence}?knownAt={before:yyyy-MM-dd'T'HH:mm:ss'Z'}"), "state"));
        Assert.Equal("licence-fact.withdrawn", (await _host.RefusedAsync(Maya, $"/v1/licences/{of.Licence}/withdrawals", (JsonObject)withdrawal.DeepClone()))?.Code);
        Assert.Equal("licence-fact.withdrawn", (await LiftAsync(of.Licence, measure, "2026-03-20"))?.Code);
    }

    [Theory]
    [InlineData("until", "2026-03-14", "date.before-first", "/until")]
    [InlineData("condition", null, "field.missing", "/condition")]
    [InlineData("part", " ", "field.missing", "/part")]
    [InlineData("from", "0202-03-15", "date.out-of-range", "/from")]
    [InlineData("served", "{\"order\":\"\",\"servedOn\":\"2026-03-01\",\"proof\":\"p\"}", "field.missing", "/served/order")]
    public async Task A_body_that_is_wrong_is_told_where(string field, string? value, string code, string at)
    {
        var of = await _host.LicenceAsync();
        var body = Suspension("2026-03-15", field == "condition" ? null : "2026-03-20", ground: "preventive");
        body[field] = value?.StartsWith('{') == true ? JsonNode.Parse(value) : value;
        using var answer = await ServiceHost.SendAsync(_host.Officer, $"/v1/licences/{of.Licence}/suspensions", body);
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Contains((code, at), problem.Errors);
    }

    private Task<(string Code, string Detail)?> SuspendAsync(string licence, JsonObject body) => _host.RefusedAsync(Maya, $"/v1/licences/{licence}/suspensions", body);

    private Task<(string Code, string Detail)?> LiftAsync(string licence, string measure, string from) =>
        _host.RefusedAsync(Maya, $"/v1/licences/{licence}/liftings", Lifting(measure, from));
}
