using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Webhooks;

public sealed record PauseWebhookRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

/// <summary>Has nothing sent until it is enabled again: then everything since.</summary>
public sealed class PauseWebhook(LicensingDb db, Caller caller) : Endpoint<PauseWebhookRequest, Results<Ok<WebhookView>, Problem>>
{
    public override void Configure()
    {
        Post("webhooks/{WebhookId}/pause");
        Permissions(Permission.KeepWebhooks);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.WebhookNotActive);
    }

    public override async Task<Results<Ok<WebhookView>, Problem>> ExecuteAsync(PauseWebhookRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(subscription) is { } stale)
            return stale;
        if (subscription.State != WebhookState.Active)
            return new Problem(ProblemCode.WebhookNotActive);
        subscription.Pause();
        db.Record(subscription, new WebhookPaused());
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(subscription);
        return TypedResults.Ok(WebhookView.Of(subscription));
    }
}
