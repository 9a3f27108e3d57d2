using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Features.FeeQuotes;

/// <summary>What a worker is told before paying, by the law that is approved here and no other.</summary>
public sealed class FeeQuoteTests(LawfulHost host)
{
    [Fact]
    public async Task A_quote_names_the_limit_its_law_and_what_is_open()
    {
        var quote = await QuoteAsync(host, "origin=NP&destination=QA&on=2024-06-03&months=24&wageMinor=100000&wageCurrency=QAR");
        var fee = Line(quote, "recruitment-fee.service");
        Assert.Equal(("at-most", 1_000_000), (fee.GetProperty("word").GetString(), fee.GetProperty("atMost").GetProperty("amountMinor").GetInt64()));
        var limit = fee.GetProperty("limits").EnumerateArray().First(l => l.GetProperty("provision").GetString() == "np.service-fee");
        Assert.Contains("10,000.00", limit.GetProperty("sentence").GetString());
        Assert.Equal("S", limit.GetProperty("source").GetProperty("grade").GetString());
        Assert.Equal("not-allowed", Line(quote, "administrative.visa").GetProperty("word").GetString());
        var equipment = Line(quote, "equipment");
        Assert.Equal("open", equipment.GetProperty("word").GetString());
        Assert.Equal(JsonValueKind.Null, equipment.GetProperty("atMost").ValueKind);
        Assert.NotEmpty(equipment.GetProperty("silentLaws").EnumerateArray());
        Assert.Equal(1_000_000, quote.GetProperty("allIn").GetProperty("atMost").GetProperty("amountMinor").GetInt64());
        Assert.True(quote.GetProperty("allIn").GetProperty("openCosts").GetInt32() > 0);
    }

    [Theory]
    [InlineData(1_000_000, "allowed")]
    [InlineData(1_000_001, "not-allowed")]
    public async Task At_the_limit_it_is_allowed_and_one_paisa_more_is_not(long minor, string word)
    {
        var answer = await CheckAsync(Reported.Asked(minor));
        var item = Assert.Single(answer.GetProperty("items").EnumerateArray());
        Assert.Equal(word, item.GetProperty("word").GetString());
        Assert.Contains("np.service-fee v2", item.GetProperty("provisions").EnumerateArray().Select(p => p.GetString()));
        Assert.NotEmpty(item.GetProperty("sentences").EnumerateArray());
    }

    [Fact]
    public async Task What_no_law_speaks_of_is_open_and_nothing_is_stored()
    {
        var before = await host.CountRowsAsync();
        var item = Assert.Single((await CheckAsync(Reported.Asked(500, "equipment.tools"))).GetProperty("items").EnumerateArray());
        Assert.Equal("open", item.GetProperty("word").GetString());
        Assert.Equal(before, await host.CountRowsAsync());
    }

    [Fact]
    public async Task Only_approved_law_counts_and_an_approval_is_in_the_next_answer()
    {
        await using var own = new ServiceHost();
        const string query = "origin=NP&destination=MY&on=2024-06-03";
        Assert.All((await QuoteAsync(own, query)).GetProperty("lines").EnumerateArray(), l => Assert.Equal("open", l.GetProperty("word").GetString()));
        await own.ApproveLawAsync("np-my-2018");
        var quote = await QuoteAsync(own, query);
        Assert.Equal("not-allowed", Line(quote, "recruitment-fee.service").GetProperty("word").GetString());
        Assert.NotEmpty(Line(quote, "recruitment-fee.service").GetProperty("borneBy").EnumerateArray());
    }

    [Fact]
    public async Task A_question_that_is_none_is_told_where_it_is_wrong()
    {
        using var answer = await host.Public.GetAsync("/v1/fee-quotes?origin=NP&destination=XX&wageMinor=5&months=0");
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal(["destination", "months", "wageCurrency"], problem.Errors.Select(e => e.At).Order());
        using var check = await ServiceHost.SendAsync(host.Public, "/v1/fee-quotes/checks", Reported.Asked(0, "no-such"));
        Assert.Equal(["category.unknown"], (await ProblemAnswer.ReadAsync(check)).Errors.Where(e => e.At == "/items/0/category").Select(e => e.Code));
    }

    private async Task<JsonElement> CheckAsync(JsonObject asked)
    {
        using var answer = await ServiceHost.SendAsync(host.Public, "/v1/fee-quotes/checks", asked);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body;
    }

    private static Task<JsonElement> QuoteAsync(ServiceHost at, string query) => at.Public.GetFromJsonAsync<JsonElement>($"/v1/fee-quotes?{query}");

    // To the agency of the worker's country.
    private static JsonElement Line(JsonElement quote, string category) => quote.GetProperty("lines").EnumerateArray().First(l =>
        l.GetProperty("category").GetString()!.StartsWith(category, StringComparison.Ordinal) && l.GetProperty("paidTo").EnumerateArray().Any(p => p.GetString() == "agency"));
}
