using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Examinations;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Examinations;

/// <summary>The public objects within 7 days from the day on which the examination began, that day not counting: up to 2026-03-22.</summary>
public sealed class ObjectionTests : IAsyncLifetime
{
    private readonly ExaminationHost _host = new();

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        await _host.SetRegimeAsync(("objection-window", "\"7 days\""));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("2026-03-22", null)]                    // the last day
    [InlineData("2026-03-23", "objection.too-late")]    // the day after
    public async Task Anybody_may_object_up_to_the_last_day(string on, string? code)
    {
        var applied = await _host.ExaminedAsync();
        SetDay(on);
        Assert.Equal(code, await ObjectAsync(applied.Id));
        var listed = (await _host.Public.GetFromJsonAsync<JsonElement>("/v1/open-applications")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(code is null ? [(applied.Id, "Himal Works", "Kathmandu", "2026-03-22")] : [],
            listed.Select(a => (Text(a, "id"), Text(a, "name"), Text(a, "place"), Text(a, "lastDay"))));
    }

    [Theory]
    [InlineData("2026-03-22", "objection.window-open")]
    [InlineData("2026-03-23", null)]
    public async Task A_grant_waits_until_the_day_after_the_last_and_a_refusal_need_not(string on, string? code)
    {
        var applied = await _host.ExaminedAsync();
        SetDay(on);
        Assert.Equal(code, await _host.ProposeAsync(applied.Id, _host.Grant()));
        if (code is not null)
            Assert.Null(await _host.ProposeAsync(applied.Id, ExaminationHost.Refusal()));
    }

    [Fact]
    public async Task What_is_not_under_examination_is_not_known_to_the_public_and_what_is_decided_is_closed()
    {
        var applied = await _host.ApplyAsync();
        Assert.Equal("not-found", await ObjectAsync(applied.Id));
        await _host.BeginAsync(applied.Id);
        Assert.Null(await ObjectAsync(applied.Id));
        await _host.DecideAsync(applied.Id, ExaminationHost.Refusal());
        Assert.Equal("objection.too-late", await ObjectAsync(applied.Id));
        Assert.Empty((await _host.Public.GetFromJsonAsync<JsonElement>("/v1/open-applications")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_correction_does_not_give_the_public_its_time_again()
    {
        var applied = await _host.ExaminedAsync();
        SetDay("2026-03-20");
        await _host.ActAsync(applied.Id, ApplicationAction.Return);
        Assert.Null(await ObjectAsync(applied.Id));
        await _host.ActAsync(applied.Id, ApplicationAction.Resubmit);
        Assert.Equal("2026-03-22", Text(await _host.BeginAsync(applied.Id), "objectionsUntil"));
    }

    [Fact]
    public async Task The_ministry_reads_and_answers_and_opens_the_contact_only_after_the_read_is_recorded()
    {
        var applied = await _host.ExaminedAsync();
        Assert.Null(await ObjectAsync(applied.Id, "me@example.org"));
        var listed = await (await _host.Officer.GetAsync($"/v1/applications/{applied.Id}/objections?unanswered=true")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("example.org", listed);
        var objection = JsonDocument.Parse(listed).RootElement.GetProperty("items")[0];
        Assert.Equal(("They took my passport.", true), (Text(objection, "text"), objection.GetProperty("hasContact").GetBoolean()));
        var id = Text(objection, "id");
        Assert.Null((await _host.PostAsync($"/v1/objections/{id}/answer", new() { ["answer"] = "We look into it." })).Code);
        Assert.Equal(0, (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{applied.Id}/objections?unanswered=true")).GetProperty("items").GetArrayLength());
        Assert.Equal((1, 0), await CountsAsync(applied.Id));

        var (_, opened) = await _host.PostAsync($"/v1/objections/{id}/contact-reads", new() { ["purpose"] = "to hear him" }, "officer:ravi");
        Assert.Equal("me@example.org", Text(opened, "contact"));
        Assert.Equal("ravi", Text((await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?shown={id}")).GetProperty("items")[0], "reader"));
        Assert.DoesNotContain("example.org", await _host.InDatabaseAsync(async db => string.Join("\n", await db.AuditEvents.Select(e => e.Payload).ToListAsync())));
    }

    [Fact]
    public async Task One_address_files_so_many_and_no_more()
    {
        await using var own = new ExaminationHost();
        own.Settings[ObjectionLimit.Setting] = "2";
        await own.InitializeAsync();
        async Task<int> Status() => (int)(await ServiceHost.SendAsync(own.Public, "/v1/open-applications/ap_0000000000000000/objections", new JsonObject { ["text"] = "x" })).StatusCode;
        foreach (var expected in (int[])[404, 404, 429])
            Assert.Equal(expected, await Status());
    }

    [Fact]
    public async Task What_was_said_goes_when_the_ministrys_period_after_the_decision_is_over_and_never_before_it()
    {
        var (open, decided) = (await _host.ExaminedAsync(), await _host.ExaminedAsync());
        foreach (var applied in (Applied[])[open, decided])
            Assert.Null(await ObjectAsync(applied.Id, "me@example.org"));
        await _host.DecideAsync(decided.Id, ExaminationHost.Refusal());
        var keys = await _host.InDatabaseAsync(db => new RetainedObjections().Due(db, new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Select(d => d.Id).ToListAsync());
        var key = Assert.Single(keys);
        await _host.InDatabaseAsync(async db =>
        {
            await new RetainedObjections().DeleteAsync(db, keys, new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), default);
            return true;
        });
        Assert.Equal((decided.Id, true, true), await _host.InDatabaseAsync(db => db.Objections.Where(o => o.Id == key).Select(o => ValueTuple.Create(o.Application.PublicId, o.Text == null, o.PersonKey == null)).SingleAsync()));
    }

    private async Task<string?> ObjectAsync(string application, string? contact = null)
    {
        using var answer = await ServiceHost.SendAsync(_host.Public, $"/v1/open-applications/{application}/objections", new JsonObject { ["text"] = "They took my passport.", ["contact"] = contact });
        return answer.IsSuccessStatusCode ? null : Text(await answer.Content.ReadFromJsonAsync<JsonElement>(), "code");
    }

    private async Task<(int, int)> CountsAsync(string application)
    {
        var examination = await _host.ExaminationAsync(application);
        return (examination.GetProperty("objections").GetInt32(), examination.GetProperty("unansweredObjections").GetInt32());
    }

    // Noon in Kathmandu.
    private void SetDay(string day) => _host.Clock.SetUtcNow(new DateTimeOffset(DateOnly.Parse(day), new(6, 15), TimeSpan.Zero));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
