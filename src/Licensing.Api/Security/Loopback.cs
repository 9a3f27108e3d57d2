using System.Net;
using Licensing.Api.Http;

namespace Licensing.Api.Security;

/// <summary>Keeps the service on this machine for as long as it has demonstration clients: their secrets were printed.</summary>
public static class Loopback
{
    /// <summary>Refuses to start when any configured address is reachable from another machine.</summary>
    public static void RequireLoopback(this WebApplication app)
    {
        if (!HasDemonstrationClients(app))
            return;
        var configured = app.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? "")
            .Concat((app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            .Concat(app.Urls)
            // These two settings have no host: they bind every address of the machine.
            .Concat(Ports(app, "http_ports", "http")).Concat(Ports(app, "https_ports", "https"));
        foreach (var url in configured)
        {
            if (!IsLoopback(url))
                throw new StartRefusedException(
                    $"The address '{url}' can be reached from other machines. With demonstration clients, whose secrets are printed, "
                    + "the service listens on loopback only: use http://localhost:PORT, or set Identity:DemonstrationClients=false.");
        }
    }

    /// <summary>The second lock: refuses a connection that comes from another machine all the same.</summary>
    public static void UseLoopbackOnly(this WebApplication app)
    {
        if (!HasDemonstrationClients(app))
            return;
        app.Use(async (context, next) =>
        {
            if (IsFromHere(context))
                await next(context);
            else
                await new Problem(ProblemCode.LoopbackOnly).ExecuteAsync(context);
        });
    }

    /// <summary>Null is the in-process test server, which has no connection.</summary>
    public static bool IsFromHere(HttpContext context) => context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote);

    private static bool HasDemonstrationClients(WebApplication app) => app.Services.GetRequiredService<IdentityOptions>().DemonstrationClients == true;

    private static IEnumerable<string> Ports(WebApplication app, string setting, string scheme) =>
        (app.Configuration[setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"{scheme}://*:{port}");

    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}

/// <summary>A setting makes it unsafe or impossible to start; the message is for the operator, without a stack.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
