using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;

namespace Licensing.Api.Features.Findings;

/// <summary>What one edition of the law says of one version of a disclosure. Computed alike by the job that judges and by a simulation;
/// nothing is read and nothing stored.</summary>
public sealed record Verdict(PlacementFacts Facts, IReadOnlyList<Judgement> Judgements, IReadOnlyList<Breach> Breaches, JudgingInput RestsOn, DateOnly AsOf)
{
    /// <param name="agency">With its facts.</param>
    /// <param name="asOf">The day of judging, in the ministry's time zone.</param>
    public static Verdict Of(DisclosureVersion version, Agency agency, LawEdition edition, JudgingBasis basis, DateOnly asOf)
    {
        var facts = FactsOf(version.ReadReported(), version.ReadWorker(), agency, asOf);
        IReadOnlyList<Judgement> judgements = FeeCapLaw.Judge(facts, edition.Rules, basis.Context);
        return new(
            facts, judgements, Rules.Findings.Breaches.Of(facts, judgements, j => edition.RuleOf(j)!, basis.Precedence, basis.Context),
            new(version.Number, edition.Digest, basis.RatesDigest, basis.SettingsDigest, FeeCapLaw.EngineVersion, asOf), asOf);
    }

    internal static PlacementFacts FactsOf(ReportedPlacement reported, ReportedWorker worker, Agency agency, DateOnly asOf) =>
        reported.ToFacts(worker, agency.Country, NonProfit(agency, reported.Contract?.SignedOn), asOf);

    public CaseEvidence Evidence(DisclosureVersion version, BreachKind kind) =>
        Breaches.FirstOrDefault(b => b.Kind == kind) is { } breach ? new(version, breach, FindingGrounds.Of(RestsOn, breach, Judgements)) : new(version, null, null);

    // The rule asks about the agency on the day of signing. Where that is not reported, no other day stands in for it.
    private static bool? NonProfit(Agency agency, DateOnly? signedOn) =>
        signedOn is { } day && agency.Facts.FirstOrDefault(f => f.Kind == AgencyFactKind.NonProfit && f.HoldsOn(day)) is { } fact ? bool.Parse(fact.Value) : null;
}
