using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Features.Suggestions;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demerits;

/// <summary>Suggests what the regime lets follow from an agency's points, and takes back what they no longer reach.</summary>
public sealed class BandSuggestions(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
{
    /// <summary>In the open context; the caller saves.</summary>
    /// <param name="rows">Every entry of the agency, with those that are not saved yet.</param>
    /// <remarks>A band is suggested once for what counts: not again while an entry that led to it still counts, whatever an officer made of
    /// it. Where the regime does not say how long points count nothing is suggested, nor taken back.</remarks>
    public async Task ConsiderAsync(long agencyId, IReadOnlyList<DemeritRow> rows, CancellationToken ct)
    {
        var (today, now) = (ministry.Today(clock), clock.Now());
        var regime = await regimes.OnAsync(today, ct);
        var bands = regime.Answer(RegimeQuestion.DemeritBands);
        var count = Licensing.Rules.Licences.Demerits.On(rows.Select(r => r.ToEntry(now)), today, bands, regime.Answer(RegimeQuestion.DemeritExpiry));
        if (count.Undetermined is not null)
            return;
        var reached = count.Points is { } points ? bands.As<DemeritBands>()?.Bands.LastOrDefault(b => b.From <= points) : null;
        var earlier = await db.Suggestions.AsTracking().Where(s => s.AgencyId == agencyId && s.Source == SuggestionSource.Demerits && s.State != SuggestionState.Lapsed).ToListAsync(ct);
        foreach (var over in earlier.Where(s => s.State == SuggestionState.Open && s.BandFrom > (reached?.From ?? 0)))
        {
            over.Lapse(now, caller.Name);
            db.Record(over, new SuggestionLapsed(over.Follows));
        }

        if (reached is null || earlier.Exists(s => s.State != SuggestionState.Lapsed && s.BandFrom == reached.From && s.BecauseIds.Intersect(count.Counted).Any()))
            return;
        var suggestion = Suggestion.FromDemerits(agencyId, reached.Consequence, count.Points!.Value, reached.From, count.Counted, now);
        db.Add(suggestion);
        db.Record(suggestion, new ConsequenceSuggested(SuggestionSource.Demerits, suggestion.Follows, suggestion.Because));
    }
}
