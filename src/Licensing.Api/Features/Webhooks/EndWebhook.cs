using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

public sealed record EndWebhookRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

/// <summary>Deletes a subscription with its secrets, its messages and their log. The audit keeps that there was one.</summary>
public sealed class EndWebhook(LicensingDb db, Caller caller) : Endpoint<EndWebhookRequest, Results<NoContent, Problem>>
{
    public override void Configure()
    {
        Post("webhooks/{WebhookId}/end");
        Permissions(Permission.KeepWebhooks);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<NoContent, Problem>> ExecuteAsync(EndWebhookRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(subscription) is { } stale)
            return stale;
        var id = subscription.Id;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var waiting = await db.WebhookMessages.CountAsync(m => m.SubscriptionId == id && m.State == WebhookMessageState.Waiting, ct);
        await db.WebhookAttempts.Where(a => a.SubscriptionId == id).ExecuteDeleteAsync(ct);
        await db.WebhookMessages.Where(m => m.SubscriptionId == id).ExecuteDeleteAsync(ct);
        await db.WebhookProgress.Where(p => p.SubscriptionId == id).ExecuteDeleteAsync(ct);
        db.Entry(subscription.Progress).State = EntityState.Detached;
        db.Remove(subscription);
        db.Record(subscription, new WebhookEnded(new Uri(subscription.Url).Host, waiting));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
