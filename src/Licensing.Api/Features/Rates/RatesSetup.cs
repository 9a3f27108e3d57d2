using Licensing.Api.Database;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

internal static class RatesSetup
{
    /// <summary>Takes in the series that ships with this version, as a draft; a text that is known already is left alone. The caller saves.</summary>
    /// <remarks>While the ministry has approved no series it stands in (ADR 0027); from the first approval on it decides only if it is approved too.</remarks>
    public static async Task ImportAsync(LicensingDb db, CodeLists codes, string actor, TimeProvider clock)
    {
        var text = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rates", "rates.csv"))).ReplaceLineEndings("\n");
        var digest = RateSeries.DigestOf(text);
        var known = await db.RateSeries.Where(s => s.Name == RateSeries.Shipped).Select(s => new { s.Number, s.Digest }).ToListAsync();
        if (known.Any(s => s.Digest == digest))
            return;
        var (rates, errors) = RateSeriesText.Read(text, RateSeries.Shipped, codes);
        if (!errors.IsEmpty)
            throw new InvalidDataException($"rates.csv, line {errors[0].Line}: {errors[0].Detail}");
        var series = new RateSeries(RateSeries.Shipped, known.Select(s => s.Number).DefaultIfEmpty().Max() + 1, text, rates.Length, clock.Now(), actor);
        db.Add(series);
        db.Record(series, new RateSeriesImported(series.Name, series.Number, series.Digest, rates.Length));
    }
}
