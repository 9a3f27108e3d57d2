using System.Net;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Register;
using Licensing.Api.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Licensing.Agencies.Tests.Register;

public sealed class RegisterSettingsTests
{
    [Theory]
    [InlineData("Register:PublicAddress", "register.example", "scheme and a host")]
    [InlineData("Register:PublicAddress", "http://register.example", "scheme and a host")]          // outside Development
    [InlineData("Register:PublicAddress", "https://register.example/path", "scheme and a host")]
    [InlineData("Register:CredentialMinutes", "0", "1 to 1440")]
    [InlineData("Register:CredentialMinutes", "1441", "1 to 1440")]
    [InlineData("Register:KeyDays", "0", "at least 1")]
    [InlineData("Register:ChecksPerAddressPerMinute", "0", "at least 1")]
    [InlineData("Register:Publishes:0", "everything", "There is placements")]
    public void A_setting_that_cannot_be_used_is_refused_at_start(string setting, string value, string because) =>
        Assert.Contains(because, Assert.Throws<StartRefusedException>(() => Read((setting, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_address_is_taken_without_its_last_stroke_and_nothing_is_published_unless_set()
    {
        Assert.Equal("https://register.example:8443", Read(("Register:PublicAddress", "https://register.example:8443/")).PublicAddress);
        Assert.Empty(Read().Publishes);
        Assert.Null(Read().PublicAddress);
    }

    [Fact]
    public async Task One_address_gets_so_many_receipts_a_minute_and_may_verify_on()
    {
        await using var host = new RegisterHost();
        host.Settings["Register:ChecksPerAddressPerMinute"] = "3";
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await ServiceHost.SendAsync(host.Public, "/v1/register/checks", new JsonObject { ["licence"] = "1" });
            statuses.Add(answer.StatusCode);
            Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter is not null);
        }

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], statuses);
        Assert.False((await host.GetAsync("/v1/register/verify?number=1")).GetProperty("known").GetBoolean());
    }

    private static RegisterOptions Read(params (string Setting, string Value)[] settings) => RegisterOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Setting, s => (string?)s.Value)).Build(), new HostingEnvironment { EnvironmentName = Environments.Production });
}
