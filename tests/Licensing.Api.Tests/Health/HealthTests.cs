using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Licensing.Api.Tests.Health;

public class HealthTests(ServiceHost host)
{
    [Fact]
    public async Task Alive_is_who_answers()
    {
        using var answer = await host.Public.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Readiness_tells_the_state_of_each_part()
    {
        using var answer = await host.Public.GetAsync("/health/ready");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("healthy", body.GetProperty("parts").GetProperty("database").GetProperty("status").GetString());
        // No job server runs in this process: requests are answered, nothing is judged, and that is said.
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.Contains("nothing is judged", body.GetProperty("parts").GetProperty("jobs").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
