using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

public sealed record PingWebhookRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

/// <summary>Has a test message of the type webhook.ping sent, once, also while the subscription is paused or disabled. What came of it is in the log.</summary>
public sealed class PingWebhook(LicensingDb db, Caller caller, JobQueue jobs, TimeProvider clock) : Endpoint<PingWebhookRequest, Results<Accepted<WebhookMessageView>, Problem>>
{
    private const int MostWaiting = 5;

    public override void Configure()
    {
        Post("webhooks/{WebhookId}/pings");
        Permissions(Permission.KeepWebhooks);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.WebhookPingsWaiting);
    }

    public override async Task<Results<Accepted<WebhookMessageView>, Problem>> ExecuteAsync(PingWebhookRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.WebhookMessages.CountAsync(m => m.SubscriptionId == subscription.Id && m.State == WebhookMessageState.Waiting && m.Type == WebhookMessage.Ping, ct) >= MostWaiting)
            return new Problem(ProblemCode.WebhookPingsWaiting);
        var ping = WebhookMessage.OfPing(subscription, clock.Now());
        db.Add(ping);
        await db.SaveChangesAsync(ct);
        jobs.Enqueue<DeliverWebhooksJob>(job => job.RunAsync(CancellationToken.None));
        return TypedResults.Accepted($"/v1/webhooks/{subscription.PublicId}/attempts?message={ping.PublicId}", WebhookMessageView.Of(ping));
    }
}
