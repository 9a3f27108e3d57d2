using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Licences;

/// <summary>One dated fact, as the ministry and the agency see it.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null where there is none.</param>
/// <param name="About">Id of the fact that it is about: a measure, a stay, a demand.</param>
/// <param name="RecordedAt">When the register learned it.</param>
/// <param name="ProposalId">The proposal by which two people decided it.</param>
/// <param name="WithdrawnAt">When it was found to have been recorded in error; null while it holds.</param>
public sealed record LicenceFactView(
    string Id, LicenceFactKind Kind, DateOnly From, DateOnly? Until, string? About, TermKind? Term, bool IsProvisional, string? Class, string? Part,
    SuspensionGround? Ground, string? Condition, bool StopsLicence, MeasureReason? Reason, string? Grounds, DateTime RecordedAt, string RecordedBy, string? ProposalId,
    DateTime? WithdrawnAt)
{
    public static LicenceFactView Of(LicenceFactRow f) => new(
        f.PublicId, f.Kind, f.From, f.Until, f.About, f.Term, f.IsProvisional, f.Class, f.Part, f.Ground, f.Condition, f.StopsLicence, f.Reason, f.Grounds,
        f.RecordedAt, f.RecordedBy, f.ProposalId, f.WithdrawnAt);
}

/// <summary>A stretch of days of one state.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null: no end is known.</param>
public sealed record LicencePeriodView(DateOnly From, DateOnly? Until, LicenceState State);

/// <summary>A licence on a day, computed from its facts.</summary>
/// <param name="On">The day.</param>
/// <param name="KnownAt">What had been recorded by then (UTC).</param>
/// <param name="TermUntil">Last day of the term, inclusive.</param>
/// <param name="Because">Ids of the facts that make the state.</param>
/// <param name="Stayed">Measures that a stay keeps from taking effect.</param>
/// <param name="Possible">What can be done with it in that state.</param>
public sealed record LicenceView(
    string Id, string Number, string AgencyId, string Regime, DateOnly On, DateTime KnownAt, LicenceState State, string? Class, DateOnly? TermUntil,
    IReadOnlyList<string> Because, IReadOnlyList<string> Stayed, IReadOnlyList<LicenceAction> Possible, IReadOnlyList<LicencePeriodView> Periods, IReadOnlyList<LicenceFactView> Facts)
{
    /// <param name="licence">With its facts and its agency.</param>
    public static LicenceView Of(Licence licence, DateOnly on, DateTime knownAt)
    {
        var standing = licence.StandingOn(on, knownAt);
        return new(
            licence.PublicId, licence.Number, licence.Agency.PublicId, licence.Regime, on, knownAt, standing.State, licence.ClassOn(on, knownAt), standing.TermUntil,
            standing.Because, standing.Stayed, LicenceLifecycle.Licences.Possible(standing.State),
            [.. LicenceStatus.Periods(licence.ToFacts(), knownAt).Select(p => new LicencePeriodView(p.From, p.Until, p.State))],
            [.. licence.Facts.Where(f => f.RecordedAt <= knownAt).OrderBy(f => f.From).ThenBy(f => f.Id).Select(LicenceFactView.Of)]);
    }
}
