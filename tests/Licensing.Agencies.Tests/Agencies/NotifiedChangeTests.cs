using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Licensing.Agencies.Tests.Register;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Licensing.Agencies.Tests.Agencies;

/// <summary>An agency says what changed; it is so once the ministry approves, unless notification suffices.</summary>
public sealed class NotifiedChangeTests : IAsyncLifetime
{
    private readonly RegisterHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("2026-03-09", null)]           // the day before the change
    [InlineData("2026-03-10", "Lazimpat 5")]
    public async Task An_approved_address_is_a_fact_from_the_day_of_the_change_on(string day, string? address)
    {
        var agency = await _host.RegisterAgencyAsync();
        var (change, etag) = await NotifyAsync(agency, Change("address", "Lazimpat 5"));
        Assert.Equal("waiting", change.GetProperty("state").GetString());
        Assert.Null((await EntryAsync(agency, "2026-03-15")).GetProperty("address").GetString());
        using var accepted = await DecideAsync(change, "acceptance", etag);
        Assert.Equal(200, (int)accepted.StatusCode);
        Assert.Equal(address, (await EntryAsync(agency, day)).GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_new_name_is_found_and_the_old_one_is_a_former_name()
    {
        var agency = await _host.RegisterAgencyAsync("Dhaulagiri Recruiters");
        var (change, _) = await NotifyAsync(agency, Change("name", "Annapurna Placements"));
        using var accepted = await DecideAsync(change, "acceptance", "*");
        var names = (await EntryAsync(agency, "2026-03-15")).GetProperty("names").EnumerateArray().ToList();
        Assert.Equal(["Annapurna Placements", "Dhaulagiri Recruiters"], names.Select(n => n.GetProperty("text").GetString()));
        Assert.Equal("2026-03-09", names[1].GetProperty("until").GetString());
        Assert.Equal(agency.Id, (await _host.SearchAsync("name=annapurna%20placement")).Single().GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_refused_change_changes_nothing_and_says_why()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (change, _) = await NotifyAsync(agency, Change("address", "Nowhere 1"));
        using var refused = await DecideAsync(change, "refusal", "*");
        Assert.Equal(200, (int)refused.StatusCode);
        Assert.Null((await EntryAsync(agency, "2026-03-15")).GetProperty("address").GetString());
        var read = await _host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/notified-changes/{change.GetProperty("id").GetString()}");
        Assert.Equal(("refused", "the lease was looked at"), (read.GetProperty("state").GetString(), read.GetProperty("reason").GetString()));
        using var late = await DecideAsync(change, "acceptance", "*");
        Assert.Equal("change.decided", await CodeAsync(late));
    }

    [Fact]
    public async Task An_officer_who_is_not_free_towards_the_agency_decides_no_change()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (change, _) = await NotifyAsync(agency, Change("address", "Lazimpat 5"));
        using var declared = await ServiceHost.SendAsync(_host.Officer, "/v1/conflicts", new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "a sister works there" });
        foreach (var how in (string[])["acceptance", "refusal"])
        {
            using var refused = await DecideAsync(change, how, "*");
            Assert.Equal("proposal.conflict", await CodeAsync(refused));
        }
    }

    [Fact]
    public async Task Where_notification_suffices_the_fact_holds_at_once_and_other_kinds_still_wait()
    {
        await using var host = new RegisterHost();
        host.Settings["Licences:ChangesByNotification:0"] = "address";
        var agency = await host.RegisterAgencyAsync();
        using var noted = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/changes", Change("address", "Lazimpat 5"));
        Assert.Equal("noted", (await noted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Equal("Lazimpat 5", (await host.GetAsync($"/v1/register/agencies/{agency.Id}")).GetProperty("address").GetString());
        using var owner = await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/changes", Change("owner", "Another owner"));
        Assert.Equal("waiting", (await owner.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("address", "ne-Deva", "language.not-here")]
    [InlineData("address", null, "text.too-long")]
    public async Task What_does_not_fit_is_refused_where_it_stands(string kind, string? language, string code)
    {
        var agency = await _host.RegisterAgencyAsync();
        using var refused = await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/changes", Change(kind, language is null ? new string('x', 301) : "Lazimpat 5").With("language", language));
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains(code, await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_an_owner_is_goes_with_the_ministrys_period_and_what_is_no_persons_stays()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (owner, _) = await NotifyAsync(agency, Change("owner", "Asha Tamang"));
        var (waiting, _) = await NotifyAsync(agency, Change("responsible-person", "Bina Rai"));
        var (address, _) = await NotifyAsync(agency, Change("address", "Lazimpat 5"));
        foreach (var decided in (JsonElement[])[owner, address])
        {
            using var accepted = await DecideAsync(decided, "acceptance", "*");
            Assert.Equal(200, (int)accepted.StatusCode);
        }

        var (retained, now) = (new RetainedChanges(), _host.Clock.GetUtcNow().UtcDateTime);
        Task<List<Licensing.Api.Features.Retention.DueRow>> DueAsync(DateTime before) => _host.InDatabaseAsync(db => retained.Due(db, before).ToListAsync());
        Assert.Empty(await DueAsync(now));
        Assert.Equal(owner.GetProperty("id").GetString(), Assert.Single(await DueAsync(now.AddSeconds(1))).Name);
        using (var held = await ServiceHost.SendAsync(_host.Officer, "/v1/legal-holds", new JsonObject { ["subjectId"] = agency.Id, ["reason"] = "a case" }))
        {
            Assert.Empty(await DueAsync(now.AddSeconds(1)));
            using var lifted = await ServiceHost.SendAsync(_host.Officer, $"/v1/legal-holds/{(await held.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}/end", new JsonObject { ["reason"] = "over" }, "*");
        }

        var keys = (await DueAsync(now.AddSeconds(1))).ConvertAll(d => d.Id);
        await _host.InDatabaseAsync(async db =>
        {
            await retained.DeleteAsync(db, keys, now, CancellationToken.None);
            return true;
        });
        var read = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/notified-changes/{owner.GetProperty("id").GetString()}");
        Assert.Equal(JsonValueKind.Null, read.GetProperty("what").ValueKind);
        Assert.Equal("accepted", read.GetProperty("state").GetString());
        Assert.Empty(await DueAsync(now.AddSeconds(1)));
        // One who waits to be decided is still needed; what he was notified as can still be accepted.
        using var later = await DecideAsync(waiting, "acceptance", "*");
        Assert.Equal(200, (int)later.StatusCode);
    }

    [Fact]
    public void A_word_that_is_no_change_refuses_the_start_and_names_those_that_are() => Assert.Contains("responsible-person", Assert.Throws<StartRefusedException>(() =>
        ChangeOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Licences:ChangesByNotification:0"] = "adress" }).Build())).Message);

    private static JsonObject Change(string kind, string what) => new() { ["kind"] = kind, ["on"] = "2026-03-10", ["what"] = what, ["document"] = "Lease of 9 March 2026" };

    private async Task<(JsonElement Change, string ETag)> NotifyAsync(RegisteredAgency agency, JsonObject change)
    {
        using var answer = await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/changes", change);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return (body, answer.Headers.ETag!.ToString());
    }

    private Task<HttpResponseMessage> DecideAsync(JsonElement change, string how, string etag) =>
        ServiceHost.SendAsync(_host.Officer, $"/v1/notified-changes/{change.GetProperty("id").GetString()}/{how}", new JsonObject { ["reason"] = "the lease was looked at" }, etag);

    private Task<JsonElement> EntryAsync(RegisteredAgency agency, string day) => _host.GetAsync($"/v1/register/agencies/{agency.Id}?asOf={day}");

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
