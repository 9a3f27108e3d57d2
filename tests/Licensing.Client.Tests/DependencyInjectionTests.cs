using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Client.Tests;

public sealed class DependencyInjectionTests(ClientHost host)
{
    [Fact]
    public async Task Whoever_asks_for_a_client_gets_the_one_with_the_tokens_over_connections_of_the_factory()
    {
        var wire = new Wire { InnerHandler = host.Server.CreateHandler() };
        var services = new ServiceCollection();
        services.AddLicensingClient(o => (o.BaseAddress, o.ClientId, o.ClientSecret) = (new Uri("http://localhost"), host.Ministry.Id, host.Ministry.Secret))
            .ConfigurePrimaryHttpMessageHandler(() => wire);
        await using var built = services.BuildServiceProvider();
        Assert.Equal(host.Ministry.Id, (await built.GetRequiredService<LicensingClient>().Access.ReadCallerAsync()).Name);
        await using var scope = built.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LicensingClient>().Access.ReadCallerAsync();
        Assert.Single(wire.Calls, "POST /connect/token");
        Assert.Equal(3, wire.Sent.Count);
    }

    [Fact]
    public void Without_an_address_it_says_what_is_missing() =>
        Assert.Contains("BaseAddress", Assert.Throws<InvalidOperationException>(() => new LicensingClient(new LicensingOptions())).Message, StringComparison.Ordinal);
}
