using System.Net.Http.Json;
using System.Text.Json;

namespace Licensing.Api.Tests.Features.Agreements;

/// <summary>What two states agreed on, for everyone to read: what of it judges, what is checked, and what is only text.</summary>
public sealed class AgreementTests(LawfulHost host)
{
    [Fact]
    public async Task An_agreement_has_its_dates_and_says_of_each_clause_what_becomes_of_it()
    {
        var page = await ReadAsync("np-my-2018?on=2026-03-15");
        var agreement = page.GetProperty("agreement");
        Assert.Equal(("NP", "MY", "2018-10-29", "2019-09-12", "in-force", true), (Text(agreement, "origin"), Text(agreement, "destination"), Text(agreement, "signed"), Text(agreement, "inForce"), Text(agreement, "state"), agreement.GetProperty("lawHere").GetBoolean()));
        Assert.Equal(
            [("employer-pays", "bears", "rule"), ("refund-first-month", "refund", "rule"), ("contract", "contract", "check"), ("pay-day", "payDay", "check")],
            Clauses(page).Select(c => (Text(c, "id")["np-my-2018.".Length..], Text(c, "meaning"), Text(c, "effect"))));
        var rule = Clauses(page).First();
        Assert.Contains("The employer bears, and the worker is charged nothing for: recruitment-fee", Text(rule, "says"), StringComparison.Ordinal);
        using var provision = await host.Public.GetAsync($"/v1/law/provisions/{Text(rule, "provision")}");
        Assert.True(provision.IsSuccessStatusCode);
        Assert.Equal("Wages are paid by day 7 of the following month.", Text(Clauses(page).Last(), "says"));
    }

    [Fact]
    public async Task What_cannot_be_encoded_is_kept_as_text_and_the_next_review_is_told()
    {
        var page = await ReadAsync("id-my-2022?on=2022-04-01");
        var texts = Clauses(page).Where(c => Text(c, "meaning") == "text").ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, c => Assert.Equal("shown", Text(c, "effect")));
        Assert.Equal("2022-07-01", Text(page, "nextReview"));
        var withoutRule = await ReadAsync("in-ae-2018");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (withoutRule.GetProperty("agreement").GetProperty("lawHere").ValueKind, withoutRule.GetProperty("nextReview").ValueKind));
        Assert.All(Clauses(withoutRule), c => Assert.Equal(JsonValueKind.Null, c.GetProperty("provision").ValueKind));
    }

    [Theory]
    [InlineData("2018-10-28", "not-signed")]
    [InlineData("2018-10-29", "signed")]
    [InlineData("2019-09-11", "signed")]
    [InlineData("2019-09-12", "in-force")]
    public async Task The_day_says_where_it_stands(string day, string state) =>
        Assert.Equal(state, Text((await ReadAsync($"np-my-2018?on={day}")).GetProperty("agreement"), "state"));

    [Fact]
    public async Task The_list_is_by_party_and_state_of_a_day_page_by_page()
    {
        Assert.Equal(["np-ae-2019", "np-jo-2017", "np-my-2018"], Names(await ListAsync("party=NP")));
        Assert.Equal(["bd-my-2021", "id-my-2022", "np-my-2018"], Names(await ListAsync("party=MY&state=in-force&on=2024-01-01")));
        var all = Names(await ListAsync("limit=200"));
        Assert.True(all.Count >= 11);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        var (read, cursor) = (new List<string>(), "");
        do
        {
            var page = await ListAsync($"limit=4{cursor}");
            read.AddRange(Names(page));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(all, read);

        var first = await ListAsync("limit=4");
        using var other = await host.Public.GetAsync($"/v1/agreements?limit=4&party=NP&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal("cursor.invalid", (await ProblemAnswer.ReadAsync(other)).Code);
    }

    [Fact]
    public async Task Only_what_two_people_made_law_here_is_called_so()
    {
        await using var own = new ServiceHost();
        Assert.False((await own.Public.GetFromJsonAsync<JsonElement>("/v1/agreements/np-my-2018")).GetProperty("agreement").GetProperty("lawHere").GetBoolean());
        using var none = await own.Public.GetAsync("/v1/agreements/np-my");
        Assert.Equal("not-found", (await ProblemAnswer.ReadAsync(none)).Code);
        using var wrong = await own.Public.GetAsync("/v1/agreements?party=XX&limit=0");
        Assert.Equal(["limit", "party"], (await ProblemAnswer.ReadAsync(wrong)).Errors.Select(e => e.At).Order());
    }

    private Task<JsonElement> ReadAsync(string address) => host.Public.GetFromJsonAsync<JsonElement>($"/v1/agreements/{address}");

    private Task<JsonElement> ListAsync(string query) => host.Public.GetFromJsonAsync<JsonElement>($"/v1/agreements?{query}");

    private static IEnumerable<JsonElement> Clauses(JsonElement page) => page.GetProperty("clauses").EnumerateArray();

    private static List<string> Names(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(a => Text(a, "name"))];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
