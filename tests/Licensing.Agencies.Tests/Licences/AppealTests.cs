using System.Text.Json.Nodes;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>Appeals against measures, with their clock, their stays and their outcomes.</summary>
public sealed class AppealTests : IAsyncLifetime
{
    private readonly MeasureHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("appeal", "2026-04-19", null)]             // 35 days from 15 March, that day not counting
    [InlineData("appeal", "2026-04-20", "appeal.late")]
    [InlineData("review", "2026-03-25", null)]
    [InlineData("review", "2026-03-26", "appeal.late")]
    public async Task An_appeal_is_in_time_until_the_last_day_counted_from_the_decision(string path, string on, string? code)
    {
        // It holds from a later day; the time runs from the decision.
        var (agency, _, measure) = await RevokedAsync(from: "2026-03-20");
        _host.GoTo(on);
        var refused = await _host.RefusedAsync($"agency:{agency}", "/v1/appeals", Appeal(measure, path));
        Assert.Equal(code, refused?.Code);
        if (refused is { Detail: var detail })
            Assert.Contains(path == "appeal" ? "2026-04-19" : "2026-03-25", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_the_agencys_own_against_one_decision_on_each_path_once_at_a_time()
    {
        var (agency, _, measure) = await RevokedAsync();
        var (other, _) = await _host.LicenceAsync();
        Assert.Equal("not-found", (await _host.RefusedAsync($"agency:{other}", "/v1/appeals", Appeal(measure)))?.Code);
        Assert.Equal("not-found", (await _host.RefusedAsync($"agency:{agency}", "/v1/appeals", Appeal("xx_0000000000000000")))?.Code);
        var lodged = await _host.PostAsync($"agency:{agency}", "/v1/appeals", Appeal(measure));
        Assert.Equal(("lodged", "2026-03-15", "2026-04-19"), (Text(lodged, "state"), Text(lodged, "decidedOn"), Text(lodged, "lastDay")));
        Assert.Equal("appeal.open", (await _host.RefusedAsync($"agency:{agency}", "/v1/appeals", Appeal(measure)))?.Code);
        await _host.PostAsync($"agency:{agency}", "/v1/appeals", Appeal(measure, "review"));

        Assert.Equal("not-found", (await _host.RefusedAsync($"agency:{other}", $"/v1/appeals/{Text(lodged, "id")}/withdrawal", new()))?.Code);
        await _host.PostAsync($"agency:{agency}", $"/v1/appeals/{Text(lodged, "id")}/withdrawal", new());
        var again = await _host.RefusedAsync($"agency:{agency}", $"/v1/appeals/{Text(lodged, "id")}/withdrawal", new());
        Assert.Equal("appeal.not-possible", again?.Code);
        Assert.Contains("withdrawn", again?.Detail, StringComparison.Ordinal);
        await _host.PostAsync($"agency:{agency}", "/v1/appeals", Appeal(measure));
        Assert.Equal(["lodged", "lodged", "withdrawn"], (await _host.GetAsync($"/v1/appeals?agency={agency}", $"agency:{agency}")).GetProperty("items").EnumerateArray().Select(a => Text(a, "state")).Order());
        Assert.Equal(2, (await _host.GetAsync($"/v1/appeals?subject={measure}&state=lodged")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await _host.GetAsync("/v1/appeals", $"agency:{other}")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Of_two_lodged_at_once_one_is_stored()
    {
        var (agency, _, measure) = await RevokedAsync();
        var codes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await _host.RefusedAsync($"agency:{agency}", "/v1/appeals", Appeal(measure)))?.Code));
        Assert.Single(codes, (string?)null);
        Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["appeal.open", "busy"]));
        Assert.Equal(1, await _host.InDatabaseAsync(db => db.Appeals.CountAsync(a => a.SubjectId == measure)));
    }

    [Fact]
    public async Task Where_the_regime_is_silent_or_knows_no_appeal_none_is_assumed()
    {
        await using var bare = new MeasureHost();
        await bare.SetRegimeAsync(("show-cause", "\"none\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""), ("review", "\"none\""));
        var of = await bare.LicenceAsync();
        var measure = await bare.DecidedAsync(of.Licence, "revocations", Against("2026-03-15", null));
        Assert.Equal("regime.not-set", (await bare.RefusedAsync($"agency:{of.Agency}", "/v1/appeals", Appeal(measure)))?.Code);
        Assert.Equal("regime.excludes", (await bare.RefusedAsync($"agency:{of.Agency}", "/v1/appeals", Appeal(measure, "review")))?.Code);
    }

    [Fact]
    public async Task Allowed_it_is_as_if_the_measure_had_never_been()
    {
        var (agency, licence, measure) = await RevokedAsync();
        var appeal = await LodgedAsync(agency, measure);
        _host.GoTo("2026-05-10");
        Assert.Equal("revoked", await _host.StateAsync(licence));
        Assert.Equal("end.before-beginning", (await DecideAsync(appeal, "allow", from: "2026-03-14"))?.Code);
        var proposal = await _host.ProposedAsync($"/v1/appeals/{appeal}/decision", Decision("allow", "2026-03-15"));
        Assert.Equal("proposal.same-person", await _host.ApproveAsync(proposal, Maya));
        Assert.Null(await _host.ApproveAsync(proposal));
        Assert.Equal(("full", "full"), (await _host.StateAsync(licence), await _host.StateAsync(licence, "2026-03-15")));
        var decided = await _host.GetAsync($"/v1/appeals/{appeal}", $"agency:{agency}");
        Assert.Equal(("allowed", "2026-03-15", "Supreme Court, file 081-WO-12", proposal), (Text(decided, "state"), Text(decided, "effectiveFrom"), Text(decided, "decidedBy"), Text(decided, "proposalId")));
        Assert.Equal("appeal.not-possible", (await DecideAsync(appeal, "dismiss"))?.Code);
        // One set aside counts for nothing, and cannot be set aside again.
        Assert.Equal("licence.not-possible", (await _host.RefusedAsync(Maya, $"/v1/licences/{licence}/liftings", Lifting(measure, "2026-05-10")))?.Code);
    }

    [Theory]
    [InlineData("dismiss", "dismissed")]
    [InlineData("remit", "remitted")]
    public async Task Dismissed_or_remitted_the_measure_holds_and_what_stayed_it_ends(string outcome, string state)
    {
        var (agency, licence, measure) = await RevokedAsync();
        var appeal = await LodgedAsync(agency, measure);
        await _host.DecidedAsync(licence, "stays", Order("2026-03-16").With("measureId", measure));
        _host.GoTo("2026-05-10");
        Assert.Equal("full", await _host.StateAsync(licence));
        Assert.Equal("measure.first-day-past", (await _host.RefusedAsync(Maya, $"/v1/appeals/{appeal}/decision", Decision(outcome).With("staysEndOn", "2026-05-09")))?.Code);
        Assert.Null(await _host.ApproveAsync(await _host.ProposedAsync($"/v1/appeals/{appeal}/decision", Decision(outcome).With("staysEndOn", "2026-05-11"))));
        Assert.Equal(state, Text(await _host.GetAsync($"/v1/appeals/{appeal}"), "state"));
        Assert.Equal(("revoked", "full", "revoked"), (await _host.StateAsync(licence, "2026-03-15"), await _host.StateAsync(licence, "2026-05-10"), await _host.StateAsync(licence, "2026-05-11")));
    }

    [Fact]
    public async Task Nobody_reviews_his_own_decision_and_a_courts_is_only_entered()
    {
        var (agency, _, measure) = await RevokedAsync();
        var review = await LodgedAsync(agency, measure, "review");
        foreach (var own in (string[])[Maya, Ravi])
            Assert.Equal("appeal.own-decision", (await _host.RefusedAsync(own, $"/v1/appeals/{review}/decision", Decision("dismiss")))?.Code);
        var proposal = await _host.ProposedAsync($"/v1/appeals/{review}/decision", Decision("dismiss"), by: "officer:sita");
        Assert.Equal("appeal.own-decision", await _host.ApproveAsync(proposal));
        Assert.Equal("appeal.own-decision", await _host.ApproveAsync(proposal, "officer:MAYA"));
        Assert.Null(await _host.ApproveAsync(proposal, "officer:gita"));

        var appeal = await LodgedAsync(agency, measure);
        Assert.Null(await DecideAsync(appeal, "dismiss"));
    }

    [Fact]
    public async Task A_stay_takes_two_people_begins_as_ordered_and_ends_by_day_or_by_order()
    {
        var (_, licence, measure) = await RevokedAsync(from: "2026-03-20");
        Assert.Equal("measure.first-day-past", (await _host.RefusedAsync(Maya, $"/v1/licences/{licence}/stays", Order("2026-03-14").With("measureId", measure)))?.Code);
        _host.GoTo("2026-03-25");
        var proposal = await _host.ProposedAsync($"/v1/licences/{licence}/stays", Order("2026-03-23").With("measureId", measure).With("until", "2026-03-29"));
        Assert.Equal("revoked", await _host.StateAsync(licence));
        Assert.Equal("proposal.same-person", await _host.ApproveAsync(proposal, Maya));
        Assert.Null(await _host.ApproveAsync(proposal));
        Assert.Equal(["full", "revoked", "full", "full", "revoked"], await StatesAsync(licence, "2026-03-19", "2026-03-22", "2026-03-23", "2026-03-29", "2026-03-30"));

        var second = await _host.DecidedAsync(licence, "stays", Order("2026-04-01").With("measureId", measure));
        Assert.Equal("end.before-beginning", (await _host.RefusedAsync(Maya, $"/v1/licences/{licence}/stay-ends", Order("2026-03-31").With("stayId", second)))?.Code);
        _host.GoTo("2026-04-05");
        Assert.Equal("measure.first-day-past", (await _host.RefusedAsync(Maya, $"/v1/licences/{licence}/stay-ends", Order("2026-04-04").With("stayId", second)))?.Code);
        await _host.DecidedAsync(licence, "stay-ends", Order("2026-04-10").With("stayId", second));
        Assert.Equal(["revoked", "full", "full", "revoked"], await StatesAsync(licence, "2026-03-31", "2026-04-01", "2026-04-09", "2026-04-10"));
        Assert.Equal("licence.not-possible", (await _host.RefusedAsync(Maya, $"/v1/licences/{licence}/stay-ends", Order("2026-04-12").With("stayId", second)))?.Code);
    }

    [Fact]
    public async Task The_agencys_words_go_when_their_time_is_over_and_not_while_an_appeal_is_open_or_a_hold_stands()
    {
        await using var host = new MeasureHost { Settings = { ["Retention:Periods:notice-answers"] = "P30D", ["Retention:Periods:appeal-grounds"] = "P30D" } };
        await host.InitializeAsync();
        var of = await host.LicenceAsync();
        var notice = await host.HeardAsync(of);
        var measure = await host.DecidedAsync(of.Licence, "revocations", Against("2026-03-15", notice));
        var appeal = Text(await host.PostAsync($"agency:{of.Agency}", "/v1/appeals", Appeal(measure)), "id");
        await CleanAsync(host, "2026-05-01", "2026-05-02");
        Assert.Equal(("It was paid back.", "Nobody was heard."), await WordsAsync(host, notice, appeal));

        Assert.Null(await host.ApproveAsync(await host.ProposedAsync($"/v1/appeals/{appeal}/decision", Decision("dismiss"))));
        var hold = Text(await host.PostAsync(Maya, "/v1/legal-holds", new() { ["subjectId"] = of.Agency, ["reason"] = "a case in court" }), "id");
        await CleanAsync(host, "2026-07-01");
        Assert.Equal(("It was paid back.", "Nobody was heard."), await WordsAsync(host, notice, appeal));

        await host.PostAsync(Maya, $"/v1/legal-holds/{hold}/end", new() { ["reason"] = "the case is over" });
        await CleanAsync(host, "2026-07-02");
        Assert.Equal((null, null), await WordsAsync(host, notice, appeal));
        var kept = await host.GetAsync($"/v1/notices/{notice}");
        Assert.Equal(("used", "2026-03-15T08:00:00Z"), (Text(kept, "state"), Text(kept, "answeredAt")));
        Assert.NotNull(kept.GetProperty("answerDeletedAt").GetString());
        Assert.Equal("dismissed", Text(await host.GetAsync($"/v1/appeals/{appeal}"), "state"));
    }

    /// <summary>The table of docs/measures.md, row by row.</summary>
    [Fact]
    public async Task The_path_that_the_documentation_shows_is_gone_as_it_says()
    {
        var of = await _host.LicenceAsync();
        var given = await _host.PostAsync(Maya, $"/v1/licences/{of.Licence}/notices", Notice("revocation"));
        Assert.Equal("2026-03-30", Text(given, "answerUntil"));
        _host.GoTo("2026-03-16");
        Assert.Equal("notice.running", (await _host.RefusedAsync(Maya, $"/v1/licences/{of.Licence}/revocations", Against("2026-03-17", Text(given, "id"))))?.Code);
        _host.GoTo("2026-03-30");
        await _host.PostAsync($"agency:{of.Agency}", $"/v1/notices/{Text(given, "id")}/answer", Answer());
        _host.GoTo("2026-03-31");
        var proposal = await _host.ProposedAsync($"/v1/licences/{of.Licence}/revocations", Against("2026-03-31", Text(given, "id")));
        Assert.Equal("proposal.same-person", await _host.ApproveAsync(proposal, Maya));
        Assert.Null(await _host.ApproveAsync(proposal));
        Assert.Equal("revoked", await _host.StateAsync(of.Licence));
        var measure = Text((await _host.GetAsync($"/v1/licences/{of.Licence}")).GetProperty("facts").EnumerateArray().Single(f => Text(f, "kind") == "revocation"), "id");
        _host.GoTo("2026-05-06");
        Assert.Equal("appeal.late", (await _host.RefusedAsync($"agency:{of.Agency}", "/v1/appeals", Appeal(measure)))?.Code);
        _host.GoTo("2026-05-05");
        var appeal = await LodgedAsync(of.Agency, measure);
        _host.GoTo("2026-05-12");
        await _host.DecidedAsync(of.Licence, "stays", Order("2026-05-11").With("measureId", measure));
        Assert.Equal(["revoked", "full"], await StatesAsync(of.Licence, "2026-05-10", "2026-05-11"));
        _host.GoTo("2026-07-01");
        Assert.Null(await _host.ApproveAsync(await _host.ProposedAsync($"/v1/appeals/{appeal}/decision", Decision("allow", "2026-03-31"))));
        Assert.Equal(["full", "full"], await StatesAsync(of.Licence, "2026-03-31", "2026-07-01"));
        Assert.Equal("revoked", Text(await _host.GetAsync($"/v1/licences/{of.Licence}?on=2026-03-31&knownAt=2026-04-01T00:00:00Z"), "state"));
    }

    private static async Task CleanAsync(MeasureHost host, params string[] days)
    {
        foreach (var day in days)
        {
            host.GoTo(day);
            await host.RunJobAsync<DeleteExpiredDataJob>(job => job.RunAsync(CancellationToken.None));
        }
    }

    private static async Task<(string? Answer, string? Grounds)> WordsAsync(MeasureHost host, string notice, string appeal) => (
        (await host.GetAsync($"/v1/notices/{notice}")).GetProperty("answer").GetString(), (await host.GetAsync($"/v1/appeals/{appeal}")).GetProperty("grounds").GetString());

    private async Task<(string Agency, string Licence, string Measure)> RevokedAsync(string from = "2026-03-15")
    {
        var of = await _host.LicenceAsync();
        return (of.Agency, of.Licence, await _host.DecidedAsync(of.Licence, "revocations", Against(from, await _host.HeardAsync(of))));
    }

    private async Task<string> LodgedAsync(string agency, string measure, string path = "appeal") => Text(await _host.PostAsync($"agency:{agency}", "/v1/appeals", Appeal(measure, path)), "id");

    private async Task<string[]> StatesAsync(string licence, params string[] days)
    {
        var states = new List<string>();
        foreach (var day in days)
            states.Add(await _host.StateAsync(licence, day));
        return [.. states];
    }

    private Task<(string Code, string Detail)?> DecideAsync(string appeal, string outcome, string? from = null) =>
        _host.RefusedAsync(Maya, $"/v1/appeals/{appeal}/decision", Decision(outcome, from));

    private static JsonObject Appeal(string measure, string path = "appeal") => new() { ["subjectId"] = measure, ["path"] = path, ["grounds"] = "Nobody was heard." };

    private static JsonObject Decision(string outcome, string? from = null) => new()
    {
        ["outcome"] = outcome, ["from"] = from, ["decidedBy"] = "Supreme Court, file 081-WO-12", ["grounds"] = "As the judgment says.", ["reason"] = "the judgment came",
    };
}
