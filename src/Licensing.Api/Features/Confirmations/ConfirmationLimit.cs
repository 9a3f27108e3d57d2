using System.Threading.RateLimiting;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Confirmations;

/// <summary>How often one address may try codes and secrets, and speak with them: nobody signs in for it. A desk lends its telephone to many, so the limit is wider
/// than one person needs. Counted in this process.</summary>
public sealed class ConfirmationLimit : IDisposable
{
    public const string Setting = "Confirmations:PerAddressPerHour";
    private readonly PartitionedRateLimiter<string> _addresses;

    /// <exception cref="StartRefusedException">The setting cannot be used.</exception>
    public ConfirmationLimit(IConfiguration configuration)
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
            throw new ProblemException(new Problem(ProblemCode.TooManyRequests, "One address may do so much here only; wait, or go to the ministry.") { RetryAfterSeconds = 60 });
    }

    public void Dispose() => _addresses.Dispose();
}
