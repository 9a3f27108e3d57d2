using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

public sealed record RedeliverWebhookMessageRequest
{
    /// <summary>Public id of the subscription.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";

    /// <summary>Public id of the message: its webhook-id.</summary>
    [RouteParam]
    public string MessageId { get; init; } = "";
}

/// <summary>Has one message sent again, delivered or given up, under the same webhook-id and with the same body. A receiver that knows the id leaves it.</summary>
public sealed class RedeliverWebhookMessage(LicensingDb db, Caller caller, JobQueue jobs, TimeProvider clock)
    : Endpoint<RedeliverWebhookMessageRequest, Results<Accepted<WebhookMessageView>, Problem>>
{
    public override void Configure()
    {
        Post("webhooks/{WebhookId}/messages/{MessageId}/redelivery");
        Permissions(Permission.KeepWebhooks);
        this.Refuses(ProblemCode.NotFound, ProblemCode.WebhookMessageWaiting);
    }

    public override async Task<Results<Accepted<WebhookMessageView>, Problem>> ExecuteAsync(RedeliverWebhookMessageRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        var message = subscription is null ? null : await db.WebhookMessages.SingleOrDefaultAsync(m => m.SubscriptionId == subscription.Id && m.PublicId == r.MessageId, ct);
        if (message is null)
            return new Problem(ProblemCode.NotFound);
        if (message.State == WebhookMessageState.Waiting)
            return new Problem(ProblemCode.WebhookMessageWaiting);
        message.Again(clock.Now());
        await db.SaveChangesAsync(ct);
        jobs.Enqueue<DeliverWebhooksJob>(job => job.RunAsync(CancellationToken.None));
        return TypedResults.Accepted($"/v1/webhooks/{r.WebhookId}/attempts?message={message.PublicId}", WebhookMessageView.Of(message));
    }
}
