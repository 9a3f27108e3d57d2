using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Regimes;

public sealed class RegimeTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_regime_of_the_home_country_is_shown_with_its_sources()
    {
        var answer = await AnswerAsync("deposit-top-up", "2025-08-15");
        Assert.Equal("known", answer.GetProperty("state").GetString());
        Assert.Equal("15 days", answer.GetProperty("value").GetString());
        var source = Assert.Single(answer.GetProperty("sources").EnumerateArray());
        Assert.Equal("statute", source.GetProperty("grade").GetString());
        Assert.Contains("2064", source.GetProperty("citation").GetString());
    }

    [Fact]
    public async Task What_no_source_says_is_not_known_and_names_the_steps_that_wait_for_it()
    {
        var answer = await AnswerAsync("show-cause", "2026-03-15");
        Assert.Equal("not-known", answer.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("value").ValueKind);
        Assert.Contains("show-cause", await MissingAsync("suspend"));
        Assert.Contains("show-cause", await MissingAsync("revoke"));
    }

    [Fact]
    public async Task Two_people_set_a_value_and_it_holds_from_its_first_day_to_its_last()
    {
        await ProposeAndApproveAsync("show-cause", "15 days", "2026-03-01", "2026-03-31");
        Assert.Equal("not-known", (await AnswerAsync("show-cause", "2026-02-28")).GetProperty("state").GetString());
        var first = await AnswerAsync("show-cause", "2026-03-01");
        Assert.Equal("known", first.GetProperty("state").GetString());
        Assert.Equal("15 days", first.GetProperty("value").GetString());
        Assert.True(first.GetProperty("setByMinistry").GetBoolean());
        Assert.Equal("Circular 7", first.GetProperty("note").GetString());
        Assert.Equal("known", (await AnswerAsync("show-cause", "2026-03-31")).GetProperty("state").GetString());
        Assert.Equal("not-known", (await AnswerAsync("show-cause", "2026-04-01")).GetProperty("state").GetString());
        Assert.DoesNotContain("show-cause", await MissingAsync("suspend"));
    }

    [Fact]
    public async Task A_ministrys_value_goes_before_the_file_and_a_later_one_before_an_earlier()
    {
        await ProposeAndApproveAsync("deposit-top-up", "20 days", "2026-01-01", null);
        await ProposeAndApproveAsync("deposit-top-up", "25 days", "2026-03-01", null);
        Assert.Equal("15 days", (await AnswerAsync("deposit-top-up", "2025-12-31")).GetProperty("value").GetString());
        Assert.Equal("20 days", (await AnswerAsync("deposit-top-up", "2026-02-28")).GetProperty("value").GetString());
        Assert.Equal("25 days", (await AnswerAsync("deposit-top-up", "2026-03-01")).GetProperty("value").GetString());
    }

    [Fact]
    public async Task What_the_regime_was_held_to_be_at_an_instant_is_still_answered_with_who_made_it_so()
    {
        async Task<(string? Value, int Holidays)> HeldAsync(string knownAt)
        {
            var regime = await _host.Public.GetFromJsonAsync<JsonElement>($"/v1/regime?on=2026-03-15&knownAt={knownAt}");
            return (regime.GetProperty("answers").EnumerateArray().Single(a => a.GetProperty("question").GetString() == "deposit-top-up").GetProperty("value").GetString(),
                regime.GetProperty("days") is { ValueKind: JsonValueKind.Object } days ? days.GetProperty("holidays").GetArrayLength() : -1);
        }

        await ProposeAndApproveAsync("deposit-top-up", "20 days", "2026-01-01", null);
        await _host.SetCalendarAsync(["saturday"], ["2026-03-20"]);
        var first = _host.Clock.GetUtcNow();
        _host.Clock.Advance(TimeSpan.FromHours(2));
        await ProposeAndApproveAsync("deposit-top-up", "25 days", "2026-01-01", null);
        await _host.SetCalendarAsync(["saturday"], ["2026-03-20", "2026-03-23"]);
        var second = _host.Clock.GetUtcNow();

        static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        Assert.Equal(("15 days", -1), await HeldAsync(At(first.AddMilliseconds(-1))));
        Assert.Equal(("20 days", 1), await HeldAsync(At(first)));
        Assert.Equal(("20 days", 1), await HeldAsync(At(second.AddMilliseconds(-1))));
        Assert.Equal(("25 days", 2), await HeldAsync(At(second)));

        var history = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/regime/history?knownAt={At(second)}");
        Assert.Equal(["25 days", "20 days"], history.GetProperty("settings").EnumerateArray().Select(s => s.GetProperty("value").GetString()));
        Assert.Equal([2, 1], history.GetProperty("calendars").EnumerateArray().Select(c => c.GetProperty("days").GetProperty("holidays").GetArrayLength()));
        Assert.All(history.GetProperty("settings").EnumerateArray().Concat(history.GetProperty("calendars").EnumerateArray()), made =>
        {
            Assert.NotEqual(made.GetProperty("proposedBy").GetString(), made.GetProperty("approvedBy").GetString());
            Assert.NotEmpty(made.GetProperty("reason").GetString()!);
        });
        history = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/regime/history?knownAt={At(first)}");
        Assert.Equal((1, 1), (history.GetProperty("settings").GetArrayLength(), history.GetProperty("calendars").GetArrayLength()));
    }

    [Fact]
    public async Task Whoever_proposes_does_not_decide()
    {
        using var proposed = await ServiceHost.SendAsync(_host.Officer, "/v1/regime/settings", Setting("show-cause", "15 days", "2026-01-01", null));
        var proposal = await proposed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("\"question\":\"show-cause\"", proposal.GetProperty("change").GetString());
        using var approved = await ServiceHost.SendAsync(_host.Officer, $"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "mine" }, "*");
        Assert.Equal("proposal.same-person", await CodeAsync(approved));
        Assert.Equal("not-known", (await AnswerAsync("show-cause", "2026-03-15")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("show-cause", "\"soon\"", "/value", "must be a time")]
    [InlineData("deposit-sharing", "\"as-they-come\"", "/value", "pro-rata")]
    [InlineData("licence-number", "\"(\"", "/value", "regular expression")]
    [InlineData("classes", "[]", "/value", "must not be empty")]
    [InlineData("classes", "[{\"class\":\"a\",\"title\":\"A\"},{\"class\":\"b\",\"title\":\"\"}]", "/value/1/title", "a text is needed")]
    [InlineData("term", "{\"frist\":\"1 year\"}", "/value/frist", "known are first, later, endsOn")]
    public async Task A_value_that_is_none_is_refused_where_it_is_wrong_with_what_would_be_right(string question, string json, string at, string says)
    {
        var body = Setting(question, "", "2026-01-01", null);
        body["value"] = JsonNode.Parse(json);
        using var refused = await ServiceHost.SendAsync(_host.Officer, "/v1/regime/settings", body);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("request.invalid", problem.GetProperty("code").GetString());
        var error = problem.GetProperty("errors").EnumerateArray().Single(e => e.GetProperty("detail").GetString()!.Contains(says, StringComparison.Ordinal));
        Assert.Equal(("regime-value.invalid", at), (error.GetProperty("code").GetString(), error.GetProperty("at").GetString()));
        Assert.Contains(question, error.GetProperty("mend").GetString());
    }

    [Theory]
    [InlineData("2026-03-01", "2026-02-28", "date.before-first", "2026-02-28")]
    [InlineData("2026-03-01", "2101-01-01", "date.out-of-range", "2101-01-01")]
    public async Task A_last_day_that_cannot_be_is_named_as_the_caller_wrote_it(string from, string until, string code, string value)
    {
        using var refused = await ServiceHost.SendAsync(_host.Officer, "/v1/regime/settings", Setting("show-cause", "15 days", from, until));
        var error = Assert.Single((await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray());
        Assert.Equal((code, "/until", value), (error.GetProperty("code").GetString(), error.GetProperty("at").GetString(), error.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task A_setting_of_one_day_holds_on_it()
    {
        await ProposeAndApproveAsync("show-cause", "15 days", "2026-03-01", "2026-03-01");
        Assert.Equal("known", (await AnswerAsync("show-cause", "2026-03-01")).GetProperty("state").GetString());
        Assert.Equal("not-known", (await AnswerAsync("show-cause", "2026-03-02")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_calendar_is_made_by_two_people_and_the_last_one_holds()
    {
        await _host.SetCalendarAsync(["saturday"], ["2026-03-08"], ("end-of-asar", "2026-07-16"));
        await _host.SetCalendarAsync(["saturday"], ["2026-03-08", "2026-03-09"], ("end-of-asar", "2026-07-15"));
        var days = (await ReadAsync("2026-03-15")).GetProperty("days");
        Assert.Equal(["2026-03-08", "2026-03-09"], days.GetProperty("holidays").EnumerateArray().Select(d => d.GetString()!));
        Assert.Equal("2026-07-15", Assert.Single(days.GetProperty("namedDays").EnumerateArray()).GetProperty("day").GetString());
    }

    [Fact]
    public async Task A_holiday_outside_the_calendar_is_refused()
    {
        using var refused = await ServiceHost.SendAsync(_host.Officer, "/v1/regime/calendars", new JsonObject
        {
            ["weekend"] = new JsonArray("saturday"), ["from"] = "2026-01-01", ["until"] = "2026-12-31", ["holidays"] = new JsonArray("2027-01-01"), ["namedDays"] = new JsonArray(), ["reason"] = "a test",
        });
        Assert.Equal("request.invalid", await CodeAsync(refused));
    }

    [Theory]
    [InlineData("ae-domestic", "ae-domestic", "known")]
    [InlineData("id", "id", "known")]
    public async Task Another_regime_is_chosen_by_configuration(string setting, string name, string capital)
    {
        await using var host = new ServiceHost();
        host.Settings["Ministry:Regime"] = setting;
        var regime = await host.Public.GetFromJsonAsync<JsonElement>("/v1/regime?on=2026-03-15");
        Assert.Equal(name, regime.GetProperty("name").GetString());
        if (setting == "id")
            Assert.Equal(capital, regime.GetProperty("answers").EnumerateArray().Single(a => a.GetProperty("question").GetString() == "capital").GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_country_without_a_shipped_regime_begins_with_nothing_known()
    {
        await using var host = new ServiceHost();
        host.Settings["Ministry:HomeCountry"] = "PH";
        var regime = await host.Public.GetFromJsonAsync<JsonElement>("/v1/regime?on=2026-03-15");
        Assert.All(regime.GetProperty("answers").EnumerateArray(), a => Assert.Equal("not-known", a.GetProperty("state").GetString()));
    }

    [Fact]
    public void A_regime_that_is_not_there_refuses_the_start_and_names_those_that_are() =>
        Assert.Contains("ae-domestic", Assert.Throws<StartRefusedException>(() => Book("atlantis")).Message);

    [Fact]
    public async Task A_file_of_the_ministrys_own_is_read_and_its_errors_name_their_line()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Regimes", "np.yaml"));
        try
        {
            await File.WriteAllTextAsync(file, text.Replace("regime: np", "regime: our-own"));
            Assert.Equal("our-own", Book(file).Regime.Name);
            await File.WriteAllTextAsync(file, text.Replace("value: 15 days", "value: soon"));
            Assert.Matches(@"line \d+, regime\.answers\.deposit-top-up", Assert.Throws<StartRefusedException>(() => Book(file)).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Every_regime_that_ships_is_read_and_each_answer_is_found_in_its_file()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Regimes")))
        {
            var book = Book(Path.GetFileNameWithoutExtension(file));
            foreach (var answer in Enum.GetValues<RegimeQuestion>().Select(q => book.Regime.Answer(q, new(2026, 11, 24))).Where(a => a.State == AnswerState.Known))
                Assert.NotNull(book.AsWritten(answer));
        }
    }

    private RegimeBook Book(string name) => new(new Ministry { Regime = name }, _host.Services.GetRequiredService<CodeLists>());

    private Task ProposeAndApproveAsync(string question, string value, string from, string? until) =>
        _host.ProposeAndApproveAsync("/v1/regime/settings", Setting(question, value, from, until));

    private static JsonObject Setting(string question, string value, string from, string? until) => new()
    {
        ["question"] = question, ["from"] = from, ["until"] = until, ["value"] = value, ["authority"] = "Circular 7", ["reason"] = "the sources are silent",
    };

    private Task<JsonElement> ReadAsync(string on) => _host.Public.GetFromJsonAsync<JsonElement>($"/v1/regime?on={on}");

    private async Task<JsonElement> AnswerAsync(string question, string on) =>
        (await ReadAsync(on)).GetProperty("answers").EnumerateArray().Single(a => a.GetProperty("question").GetString() == question);

    private async Task<IEnumerable<string?>> MissingAsync(string step) =>
        (await ReadAsync("2026-03-15")).GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("step").GetString() == step).GetProperty("missing").EnumerateArray().Select(q => q.GetString());

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
