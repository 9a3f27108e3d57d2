using System.Threading.RateLimiting;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Complaints;

/// <summary>How often one address may file or follow complaints: nobody signs in for it. An embassy or a shelter sends those of many workers from one
/// address, so the limit is wider than one person needs. Counted in this process.</summary>
public sealed class ComplaintLimit : IDisposable
{
    public const string Setting = "Complaints:PerAddressPerHour";
    private readonly PartitionedRateLimiter<string> _addresses;

    /// <exception cref="StartRefusedException">The setting cannot be used.</exception>
    public ComplaintLimit(IConfiguration configuration)
    {
        var perHour = configuration.GetValue(Setting, 200);
        if (perHour < 1)
            throw new StartRefusedException($"{Setting} must be at least 1.");
        _addresses = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perHour,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromHours(1) / perHour,
            QueueLimit = 0,
        }));
    }

    /// <exception cref="ProblemException">rate.exceeded.</exception>
    public void Take(HttpContext context)
    {
        using var lease = _addresses.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "none");
        if (!lease.IsAcquired)
            throw new ProblemException(new Problem(ProblemCode.TooManyRequests, "One address may file and follow so many complaints only; wait, or go to the ministry.") { RetryAfterSeconds = 60 });
    }

    public void Dispose() => _addresses.Dispose();
}
