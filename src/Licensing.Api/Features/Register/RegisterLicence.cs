using Licensing.Api.Features.Licences;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Register;

/// <summary>A suspension or revocation, as the public sees it: the reason as a word, never the grounds.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive, where it was ordered for a time; null: until it is lifted.</param>
/// <param name="Part">What is suspended, in words; null: the whole licence.</param>
/// <param name="Preventive">Ordered while something is looked into; it judges nobody.</param>
/// <param name="State">On the day that is asked of. One that was set aside on review as if it had never been is not listed.</param>
/// <param name="EndedOn">First day on which it held no more, where it was lifted or set aside.</param>
public sealed record RegisterSanction(
    RegisterSanctionKind Kind, DateOnly From, DateOnly? Until, string? Part, bool Preventive, MeasureReason? Reason, MeasureState State, DateOnly? EndedOn);

/// <summary>A condition of a licence that concerns the public.</summary>
/// <param name="Text">What is asked.</param>
/// <param name="From">First day on which it binds, inclusive.</param>
/// <param name="DueOn">Last day to meet it, inclusive; null for one that binds as long as the licence.</param>
/// <param name="State">On the day that is asked of.</param>
public sealed record RegisterCondition(string Text, DateOnly From, DateOnly? DueOn, ConditionState State);

public enum RegisterSanctionKind
{
    /// <summary>Suspended, as a whole or in part.</summary>
    Suspension,

    /// <summary>Revoked.</summary>
    Revocation,
}

/// <summary>What the public is told of a licence on one day, computed from its dated facts.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Class">Code of the regime's class.</param>
/// <param name="Licensed">Whether it allows recruiting on that day: full, provisional, or suspended in part only.</param>
/// <param name="Since">First day of the state.</param>
/// <param name="Until">Last day of the state, where its end is known; inclusive.</param>
/// <param name="Reasons">Why it is suspended or has ended, in words that stand for the grounds.</param>
/// <param name="SuspendedParts">What may not be done although the licence is in force.</param>
/// <param name="TermFrom">First day of the term.</param>
/// <param name="TermUntil">Last day of the term, inclusive.</param>
/// <param name="Sanctions">The newest first.</param>
/// <param name="Conditions">Those that concern the public, the oldest first; a waived or met one says so.</param>
public sealed record RegisterLicence(
    string Id, string Number, string? Class, LicenceState State, bool Licensed, DateOnly? Since, DateOnly? Until, IReadOnlyList<MeasureReason> Reasons,
    IReadOnlyList<string> SuspendedParts, DateOnly? TermFrom, DateOnly? TermUntil, IReadOnlyList<RegisterSanction> Sanctions,
    IReadOnlyList<RegisterCondition> Conditions)
{
    public static bool Allows(LicenceState state) => state is LicenceState.Full or LicenceState.Provisional or LicenceState.PartlySuspended;

    /// <param name="licence">With its facts, and its public conditions and what was done about them.</param>
    /// <returns>Null: nothing was known of it then.</returns>
    public static RegisterLicence? Of(Licence licence, RegisterMoment at, Ministry ministry)
    {
        var facts = licence.ToFacts().ToList();
        var standing = LicenceStatus.On(facts, at.On, at.KnownAt);
        if (standing.State == LicenceState.NotGranted)
            return null;
        // What was granted after the day was not there on it; what is granted today for a later day is.
        if (standing.State == LicenceState.Upcoming && ministry.DayOf(licence.RecordedAt) > at.On)
            return null;
        var period = LicenceStatus.Periods(facts, at.KnownAt).LastOrDefault(p => p.From <= at.On);
        var known = licence.Facts.Where(f => f.IsKnownAt(at.KnownAt)).ToList();
        var because = known.Where(f => standing.Because.Contains(f.PublicId)).ToList();
        var terms = known.Where(f => f.Kind == LicenceFactKind.Term).OrderBy(f => f.From).ThenBy(f => f.RecordedAt).ToList();
        var term = terms.LastOrDefault(f => f.From <= at.On) ?? terms[0];
        return new RegisterLicence(
            licence.PublicId, licence.Number, licence.ClassOn(at.On, at.KnownAt), standing.State, Allows(standing.State), period?.From, period?.Until,
            [.. because.Select(f => f.Reason).OfType<MeasureReason>().Distinct()],
            standing.State == LicenceState.PartlySuspended ? [.. because.Select(f => f.Part).OfType<string>()] : [],
            term.From, term.Until, SanctionsOf(known, facts, at, ministry),
            [.. licence.Conditions.Where(c => c.IsPublic && c.RecordedAt <= at.KnownAt && c.From <= at.On).OrderBy(c => c.From).ThenBy(c => c.Id)
                .Select(c => new RegisterCondition(c.Text, c.From, c.DueOn, c.StateOn(at.On, at.KnownAt)))]);
    }

    private static List<RegisterSanction> SanctionsOf(List<LicenceFactRow> known, List<LicenceFact> facts, RegisterMoment at, Ministry ministry) =>
        [.. known.Where(m => m.Kind is LicenceFactKind.Suspension or LicenceFactKind.Revocation && (m.From <= at.On || ministry.DayOf(m.RecordedAt) <= at.On))
            .Select(m => (Measure: m, Ends: known.Where(f => f.About == m.PublicId && f.Kind is LicenceFactKind.Lifting or LicenceFactKind.SettingAside && f.From <= at.On).MinBy(f => f.From)))
            .Where(m => !(m.Ends is { Kind: LicenceFactKind.SettingAside } aside && aside.From <= m.Measure.From))
            .OrderByDescending(m => m.Measure.From).ThenByDescending(m => m.Measure.Id)
            .Select(m => new RegisterSanction(
                m.Measure.Kind == LicenceFactKind.Revocation ? RegisterSanctionKind.Revocation : RegisterSanctionKind.Suspension, m.Measure.From, m.Measure.Until, m.Measure.Part,
                m.Measure.Ground == SuspensionGround.Preventive, m.Measure.Reason, LicenceStatus.MeasureOn(m.Measure.ToFact()!, facts, at.On, at.KnownAt), m.Ends?.From))];
}
