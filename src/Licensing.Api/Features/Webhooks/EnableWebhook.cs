using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

public sealed record EnableWebhookRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

/// <summary>Has messages sent again after a pause, or after the service disabled it: from where it stopped, and what waits at once. The caller keeps it from now on.</summary>
public sealed class EnableWebhook(LicensingDb db, Caller caller, JobQueue jobs, TimeProvider clock) : Endpoint<EnableWebhookRequest, Results<Ok<WebhookView>, Problem>>
{
    public override void Configure()
    {
        Post("webhooks/{WebhookId}/enabling");
        Permissions(Permission.KeepWebhooks);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.WebhookActive);
    }

    public override async Task<Results<Ok<WebhookView>, Problem>> ExecuteAsync(EnableWebhookRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(subscription) is { } stale)
            return stale;
        if (subscription.State == WebhookState.Active)
            return new Problem(ProblemCode.WebhookActive);
        var (id, now) = (subscription.Id, clock.Now());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        subscription.Enable(caller.Name);
        db.Record(subscription, new WebhookEnabled());
        await db.SaveChangesAsync(ct);
        await db.WebhookMessages.Where(m => m.SubscriptionId == id && m.State == WebhookMessageState.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Attempts, 0).SetProperty(m => m.FirstAttemptAt, (DateTime?)null).SetProperty(m => m.NextAttemptAt, now).SetProperty(m => m.Version, m => m.Version + 1), ct);
        await db.WebhookProgress.Where(p => p.SubscriptionId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.FailingSince, (DateTime?)null).SetProperty(p => p.NotBefore, (DateTime?)null).SetProperty(p => p.Version, p => p.Version + 1), ct);
        await transaction.CommitAsync(ct);
        jobs.Enqueue<DeliverWebhooksJob>(job => job.RunAsync(CancellationToken.None));
        HttpContext.ShowVersion(subscription);
        return TypedResults.Ok(WebhookView.Of(subscription) with { FailingSince = null });
    }
}
