using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Client.Tests;

/// <summary>A service that is newer, or older, than the client.</summary>
public sealed class NewerServiceTests(ClientHost host)
{
    [Fact]
    public async Task A_word_that_the_client_does_not_know_is_kept_and_written_as_it_came()
    {
        var wire = new Wire { After = (_, answer) => Changed(answer, json => json["items"]![0]!["state"] = "resting") };
        var pack = (await host.Connect(wire).Law.ListLawPacksAsync(limit: 1)).Items[0];
        Assert.Equal("resting", pack.State.Value);
        Assert.DoesNotContain(pack.State, LawPackState.Known);
        Assert.Contains("\"resting\"", JsonSerializer.Serialize(pack), StringComparison.Ordinal);
        Assert.Contains(LawPackState.Draft, LawPackState.Known);
    }

    [Fact]
    public async Task What_is_new_is_passed_over_and_what_is_missing_is_empty()
    {
        var wire = new Wire
        {
            After = (_, answer) => Changed(answer, json =>
            {
                json["colour"] = "blue";
                json.AsObject().Remove("reference");
            }),
        };
        var agency = await host.Connect(wire).Agencies.ReadAgencyAsync(host.Agency.Id);
        Assert.Equal((host.Agency.Id, null), (agency.Id, agency.Reference));
    }

    private static HttpResponseMessage Changed(HttpResponseMessage answer, Action<JsonNode> change)
    {
        using var read = new StreamReader(answer.Content.ReadAsStream());
        var json = JsonNode.Parse(read.ReadToEnd())!;
        change(json);
        answer.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        return answer;
    }
}
