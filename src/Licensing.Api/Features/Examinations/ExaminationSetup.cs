using System.Threading.RateLimiting;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Examinations;

/// <summary>How many objections one address may file: each is a row that is kept, and nobody signs in for it. Counted in this process.</summary>
public sealed class ObjectionLimit : IDisposable
{
    public const string Setting = "Examinations:ObjectionsPerAddressPerHour";
    private readonly PartitionedRateLimiter<string> _addresses;

    /// <exception cref="StartRefusedException">The setting cannot be used.</exception>
    public ObjectionLimit(IConfiguration configuration)
    {
        var perHour = configuration.GetValue(Setting, 20);
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
            throw new ProblemException(new Problem(ProblemCode.TooManyRequests, "One address may file so many objections only; wait, or write to the ministry.") { RetryAfterSeconds = 600 });
    }

    public void Dispose() => _addresses.Dispose();
}

public static class ExaminationSetup
{
    public static IServiceCollection AddExaminations(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new ObjectionLimit(configuration))
        .AddScoped<AlertSearch>()
        .AddScoped<TermPlanning>()
        .AddScoped<GrantCheck>()
        .AddScoped<DecisionDraft>()
        .AddScoped<GrantEffects>()
        .AddScoped<ExaminationReading>()
        .AddScoped<ObjectionKeys>()
        .AddScoped<IAppealable, AppealableRefusals>()
        .AddScoped<IProposedChange, DecisionApproval>();
}
