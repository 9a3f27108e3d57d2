using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Licensing.Api.Http;

namespace Licensing.Api.Tests.Http;

/// <summary>What every answer carries, whichever endpoint gave it.</summary>
public class EveryAnswerTests(ServiceHost host)
{
    [Theory]
    [InlineData("/v1/agencies")]
    [InlineData("/v1/no-such-thing")]
    [InlineData("/health/live")]
    public async Task An_answer_names_its_request_and_is_not_for_a_browser_to_run(string address)
    {
        using var answer = await host.Public.GetAsync(address);
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(answer.Headers.GetValues(AnswerHeaders.RequestId)));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_problem_names_the_same_request_as_the_header()
    {
        using var answer = await host.Public.GetAsync("/v1/no-such-thing");
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal(problem.Body.GetProperty("traceId").GetString(), Assert.Single(answer.Headers.GetValues(AnswerHeaders.RequestId)));
    }

    [Fact]
    public async Task Who_has_the_current_version_gets_304_and_no_body()
    {
        var agency = await host.RegisterAgencyAsync();
        using var first = await host.Public.GetAsync($"/v1/agencies/{agency.Id}");
        using var again = await Conditional(agency.Id, first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());

        using var other = await Conditional(agency.Id, "\"v999\"");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(agency.Id, (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString());

        using var missing = await Conditional("ag_0000000000000000", "*");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("/v1/agencies", true)]
    [InlineData("/v1/law/packs", true)]
    [InlineData("/v1/findings", false)]
    [InlineData("/v1/flags", false)]
    public async Task Scripts_of_other_sites_read_the_public_part_only(string address, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Origin", "https://portal.example" } } };
        using var answer = await host.Officer.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) && origins.Single() == "*");
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Scripts_of_other_sites_change_nothing()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/agencies") { Headers = { { "Origin", "https://portal.example" }, { "Access-Control-Request-Method", "POST" } } };
        using var answer = await host.Public.SendAsync(preflight);
        Assert.False(answer.Headers.TryGetValues("Access-Control-Allow-Methods", out var methods) && methods.Any(m => m.Contains("POST", StringComparison.Ordinal)));
    }

    private Task<HttpResponseMessage> Conditional(string id, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/agencies/{id}");
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return host.Public.SendAsync(request);
    }
}
