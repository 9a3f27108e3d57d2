using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Changes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

public sealed record ListWebhookMessagesRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string WebhookId { get; init; } = "";

    /// <summary>Only messages in this state.</summary>
    [QueryParam]
    public WebhookMessageState? State { get; init; }

    /// <summary>Only messages about this thing: public id.</summary>
    [QueryParam]
    public string? Subject { get; init; }

    /// <summary>How many, 1 to 200.</summary>
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    /// <summary>next of the page before.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListWebhookMessagesValidator : Validator<ListWebhookMessagesRequest>
{
    public ListWebhookMessagesValidator()
    {
        RuleFor(r => r.Subject).MaximumLength(Change.SubjectLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the messages of a subscription, the newest first, with what became of each.</summary>
public sealed class ListWebhookMessages(LicensingDb db, Caller caller) : Endpoint<ListWebhookMessagesRequest, Results<Ok<PageOf<WebhookMessageView>>, Problem>>
{
    public override void Configure()
    {
        Get("webhooks/{WebhookId}/messages");
        Permissions(Permission.ReadWebhooks);
        this.Refuses(ProblemCode.NotFound, ProblemCode.CursorInvalid);
    }

    public override async Task<Results<Ok<PageOf<WebhookMessageView>>, Problem>> ExecuteAsync(ListWebhookMessagesRequest r, CancellationToken ct)
    {
        if (await db.Webhooks.VisibleTo(caller).FindWebhookAsync(r.WebhookId, ct) is not { Id: var id })
            return new Problem(ProblemCode.NotFound);
        var all = db.WebhookMessages.AsNoTracking().Where(m => m.SubscriptionId == id);
        var messages = all;
        if (r.State is not null) messages = messages.Where(m => m.State == r.State);
        if (r.Subject is not null) messages = messages.Where(m => m.SubjectId == r.Subject);
        return TypedResults.Ok(await messages.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, WebhookMessageView.Of, newestFirst: true, ct, all));
    }
}
