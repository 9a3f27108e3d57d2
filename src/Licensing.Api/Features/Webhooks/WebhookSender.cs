using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Licensing.Api.Features.Webhooks;

/// <param name="Status">Of the answer; null: there was none.</param>
/// <param name="Failure">Null: it was delivered.</param>
/// <param name="RetryAfter">What the receiver asked for with 429 or 503, at most a day.</param>
public sealed record SendOutcome(int? Status, WebhookFailure? Failure, int DurationMs, TimeSpan? RetryAfter)
{
    public bool IsGone => Status == (int)HttpStatusCode.Gone;
}

/// <summary>Sends one request to a receiver that nobody vouches for.</summary>
public sealed class WebhookSender : IDisposable
{
    public const string UserAgent = "Licensing-Webhooks/1";

    // Read so that the connection can be used again; what a receiver says is kept nowhere.
    private const int MostRead = 4096;

    /// <summary>Of a whole exchange; less only where a test waits for it to end.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;
    private readonly WebhookAddress _addresses;
    private readonly TimeProvider _clock;

    public WebhookSender(WebhookAddress addresses, TimeProvider clock)
    {
        (_addresses, _clock) = (addresses, clock);
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            // A proxy would resolve the name again, and connect to what was not checked.
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = MostRead,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            MaxConnectionsPerServer = 4,
            // The name is resolved, and checked, anew.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <param name="timestamp">Of this attempt, in seconds since 1970.</param>
    /// <exception cref="OperationCanceledException">The service is stopping.</exception>
    public async Task<SendOutcome> SendAsync(string url, string id, long timestamp, string signature, byte[] payload, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(Timeout);
        var watch = Stopwatch.StartNew();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(payload) { Headers = { ContentType = new("application/json") } } };
            request.Headers.TryAddWithoutValidation("webhook-id", id);
            request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation("webhook-signature", signature);
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            await ReadSomeAsync(answer, timeout.Token);
            var status = (int)answer.StatusCode;
            return new(status, status switch { >= 200 and < 300 => null, >= 300 and < 400 => WebhookFailure.Redirected, _ => WebhookFailure.Status }, Elapsed(), RetryAfter(answer));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, WebhookFailure.Timeout, Elapsed(), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(null, FailureOf(e), Elapsed(), null);
        }

        int Elapsed() => (int)watch.ElapsedMilliseconds;
    }

    public void Dispose() => _client.Dispose();

    // Resolves once, and connects to what was checked.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await _addresses.ResolveAsync(context.DnsEndPoint.Host, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The answer counts with its head: one whose body breaks off, or does not end, was given all the same.
    private static async Task ReadSomeAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            var (buffer, left) = (new byte[1024], MostRead);
            for (int read; left > 0 && (read = await body.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), ct)) > 0;)
                left -= read;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // See above.
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || answer.Headers.RetryAfter is not { } asked)
            return null;
        var wait = asked.Delta ?? asked.Date - _clock.GetUtcNow();
        return wait is { } some && some > TimeSpan.Zero ? (some < WebhookSchedule.LongestRetryAfter ? some : WebhookSchedule.LongestRetryAfter) : null;
    }

    private static WebhookFailure FailureOf(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case HostRefusedException or UriFormatException or InvalidOperationException:
                    return WebhookFailure.HostRefused;
                case System.Security.Authentication.AuthenticationException:
                    return WebhookFailure.TlsFailed;
                case SocketException:
                    return WebhookFailure.ConnectionFailed;
            }
        }

        return failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } ? WebhookFailure.ConnectionFailed : WebhookFailure.AnswerInvalid;
    }
}
