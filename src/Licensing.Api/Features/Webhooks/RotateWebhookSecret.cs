using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Webhooks;

/// <param name="OverlapHours">How long the secret before signs beside the new one, 0 to 168, so that the receiver changes over without a break; 0 ends it at once, when others
/// know it.</param>
public sealed record RotateWebhookSecretRequest(int OverlapHours = 24)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

public sealed class RotateWebhookSecretValidator : Validator<RotateWebhookSecretRequest>
{
    public RotateWebhookSecretValidator() => RuleFor(r => r.OverlapHours).InclusiveBetween(0, 7 * 24);
}

/// <summary>Gives a subscription a new secret, and shows it once. During the overlap each message carries a signature of both; a secret before that of before signs no more.</summary>
public sealed class RotateWebhookSecret(LicensingDb db, Caller caller, DeploymentKey deployment, TimeProvider clock) : Endpoint<RotateWebhookSecretRequest, Results<Ok<WebhookWithSecret>, Problem>>
{
    public override void Configure()
    {
        Post("webhooks/{WebhookId}/secret");
        Permissions(Permission.KeepWebhooks);
        this.Idempotent();
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<WebhookWithSecret>, Problem>> ExecuteAsync(RotateWebhookSecretRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(subscription) is { } stale)
            return stale;
        var secret = WebhookSecret.New();
        DateTime? earlierUntil = r.OverlapHours == 0 ? null : clock.Now().AddHours(r.OverlapHours);
        subscription.SetSecret(WebhookSecret.Seal(deployment, secret), earlierUntil);
        db.Record(subscription, new WebhookSecretRotated(earlierUntil));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(subscription);
        return TypedResults.Ok(new WebhookWithSecret(WebhookView.Of(subscription), secret));
    }
}
