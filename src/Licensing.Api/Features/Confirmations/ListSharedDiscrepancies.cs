using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Confirmations;

public sealed record ListSharedDiscrepanciesRequest
{
    /// <summary>Public id of the agency; every one that the caller may see if left out.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListSharedDiscrepanciesValidator : Validator<ListSharedDiscrepanciesRequest>
{
    public ListSharedDiscrepanciesValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists where workers say otherwise than the agency and agree that it is shown that, the newest first; an agency sees its own.</summary>
public sealed class ListSharedDiscrepancies(SharedWords shared, Caller caller) : Endpoint<ListSharedDiscrepanciesRequest, Ok<PageOf<SharedDiscrepancySummary>>>
{
    public override void Configure()
    {
        Get("shared-discrepancies");
        Permissions(Permission.ReadSharedDiscrepancies);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<SharedDiscrepancySummary>>> ExecuteAsync(ListSharedDiscrepanciesRequest r, CancellationToken ct)
    {
        var rows = shared.VisibleTo(caller);
        if (r.Agency is not null)
            rows = rows.Where(d => d.Confirmation.Placement.Agency.PublicId == r.Agency);
        var page = await rows.ToPageAsync(r.Limit, r.Cursor, new { r.Agency }, d => d, newestFirst: true, ct);
        return TypedResults.Ok(new PageOf<SharedDiscrepancySummary>(await shared.SummariesAsync(page.Items, ct), page.Next));
    }
}
