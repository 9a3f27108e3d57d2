using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Features.Changes;
using Licensing.Api.Security;
using Licensing.Api.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

/// <summary>Brings one subscription forward: makes messages of the changes that it wants, and sends what is due.</summary>
/// <remarks><para>At least once, and by several workers. Messages and how far the changes were looked at are one save; two workers meet at the version of the progress.
/// A message is leased before it is sent, in a save of its own, and what came of it is noted afterwards: no transaction is open while a receiver is waited for.
/// Who is killed in between leaves a lease that ends, and the message is sent again under the same id. Who loses a lease notes nothing.</para>
/// <para>Of one subject only the oldest waiting message is due. Three failures one after the other end the run: the receiver is down, and the rest waits for the
/// next without having used up an attempt.</para></remarks>
public sealed class WebhookDelivery(LicensingDb db, DeploymentKey deployment, WebhookSender sender, TimeProvider clock, ILogger<WebhookDelivery> log)
{
    /// <summary>Messages that wait, at most: the changes after them stay where they are.</summary>
    public const int MostWaiting = 1000;

    /// <summary>Sent in one run, at most.</summary>
    public const int MostSent = 200;
    private const int LookedAtAtOnce = 500, FailuresInARow = 3;

    /// <summary>Longer than a request may take, and the notes around it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <returns>Whether more was due than one run sends.</returns>
    public async Task<bool> RunAsync(long subscriptionId, CancellationToken ct)
    {
        if (await EndWhereAccessEndedAsync(subscriptionId, ct))
            return false;
        while (await LookAtChangesAsync(subscriptionId, ct))
        {
            // More changes.
        }

        return await SendDueAsync(subscriptionId, ct);
    }

    private async Task<bool> EndWhereAccessEndedAsync(long subscriptionId, CancellationToken ct)
    {
        var now = clock.Now();
        var subscription = await FindAsync(subscriptionId, ct);
        if (subscription is null)
            return true;
        var owner = subscription.Owner;
        var isShutOut = await db.Clients.AnyAsync(c => c.Name == owner && c.DisabledAt != null, ct);
        // Whose roles come with his tokens has no memberships: nobody here knows when they end.
        var memberships = await db.Memberships.Where(m => m.Subject == owner && m.AgencyId == subscription.AgencyId).Select(m => new { m.From, m.Until }).ToListAsync(ct);
        if (!isShutOut && (memberships.Count == 0 || memberships.Exists(m => m.From <= now && (m.Until == null || m.Until > now))))
            return false;
        if (subscription.State == WebhookState.Active)
        {
            await DisableAsync(subscription, WebhookDisabledBecause.AccessEnded, now, tell: false, ct);
            await TrySaveAsync(ct);
        }

        return true;
    }

