using System.Threading.RateLimiting;
using Licensing.Api.Http;

namespace Licensing.Api.Features.Register;

/// <summary>How many receipts one address may ask for: each is a row that is kept, and nobody signs in for it. Narrower than the limit of all
/// requests (<see cref="RateLimits"/>), and counted in this process as that is.</summary>
public sealed class CheckLimit(RegisterOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _addresses = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.ChecksPerAddressPerMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.ChecksPerAddressPerMinute,
            QueueLimit = 0,
        }));

    /// <exception cref="ProblemException">rate.exceeded.</exception>
    public void Take(HttpContext context)
    {
        using var lease = _addresses.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "none");
        if (!lease.IsAcquired)
            throw new ProblemException(new Problem(ProblemCode.TooManyRequests, "One address may ask for so many receipts only; verify licences without one, or wait.") { RetryAfterSeconds = 60 });
    }

    public void Dispose() => _addresses.Dispose();
}
