using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>Laws that contradict each other are told apart, and the strictest decides unless the ministry has set an order.</summary>
public sealed class LawVerdictTests
{
    // NPR 9,000 to the agency: Nepal allows 10,000, the agreement with Malaysia nothing.
    private static JsonObject Allowed(int months = 24)
    {
        var reported = Reported.Placement("NP", "MY", "2024-03-02", Reported.Paid("recruitment-fee.service", 900_000, "NPR", "2024-03-05"));
        reported["contract"]!["months"] = months;
        return reported;
    }

    [Fact]
    public async Task What_the_origin_allows_and_the_agreement_forbids_are_two_verdicts_and_the_strictest_decides()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np", "np-my-2018");
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Allowed());
        var waiting = await ReadAsync(host, filed);
        Assert.Equal(JsonValueKind.Null, waiting.GetProperty("judgedAt").ValueKind);
        Assert.All(Laws(waiting), l => Assert.Equal("undetermined", l.Word));

        await host.JudgeAsync();
        var verdicts = await ReadAsync(host, filed);
        Assert.Equal(("agreement", "broken"), Word(verdicts.GetProperty("deciding")));
        Assert.Equal(["np-my-2018.employer-pays"], verdicts.GetProperty("deciding").GetProperty("provisions").EnumerateArray().Select(p => p.GetString()));
        Assert.Contains(("agreement", "broken"), Laws(verdicts));
        Assert.Contains(("destination", "undetermined"), Laws(verdicts));
        Assert.Empty(verdicts.GetProperty("precedence").EnumerateArray());
        // The contract's length is reported, when wages are paid is not.
        Assert.Equal(
            [("np-my-2018.contract", "kept", null), ("np-my-2018.pay-day", "undetermined", "missing-fact:payDay")],
            verdicts.GetProperty("clauses").EnumerateArray().Select(c => (Text(c, "clause"), Text(c, "word"), c.GetProperty("because").GetString())));
    }

    [Fact]
    public async Task A_contract_shorter_than_agreed_breaks_its_clause()
    {
        await using var host = new ServiceHost();
        await host.ApproveLawAsync("np-my-2018");
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Allowed(months: 23));
        var clause = (await ReadAsync(host, filed)).GetProperty("clauses").EnumerateArray().First();
        Assert.Equal(("np-my-2018.contract", "broken", "enforced", "The contract is for 24 months."), (Text(clause, "clause"), Text(clause, "word"), Text(clause, "enforcement"), Text(clause, "says")));
    }

    private static Task<JsonElement> ReadAsync(ServiceHost host, FiledDisclosure filed) => host.Officer.GetFromJsonAsync<JsonElement>($"/v1/disclosures/{filed.Id}/verdicts");

    private static List<(string Law, string Word)> Laws(JsonElement verdicts) => [.. verdicts.GetProperty("laws").EnumerateArray().Select(Word)];

    private static (string Law, string Word) Word(JsonElement verdict) => (Text(verdict, "law"), Text(verdict, "word"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
