using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Licensing.Client;

/// <summary>The token of the client, asked for once by however many calls, and again shortly before it ends.</summary>
internal sealed class AccessTokens(LicensingOptions options, Uri root, Func<HttpClient> http) : IDisposable
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private Held? _held;

    /// <returns>The token, or none for a public call; or the answer of a provider that is busy, which is waited for like any other.</returns>
    /// <exception cref="LicensingSignInException">The provider gives none.</exception>
    public async ValueTask<(string? Token, HttpResponseMessage? Busy)> GetAsync(CancellationToken ct)
    {
        if (options.AccessToken is { } given)
            return (await given(ct).ConfigureAwait(false), null);
        if (options.ClientId is null)
            return default;
        if (Good() is { } token)
            return (token, null);
        await _asking.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return Good() is { } meanwhile ? (meanwhile, null) : await AskAsync(options.ClientId, ct).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>The service does not take it any more. Who has got a newer one meanwhile keeps that.</summary>
    public void Forget(string token)
    {
        if (Volatile.Read(ref _held) is { } held && held.Token == token)
            Interlocked.CompareExchange(ref _held, null, held);
    }

    public void Dispose() => _asking.Dispose();

    private string? Good() => Volatile.Read(ref _held) is { } held && options.Clock.GetUtcNow() < held.RenewAt ? held.Token : null;

    private async Task<(string? Token, HttpResponseMessage? Busy)> AskAsync(string id, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = options.ClientSecret ?? "" };
        if (options.Scope is not null)
            form["scope"] = options.Scope;
        using var request = new HttpRequestMessage(HttpMethod.Post, options.TokenEndpoint ?? new Uri(root, "connect/token")) { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        var asked = options.Clock.GetUtcNow();
        var answer = await http().SendAsync(request, ct).ConfigureAwait(false);
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            return (null, answer);
        using (answer)
        {
            var told = Read(await answer.Content.ReadAsStringAsync(ct).ConfigureAwait(false));
            if (!answer.IsSuccessStatusCode || told?.AccessToken is not { } token)
                throw new LicensingSignInException(told?.Error ?? told?.Code ?? $"status {(int)answer.StatusCode}", told?.Description ?? told?.Detail);
            var lasts = TimeSpan.FromSeconds(told.ExpiresIn ?? 60);
            Volatile.Write(ref _held, new Held(token, asked + lasts - (lasts / 4 < Shortly ? lasts / 4 : Shortly)));
            return (token, null);
        }
    }

    private static Told? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Told>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Held(string Token, DateTimeOffset RenewAt);

    private sealed record Told(
        [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int? ExpiresIn, [property: JsonPropertyName("error")] string? Error,
        [property: JsonPropertyName("error_description")] string? Description, [property: JsonPropertyName("code")] string? Code, [property: JsonPropertyName("detail")] string? Detail);
}
