using System.Net;
using Licensing.Api.Features.Access;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Jobs;

public sealed class DashboardTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Jobs:Enabled"] = "true", ["Jobs:Workers"] = "1" } };

    public async ValueTask InitializeAsync() => await _host.InDatabaseAsync(async db =>
    {
        foreach (var role in (CallerRole[])[CallerRole.Administrator, CallerRole.Auditor, CallerRole.Portal])
        {
            var membership = new Membership(role.ToString(), role, null, _host.Clock.GetUtcNow().UtcDateTime, null, _host.Clock.GetUtcNow().UtcDateTime, "test");
            db.Add(membership);
            db.Record(membership, new RoleGiven(membership.Subject, role, null, membership.From, null));
        }

        return await db.SaveChangesAsync();
    });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("Administrator", true, true)]
    [InlineData("Auditor", true, false)]
    [InlineData("Portal", false, false)]
    [InlineData("officer:maya", false, false)]
    [InlineData(null, false, false)]
    public async Task Administrators_act_auditors_look_and_nobody_else_sees_it(string? caller, bool sees, bool acts)
    {
        var client = caller is null ? _host.Public : _host.As(caller);
        using var page = await client.GetAsync("/jobs/recurring");
        Assert.Equal(sees, page.IsSuccessStatusCode);
        Assert.Equal(acts, (await page.Content.ReadAsStringAsync()).Contains("recurring/trigger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_sees_it_from_another_machine()
    {
        await using var remote = _host.WithWebHostBuilder(b => b.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new FromElsewhere())));
        var client = remote.CreateClient();
        client.DefaultRequestHeaders.Add(NamedCaller.Header, "Administrator");
        using var page = await client.GetAsync("/jobs");
        Assert.False(page.IsSuccessStatusCode);
    }

    private sealed class FromElsewhere : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate inner) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.9");
                await inner(context);
            });
            next(app);
        };
    }
}
