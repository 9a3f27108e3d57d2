using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

public sealed record ListAuditEventsRequest : AuditEventFilter
{
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListAuditEventsValidator : AuditEventFilterValidator<ListAuditEventsRequest>
{
    public ListAuditEventsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Searches the audit trail, newest first: what happened to a thing, what somebody did, what was done in a period.</summary>
public sealed class ListAuditEvents(LicensingDb db, ReadRegister reads, Ministry ministry) : Endpoint<ListAuditEventsRequest, Ok<PageOf<AuditEventView>>>
{
    public override void Configure()
    {
        Get("audit/events");
        Permissions(Permission.ReadAudit);
    }

    public override async Task<Ok<PageOf<AuditEventView>>> ExecuteAsync(ListAuditEventsRequest r, CancellationToken ct)
    {
        await reads.RecordAuditAsync(PersonalRead.AuditTrail, ct);
        return TypedResults.Ok(await r.Choose(db.AuditEvents.AsNoTracking(), ministry).ToPageAsync(
            r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, AuditEventView.Of, newestFirst: true, ct));
    }
}
