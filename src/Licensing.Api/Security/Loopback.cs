using System.Net;
using Licensing.Api.Http;

namespace Licensing.Api.Security;

/// <summary>Keeps the service on this machine for as long as it believes a header (<see cref="CallerHeader"/>). The
/// issue that brings identity removes both.</summary>
public static class Loopback
{
    /// <summary>Refuses to start when any configured address is reachable from another machine.</summary>
    public static void RequireLoopback(this WebApplication app)
    {
        var configured = app.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? "")
            .Concat((app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            .Concat(app.Urls)
            // These two settings have no host: they bind every address of the machine.
            .Concat(Ports(app, "http_ports", "http")).Concat(Ports(app, "https_ports", "https"));
        foreach (var url in configured)
        {
            if (!IsLoopback(url))
                throw new StartRefusedException(
                    $"The address '{url}' can be reached from other machines. This version trusts the X-Caller header and "
                    + "therefore listens on loopback only: use http://localhost:PORT or http://127.0.0.1:PORT.");
        }
    }

    /// <summary>The second lock: refuses a connection that comes from another machine all the same.</summary>
    public static void UseLoopbackOnly(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        // Null is the in-process test server, which has no connection.
        if (context.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
            await new Problem(ProblemCode.LoopbackOnly).ExecuteAsync(context);
        else
            await next(context);
    });

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
