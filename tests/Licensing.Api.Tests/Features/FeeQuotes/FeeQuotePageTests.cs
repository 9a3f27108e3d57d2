using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Features.FeeQuotes;

/// <summary>docs/fee-quotes.md: five workers ask what they may be charged, and check what was asked of them; the page shows what came back.
/// UPDATE_OPENAPI=1 writes it.</summary>
public sealed class FeeQuotePageTests(LawfulHost host)
{
    private static readonly (string Who, string Query, (string Category, long Minor, string Currency)[] Asked)[] Workers =
    [
        ("A builder from Nepal to Qatar", "origin=NP&destination=QA&occupation=7112&wageMinor=100000&wageCurrency=QAR&months=24&on=2024-06-03&currency=NPR&employer=company&sex=male&age=28",
            [("recruitment-fee.service", 1_000_000, "NPR"), ("recruitment-fee.service", 1, "NPR"), ("administrative.visa", 500_000, "NPR")]),
        ("A factory worker from Bangladesh to Malaysia", "origin=BD&destination=MY&occupation=8211&wageMinor=150000&wageCurrency=MYR&months=24&on=2024-06-03&currency=BDT&employer=company&sex=male&age=28",
            [("recruitment-fee.service", 7_899_000, "BDT"), ("travel.international", 5_000_000, "BDT")]),
        ("A domestic worker from Indonesia to Malaysia", "origin=ID&destination=MY&occupation=9111&wageMinor=150000&wageCurrency=MYR&months=24&on=2024-06-03&currency=IDR&employer=household&sex=female&age=28",
            [("training.pre-departure", 100_000_000, "IDR")]),
        ("A nurse from India to Saudi Arabia", "origin=IN&destination=SA&occupation=2221&wageMinor=400000&wageCurrency=SAR&months=24&on=2024-06-03&currency=INR&employer=company&sex=female&age=28",
            [("recruitment-fee.service", 3_000_000, "INR"), ("recruitment-fee.service", 1, "INR")]),
        ("A machine operator from Vietnam to Taiwan", "origin=VN&destination=TW&occupation=8153&wageMinor=2859000&wageCurrency=TWD&months=36&on=2024-06-03&currency=TWD&employer=company&sex=male&age=28",
            [("recruitment-fee.service", 8_577_000, "TWD")]),
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_page_tells_what_the_service_answers()
    {
        var page = new StringBuilder("""
            # What a worker may be charged, over the API

            Five workers ask on 3 June 2024, where every pack that ships is law. Every call below is made by `FeeQuotePageTests`, and what it shows is what came back:
            of each quote the lines that are not open, for money paid to the agency of the worker's own country, with the sentence of the law that decides; of a check the word and
            the first sentence of each item. No sign-in, no name; nothing is stored. How a quote is reckoned: [fee quotes](rules/fee-quotes.md).

            """.ReplaceLineEndings("\n"));
        foreach (var (who, query, asked) in Workers)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {who}\n\n```\nGET /v1/fee-quotes?{query}\n```\n\n| Costs | Answer | By | In words |\n|---|---|---|---|\n");
            var quote = await host.Public.GetFromJsonAsync<JsonElement>($"/v1/fee-quotes?{query}");
            var lines = quote.GetProperty("lines").EnumerateArray().Where(l => l.GetProperty("paidTo").EnumerateArray().Any(p => p.GetString() == "agency")).ToList();
            Assert.NotEmpty(lines);
            foreach (var same in lines.Where(l => Text(l, "word") != "open").GroupBy(l => Row(l)).OrderBy(g => g.Key, StringComparer.Ordinal))
                page.Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", same.Select(l => Text(l, "category")).Order(StringComparer.Ordinal))} {same.Key}\n");
            var allIn = quote.GetProperty("allIn");
            page.Append(CultureInfo.InvariantCulture, $"\n{lines.Count(l => Text(l, "word") == "open")} further costs are open. {string.Join(' ', allIn.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()))}\n");
            var body = Asked(query, asked);
            page.Append(CultureInfo.InvariantCulture, $"\n```\nPOST /v1/fee-quotes/checks {body.ToJsonString(Plain)}\n");
            using var answer = await ServiceHost.SendAsync(host.Public, "/v1/fee-quotes/checks", body);
            var came = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.True(answer.IsSuccessStatusCode, came.ToString());
            var items = came.GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(asked.Length, items.Count);
            foreach (var item in items)
                page.Append(CultureInfo.InvariantCulture, $"← {item.GetProperty("item")} {Text(item, "category")}: {Text(item, "word")}. {item.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()).FirstOrDefault()}\n");
            page.Append("```\n");
        }

        var path = Path.Combine(Repository.Root(), "docs", "fee-quotes.md");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(path, page.ToString());
        Assert.True(page.ToString() == (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"), "docs/fee-quotes.md is not up to date. Run the tests with UPDATE_OPENAPI=1 and commit the result.");
    }

    private static string Row(JsonElement line)
    {
        var word = Text(line, "word");
        var limit = line.GetProperty("limits").EnumerateArray().First(l => Text(l, "word") == word && l.GetProperty("provision").ValueKind == JsonValueKind.String);
        // Before the colon stands the cost itself; several costs of which the same is said stand in one row.
        return $"| {word} | `{Text(limit, "provision")}` ({Text(limit.GetProperty("source"), "grade")}) | {Text(limit, "sentence").Split(": ", 2)[1]} |";
    }

    private static JsonObject Asked(string query, (string Category, long Minor, string Currency)[] asked)
    {
        var said = query.Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        return new JsonObject
        {
            ["origin"] = said["origin"], ["destination"] = said["destination"], ["occupation"] = said["occupation"], ["months"] = int.Parse(said["months"], CultureInfo.InvariantCulture),
            ["wage"] = new JsonObject { ["amountMinor"] = long.Parse(said["wageMinor"], CultureInfo.InvariantCulture), ["currency"] = said["wageCurrency"] }, ["on"] = said["on"],
            ["items"] = new JsonArray([.. asked.Select(a => (JsonNode)new JsonObject
            {
                ["category"] = a.Category, ["amount"] = new JsonObject { ["amountMinor"] = a.Minor, ["currency"] = a.Currency }, ["payee"] = "agency",
            })]),
        };
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
