using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

public sealed record ListFlagsRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Only the quarter in which this day lies.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>Also flags whose findings have fallen below the thresholds.</summary>
    [QueryParam]
    public bool Lifted { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListFlagsValidator : Validator<ListFlagsRequest>
{
    public ListFlagsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists flagged agencies, the newest flag first; an agency sees its own.</summary>
public sealed class ListFlags(LicensingDb db, Caller caller) : Endpoint<ListFlagsRequest, Ok<PageOf<FlagView>>>
{
    public override void Configure()
    {
        Get("flags");
        Permissions(Permission.ReadFlags);
    }

    public override async Task<Ok<PageOf<FlagView>>> ExecuteAsync(ListFlagsRequest r, CancellationToken ct)
    {
        var visible = db.Flags.AsNoTracking().VisibleTo(caller);
        var flags = visible;
        if (r.Agency is not null)
            flags = flags.Where(f => f.Agency.PublicId == r.Agency);
        if (r.On is { } on)
        {
            var period = FlagPeriod.StartOf(on);
            flags = flags.Where(f => f.Period == period);
        }

        if (!r.Lifted)
            flags = flags.Where(f => f.LiftedAt == null);
        var page = await flags.ToPageOfAsync<Flag, FlagRow>(
            r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, FlagRow.Projection, newestFirst: true, ct, all: visible);
        return TypedResults.Ok(new PageOf<FlagView>(await FlagView.OfAsync(db, page.Items, ct), page.Next));
    }
}
