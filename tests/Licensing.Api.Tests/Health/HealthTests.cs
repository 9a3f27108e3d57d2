using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Licensing.Api.Audit;

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

    [Fact]
    public async Task Readiness_tells_when_the_audit_trail_is_not_sealed_for_ten_minutes()
    {
        await using var own = new ServiceHost();
        async Task<string?> AuditAsync() => (await own.Public.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("parts").GetProperty("audit").GetProperty("status").GetString();
        await own.RegisterAgencyAsync();
        own.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("healthy", await AuditAsync());
        own.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("degraded", await AuditAsync());
        await own.RunJobAsync<SealAuditJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal("healthy", await AuditAsync());
    }
}
