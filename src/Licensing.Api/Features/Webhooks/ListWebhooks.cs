using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

public sealed record ListWebhooksRequest
{
    /// <summary>Only those of this agency: public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>How many, 1 to 200.</summary>
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    /// <summary>next of the page before.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListWebhooksValidator : Validator<ListWebhooksRequest>
{
    public ListWebhooksValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the caller's subscriptions, oldest first; a supervisor sees all.</summary>
public sealed class ListWebhooks(LicensingDb db, Caller caller) : Endpoint<ListWebhooksRequest, Ok<PageOf<WebhookView>>>
{
    public override void Configure()
    {
        Get("webhooks");
        Permissions(Permission.ReadWebhooks);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<WebhookView>>> ExecuteAsync(ListWebhooksRequest r, CancellationToken ct)
    {
        var subscriptions = db.Webhooks.AsNoTracking().VisibleTo(caller).Include(s => s.Agency).Include(s => s.Progress).AsQueryable();
        if (r.Agency is not null)
            subscriptions = subscriptions.Where(s => s.Agency!.PublicId == r.Agency);
        return TypedResults.Ok(await subscriptions.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, WebhookView.Of, newestFirst: false, ct));
    }
}
