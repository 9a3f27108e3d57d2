using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

public sealed record ListRateSeriesRequest
{
    /// <summary>Only texts of this name.</summary>
    [QueryParam]
    public string? Name { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListRateSeriesValidator : Validator<ListRateSeriesRequest>
{
    public ListRateSeriesValidator()
    {
        RuleFor(r => r.Name).MaximumLength(RateSeries.MaxNameLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the series of exchange rates that this deployment knows, deciding or not. No sign-in.</summary>
public sealed class ListRateSeries(LicensingDb db, JudgingBook book) : Endpoint<ListRateSeriesRequest, Ok<PageOf<RateSeriesView>>>
{
    public override void Configure()
    {
        Get("exchange-rates/series");
        Permissions(Permission.ReadRates);
    }

    public override async Task<Ok<PageOf<RateSeriesView>>> ExecuteAsync(ListRateSeriesRequest r, CancellationToken ct)
    {
        var series = db.RateSeries.AsNoTracking();
        if (r.Name is not null)
            series = series.Where(s => s.Name == r.Name);
        var basis = await book.CurrentAsync(db, ct);
        return TypedResults.Ok(await series.ToPageAsync(r.Limit, r.Cursor, new { r.Name }, s => RateSeriesView.Of(s, basis.Series), newestFirst: false, ct));
    }
}
