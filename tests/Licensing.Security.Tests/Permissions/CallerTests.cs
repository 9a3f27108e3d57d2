using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Permissions;

public sealed class CallerTests(ServiceHost host)
{
    [Fact]
    public async Task Without_a_caller_what_is_not_public_is_401_and_with_the_wrong_one_403()
    {
        var agency = await host.RegisterAgencyAsync();
        using var anonymous = await host.Public.PostAsJsonAsync("/v1/agencies", new { name = "A", country = "NP", from = "2024-01-01" });
        Assert.Equal("caller.missing", (await ProblemAnswer.ReadAsync(anonymous)).Code);
        using var agencyItself = await host.As($"agency:{agency.Id}").PostAsJsonAsync("/v1/agencies", new { name = "A", country = "NP", from = "2024-01-01" });
        var problem = await ProblemAnswer.ReadAsync(agencyItself);
        Assert.Equal((403, "permission.missing"), (problem.Status, problem.Code));
        Assert.Contains(Permission.RegisterAgencies, problem.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_document_is_public()
    {
        var document = await host.Public.GetFromJsonAsync<JsonElement>("/v1/openapi.json");
        Assert.Equal("Licensing", document.GetProperty("info").GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5099")]
    [InlineData("urls", "http://*:5099")]
    [InlineData("urls", "http://localhost:5099;http://192.168.1.7:5099")]
    [InlineData("http_ports", "5099")]
    [InlineData("Kestrel:Endpoints:Open:Url", "http://[::]:5099")]
    public void The_service_refuses_to_start_where_others_can_reach_it(string setting, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(new IdentityOptions { DemonstrationClients = true });
        builder.Configuration[setting] = value;
        using var app = builder.Build();
        Assert.Contains("listens on loopback only", Assert.Throws<StartRefusedException>(app.RequireLoopback).Message);
    }

    [Theory]
    [InlineData("urls", "http://localhost:5099;http://127.0.0.1:5098;http://[::1]:5097")]
    [InlineData("urls", null)]
    public void It_starts_on_loopback(string setting, string? value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(new IdentityOptions { DemonstrationClients = true });
        builder.Configuration[setting] = value;
        using var app = builder.Build();
        app.RequireLoopback();
    }

    [Fact]
    public async Task A_connection_from_another_machine_is_refused()
    {
        using var remote = host.WithWebHostBuilder(b => b.UseSetting("Identity:DemonstrationClients", "true")
            .ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new From("203.0.113.9"))));
        using var answer = await remote.CreateClient().GetAsync("/v1/agencies");
        Assert.Equal("loopback.only", (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    /// <summary>Pretends that every connection comes from an address.</summary>
    private sealed class From(string address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate inner) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                await inner(context);
            });
            next(app);
        };
    }
}
