using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Webhooks;

public sealed record ReadWebhookRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

/// <summary>Reads a subscription, and whether messages get through.</summary>
public sealed class ReadWebhook(LicensingDb db, Caller caller) : Endpoint<ReadWebhookRequest, Results<Ok<WebhookView>, Problem>>
{
    public override void Configure()
    {
        Get("webhooks/{WebhookId}");
        Permissions(Permission.ReadWebhooks);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<WebhookView>, Problem>> ExecuteAsync(ReadWebhookRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(subscription);
        return TypedResults.Ok(WebhookView.Of(subscription));
    }
}
