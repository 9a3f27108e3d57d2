using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ListDiscrepanciesRequest
{
    [QueryParam]
    public DiscrepancyState? State { get; init; }

    /// <summary>Public id of an agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Public id of a placement.</summary>
    [QueryParam]
    public string? Placement { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListDiscrepanciesValidator : Validator<ListDiscrepanciesRequest>
{
    public ListDiscrepanciesValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Placement).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>That a worker says otherwise than his agency, without what.</summary>
public sealed record DiscrepancySummary(
    string Id, string PlacementId, string AgencyId, DiscrepancyState State, DateTime OpenedAt, DateTime ChangedAt, DiscrepancyOutcome? Outcome, string? Reason, DateTime? ClosedAt, string? ClosedBy)
{
    /// <remarks>Confirmation, placement and agency must be loaded.</remarks>
    public static DiscrepancySummary Of(Discrepancy d) => new(
        d.PublicId, d.Confirmation.Placement.PublicId, d.Confirmation.Placement.Agency.PublicId, d.State, d.OpenedAt, d.ChangedAt, d.Outcome, d.Reason, d.ClosedAt, d.ClosedBy);
}

/// <summary>Lists where workers say otherwise than their agencies, the newest first. No agency is shown it. Whoever declared himself not free towards an agency is shown
/// none about it.</summary>
public sealed class ListDiscrepancies(LicensingDb db, Caller caller) : Endpoint<ListDiscrepanciesRequest, Ok<PageOf<DiscrepancySummary>>>
{
    public override void Configure()
    {
        Get("discrepancies");
        Permissions(Permission.ReadDiscrepancies);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<DiscrepancySummary>>> ExecuteAsync(ListDiscrepanciesRequest r, CancellationToken ct)
    {
        var free = db.Confirmations.OfFree(db, caller);
        var rows = db.Discrepancies.AsNoTracking().Include(d => d.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency).Where(d => free.Any(f => f.Id == d.ConfirmationId));
        if (r.State is { } state)
            rows = rows.Where(d => d.State == state);
        if (r.Agency is not null)
            rows = rows.Where(d => d.Confirmation.Placement.Agency.PublicId == r.Agency);
        if (r.Placement is not null)
            rows = rows.Where(d => d.Confirmation.Placement.PublicId == r.Placement);
        return TypedResults.Ok(await rows.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, DiscrepancySummary.Of, newestFirst: true, ct, all: db.Discrepancies));
    }
}
