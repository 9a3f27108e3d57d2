using Licensing.Api.Features.Examinations;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Examinations;

/// <summary>60 days from 2026-03-15, that day not counting: the last day to decide is 2026-05-14.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private readonly ExaminationHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("\"refusal\"", ApplicationState.Refused)]
    [InlineData("\"grant\"", ApplicationState.Granted)]
    public async Task After_the_last_day_silence_is_what_the_regime_says_and_once(string means, ApplicationState state)
    {
        await _host.SetRegimeAsync(("silence", means));
        var (waiting, examined) = (await _host.ApplyAsync(), await _host.ExaminedAsync());
        await RunOnAsync("2026-05-14");
        Assert.Equal((ApplicationState.Submitted, ApplicationState.UnderExamination), (await _host.StateAsync(waiting.Id), await _host.StateAsync(examined.Id)));
        await RunOnAsync("2026-05-15");
        await RunOnAsync("2026-05-16");
        foreach (var applied in (Applied[])[waiting, examined])
        {
            Assert.Equal(state, await _host.StateAsync(applied.Id));
            Assert.Equal(["DecideBySilenceJob"], await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == applied.Id && e.Action == nameof(ApplicationDecidedBySilence)).Select(e => e.Actor).ToListAsync()));
        }
    }

    [Fact]
    public async Task What_silence_grants_two_people_number_and_once()
    {
        await _host.SetRegimeAsync(("silence", "\"grant\""));
        var applied = await _host.ExaminedAsync();
        Assert.Equal("decision.nothing-to-issue", await _host.ProposeAsync(applied.Id, _host.Grant(outcome: "issue")));
        await RunOnAsync("2026-05-15");
        Assert.Equal("application.not-possible", await _host.ProposeAsync(applied.Id, _host.Grant()));
        await _host.DecideAsync(applied.Id, _host.Grant("NP-7001", "issue"));
        var term = (await _host.LicenceAsync(applied.Id)).Facts.Single();
        Assert.Equal(("2026-05-15", "2027-05-14"), ($"{term.From:yyyy-MM-dd}", $"{term.Until:yyyy-MM-dd}"));
        Assert.Equal("decision.nothing-to-issue", await _host.ProposeAsync(applied.Id, _host.Grant(outcome: "issue")));
    }

    [Fact]
    public async Task Where_the_law_does_not_say_what_silence_means_it_only_marks_that_the_time_has_passed()
    {
        await _host.SetRegimeAsync(("silence", "\"none\""));
        var applied = await _host.ExaminedAsync();
        await RunOnAsync("2026-05-14");
        Assert.Null(await OverdueAsync(applied.Id));
        await RunOnAsync("2026-05-15");
        await RunOnAsync("2026-05-16");
        Assert.Equal((ApplicationState.UnderExamination, new DateOnly(2026, 5, 15)), (await _host.StateAsync(applied.Id), await OverdueAsync(applied.Id)));
        Assert.Equal(1, await _host.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.SubjectId == applied.Id && e.Action == nameof(ApplicationOverdue))));
    }

    [Fact]
    public async Task A_correction_and_an_appeal_start_the_time_anew()
    {
        var applied = await _host.ExaminedAsync();
        SetDay("2026-05-14");
        await _host.ActAsync(applied.Id, ApplicationAction.Return);
        await RunOnAsync("2026-05-15");                            // it waits for the applicant, not for the ministry
        await _host.ActAsync(applied.Id, ApplicationAction.Resubmit);
        await RunOnAsync("2026-07-14");
        Assert.Equal(ApplicationState.Submitted, await _host.StateAsync(applied.Id));
        await RunOnAsync("2026-07-15");
        Assert.Equal(ApplicationState.Refused, await _host.StateAsync(applied.Id));
        await _host.ActAsync(applied.Id, ApplicationAction.Reopen);
        await RunOnAsync("2026-07-16");
        Assert.Equal(ApplicationState.UnderExamination, await _host.StateAsync(applied.Id));
    }

    [Fact]
    public async Task What_an_appeal_grants_is_issued_by_two_people_and_only_a_refusal_is_appealed()
    {
        var applied = await _host.ExaminedAsync();
        Assert.Equal("not-found", (await LodgeAsync(applied)).Code);
        await _host.DecideAsync(applied.Id, ExaminationHost.Refusal());
        var appeal = await AppealAsync(applied);
        await DecideAppealAsync(appeal, "allow");
        Assert.Equal(ApplicationState.Granted, await _host.StateAsync(applied.Id));
        await _host.DecideAsync(applied.Id, _host.Grant("NP-7002", "issue"));
        Assert.Equal("NP-7002", (await _host.LicenceAsync(applied.Id)).Number);
    }

    [Theory]
    [InlineData("dismiss", ApplicationState.Refused)]
    [InlineData("remit", ApplicationState.UnderExamination)]
    public async Task An_appeal_that_is_dismissed_leaves_a_refusal_and_one_that_is_remitted_goes_on(string outcome, ApplicationState then)
    {
        var applied = await _host.ExaminedAsync();
        await _host.DecideAsync(applied.Id, ExaminationHost.Refusal());
        await DecideAppealAsync(await AppealAsync(applied), outcome);
        Assert.Equal(then, await _host.StateAsync(applied.Id));
    }

    [Theory]
    [InlineData("2026-04-14", null)]                        // 30 days after 15 March
    [InlineData("2026-04-15", "appeal.late")]
    public async Task A_refusal_can_be_appealed_up_to_the_last_day_and_not_after(string day, string? code)
    {
        var applied = await _host.ExaminedAsync();
        await _host.DecideAsync(applied.Id, ExaminationHost.Refusal());
        SetDay(day);
        Assert.Equal(code, (await LodgeAsync(applied)).Code);
    }

    [Fact]
    public async Task Whoever_refused_does_not_review_the_refusal()
    {
        var applied = await _host.ExaminedAsync();
        await _host.DecideAsync(applied.Id, ExaminationHost.Refusal());
        var appeal = await AppealAsync(applied, "review");
        Assert.Equal("appeal.own-decision", (await _host.PostAsync($"/v1/appeals/{appeal}/decision", Outcome("dismiss"), "officer:maya")).Code);
        Assert.Equal("appeal.own-decision", (await _host.PostAsync($"/v1/appeals/{appeal}/decision", Outcome("dismiss"), "officer:ravi")).Code);
        Assert.Null((await _host.PostAsync($"/v1/appeals/{appeal}/decision", Outcome("dismiss"), "officer:sita")).Code);
    }

    private Task<(string? Code, System.Text.Json.JsonElement Body)> LodgeAsync(Applied applied, string path = "appeal") =>
        _host.PostAsync("/v1/appeals", new() { ["subjectId"] = applied.Id, ["path"] = path, ["grounds"] = "Half was not missing." }, $"agency:{applied.Agency.Id}");

    private async Task<string> AppealAsync(Applied applied, string path = "appeal")
    {
        var (code, body) = await LodgeAsync(applied, path);
        Assert.True(code is null, body.ToString());
        return body.GetProperty("id").GetString()!;
    }

    private Task DecideAppealAsync(string appeal, string outcome) => _host.ProposeAndApproveAsync($"/v1/appeals/{appeal}/decision", Outcome(outcome));

    private static System.Text.Json.Nodes.JsonObject Outcome(string outcome) => new()
    {
        ["outcome"] = outcome, ["decidedBy"] = "Court, file 12", ["grounds"] = "As it says.", ["reason"] = "a test", ["from"] = outcome == "allow" ? "2026-03-15" : null,
    };

    private Task<DateOnly?> OverdueAsync(string application) => _host.InDatabaseAsync(db => db.Applications.Where(a => a.PublicId == application).Select(a => a.OverdueFrom).SingleAsync());

    private Task RunOnAsync(string day)
    {
        SetDay(day);
        return _host.RunJobAsync<DecideBySilenceJob>(job => job.RunAsync(CancellationToken.None));
    }

    // Noon in Kathmandu.
    private void SetDay(string day) => _host.Clock.SetUtcNow(new DateTimeOffset(DateOnly.Parse(day), new(6, 15), TimeSpan.Zero));
}
