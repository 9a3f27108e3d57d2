using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demerits;

/// <summary>Suggests what follows from points where the decision itself could not: the ministry has set the bands, or how long points count, since. Takes back what
/// rested on points that have lapsed.</summary>
/// <remarks>Looks at the agencies that have points, and at no others; each is one save. A second run, or another worker, finds it done, or meets the
/// unique key of the suggestion.</remarks>
public sealed class SuggestFromDemeritsJob(LicensingDb db, BandSuggestions suggestions)
{
    private const int AtOnce = 200;

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        for (long? last = 0; last is { } after;)
        {
            var agencies = await db.DemeritEntries.Where(d => d.AgencyId > after).Select(d => d.AgencyId).Distinct().Order().Take(AtOnce).ToListAsync(ct);
            foreach (var agencyId in agencies)
                await ConsiderAsync(agencyId, ct);
            last = agencies.Count == AtOnce ? agencies[^1] : null;
        }
    }

    private async Task ConsiderAsync(long agencyId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await suggestions.ConsiderAsync(agencyId, await db.DemeritEntries.AsNoTracking().Where(d => d.AgencyId == agencyId).ToListAsync(ct), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e))
        {
            // Another worker, or a decision, was there first; what is left the next run finds.
            db.ChangeTracker.Clear();
        }
    }
}
