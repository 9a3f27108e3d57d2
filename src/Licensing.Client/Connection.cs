using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Licensing.Client;

/// <summary>What all calls have in common: signing in, trying again, reading answers and refusals.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly ResiliencePropertyKey<Attempt> Current = new("licensing.attempt");
    private readonly LicensingOptions _options;
    private readonly Uri _root;
    private readonly Func<HttpClient> _http;
    private readonly AccessTokens _tokens;
    private readonly ResiliencePipeline<HttpResponseMessage> _calls;
    private readonly ResiliencePipeline<HttpResponseMessage> _files;

    public Connection(LicensingOptions options, Func<HttpClient> http)
    {
        (_options, _root, _http) = (options, options.Root(), http);
        _tokens = new AccessTokens(options, _root, http);
        _files = Retrying(options).Build();
        _calls = Retrying(options).AddTimeout(new HttpTimeoutStrategyOptions { Timeout = options.Timeout }).Build();
    }

    public TimeProvider Clock => _options.Clock;

    public void Dispose() => _tokens.Dispose();

    public async Task SendAsync(Call call, CancellationToken ct)
    {
        using var response = await TryAsync(call, isFile: false, ct).ConfigureAwait(false);
    }

    public async Task<T> ReadAsync<T>(Call call, CancellationToken ct)
    {
        using var response = await TryAsync(call, isFile: false, ct).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var read = await JsonSerializer.DeserializeAsync<T>(stream, Json.Options, ct).ConfigureAwait(false) ?? throw new JsonException("The answer is empty.");
        if (read is LicensingAnswer answer)
        {
            answer.ETag = response.Headers.ETag?.ToString() ?? "";
            answer.RetryAfter = RetryAfterOf(response, Clock);
            answer.IsReplayed = response.Headers.Contains("Idempotency-Replayed");
        }

        return read;
    }

    public async Task<LicensingFile> OpenAsync(Call call, CancellationToken ct)
    {
        var response = await TryAsync(call, isFile: true, ct).ConfigureAwait(false);
        try
        {
            return new LicensingFile(response, await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<T> LinesAsync<T>(Call call, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = await OpenAsync(call, ct).ConfigureAwait(false);
        await foreach (var line in JsonSerializer.DeserializeAsyncEnumerable<T>(file.Content, topLevelValues: true, Json.Options, ct).ConfigureAwait(false))
            yield return line!;
    }

    public async IAsyncEnumerable<T> EventsAsync<T>(Call call, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = await OpenAsync(call.Accept("text/event-stream"), ct).ConfigureAwait(false);
        await foreach (var told in SseParser.Create(file.Content, (_, data) => JsonSerializer.Deserialize<T>(data, Json.Options)!).EnumerateAsync(ct).ConfigureAwait(false))
            yield return told.Data;
    }

    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private async Task<HttpResponseMessage> TryAsync(Call call, bool isFile, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(Current, new Attempt(call));
        HttpResponseMessage response;
        try
        {
            // An upload takes as long as it takes.
            var pipeline = isFile || call.IsUpload ? _files : _calls;
            response = await pipeline.ExecuteAsync(static async (c, s) => await s.Connection.AttemptAsync(c, s.isFile).ConfigureAwait(false), context, (Connection: this, isFile)).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw new TimeoutException($"The service gave no answer within {_options.Timeout}.", e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (response.IsSuccessStatusCode || (isFile && response.StatusCode == HttpStatusCode.NotModified))
            return response;
        using (response)
            throw await LicensingProblemException.OfAsync(response, Clock, ct).ConfigureAwait(false);
    }

    private async ValueTask<HttpResponseMessage> AttemptAsync(ResilienceContext context, bool isFile)
    {
        var ct = context.CancellationToken;
        var attempt = context.Properties.GetValue(Current, null!);
        for (var renewed = false; ; renewed = true)
        {
            (attempt.IsSigningIn, attempt.Code) = (true, null);
            var (token, busy) = await _tokens.GetAsync(ct).ConfigureAwait(false);
            if (busy is not null)
                return busy;
            attempt.IsSigningIn = false;
            using var request = attempt.Call.ToRequest(_root);
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await _http().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            try
            {
                // Read whole here, so that an answer that is cut off counts as lost, and is asked for again.
                if (!isFile || !response.IsSuccessStatusCode)
                    await response.Content.LoadIntoBufferAsync(ct).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.Conflict && attempt.Call.Repeat == Repeat.WithKey)
                    attempt.Code = LicensingProblemException.CodeOf(await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false));
            }
            catch
            {
                response.Dispose();
                throw;
            }

            // Nothing was done: whoever is not known is turned away first.
            if (response.StatusCode != HttpStatusCode.Unauthorized || token is null || renewed || !attempt.Call.CanBeSent)
                return response;
            response.Dispose();
            _tokens.Forget(token);
        }
    }

    private static ResiliencePipelineBuilder<HttpResponseMessage> Retrying(LicensingOptions options) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Clock }.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Math.Max(1, options.MostRetries),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = options.LongestWait,
            // Where the answer says how long, so long; else longer each time.
            ShouldRetryAfterHeader = true,
            ShouldHandle = told => ValueTask.FromResult(options.MostRetries > 0 && IsToBeRepeated(told, options)),
        });

    private static bool IsToBeRepeated(RetryPredicateArguments<HttpResponseMessage> told, LicensingOptions options)
    {
        var attempt = told.Context.Properties.GetValue(Current, null!);
        if (!attempt.Call.CanBeSent || told.Context.CancellationToken.IsCancellationRequested)
            return false;
        if (told.Outcome.Result is not { } response)
            return told.Outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException && (attempt.IsSigningIn || attempt.Call.Repeat >= Repeat.WithKey);
        if (RetryAfterOf(response, options.Clock) > options.LongestWait)
            return false;
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => attempt.IsSigningIn || attempt.Call.Repeat != Repeat.Never,
            // The attempt before it is still being worked on.
            HttpStatusCode.Conflict => attempt.Code == ProblemCodes.IdempotencyKeyRunning,
            _ => false,
        };
    }

    /// <summary>What is known of the attempt that was made last.</summary>
    private sealed class Attempt(Call call)
    {
        public Call Call => call;

        public bool IsSigningIn { get; set; }

        public string? Code { get; set; }
    }
}