    private Task<WebhookSubscription?> FindAsync(long id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return db.Webhooks.Include(s => s.Agency).Include(s => s.Progress).SingleOrDefaultAsync(s => s.Id == id, ct);
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> LookAtChangesAsync(long subscriptionId, CancellationToken ct)
    {
        var subscription = await FindAsync(subscriptionId, ct);
        if (subscription is not { State: WebhookState.Active, Progress: var progress })
            return false;
        // Asked first: places up to it are all there to be seen.
        var last = await db.ChangeLogs.Select(l => (long?)l.Last).SingleOrDefaultAsync(ct) ?? 0;
        if (progress.Through >= last || await db.WebhookMessages.CountAsync(m => m.SubscriptionId == subscriptionId && m.State == WebhookMessageState.Waiting, ct) >= MostWaiting)
            return false;
        var (through, own) = (progress.Through, subscription.Agency?.PublicId);
        var changes = await db.Changes.AsNoTracking()
            .Where(c => c.Id > through && c.Id <= last && (c.Audience == ChangeAudience.Public || (own != null && c.AgencyId == own)))
            .OrderBy(c => c.Id).Take(LookedAtAtOnce).ToListAsync(ct);
        var now = clock.Now();
        // It stood still for longer than changes are kept: its owner has to begin again, and reads so.
        if (await db.Changes.MinAsync(c => (long?)c.Id, ct) is not { } oldest || oldest > through + 1)
            progress.Missed(now);
        db.AddRange(changes.Where(subscription.Wants).Select(c => new WebhookMessage(subscription, c, now)));
        progress.LookedAt(changes.Count < LookedAtAtOnce ? last : changes[^1].Id);
        return await TrySaveAsync(ct) && changes.Count == LookedAtAtOnce;
    }

    private async Task<bool> SendDueAsync(long subscriptionId, CancellationToken ct)
    {
        var failures = 0;
        for (var sent = 0; sent < MostSent; sent++)
        {
            ct.ThrowIfCancellationRequested();
            var subscription = await FindAsync(subscriptionId, ct);
            var now = clock.Now();
            if (subscription is null || await NextDueAsync(subscription, now, ct) is not { } message)
                return false;
            message.Lease(now + Lease);
            // Another worker has it, or it is gone: the next query says what is left.
            if (!await TrySaveAsync(ct))
                continue;
            var payload = Encoding.UTF8.GetBytes(message.Payload);
            var timestamp = new DateTimeOffset(now).ToUnixTimeSeconds();
            var secrets = subscription.SigningSecrets(now).Select(s => WebhookSecret.Open(deployment, s)).ToList();
            var outcome = await sender.SendAsync(subscription.Url, message.PublicId, timestamp, WebhookSecret.SignatureOf(secrets, message.PublicId, timestamp, payload), payload, ct);
            await NoteAsync(subscription, message, outcome, ct);
            failures = outcome.Failure is null ? 0 : failures + 1;
            if (failures == FailuresInARow || outcome.RetryAfter is not null)
                return false;
        }

        return true;
    }

    private async Task<WebhookMessage?> NextDueAsync(WebhookSubscription subscription, DateTime now, CancellationToken ct)
    {
        var id = subscription.Id;
        if (subscription.Progress.NotBefore > now)
            return null;
        var due = db.WebhookMessages.DueAt(now).Where(m => m.SubscriptionId == id);
        if (subscription.State != WebhookState.Active)
            due = due.Where(m => m.Type == WebhookMessage.Ping);
        return await due.Where(m => !db.WebhookMessages.Any(e => e.SubscriptionId == id && e.SubjectId == m.SubjectId && e.State == WebhookMessageState.Waiting && e.Id < m.Id))
            .OrderBy(m => m.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>One transaction: what became of the message, the attempt, and how the receiver does.</summary>
    private async Task NoteAsync(WebhookSubscription subscription, WebhookMessage message, SendOutcome outcome, CancellationToken ct)
    {
        var now = clock.Now();
        var since = subscription.Progress.FailingSince;
        if (outcome.Failure is null)
            message.Deliver(now);
        else if (message.IsPing)
            message.GiveUp(now);
        else
            await FailAsync(subscription, message, outcome, since, now, ct);
        db.Add(new WebhookAttempt(message, outcome, now));

        // Stopping does not lose what was sent.
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        if (!await TrySaveAsync(CancellationToken.None))
            return;
        DateTime? notBefore = outcome.RetryAfter is { } wait ? now + wait : null;
        var progress = db.WebhookProgress.Where(p => p.SubscriptionId == subscription.Id);
        if (outcome.Failure is null)
        {
            await progress.Where(p => p.FailingSince != null || p.NotBefore != null)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.FailingSince, (DateTime?)null).SetProperty(p => p.NotBefore, (DateTime?)null).SetProperty(p => p.Version, p => p.Version + 1), CancellationToken.None);
        }
        else if (!message.IsPing && (since is null || notBefore is not null))
        {
            await progress.ExecuteUpdateAsync(
                set => set.SetProperty(p => p.FailingSince, p => p.FailingSince ?? now).SetProperty(p => p.NotBefore, notBefore).SetProperty(p => p.Version, p => p.Version + 1), CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        Figures.WebhooksSent.Add(1, new KeyValuePair<string, object?>("delivered", outcome.Failure is null));
    }

    private async Task FailAsync(WebhookSubscription subscription, WebhookMessage message, SendOutcome outcome, DateTime? since, DateTime now, CancellationToken ct)
    {
        var wait = WebhookSchedule.Next(message.Attempts + 1, Random.Shared.NextDouble(), outcome.RetryAfter);
        // Nothing has got through from before the first attempt of this message until now.
        var lasts = wait is null && since <= message.FirstAttemptAt;
        if (wait is null && !lasts && !outcome.IsGone)
            message.GiveUp(now);
        else
            // Where the subscription is disabled, what waits begins anew when it is enabled: nothing is given up.
            message.Fail(now, now + (wait ?? TimeSpan.Zero));
        if ((lasts || outcome.IsGone) && subscription.State == WebhookState.Active)
            await DisableAsync(subscription, outcome.IsGone ? WebhookDisabledBecause.Gone : WebhookDisabledBecause.Failing, now, tell: true, ct);
    }

    /// <param name="tell">At the other addresses of the same owner too.</param>
    private async Task DisableAsync(WebhookSubscription subscription, WebhookDisabledBecause because, DateTime now, bool tell, CancellationToken ct)
    {
        subscription.Disable(because, now);
        db.Record(subscription, new WebhookDisabled(because));
        Figures.WebhooksDisabled.Add(1);
        log.LogWarning("Webhook {Webhook} is disabled: {Because}", subscription.PublicId, because);
        if (!tell)
            return;
        var (id, agency, owner) = (subscription.Id, subscription.AgencyId, subscription.Owner);
        foreach (var other in await db.Webhooks.Where(s => s.Id != id && s.State == WebhookState.Active && s.AgencyId == agency && (agency != null || s.Owner == owner)).ToListAsync(ct))
        {
            if (other.WantsType(WebhookMessage.Disabled))
                db.Add(WebhookMessage.OfDisabled(other, subscription, now));
        }
    }

    /// <returns>False: somebody else was faster, and nothing is stored.</returns>
    private async Task<bool> TrySaveAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsParentMissing(e))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}

internal static class DueMessages
{
    public static IQueryable<WebhookMessage> DueAt(this IQueryable<WebhookMessage> messages, DateTime now) =>
        messages.Where(m => m.State == WebhookMessageState.Waiting && m.NextAttemptAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now));
}
