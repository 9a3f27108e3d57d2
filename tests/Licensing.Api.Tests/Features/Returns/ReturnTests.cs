using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Returns;

namespace Licensing.Api.Tests.Features.Returns;

/// <summary>A month's placements at once: safe on the disk, read unseen, published at once, judged.</summary>
public sealed class ReturnTests(LawfulHost host)
{
    [Fact]
    public async Task A_return_is_safe_on_the_disk_then_read_published_and_judged()
    {
        var agency = await host.RegisterAgencyAsync();
        using var answer = await host.FileReturnAsync(agency, "2026-02", Lines(Reported.TheExample(), Reported.TheExample()));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(202 == (int)answer.StatusCode, body.ToString());
        Assert.Equal("reading", body.GetProperty("state").GetString());
        Assert.Equal(0, await host.InDatabaseAsync(db => Task.FromResult(db.Placements.Count(p => p.Agency.PublicId == agency.Id))));
        var id = body.GetProperty("id").GetString()!;
        Assert.Equal($"/v1/returns/{id}", answer.Headers.Location!.ToString());

        await host.TakeInAsync(id);
        Assert.Equal("judging", (await host.ReadReturnAsync(agency, id)).GetProperty("state").GetString());
        await host.JudgeAsync();
        await host.TakeInAsync(id);
        var done = await host.ReadReturnAsync(agency, id);
        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.Equal((2, 2, 2), (done.GetProperty("accepted").GetInt32(), done.GetProperty("judged").GetInt32(), done.GetProperty("findings").GetInt32()));
    }

    private static string Lines(params JsonObject[] placements) => string.Concat(placements.Select(p => p.ToJsonString() + "\n"));
}

internal static class ReturnCalls
{
    public static async Task<HttpResponseMessage> FileReturnAsync(
        this ServiceHost host, RegisteredAgency agency, string period, string content, string onError = "keep-good", string type = "application/x-ndjson", string? caller = null)
    {
        var body = new StringContent(content, Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await host.As(caller ?? $"agency:{agency.Id}").PostAsync($"/v1/agencies/{agency.Id}/returns?period={period}&onError={onError}", body);
    }

    public static Task<JsonElement> ReadReturnAsync(this ServiceHost host, RegisteredAgency agency, string id) =>
        host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/returns/{id}");

    public static async Task TakeInAsync(this ServiceHost host, string id)
    {
        var key = await host.InDatabaseAsync(db => Task.FromResult(db.Returns.Single(r => r.PublicId == id).Id));
        await host.RunJobAsync<TakeInReturnJob>(job => job.RunAsync(key, CancellationToken.None));
    }
}
