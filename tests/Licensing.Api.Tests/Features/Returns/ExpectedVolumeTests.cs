using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Returns;

public sealed class ExpectedVolumeTests(ServiceHost host)
{
    [Fact]
    public async Task Placements_count_beside_the_days_and_the_country_of_their_signing()
    {
        var agency = await host.RegisterAgencyAsync();
        // Signed on 2026-02-10, for Malaysia; the ends of a month are inclusive.
        await RecordAsync(agency, Volume("2026-01-14", "2026-02-10"), Volume("2026-02-10", "2026-03-14"), Volume("2026-02-11", "2026-03-14"), Volume("2026-02-01", "2026-02-28", destination: "QA"));
        Assert.All(await LinesAsync(agency), line => Assert.Equal(0, line.GetProperty("filed").GetInt32()));

        await host.FileDisclosureAsync(agency, Reported.TheExample());
        Assert.Equal([1, 1, 0, 0], (await LinesAsync(agency)).Select(l => l.GetProperty("filed").GetInt32()));
    }

    [Fact]
    public async Task A_return_counts_once_it_is_published()
    {
        var agency = await host.RegisterAgencyAsync();
        await RecordAsync(agency, Volume("2026-02-01", "2026-02-28"));
        using var filed = await host.As($"agency:{agency.Id}").PostAsync(
            $"/v1/agencies/{agency.Id}/returns?period=2026-02&onError=keep-good", new StringContent(Reported.TheExample().ToJsonString(), System.Text.Encoding.UTF8, "application/x-ndjson"));
        Assert.Equal(202, (int)filed.StatusCode);
        Assert.Equal(0, (await LinesAsync(agency))[0].GetProperty("filed").GetInt32());

        var key = await host.InDatabaseAsync(db => db.Returns.Where(r => r.Agency.PublicId == agency.Id).Select(r => r.Id).SingleAsync());
        await host.RunJobAsync<Licensing.Api.Features.Returns.TakeInReturnJob>(job => job.RunAsync(key, CancellationToken.None));
        Assert.Equal(1, (await LinesAsync(agency))[0].GetProperty("filed").GetInt32());
    }

    [Fact]
    public async Task A_source_says_one_number_and_sources_are_added_up()
    {
        var agency = await host.RegisterAgencyAsync();
        await RecordAsync(agency, Volume("2026-02-01", "2026-02-28", total: 10, source: "lot 1"), Volume("2026-02-01", "2026-02-28", total: 5, source: "lot 2"));
        var again = await RecordAsync(agency, Volume("2026-02-01", "2026-02-28", total: 12, source: " lot  1"), Volume("2026-02-01", "2026-02-28", total: 5, source: "lot 2"));
        Assert.Equal((1, 1, 1), (again.GetProperty("recorded").GetInt32(), again.GetProperty("replaced").GetInt32(), again.GetProperty("unchanged").GetInt32()));

        var line = Assert.Single(await LinesAsync(agency, "&period=2026-02"));
        Assert.Equal((17, 2), (line.GetProperty("expected").GetInt32(), line.GetProperty("sources").GetInt32()));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("expectedFemale").ValueKind);
        Assert.Empty(await LinesAsync(agency, "&period=2026-03"));
        Assert.Equal(3, await host.InDatabaseAsync(db => db.ExpectedVolumes.CountAsync(v => v.Agency.PublicId == agency.Id)));
    }

    [Theory]
    [InlineData("volume.does-not-add-up", 10, 5, 4, "2026-02-28", "MY", "lot 1")]
    [InlineData("period.malformed", 10, 5, 5, "2026-01-31", "MY", "lot 1")]
    [InlineData("country.unknown", 10, 5, 5, "2026-02-28", "XX", "lot 1")]
    [InlineData("volume.twice", 10, 5, 5, "2026-02-28", "MY", "lot 0")]
    public async Task What_cannot_be_is_refused_and_nothing_is_kept(string code, int total, int female, int male, string to, string destination, string source)
    {
        var agency = await host.RegisterAgencyAsync();
        var odd = Volume("2026-02-01", to, destination, total, source);
        (odd["female"], odd["male"]) = (female, male);
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/agencies/{agency.Id}/expected-volumes", new JsonObject { ["volumes"] = new JsonArray(Volume("2026-02-01", "2026-02-28", source: "lot 0"), odd) });
        Assert.Equal(400, (await ProblemAnswer.ReadAsync(answer)).Status);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync());
        Assert.Empty(await LinesAsync(agency));
    }

    private static JsonObject Volume(string from, string to, string destination = "MY", int total = 10, string source = "a test") =>
        new() { ["from"] = from, ["to"] = to, ["destination"] = destination, ["total"] = total, ["source"] = source };

    private async Task<JsonElement> RecordAsync(RegisteredAgency agency, params JsonObject[] volumes)
    {
        using var answer = await ServiceHost.SendAsync(host.Officer, $"/v1/agencies/{agency.Id}/expected-volumes", new JsonObject { ["volumes"] = new JsonArray([.. volumes]) });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return body;
    }

    private async Task<List<JsonElement>> LinesAsync(RegisteredAgency agency, string more = "") =>
        [.. (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/returns/volumes?agency={agency.Id}{more}")).GetProperty("items").EnumerateArray()];
}
