using System.Text;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

public sealed record ExportRateSeriesRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SeriesId { get; init; } = "";
}

/// <summary>Gives the text of a series of exchange rates as a file, byte by byte what was approved. No sign-in.</summary>
public sealed class ExportRateSeries(LicensingDb db) : Endpoint<ExportRateSeriesRequest>
{
    public override void Configure()
    {
        Get("exchange-rates/series/{SeriesId}/rates.csv");
        Permissions(Permission.ReadRates);
        Description(b => b.Produces<string>(200, "text/csv"), clearDefaults: true);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task HandleAsync(ExportRateSeriesRequest r, CancellationToken ct)
    {
        var text = await db.RateSeries.Where(s => s.PublicId == r.SeriesId).Select(s => s.Text).SingleOrDefaultAsync(ct);
        if (text is null)
        {
            await new Problem(ProblemCode.NotFound).ExecuteAsync(HttpContext);
            return;
        }

        HttpContext.Response.Headers.ContentDisposition = "attachment; filename=rates.csv";
        await Send.BytesAsync(Encoding.UTF8.GetBytes(text), contentType: "text/csv", cancellation: ct);
    }
}
