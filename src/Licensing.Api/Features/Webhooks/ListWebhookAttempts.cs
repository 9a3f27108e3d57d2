using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

public sealed record ListWebhookAttemptsRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";

    /// <summary>Only attempts to deliver this message: public id.</summary>
    [QueryParam]
    public string? Message { get; init; }

    /// <summary>Only attempts that failed.</summary>
    [QueryParam]
    public bool Failed { get; init; }

    /// <summary>How many, 1 to 200.</summary>
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    /// <summary>next of the page before.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListWebhookAttemptsValidator : Validator<ListWebhookAttemptsRequest>
{
    public ListWebhookAttemptsValidator()
    {
        RuleFor(r => r.Message).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the attempts to deliver the messages of a subscription, the newest first.</summary>
public sealed class ListWebhookAttempts(LicensingDb db, Caller caller) : Endpoint<ListWebhookAttemptsRequest, Results<Ok<PageOf<WebhookAttemptView>>, Problem>>
{
    public override void Configure()
    {
        Get("webhooks/{WebhookId}/attempts");
        Permissions(Permission.ReadWebhooks);
        this.Refuses(ProblemCode.NotFound, ProblemCode.CursorInvalid);
    }

    public override async Task<Results<Ok<PageOf<WebhookAttemptView>>, Problem>> ExecuteAsync(ListWebhookAttemptsRequest r, CancellationToken ct)
    {
        if (await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct) is not { Id: var id })
            return new Problem(ProblemCode.NotFound);
        var attempts = db.WebhookAttempts.AsNoTracking().Include(a => a.Message).Where(a => a.SubscriptionId == id);
        if (r.Message is not null) attempts = attempts.Where(a => a.Message.PublicId == r.Message);
        if (r.Failed) attempts = attempts.Where(a => a.Failure != null);
        return TypedResults.Ok(await attempts.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, WebhookAttemptView.Of, newestFirst: true, ct));
    }
}
