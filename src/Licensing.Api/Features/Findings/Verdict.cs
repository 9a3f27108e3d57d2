using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.LawChanges;

namespace Licensing.Api.Features.Findings;

/// <summary>What one edition of the law says of one version of a disclosure. Computed alike by the job that judges and by a simulation;
/// nothing is read and nothing stored.</summary>
/// <param name="Converted">The days whose rates it may ask for; null where all is in one currency.</param>
public sealed record Verdict(
    PlacementFacts Facts, IReadOnlyList<Judgement> Judgements, IReadOnlyList<Breach> Breaches, JudgingInput RestsOn, DateOnly AsOf, IReadOnlyList<DateOnly>? Converted)
{
    /// <param name="placement">With its agency and the agency's facts.</param>
    /// <param name="asOf">The day of judging, in the ministry's time zone.</param>
    public static Verdict Of(DisclosureVersion version, Placement placement, LawEdition edition, JudgingBasis basis, DateOnly asOf)
    {
        var under = basis.On(placement.HappenedOn);
        var facts = FactsOf(version.ReadReported(), version.ReadWorker(), placement.Agency, asOf);
        IReadOnlyList<Judgement> judgements = FeeCapLaw.Judge(facts, edition.Rules, under.Context);
        return new(
            facts, judgements, Rules.Findings.Breaches.Of(facts, judgements, j => edition.RuleOf(j)!, under.Precedence, under.Context),
            new(version.Number, edition.Digest, basis.RatesDigest, under.SettingsDigest, FeeCapLaw.EngineVersion, asOf), asOf,
            RateChange.CurrenciesThatMeet(facts, edition.Rules, under.Context.Codes).Count > 0 ? [.. RateChange.DaysOf(facts)] : null);
    }

    internal static PlacementFacts FactsOf(ReportedPlacement reported, ReportedWorker worker, Agency agency, DateOnly asOf) =>
        reported.ToFacts(worker, agency.Country, NonProfit(agency, reported.Contract?.SignedOn), asOf);

    public CaseEvidence Evidence(DisclosureVersion version, BreachKind kind) =>
        Breaches.FirstOrDefault(b => b.Kind == kind) is { } breach ? new(version, breach, FindingGrounds.Of(RestsOn, breach, Judgements)) : new(version, null, null);

    // The rule asks about the agency on the day of signing. Where that is not reported, no other day stands in for it.
    private static bool? NonProfit(Agency agency, DateOnly? signedOn) =>
        signedOn is { } day && agency.Facts.FirstOrDefault(f => f.Kind == AgencyFactKind.NonProfit && f.HoldsOn(day)) is { } fact ? bool.Parse(fact.Value) : null;
}
