using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Tests.Features.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(WebhookHost))]

namespace Licensing.Api.Tests.Features.Webhooks;

public sealed record Subscribed(string Id, string Secret, HttpClient As)
{
    public string Address => $"/v1/webhooks/{Id}";
}

/// <summary>A service that may send to this machine, and to what tests name. No name is looked up outside.</summary>
public sealed class WebhookHost : ServiceHost
{
    private int _portals;

    public WebhookHost()
    {
        Settings[WebhookOptions.HttpSetting] = "true";
        Settings[$"{WebhookOptions.NetworksSetting}:0"] = "127.0.0.0/8";
    }

    /// <summary>What the resolver of names answers; a name that is not here has no address.</summary>
    public ConcurrentDictionary<string, Func<IPAddress[]>> Names { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(new HostNames((name, _) =>
            Names.TryGetValue(name, out var addresses) ? Task.FromResult(addresses()) : Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound))))));
    }

    /// <summary>What other tests have subscribed is sent nothing any more.</summary>
    public async Task<WebhookHost> AloneAsync()
    {
        Services.GetRequiredService<WebhookSender>().Timeout = TimeSpan.FromSeconds(15);
        await InDatabaseAsync(async db =>
        {
            await db.WebhookMessages.Where(m => m.State == WebhookMessageState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, WebhookMessageState.GivenUp));
            return await db.Webhooks.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, WebhookState.Paused));
        });
        return this;
    }

    /// <summary>A system of others, with a role of its own.</summary>
    public async Task<HttpClient> PortalAsync(string? name = null)
    {
        name ??= $"portal-{Interlocked.Increment(ref _portals)}";
        using var given = await SendAsync(As("administrator:root"), "/v1/access/memberships", new JsonObject { ["subject"] = name, ["role"] = "portal", ["reason"] = "a test" });
        Assert.Equal(201, (int)given.StatusCode);
        return As(name);
    }

    public async Task<Subscribed> SubscribeAsync(HttpClient client, string url, JsonObject? more = null)
    {
        var body = more ?? [];
        (body["url"], body["description"]) = (url, "a test");
        using var answer = await SendAsync(client, "/v1/webhooks", body);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, said.ToString());
        return new(said.GetProperty("webhook").GetProperty("id").GetString()!, said.GetProperty("secret").GetString()!, client);
    }

    public Task<int> AppendAsync(params Change[] changes) => InDatabaseAsync(async db =>
    {
        await ChangeLog.AppendAsync(db, changes, default);
        return await db.SaveChangesAsync();
    });

    public Change Changed(string subject, string? body = null, string type = "register.entry-changed", string? agency = null, string? origin = null, string? destination = null, ChangeAudience audience = ChangeAudience.Public) =>
        new(type, audience, subject, body ?? $$"""{"id":"{{subject}}"}""", Clock.GetUtcNow().UtcDateTime) { AgencyId = agency, Origin = origin, Destination = destination };

    public Task DeliverAsync() => RunJobAsync<DeliverWebhooksJob>(job => job.RunAsync(CancellationToken.None));

    public static async Task<JsonElement> GetAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, said.ToString());
        return said;
    }

    public static async Task<List<JsonElement>> ItemsAsync(HttpClient client, string address) => [.. (await GetAsync(client, address)).GetProperty("items").EnumerateArray()];
}

/// <summary>One request as it came.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Subject => Json.GetProperty("data").GetProperty("subjectId").GetString()!;

    public string Type => Json.GetProperty("type").GetString()!;
}

/// <summary>Somebody's receiver on this machine.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>What it answers with.</summary>
    public Func<Received, HttpResponse, Task> Answer { get; set; } = (_, response) =>
    {
        response.StatusCode = 204;
        return Task.CompletedTask;
    };

    public string Url { get; private set; } = "";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        receiver.Url = receiver._app.Urls.Single() + "/hooks";
        return receiver;
    }

    /// <summary>Answers with this status and nothing else.</summary>
    public void Says(int status, string? retryAfter = null) => Answer = (_, response) =>
    {
        response.StatusCode = status;
        if (retryAfter is not null)
            response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var received = new Received(context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body.ToArray());
        All.Enqueue(received);
        await Answer(received, context.Response);
    }
}
