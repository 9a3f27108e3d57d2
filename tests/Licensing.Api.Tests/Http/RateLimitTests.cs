using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Licensing.Api.Tests.Http;

public sealed class RateLimitTests(ServiceHost host)
{
    private WebApplicationFactory<Program> With(int perAddress, int perClient) => host.WithWebHostBuilder(builder => builder
        .UseSetting("Http:RateLimits:PerAddressPerMinute", $"{perAddress}")
        .UseSetting("Http:RateLimits:PerClientPerMinute", $"{perClient}"));

    [Fact]
    public async Task An_address_is_let_in_as_often_as_said_and_then_told_when_to_come_back()
    {
        await using var limited = With(perAddress: 5, perClient: 1000);
        using var client = limited.CreateClient();
        for (var left = 4; left >= 0; left--)
        {
            using var answer = await client.GetAsync("/v1/law/packs");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.StartsWith($"\"address\";r={left};", Assert.Single(answer.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
            Assert.Equal("\"address\";q=5;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
        }

        using var refused = await client.GetAsync("/v1/law/packs");
        var problem = await ProblemAnswer.ReadAsync(refused);
        Assert.Equal((429, "rate.exceeded"), (problem.Status, problem.Code));
        // Five a minute is one in twelve seconds.
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(12));
        Assert.Equal("\"address\";r=0;t=60", Assert.Single(refused.Headers.GetValues("RateLimit")));
    }

    [Fact]
    public async Task A_known_caller_is_told_of_both_limits()
    {
        await using var limited = With(perAddress: 1000, perClient: 100);
        using var maya = limited.CreateClient();
        maya.DefaultRequestHeaders.Add("X-Caller", "officer:maya");
        using var answer = await maya.GetAsync("/v1/flags");
        Assert.Equal("\"address\";q=1000;w=60, \"client\";q=100;w=60", string.Join(", ", answer.Headers.GetValues("RateLimit-Policy")));
        Assert.Matches("^\"address\";r=999;t=1, \"client\";r=99;t=1$", string.Join(", ", answer.Headers.GetValues("RateLimit")));
    }

    [Fact]
    public async Task One_client_does_not_use_up_what_another_has()
    {
        await using var limited = With(perAddress: 1000, perClient: 2);
        using var maya = limited.CreateClient();
        maya.DefaultRequestHeaders.Add("X-Caller", "officer:maya");
        using var ravi = limited.CreateClient();
        ravi.DefaultRequestHeaders.Add("X-Caller", "officer:ravi");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
            statuses.Add((await maya.GetAsync("/v1/flags")).StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
        Assert.Equal(HttpStatusCode.OK, (await ravi.GetAsync("/v1/flags")).StatusCode);
    }
}
