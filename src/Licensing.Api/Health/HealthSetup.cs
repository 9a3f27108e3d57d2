using Hangfire;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Licensing.Api.Health;

/// <summary>/health/live: the process answers. /health/ready: it can do its work, with each part's state.</summary>
public static class HealthSetup
{
    private static readonly TimeSpan ServerIsGoneAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SealedWithin = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<IdentityKeyCheck>("identity-key").AddCheck<JobServerCheck>("jobs").AddCheck<AuditCheck>("audit");
        return services;
    }

    public static void UseHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString().ToLowerInvariant(),
                parts = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), detail = e.Value.Description }),
            }),
        }).AllowAnonymous();
    }

    private sealed class DatabaseCheck(LicensingDb db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var missing = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
                return missing == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{missing} migrations are missing; run the command migrate.");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The type only: a message may name the server or the path.
                return HealthCheckResult.Unhealthy($"The database does not answer ({e.GetType().Name}).");
            }
        }
    }

    /// <summary>The key was replaced while this instance ran: it would seal under the old one, and recognise nobody.</summary>
    private sealed class IdentityKeyCheck(LicensingDb db, DeploymentKey key) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var last = await db.IdentityKeys.OrderByDescending(k => k.Id).Select(k => k.PublicId).FirstOrDefaultAsync(cancellationToken);
                return last is null || last == key.Id ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Identity:Key was replaced; start this instance again with the new one.");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return HealthCheckResult.Unhealthy($"The database does not answer ({e.GetType().Name}).");
            }
        }
    }

    /// <summary>Nothing protects what is not sealed yet.</summary>
    private sealed class AuditCheck(LicensingDb db, TimeProvider clock) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var oldest = await db.AuditEvents.Where(e => e.LeafIndex == null).OrderBy(e => e.Id).Select(e => (DateTime?)e.At).FirstOrDefaultAsync(cancellationToken);
                return oldest < clock.Now() - SealedWithin
                    ? HealthCheckResult.Degraded($"The audit trail has not been sealed for more than {SealedWithin.TotalMinutes:0} minutes; see the log of SealAuditJob.")
                    : HealthCheckResult.Healthy();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What is wrong with the database, its own check says.
                return HealthCheckResult.Degraded($"The database does not answer ({e.GetType().Name}).");
            }
        }
    }

    private sealed class JobServerCheck(JobStorage storage, TimeProvider clock) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var since = clock.GetUtcNow().UtcDateTime - ServerIsGoneAfter;
                var alive = storage.GetMonitoringApi().Servers().Count(s => s.Heartbeat is null || s.Heartbeat > since);
                return Task.FromResult(alive > 0
                    ? HealthCheckResult.Healthy($"{alive} job servers.")
                    // Requests are answered all the same; judging waits.
                    : HealthCheckResult.Degraded("No job server has reported in the last two minutes; nothing is judged."));
            }
            catch (Exception e)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy($"The job storage does not answer ({e.GetType().Name})."));
            }
        }
    }
}
