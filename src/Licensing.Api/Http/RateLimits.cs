using System.Globalization;
using System.Threading.RateLimiting;
using Licensing.Api.Security;

namespace Licensing.Api.Http;

/// <summary>How many requests a caller may send.</summary>
public sealed class RateLimitOptions
{
    /// <summary>From one address, whoever asks; stops guessing before anything is looked up.</summary>
    public int PerAddressPerMinute { get; set; } = 1200;

    /// <summary>By one known caller, from wherever.</summary>
    public int PerClientPerMinute { get; set; } = 600;
}

/// <summary>Limits requests by address and by client, and tells both how much is left (RateLimit and RateLimit-Policy).</summary>
/// <remarks>Counted in this process: N instances behind one address allow N times as much (docs/operations.md). The fields are those
/// of draft-ietf-httpapi-ratelimit-headers-10, one member for each limit that the request was counted against.</remarks>
public sealed class RateLimits(RateLimitOptions options) : IDisposable
{
    private const int WindowSeconds = 60;
    private const string PolicyHeader = "RateLimit-Policy", LimitHeader = "RateLimit";

    public static IReadOnlyList<string> Headers { get; } = [PolicyHeader, LimitHeader];

    private readonly PartitionedRateLimiter<string> _addresses = Create(options.PerAddressPerMinute);
    private readonly PartitionedRateLimiter<string> _clients = Create(options.PerClientPerMinute);

    /// <summary>Before anything else is done for the request.</summary>
    public async Task ByAddressAsync(HttpContext context, RequestDelegate next)
    {
        // No address is the in-process test server.
        await LimitAsync(context, next, _addresses, context.Connection.RemoteIpAddress?.ToString() ?? "none", "address", options.PerAddressPerMinute);
    }

    /// <summary>Once the caller is known; the public is limited by address alone.</summary>
    public async Task ByClientAsync(HttpContext context, RequestDelegate next)
    {
        var caller = context.RequestServices.GetRequiredService<Caller>();
        if (caller.Role == CallerRole.Public)
            await next(context);
        else
            await LimitAsync(context, next, _clients, caller.Name, "client", options.PerClientPerMinute);
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _clients.Dispose();
    }

    private static async Task LimitAsync(
        HttpContext context, RequestDelegate next, PartitionedRateLimiter<string> limiter, string who, string policy, int quota)
    {
        using var lease = limiter.AttemptAcquire(who);
        var left = limiter.GetStatistics(who)?.CurrentAvailablePermits ?? 0;
        // The window that is in effect: until the bucket is full again.
        var untilFull = (quota - left) * WindowSeconds / quota;
        Tell(context, PolicyHeader, string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={quota};w={WindowSeconds}"));
        Tell(context, LimitHeader, string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={left};t={Math.Max(1, untilFull)}"));
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        throw new ProblemException(new Problem(ProblemCode.TooManyRequests) { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) });
    }

    // One list, and in one line: some clients read the first only.
    private static void Tell(HttpContext context, string header, string limit)
    {
        var told = context.Response.Headers[header].ToString();
        context.Response.Headers[header] = told.Length == 0 ? limit : $"{told}, {limit}";
    }

    // A bucket that fills steadily: no burst at the turn of a minute.
    private static PartitionedRateLimiter<string> Create(int perMinute)
    {
        var atOnce = Math.Max(1, perMinute / WindowSeconds);
        return PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds(WindowSeconds) * atOnce / perMinute,
            QueueLimit = 0,
        }));
    }
}
