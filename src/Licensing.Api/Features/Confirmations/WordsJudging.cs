using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <param name="Excess">By how much, once, from the deciding law.</param>
public sealed record SaidBreachView(BreachKind Breach, DecidingRule DecidedBy, IReadOnlyList<Money> Excess);

/// <summary>What the law would say of a set of figures. It opens nothing: a finding rests on what an agency reported.</summary>
/// <param name="Breaches">Each kind of breach that the figures would show; empty where the law that is known finds none, which is not that all is allowed.</param>
/// <param name="Judgements">One for each rule that speaks, and one for each law that is silent; undetermined stays undetermined.</param>
public sealed record LawOfFiguresView(IReadOnlyList<SaidBreachView> Breaches, IReadOnlyList<JudgementView> Judgements);

/// <summary>Judges a placement with the worker's figures beside the agency's, by the law and the rates of now. Nothing is stored.</summary>
public sealed class WordsJudging(LicensingDb db, LawBook law, JudgingBook judging, Ministry ministry, TimeProvider clock)
{
    /// <param name="reported">As the agency reported, or with the worker's items in place of its own.</param>
    /// <param name="placement">Its key.</param>
    public async Task<(LawOfFiguresView Reported, LawOfFiguresView Worker, JudgingInput RestsOn)> OfAsync(
        long placement, DisclosureVersion version, ReportedPlacement reported, IReadOnlyList<ReportedItem> said, CancellationToken ct)
    {
        var edition = await law.CurrentAsync(db, ct);
        var basis = await judging.CurrentAsync(db, ct);
        var placed = await db.Placements.AsNoTracking().Include(p => p.Agency).ThenInclude(a => a.Facts).SingleAsync(p => p.Id == placement, ct);
        var (under, asOf) = (basis.On(placed.HappenedOn), ministry.Today(clock));
        return (Judge(reported), Judge(reported with { Items = said }),
            new(version.Number, edition.Digest, basis.RatesDigest, under.SettingsDigest, FeeCapLaw.EngineVersion, asOf));

        LawOfFiguresView Judge(ReportedPlacement figures)
        {
            var facts = Verdict.FactsOf(figures, version.ReadWorker(), placed.Agency, asOf);
            var judgements = FeeCapLaw.Judge(facts, edition.Rules, under.Context);
            return new(
                [.. Breaches.Of(facts, judgements, j => edition.RuleOf(j)!, under.Precedence, under.Context)
                    .Select(b => new SaidBreachView(b.Kind, new(b.Deciding.Provision!, b.Deciding.Version!.Value, b.Deciding.Law, b.Deciding.Result), b.Excess.Parts))],
                [.. judgements.Select(j => JudgementView.Of(j, edition.RuleOf(j)))]);
        }
    }
}
