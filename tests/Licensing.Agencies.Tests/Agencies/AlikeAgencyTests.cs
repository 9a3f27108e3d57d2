using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Agencies.Tests.Agencies;

public sealed class AlikeAgencyTests(ServiceHost host)
{
    [Theory]
    [InlineData("Aarohan{0} Human Resource Private Limited", "Arohan{0} human risource pvt .ltd")]
    [InlineData("Himal {0} Overseas Pvt. Ltd.", "हिमाल {0} ओभरसिज प्रा. लि.")]
    public async Task A_name_spelled_otherwise_is_reported_by_both_and_merged_by_none(string one, string other)
    {
        var mark = Mark();
        var (a, b) = (await host.RegisterAgencyAsync(string.Format(null, one, mark)), await host.RegisterAgencyAsync(string.Format(null, other, mark)));
        Assert.Equal([b.Id], await AlikeAsync(a.Id));
        Assert.Equal([a.Id], await AlikeAsync(b.Reference));
    }

    [Fact]
    public async Task Words_of_the_trade_alone_make_no_likeness()
    {
        var a = await host.RegisterAgencyAsync($"{Mark()} International Overseas Manpower Pvt. Ltd.");
        await host.RegisterAgencyAsync($"{Mark()} International Overseas Manpower Pvt. Ltd.");
        Assert.Empty(await AlikeAsync(a.Id));
    }

    [Fact]
    public async Task A_name_of_earlier_years_still_counts_and_a_withdrawn_one_never_did()
    {
        var (earlier, withdrawn) = (Mark(), Mark());
        var renamed = await host.RegisterAgencyAsync($"{earlier} Manpower", from: "2020-01-01");
        await NameAsync(renamed, withdrawn, "2024-01-01");
        await NameAsync(renamed, $"{Mark()} Services", "2024-01-01");

        Assert.Equal([renamed.Id], await AlikeAsync((await host.RegisterAgencyAsync($"{earlier} Manpower Pvt. Ltd.")).Id));
        Assert.Empty(await AlikeAsync((await host.RegisterAgencyAsync(withdrawn)).Id));
    }

    [Fact]
    public async Task A_score_out_of_range_is_refused()
    {
        using var answer = await host.Officer.GetAsync($"/v1/agencies/{(await host.RegisterAgencyAsync()).Id}/alike?leastScore=1001");
        Assert.Equal(400, (await ProblemAnswer.ReadAsync(answer)).Status);
    }

    // Sixteen letters, so that no two names of the tests resemble each other.
    private static string Mark() => string.Concat(Guid.NewGuid().ToByteArray().Select(b => (char)('a' + b % 26)));

    private async Task NameAsync(RegisteredAgency agency, string name, string from)
    {
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/agencies/{agency.Id}/facts", new JsonObject { ["kind"] = "name", ["value"] = name, ["from"] = from }, "*");
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private async Task<IEnumerable<string?>> AlikeAsync(string id) =>
        (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/agencies/{id}/alike")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString());
}
