using Licensing.Api.Features.Access;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Security;

/// <summary>What is safe on a developer's machine only does not start elsewhere, and the operator is told why.</summary>
public sealed class RefusedStartTests
{
    private static readonly string RandomKey = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("a test"u8));

    [Theory]
    [InlineData("Identity:Authority", "http://sso.example.org", "in plain HTTP")]
    [InlineData("Identity:MetadataAddress", "http://sso.example.org/metadata", "in plain HTTP")]
    [InlineData("Identity:Issuer", "http://licensing.example.org", "in plain HTTP")]
    [InlineData("Identity:Authority", "sso", "an https address is needed")]
    [InlineData("Identity:Issuer", "", "Identity:Issuer (the https address of this service)")]
    [InlineData("Identity:DemonstrationClients", "true", "outside Development")]
    [InlineData("Identity:Roles:chiefs", "Commissioner", "appointed here by two people")]
    [InlineData("Identity:Roles:chiefs", "System", "It can be one of")]
    [InlineData("Identity:Roles:chiefs", "Supervisor", "say in which claim")]
    [InlineData("Identity:Roles:chiefs", "Chief", "It can be one of")]
    [InlineData("Identity:Audience", " ", "must not be empty")]
    [InlineData("Identity:TokenMinutes", "0", "1 to 1440")]
    [InlineData("Identity:Dashboard:ClientId", "dashboard", "one of them is missing")]
    [InlineData("Identity:Dashboard:ClientSecret", "secret", "one of them is missing")]
    [InlineData("Identity:Key", "", "Set Identity:Key")]
    [InlineData("Identity:Key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "not random")]
    [InlineData("Identity:Key", "short", "32 bytes")]
    public void Outside_Development_an_unsafe_setting_is_refused(string setting, string value, string because)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Read("Production", (setting, value)));
        Assert.Contains(because, refused.Message);
    }

    [Fact]
    public void The_embedded_issuer_signs_nobody_in_to_the_dashboard() => Assert.Contains("signs nobody in", Assert.Throws<StartRefusedException>(() =>
        Read("Production", ("Identity:Dashboard:ClientId", "dashboard"), ("Identity:Dashboard:ClientSecret", "secret"))).Message);

    [Fact]
    public void A_key_does_not_replace_itself() =>
        Assert.Contains("the same as Identity:Key", Assert.Throws<StartRefusedException>(() => Read("Production", ("Identity:PreviousKey", RandomKey))).Message);

    [Fact]
    public void Safe_settings_are_taken() => Assert.False(Read("Production").DemonstrationClients);

    [Fact]
    public async Task A_database_with_demonstration_clients_does_not_start_outside_Development()
    {
        await using var development = new ServiceHost { Settings = { ["Identity:DemonstrationClients"] = "true" } };
        _ = development.Services;
        await using var production = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("ConnectionStrings:Licensing", $"Data Source={development.DatabaseFile}");
            builder.UseSetting("Identity:Key", Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(development.DatabaseFile)!, "identity.key"))));
            builder.UseSetting("Identity:Issuer", "https://licensing.example.org");
            builder.UseSetting("Jobs:Enabled", "false");
        });
        Assert.Contains("demonstration clients, whose secrets were printed", await RefusalOfAsync(production));
    }

    [Fact]
    public async Task Another_key_of_the_deployment_does_not_start_and_both_are_named()
    {
        await using var host = new ServiceHost();
        _ = host.Services;
        await using var other = host.WithWebHostBuilder(builder => builder.UseSetting("Identity:Key", RandomKey));
        var refusal = await RefusalOfAsync(other);
        Assert.Contains($"the one that is set is {new DeploymentKey(Convert.FromBase64String(RandomKey)).Id}", refusal);
        Assert.Contains($"written under Identity:Key {await host.InDatabaseAsync(db => db.IdentityKeys.Select(k => k.PublicId).SingleAsync())}", refusal);
    }

    [Fact]
    public async Task The_first_administrator_is_made_once()
    {
        await using var host = new ServiceHost();
        var told = await host.InScopeAsync(s => s.GetRequiredService<FirstAdministrator>().MakeAsync("root", default));
        Assert.Contains("client_secret", told);
        var again = await Assert.ThrowsAsync<StartRefusedException>(() => host.InScopeAsync(s => s.GetRequiredService<FirstAdministrator>().MakeAsync("another", default)));
        Assert.Contains("administrator already", again.Message);
    }

    /// <summary>What a start that was refused told the operator.</summary>
    internal static async Task<string> RefusalOfAsync(WebApplicationFactory<Program> service)
    {
        var said = new StringWriter();
        var console = Console.Error;
        Console.SetError(said);
        try
        {
            _ = service.Services;
            for (var waited = 0; waited < 200 && said.ToString().Length == 0; waited++)
                await Task.Delay(50);
            return said.ToString();
        }
        finally
        {
            Console.SetError(console);
        }
    }

    private static IdentityOptions Read(string environment, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Identity:Key"] = RandomKey, ["Identity:Issuer"] = "https://licensing.example.org" });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value));
        var identity = IdentityOptions.Read(builder.Configuration, builder.Environment);
        DeploymentKey.Open(builder.Configuration, builder.Environment);
        return identity;
    }
}
