using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

public sealed record ReadRateSeriesRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SeriesId { get; init; } = "";
}

/// <param name="Series">What the ministry made of it.</param>
/// <param name="Text">The CSV itself, as it was imported.</param>
public sealed record ReadRateSeriesResponse(RateSeriesView Series, string Text);

/// <summary>Shows one series of exchange rates with its text. No sign-in.</summary>
public sealed class ReadRateSeries(LicensingDb db, JudgingBook book) : Endpoint<ReadRateSeriesRequest, Results<Ok<ReadRateSeriesResponse>, Problem>>
{
    public override void Configure()
    {
        Get("exchange-rates/series/{SeriesId}");
        Permissions(Permission.ReadRates);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ReadRateSeriesResponse>, Problem>> ExecuteAsync(ReadRateSeriesRequest r, CancellationToken ct)
    {
        var series = await db.RateSeries.AsNoTracking().SingleOrDefaultAsync(s => s.PublicId == r.SeriesId, ct);
        if (series is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(series);
        return TypedResults.Ok(new ReadRateSeriesResponse(RateSeriesView.Of(series, (await book.CurrentAsync(db, ct)).Series), series.Text));
    }
}
