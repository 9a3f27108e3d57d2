using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Webhooks;

/// <param name="Url">Where messages are sent, those that wait already too: as when subscribing.</param>
/// <param name="Description">What it is for; at most 200 characters.</param>
/// <param name="Types">Types of events, or areas as law.*, at most 20; left out or empty: all that may be told.</param>
/// <param name="AgencyId">Only what concerns this agency: public id.</param>
/// <param name="Origin">Only what concerns this country of origin, or every one: ISO 3166-1 alpha-2.</param>
/// <param name="Destination">Only what concerns this destination, or every one: ISO 3166-1 alpha-2.</param>
public sealed record ReviseWebhookRequest(
    string Url, string Description, IReadOnlyList<string>? Types = null, string? AgencyId = null, string? Origin = null, string? Destination = null) : IWrittenWebhook
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";
}

public sealed class ReviseWebhookValidator : Validator<ReviseWebhookRequest>
{
    public ReviseWebhookValidator(CodeLists codes) => Include(new WrittenWebhookValidator<ReviseWebhookRequest>(codes));
}

/// <summary>Writes address and filters anew as a whole. Filters hold for the changes that were not looked at yet.</summary>
public sealed class ReviseWebhook(LicensingDb db, Caller caller, WebhookAddress addresses) : Endpoint<ReviseWebhookRequest, Results<Ok<WebhookView>, Problem>>
{
    public override void Configure()
    {
        Post("webhooks/{WebhookId}/revisions");
        Permissions(Permission.KeepWebhooks);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<WebhookView>, Problem>> ExecuteAsync(ReviseWebhookRequest r, CancellationToken ct)
    {
        var subscription = await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct);
        if (subscription is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(subscription) is { } stale)
            return stale;
        var (wish, refused) = await addresses.ReadAsync(r, ct);
        if (wish is null)
            return refused!;
        subscription.Wish(wish);
        db.Record(subscription, new WebhookRevised(new Uri(wish.Url).Host, wish.Types));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(subscription);
        return TypedResults.Ok(WebhookView.Of(subscription));
    }
}
