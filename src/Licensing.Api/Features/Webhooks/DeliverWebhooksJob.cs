using System.Collections.Concurrent;
using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

/// <summary>Sends what is due to every subscription that has something due, several at once, and comes back for what is due soon.</summary>
/// <remarks>It holds one worker of the queue, however many receivers are slow. What is to be done is asked of the tables (<see cref="WebhookDelivery"/>), so a second run
/// changes nothing.</remarks>
public sealed class DeliverWebhooksJob(LicensingDb db, IServiceScopeFactory scopes, JobQueue jobs, TimeProvider clock, ILogger<DeliverWebhooksJob> log)
{
    private const int AtOnce = 8;

    // The sweep comes every minute; what is due earlier is not left to it.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1), Soonest = TimeSpan.FromSeconds(1);

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var (more, failures) = (0, new ConcurrentBag<Exception>());
        await Parallel.ForEachAsync(await WithSomethingToDoAsync(ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (id, stop) =>
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System(nameof(DeliverWebhooksJob)));
                if (await scope.ServiceProvider.GetRequiredService<WebhookDelivery>().RunAsync(id, stop))
                    Interlocked.Increment(ref more);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One subscription's fault keeps no other waiting; the run still fails with it, so that an operator sees it.
                log.LogError(e, "A webhook could not be brought forward");
                failures.Add(e);
            }
        });

        await ComeBackAsync(more > 0, ct);
        if (!failures.IsEmpty)
            throw new AggregateException(failures);
    }

    private async Task<List<long>> WithSomethingToDoAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var last = await db.ChangeLogs.Select(l => (long?)l.Last).SingleOrDefaultAsync(ct) ?? 0;
        return await db.WebhookProgress.Where(p => (p.Subscription.State == WebhookState.Active && p.Through < last)
                || ((p.NotBefore == null || p.NotBefore <= now)
                    && db.WebhookMessages.DueAt(now).Any(m => m.SubscriptionId == p.SubscriptionId && (p.Subscription.State == WebhookState.Active || m.Type == WebhookMessage.Ping))))
            .OrderBy(p => p.SubscriptionId).Select(p => p.SubscriptionId).ToListAsync(ct);
    }

    private async Task ComeBackAsync(bool more, CancellationToken ct)
    {
        var now = clock.Now();
        var soon = now + Soon;
        var next = more ? now : await db.WebhookMessages.Where(m => m.State == WebhookMessageState.Waiting && m.NextAttemptAt > now && m.NextAttemptAt < soon)
            .MinAsync(m => (DateTime?)m.NextAttemptAt, ct);
        if (next is { } due)
            jobs.Schedule<DeliverWebhooksJob>(job => job.RunAsync(CancellationToken.None), due - now > Soonest ? due - now : Soonest);
    }
}
