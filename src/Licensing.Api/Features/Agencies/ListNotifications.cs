using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ListNotificationsRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public ChangeState? State { get; init; }

    [QueryParam]
    public ChangeKind? Kind { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListNotificationsValidator : Validator<ListNotificationsRequest>
{
    public ListNotificationsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists changes that agencies notified, the newest first; an agency sees its own.</summary>
public sealed class ListNotifications(LicensingDb db, Caller caller) : Endpoint<ListNotificationsRequest, Ok<PageOf<NotifiedChangeView>>>
{
    public override void Configure()
    {
        Get("notified-changes");
        Permissions(Permission.ReadChanges);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<NotifiedChangeView>>> ExecuteAsync(ListNotificationsRequest r, CancellationToken ct)
    {
        var visible = db.NotifiedChanges.AsNoTracking().VisibleTo(caller).Include(c => c.Agency);
        IQueryable<NotifiedChange> changes = visible;
        if (r.Agency is not null) changes = changes.Where(c => c.Agency.PublicId == r.Agency);
        if (r.State is { } state) changes = changes.Where(c => c.State == state);
        if (r.Kind is { } kind) changes = changes.Where(c => c.Kind == kind);
        return TypedResults.Ok(await changes.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, NotifiedChangeView.Of, newestFirst: true, ct, all: visible));
    }
}
