using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Licences;
using Licensing.Api.Security;
using Licensing.Agencies.Tests.Register;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Deadlines;

/// <summary>Last days: told before they come and when they have passed, once, and listed at any time.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private readonly RegisterHost _host = new();

    public DeadlineTests() => _host.Settings["Licences:RemindDaysBefore"] = "10";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("2026-03-20", "", 0)]                      // the day before the reminder
    [InlineData("2026-03-21", "Reminder", 0)]              // ten days before
    [InlineData("2026-03-31", "Reminder", 0)]              // the last day
    [InlineData("2026-04-01", "Overdue", 1)]               // the day after
    public async Task A_condition_is_told_of_from_ten_days_before_and_on_the_day_after(string today, string told, int suggested)
    {
        var (_, licence) = await LicensedAsync();
        await ConditionAsync(licence, "2026-03-31");
        Today(today);
        await WatchAsync();
        Assert.Equal(told, string.Join(",", (await NoticesAsync(DeadlineKind.Condition)).Select(n => n.Stage)));
        Assert.Equal(suggested, await SuggestionsAsync());
    }

    [Theory]
    [InlineData("2026-03-20T18:14:59Z", 0)]
    [InlineData("2026-03-20T18:15:00Z", 1)]                // midnight in Kathmandu
    public async Task A_day_begins_at_the_ministrys_midnight(string instant, int told)
    {
        var (_, licence) = await LicensedAsync();
        await ConditionAsync(licence, "2026-03-31");
        _host.Clock.SetUtcNow(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        await WatchAsync();
        Assert.Equal(told, (await NoticesAsync(DeadlineKind.Condition)).Count);
    }

    [Fact]
    public async Task Each_stage_is_told_once_however_often_the_job_runs_and_by_however_many_workers()
    {
        var (_, licence) = await LicensedAsync();
        for (var i = 0; i < 30; i++)
            await ConditionAsync(licence, "2026-03-31");
        Today("2026-03-25");
        await Task.WhenAll(WatchAsync(), WatchAsync(), WatchAsync());
        await WatchAsync();
        Assert.Equal(30, (await NoticesAsync(DeadlineKind.Condition)).Count);
        Today("2026-04-02");
        await Task.WhenAll(WatchAsync(), WatchAsync());
        var notices = await NoticesAsync(DeadlineKind.Condition);
        Assert.Equal(60, notices.Count);
        Assert.Equal(60, notices.Select(n => (n.SubjectId, n.Stage)).Distinct().Count());
        Assert.Equal(30, await SuggestionsAsync());
    }

    [Fact]
    public async Task What_was_met_waived_or_reported_in_time_is_told_of_no_more()
    {
        var (_, licence) = await LicensedAsync();
        foreach (var (kind, on) in ((ConditionActKind, string)[])[(ConditionActKind.Met, "2026-03-20"), (ConditionActKind.Waived, "2026-03-20"), (ConditionActKind.Reported, "2026-03-31")])
            await ConditionAsync(licence, "2026-03-31", (kind, on));
        var late = await ConditionAsync(licence, "2026-03-31", (ConditionActKind.Reported, "2026-04-01"));
        var refused = await ConditionAsync(licence, "2026-03-31", (ConditionActKind.Reported, "2026-03-20"), (ConditionActKind.ReportRefused, "2026-03-21"));
        var refusedLater = await ConditionAsync(licence, "2026-03-31", (ConditionActKind.Reported, "2026-03-20"), (ConditionActKind.ReportRefused, "2026-04-02"));
        Today("2026-04-02");
        await WatchAsync();
        Assert.Equal(new[] { late, refused, refusedLater }.Order(), (await NoticesAsync(DeadlineKind.Condition)).Select(n => n.SubjectId).Order());
    }

    [Theory]
    [InlineData("2026-09-29", false)]
    [InlineData("2026-09-30", true)]                       // three months before 31 December
    [InlineData("2026-10-01", false)]
    public async Task A_renewal_is_due_on_the_last_day_that_the_regime_leaves(string day, bool due)
    {
        await _host.SetRegimeAsync(("renewal-window", """{"before":"3 months"}"""), ("late-renewal", "\"none\""));
        var (_, licence) = await LicensedAsync(until: "2026-12-31");
        var found = await ListAsync($"kind=renewal-window&from={day}&until={day}");
        Assert.Equal(due ? [licence] : [], found.Select(d => d.GetProperty("subjectId").GetString()));
        Assert.All(found, d => Assert.Equal(("no-renewal", "by-law"), (d.GetProperty("follows").GetString(), d.GetProperty("force").GetString())));
    }

    [Fact]
    public async Task A_licence_that_ends_is_told_of_and_one_that_was_renewed_or_revoked_is_not()
    {
        var (_, ending) = await LicensedAsync(until: "2026-03-20");
        var (_, renewed) = await LicensedAsync(until: "2026-03-20");
        var (_, revoked) = await LicensedAsync(until: "2026-03-20");
        await _host.ActAsync(renewed, (l, now) => l.BeginTerm(TermKind.Renewal, "general", new(2026, 3, 21), new(2027, 3, 20), false, now, "maya"));
        await _host.ActAsync(revoked, (l, now) => l.Revoke(new(2026, 3, 1), MeasureReason.Other, "x", now, "maya"));
        await WatchAsync();
        Assert.Equal((ending, DeadlineStage.Reminder), Assert.Single(await NoticesAsync(DeadlineKind.TermEnd)) is var n ? (n.SubjectId, n.Stage) : default);
        Today("2026-03-21");
        await WatchAsync();
        Assert.Equal([DeadlineStage.Reminder, DeadlineStage.Overdue], (await NoticesAsync(DeadlineKind.TermEnd)).Select(x => x.Stage));
        // What the law does by itself is suggested to nobody.
        Assert.Equal(0, await SuggestionsAsync());
    }

    [Theory]
    [InlineData(ApplicationAction.Submit, 0)]
    [InlineData(null, 1)]                                   // a draft asks for nothing yet
    public async Task A_renewal_that_is_being_asked_is_not_due_any_more(ApplicationAction? act, int due)
    {
        await _host.SetRegimeAsync(("renewal-window", """{"before":"3 months"}"""), ("late-renewal", "\"none\""));
        var (_, licence) = await LicensedAsync(until: "2026-06-30");
        await _host.InScopeAsync(async services =>
        {
            services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
            var db = services.GetRequiredService<Licensing.Api.Database.LicensingDb>();
            var now = _host.Clock.GetUtcNow().UtcDateTime;
            var of = await db.Licences.AsTracking().Include(l => l.Agency).SingleAsync(l => l.PublicId == licence);
            var application = new LicenceApplication(of.Agency, ApplicationKind.Renewal, of, "np", now, "maya");
            if (act is { } does)
                application.Take(does, now, "maya");
            db.Add(application);
            db.Record(application, new Asked());
            return await db.SaveChangesAsync();
        });
        Assert.Equal(due, (await ListAsync("kind=renewal-window&from=2026-03-30&until=2026-03-30")).Count);
        Assert.Single(await ListAsync("kind=term-end&from=2026-06-30&until=2026-06-30"));
    }

    [Fact]
    public async Task Late_renewal_ends_on_its_day()
    {
        await _host.SetRegimeAsync(("renewal-window", "\"none\""), ("late-renewal", """{"within":"2 months"}"""));
        var (_, licence) = await LicensedAsync(until: "2026-02-28");
        Assert.Equal(licence, Assert.Single(await ListAsync("kind=late-renewal&from=2026-04-28&until=2026-04-28")).GetProperty("subjectId").GetString());
        Assert.Empty(await ListAsync("kind=late-renewal&from=2026-04-29&until=2026-05-30"));
        Assert.Empty(await ListAsync("kind=renewal-window&from=2026-01-01&until=2026-12-31"));
    }

    [Fact]
    public async Task Where_the_regime_is_silent_the_list_says_so_and_where_a_named_day_is_not_set_too()
    {
        var silent = await _host.Officer.GetFromJsonAsync<JsonElement>("/v1/deadlines");
        Assert.Equal(["late-renewal", "renewal-window"], silent.GetProperty("undetermined").EnumerateArray().Select(u => u.GetProperty("question").GetString()!).Order());
        await _host.SetCalendarAsync(["saturday"], [], ("end-of-asar", "2026-07-16"), ("end-of-asoj", "2026-10-17"));
        var (_, licence) = await LicensedAsync(until: "2026-07-16");
        var set = await _host.Officer.GetFromJsonAsync<JsonElement>("/v1/deadlines?until=2026-12-31");
        Assert.Empty(set.GetProperty("undetermined").EnumerateArray());
        Assert.Equal([("term-end", "2026-07-16"), ("renewal-window", "2026-07-16"), ("late-renewal", "2026-10-17")],
            set.GetProperty("items").EnumerateArray().Where(d => d.GetProperty("subjectId").GetString() == licence).Select(d => (d.GetProperty("kind").GetString()!, d.GetProperty("dueOn").GetString()!)));
    }

    [Fact]
    public async Task An_agency_sees_its_own_and_what_it_was_told()
    {
        var (agency, licence) = await LicensedAsync();
        var (_, anothers) = await LicensedAsync();
        var condition = await ConditionAsync(licence, "2026-03-20");
        await ConditionAsync(anothers, "2026-03-20");
        await WatchAsync();
        var own = await _host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>("/v1/deadlines?kind=condition");
        var seen = Assert.Single(own.GetProperty("items").EnumerateArray());
        Assert.Equal((condition, false), (seen.GetProperty("subjectId").GetString(), seen.GetProperty("overdue").GetBoolean()));
        Assert.Equal(JsonValueKind.String, seen.GetProperty("remindedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("overdueToldAt").ValueKind);
        Today("2026-03-21");
        Assert.Empty(await ListAsync("kind=condition&overdue=false"));
        Assert.Equal(2, (await ListAsync("kind=condition&overdue=true")).Count);
    }

    [Fact]
    public async Task Pages_show_each_once_by_day()
    {
        var (_, licence) = await LicensedAsync(until: "2026-03-25");
        var expected = new List<string>();
        foreach (var day in (string[])["2026-03-20", "2026-03-20", "2026-03-22", "2026-03-25", "2026-03-30"])
            expected.Add(await ConditionAsync(licence, day));
        expected.Insert(4, licence);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/deadlines?from=2026-03-01&until=2026-03-31&limit=2{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("subjectId").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(expected, seen);
        using var other = await _host.Officer.GetAsync($"/v1/deadlines?from=2026-03-02&until=2026-03-31&cursor=x");
        Assert.Equal(400, (int)other.StatusCode);
    }

    [Theory]
    [InlineData("from=2026-03-02&until=2026-03-01")]
    [InlineData("from=2026-03-01&until=2028-05-10")]       // 801 days
    public async Task A_time_that_is_reversed_or_too_long_is_refused(string query)
    {
        using var refused = await _host.Officer.GetAsync($"/v1/deadlines?{query}");
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Fact]
    public async Task A_notice_is_due_until_it_is_answered()
    {
        await _host.SetRegimeAsync(("show-cause", "\"15 days\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));
        var (agency, licence) = await LicensedAsync();
        var notice = new JsonObject { ["intended"] = "suspension", ["reason"] = "workers-overcharged", ["grounds"] = "Eleven receipts." };
        var ids = new List<string>();
        foreach (var _ in (int[])[1, 2])
        {
            using var given = await ServiceHost.SendAsync(_host.Officer, $"/v1/licences/{licence}/notices", notice.DeepClone());
            ids.Add((await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
        }

        using var answered = await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/notices/{ids[0]}/answer", new JsonObject { ["answer"] = "They are false." }, "*");
        Assert.True(answered.IsSuccessStatusCode, await answered.Content.ReadAsStringAsync());
        var due = Assert.Single(await ListAsync("kind=show-cause"));
        Assert.Equal((ids[1], "2026-03-30", "none"), (due.GetProperty("subjectId").GetString(), due.GetProperty("dueOn").GetString(), due.GetProperty("force").GetString()));
        Today("2026-03-31");
        await WatchAsync();
        Assert.Equal(DeadlineStage.Overdue, Assert.Single(await NoticesAsync(DeadlineKind.ShowCause)).Stage);
        Assert.Equal(0, await SuggestionsAsync());
    }

    [Fact]
    public async Task Each_kind_has_one_source()
    {
        var kinds = await _host.InScopeAsync(services => Task.FromResult(services.GetServices<IDeadlineSource>().Select(s => s.Kind).ToList()));
        Assert.NotEmpty(kinds);
        Assert.Equal(kinds.Distinct(), kinds);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("366")]
    [InlineData("-1")]
    [InlineData("a month")]
    public void A_number_of_days_that_cannot_be_used_refuses_the_start(string days) => Assert.Contains("1 to 365", Assert.Throws<StartRefusedException>(() => Options(days)).Message);

    [Theory]
    [InlineData(null, 30)]
    [InlineData("1", 1)]
    [InlineData("365", 365)]
    public void Reminders_begin_thirty_days_before_unless_the_ministry_says_otherwise(string? set, int days) => Assert.Equal(days, Options(set).RemindDaysBefore);

    private static DeadlineOptions Options(string? days) =>
        DeadlineOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [DeadlineOptions.Setting] = days }).Build());

    private async Task<(RegisteredAgency Agency, string Licence)> LicensedAsync(string until = "2028-12-31")
    {
        var agency = await _host.RegisterAgencyAsync();
        return (agency, await _host.StoreLicenceAsync(agency, until: until));
    }

    private Task<string> ConditionAsync(string licence, string dueOn, params (ConditionActKind Kind, string On)[] acts) => _host.InDatabaseAsync(async db =>
    {
        var now = _host.Clock.GetUtcNow().UtcDateTime;
        var condition = new LicenceCondition(await db.Licences.SingleAsync(l => l.PublicId == licence), "Train every worker", new(2026, 1, 1), DateOnly.Parse(dueOn), true, null, now, "test");
        foreach (var (i, act) in acts.Index())
            condition.Act(act.Kind, DateOnly.Parse(act.On), "a test", null, null, now.AddSeconds(i), "test");
        db.Add(condition);
        db.Record(condition, new ConditionAdded(licence, condition.From, condition.DueOn, true));
        await db.SaveChangesAsync();
        return condition.PublicId;
    });

    /// <summary>Morning of the day at the ministry.</summary>
    private sealed record Asked;

    private void Today(string day) => _host.Clock.SetUtcNow(new(DateOnly.Parse(day).ToDateTime(new(4, 0)), TimeSpan.Zero));

    private Task WatchAsync() => _host.RunJobAsync<WatchDeadlinesJob>(job => job.RunAsync(CancellationToken.None));

    private Task<List<DeadlineNotice>> NoticesAsync(DeadlineKind kind) => _host.InDatabaseAsync(db => db.DeadlineNotices.AsNoTracking().Where(n => n.Kind == kind).OrderBy(n => n.Id).ToListAsync());

    private Task<int> SuggestionsAsync() => _host.InDatabaseAsync(db => db.Suggestions.CountAsync());

    private async Task<List<JsonElement>> ListAsync(string query) =>
        [.. (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/deadlines?{query}")).GetProperty("items").EnumerateArray()];
}
