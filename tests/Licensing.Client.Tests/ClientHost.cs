using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Licensing.Client.Tests;

/// <summary>The service, with an agency and an officer that sign in with a client's name and secret.</summary>
public sealed class ClientHost : ServiceHost, IAsyncLifetime
{
    public RegisteredAgency Agency { get; private set; } = null!;

    /// <summary>Name and secret of a client that files for the agency, and of one of the ministry's.</summary>
    public (string Id, string Secret) Filer { get; private set; }

    public (string Id, string Secret) Ministry { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Agency = await RegisterAgencyAsync("Sample Agency Lotus");
        Filer = await SignUpAsync(this, "lotus-accounts", Agency.Id, "agency-filer", "agency-manager");
        Ministry = await SignUpAsync(this, "ministry-system", null, "licensing-officer");
    }

    /// <summary>A client over a wire that a test can disturb.</summary>
    /// <param name="who">Null: the public.</param>
    public LicensingClient Connect(Wire wire, (string Id, string Secret)? who = null, TimeProvider? clock = null, Action<LicensingOptions>? configure = null)
    {
        wire.InnerHandler ??= Server.CreateHandler();
        var options = new LicensingOptions { BaseAddress = new Uri("http://localhost"), ClientId = who?.Id, ClientSecret = who?.Secret, Clock = clock ?? new HastyClock() };
        configure?.Invoke(options);
        return new LicensingClient(options, wire);
    }

    public static async Task<(string Id, string Secret)> SignUpAsync(ServiceHost host, string name, string? agency, params string[] roles)
    {
        using var root = host.As("administrator:root");
        using var made = await root.PostAsJsonAsync("/v1/access/clients", new { name, description = "A system of a test", reason = "a test needs it" });
        var client = await made.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(made.IsSuccessStatusCode, client.ToString());
        foreach (var role in roles)
        {
            using var given = await SendAsync(root, "/v1/access/memberships", new JsonObject { ["subject"] = name, ["role"] = role, ["agencyId"] = agency, ["reason"] = "a test needs it" });
            Assert.True(given.IsSuccessStatusCode, await given.Content.ReadAsStringAsync());
        }

        return (name, client.GetProperty("secret").GetString()!);
    }
}

/// <summary>A clock on which every wait is over at once, and that remembers how long each would have been.</summary>
public sealed class HastyClock : FakeTimeProvider
{
    public HastyClock() => SetUtcNow(new DateTimeOffset(2026, 3, 15, 8, 0, 0, TimeSpan.Zero));

    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        // What bounds an attempt is a timer too, and does not run out by itself.
        if (dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(90))
        {
            lock (Waits)
                Waits.Add(dueTime);
            _ = Task.Run(() => Advance(dueTime));
        }

        return timer;
    }
}

/// <summary>What goes over the wire, and what happens to it there.</summary>
public sealed class Wire : DelegatingHandler
{
    /// <summary>Every request that was sent, with its headers.</summary>
    public List<(string Call, string? Key, string? Token)> Sent { get; } = [];

    /// <summary>Answers in place of the service, or after it has answered; null: lets pass. Told the number of the request, from 1.</summary>
    public Func<int, HttpRequestMessage, HttpResponseMessage?>? Before { get; set; }

    public Func<int, HttpResponseMessage, HttpResponseMessage>? After { get; set; }

    public IEnumerable<string> Calls => Sent.Select(s => s.Call);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (Sent)
        {
            Sent.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null, request.Headers.Authorization?.Parameter));
            number = Sent.Count;
        }

        if (Before?.Invoke(number, request) is { } instead)
            return instead;
        var answer = await base.SendAsync(request, cancellationToken);
        return After?.Invoke(number, answer) ?? answer;
    }
}
