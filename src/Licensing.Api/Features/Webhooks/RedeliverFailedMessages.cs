using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

/// <param name="Since">Messages given up at or after this instant, in UTC.</param>
public sealed record RedeliverFailedMessagesRequest(DateTime Since)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

/// <param name="Messages">How many wait to be sent again.</param>
public sealed record MessagesAskedForAgain(int Messages);

/// <summary>Has every message sent again that was given up since an instant, each under its webhook-id.</summary>
public sealed class RedeliverFailedMessages(LicensingDb db, Caller caller, JobQueue jobs, TimeProvider clock)
    : Endpoint<RedeliverFailedMessagesRequest, Results<Accepted<MessagesAskedForAgain>, Problem>>
{
    public override void Configure()
    {
        Post("webhooks/{WebhookId}/redeliveries");
        Permissions(Permission.KeepWebhooks);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Accepted<MessagesAskedForAgain>, Problem>> ExecuteAsync(RedeliverFailedMessagesRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        var (id, now) = (subscription.Id, clock.Now());
        // A ping that failed was a question about that moment.
        var again = await db.WebhookMessages.Where(m => m.SubscriptionId == id && m.State == WebhookMessageState.GivenUp && m.EndedAt >= r.Since && m.Type != WebhookMessage.Ping).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, WebhookMessageState.Waiting).SetProperty(m => m.Attempts, 0).SetProperty(m => m.FirstAttemptAt, (DateTime?)null).SetProperty(m => m.NextAttemptAt, now)
                .SetProperty(m => m.LeasedUntil, (DateTime?)null).SetProperty(m => m.EndedAt, (DateTime?)null).SetProperty(m => m.Version, m => m.Version + 1), ct);
        if (again > 0)
            jobs.Enqueue<DeliverWebhooksJob>(job => job.RunAsync(CancellationToken.None));
        return TypedResults.Accepted($"/v1/webhooks/{r.WebhookId}/messages?state=waiting", new MessagesAskedForAgain(again));
    }
}
