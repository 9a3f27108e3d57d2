using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

public sealed record ListBarsRequest
{
    /// <summary>Public id of a barred agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Only those that hold on this day; every decided one if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListBarsValidator : Validator<ListBarsRequest>
{
    public ListBarsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists bars, the last proposed first: also those that are over or lifted.</summary>
public sealed class ListBars(LicensingDb db, Ministry ministry, TimeProvider clock) : Endpoint<ListBarsRequest, Ok<PageOf<BarView>>>
{
    public override void Configure()
    {
        Get("bars");
        Permissions(Permission.ReadBars);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<BarView>>> ExecuteAsync(ListBarsRequest r, CancellationToken ct)
    {
        var all = db.Bars.AsNoTracking().Where(b => b.DecidedAt != null);
        if (r.Agency is not null)
            all = all.Where(b => b.Agency!.PublicId == r.Agency);
        var bars = r.On is { } day ? all.InForceOn(day) : all;
        var on = r.On ?? ministry.Today(clock);
        return TypedResults.Ok(await bars.Include(b => b.Agency).Include(b => b.Marks)
            .ToPageAsync(r.Limit, r.Cursor, new { r.Agency, r.On }, b => BarView.Of(b, on), newestFirst: true, ct, all));
    }
}
