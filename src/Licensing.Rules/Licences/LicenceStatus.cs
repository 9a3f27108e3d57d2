using System.Collections.Immutable;

namespace Licensing.Rules.Licences;

/// <param name="TermUntil">Last day of the term that counts, inclusive; null where none has begun.</param>
/// <param name="Because">The facts that make the state: the term, the measures in force, the surrender, the demand that stops it.</param>
/// <param name="Stayed">Measures that a stay keeps from taking effect.</param>
public sealed record LicenceStanding(LicenceState State, DateOnly? TermUntil, ImmutableArray<string> Because, ImmutableArray<string> Stayed);

/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null: no end is known.</param>
public sealed record LicencePeriod(DateOnly From, DateOnly? Until, LicenceState State);

/// <summary>What a licence was, is and will be, computed from its facts.</summary>
public static class LicenceStatus
{
    /// <summary>The state of a licence on a day, as it was known at an instant.</summary>
    /// <param name="knownAt">UTC; facts recorded later, or withdrawn by then, play no part.</param>
    /// <remarks>Of several states the gravest is given: revoked, surrendered, expired, suspended, partly suspended.</remarks>
    public static LicenceStanding On(IEnumerable<LicenceFact> facts, DateOnly day, DateTime knownAt)
    {
        var known = facts.Where(f => f.IsKnownAt(knownAt)).ToList();
        var begun = known.Where(f => f.From <= day).ToList();
        var measures = known.Where(f => f is SuspensionOrdered or RevocationOrdered).Select(m => (Fact: m, State: MeasureOn(m, known, day))).ToList();
        var inForce = measures.Where(m => m.State == MeasureState.InForce).Select(m => m.Fact).ToList();
        var term = begun.OfType<TermBegun>().OrderBy(t => t.From).ThenBy(t => t.RecordedAt).ThenBy(t => t.Id, StringComparer.Ordinal).LastOrDefault();

        LicenceStanding Standing(LicenceState state, IEnumerable<LicenceFact> because) => new(state, term?.Until,
            [.. because.Select(f => f.Id).Order(StringComparer.Ordinal)],
            [.. measures.Where(m => m.State == MeasureState.Stayed).Select(m => m.Fact.Id).Order(StringComparer.Ordinal)]);

        if (!known.OfType<TermBegun>().Any()) return Standing(LicenceState.NotGranted, []);
        if (inForce.OfType<RevocationOrdered>().ToList() is [_, ..] revocations) return Standing(LicenceState.Revoked, revocations);
        if (begun.OfType<SurrenderAccepted>().ToList() is [_, ..] surrenders) return Standing(LicenceState.Surrendered, surrenders);
        if (term is null) return Standing(LicenceState.Upcoming, known.OfType<TermBegun>());
        if (term.Until < day) return Standing(LicenceState.Expired, [term]);
        if (inForce.Where(f => f is SuspensionOrdered { Part: null }).Concat(begun.OfType<TopUpDemanded>().Where(d => Stops(d, begun, day))).ToList() is [_, ..] whole)
            return Standing(LicenceState.Suspended, whole);
        if (inForce.OfType<SuspensionOrdered>().ToList() is [_, ..] parts) return Standing(LicenceState.PartlySuspended, parts);
        return Standing(term.IsProvisional ? LicenceState.Provisional : LicenceState.Full, [term]);
    }

    /// <summary>The state of a suspension or revocation on a day. A stay that ends gives the measure its effect back; one that
    /// outlasts a suspension's last day changes nothing about that day.</summary>
    public static MeasureState MeasureOn(LicenceFact measure, IEnumerable<LicenceFact> facts, DateOnly day, DateTime knownAt) =>
        MeasureOn(measure, [.. facts.Where(f => f.IsKnownAt(knownAt))], day);

    private static MeasureState MeasureOn(LicenceFact measure, List<LicenceFact> known, DateOnly day)
    {
        if (known.OfType<MeasureSetAside>().Any(s => s.Measure == measure.Id && s.From <= day)) return MeasureState.SetAside;
        if (known.OfType<MeasureLifted>().Any(l => l.Measure == measure.Id && l.From <= day)) return MeasureState.Lifted;
        if (measure is SuspensionOrdered { Until: { } until } && until < day) return MeasureState.Ended;
        if (known.OfType<MeasureStayed>().Any(s => s.Measure == measure.Id && s.From <= day && (s.Until is null || day <= s.Until)
            && !known.OfType<StayEnded>().Any(e => e.Stay == s.Id && e.From <= day))) return MeasureState.Stayed;
        return day < measure.From ? MeasureState.Ordered : MeasureState.InForce;
    }

    private static bool Stops(TopUpDemanded demand, List<LicenceFact> begun, DateOnly day) =>
        demand.StopsLicence && demand.LastDay < day && !begun.OfType<DepositRestored>().Any(r => r.Demand == demand.Id);

    /// <summary>The life of a licence as it was known at an instant: periods without gaps from the first day on which
    /// anything is known, the last one open.</summary>
    public static ImmutableArray<LicencePeriod> Periods(IEnumerable<LicenceFact> facts, DateTime knownAt)
    {
        var known = facts.Where(f => f.IsKnownAt(knownAt)).ToList();
        // A state can change only on the first day of a fact, or on the day after its last.
        var days = known.SelectMany(f => (DateOnly?[])[f.From, f switch
        {
            TermBegun t => After(t.Until),
            SuspensionOrdered s => After(s.Until),
            MeasureStayed s => After(s.Until),
            TopUpDemanded d => After(d.LastDay),
            _ => null,
        }]).OfType<DateOnly>().Distinct().Order();
        var periods = new List<LicencePeriod>();
        foreach (var day in days)
        {
            var state = On(known, day, knownAt).State;
            if (periods is [.., var last] && last.State == state) continue;
            if (periods.Count > 0) periods[^1] = periods[^1] with { Until = day.AddDays(-1) };
            periods.Add(new(day, null, state));
        }
        return [.. periods];
    }

    private static DateOnly? After(DateOnly? day) => day is { } d && d < DateOnly.MaxValue ? d.AddDays(1) : null;
}
