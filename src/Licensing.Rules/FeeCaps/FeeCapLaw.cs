using System.Collections.Immutable;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>What a judgement rests on besides facts and rules.</summary>
public sealed record LawContext(CodeLists Codes, RateTable Rates, JudgeSettings Settings);

/// <summary>Applies rules to the facts of one placement.</summary>
public static class FeeCapLaw
{
    /// <summary>The engine's version; it changes whenever the same input may give another judgement.</summary>
    public const string EngineVersion = "5";

    /// <summary>Gives one judgement for each rule that speaks about the placement, and one coverage judgement for each law
    /// (origin, destination, agreement) that is silent about something the worker was charged.</summary>
    /// <param name="facts">Anything that can be represented; absurd values lead to judgements too, never to an exception.</param>
    /// <param name="rules">The approved rules.</param>
    /// <returns>Sorted by law and provision; the same input gives the same bytes.</returns>
    /// <remarks>Law: the source of each rule. Our reading: docs/rules/fee-caps.</remarks>
    public static ImmutableArray<Judgement> Judge(PlacementFacts facts, RuleBook rules, LawContext context)
    {
        var applicable = rules.On(facts.Origin, facts.Destination);
        var prohibits = DestinationProhibits(facts, applicable);
        var opinions = applicable.Select(r => RuleOnPlacement.Speak(r, facts, new Guards(facts, prohibits, r.Law), context)).ToList();
        return [.. opinions.Select(o => o.Judgement).OfType<Judgement>(), .. Coverage(facts, applicable, opinions, context)];
    }

    /// <summary>The same for rules that are judged with once, in any order.</summary>
    public static ImmutableArray<Judgement> Judge(PlacementFacts facts, IEnumerable<Rule> rules, LawContext context) => Judge(facts, new RuleBook(rules), context);

    // Read before everything else, so a rule of the origin may depend on it and never the other way round. Silence of the
    // destination's law, or law of the destination that is not known, leaves the matter open; so does a prohibition that binds
    // only who is paid in the destination: what an agency of the origin may take is then not said. A rule that says nothing of
    // a fee for the service, or of which it is contested that it holds, settles nothing.
    internal static Holds DestinationProhibits(PlacementFacts facts, ImmutableArray<Rule> applicable)
    {
        var guards = new Guards(facts, Holds.Perhaps, LawSide.Destination);
        var (known, open) = (false, false);
        foreach (var rule in applicable.Where(SaysWhetherDestinationProhibits))
        {
            var inForce = facts.SignedOn is { } signed ? rule.InForce.Contains(signed) : Holds.Perhaps;
            if (inForce == Holds.Yes && facts.SignedOn >= rule.Contested?.From.Earliest) inForce = Holds.Perhaps;
            var applies = (Holds)Math.Min((int)inForce, (int)guards.Applies(rule));
            if (applies == Holds.No) continue;
            var prohibits = rule.Duty is CapDuty { Basis: NoneAllowed } && rule.Counts.Include.Any(c => Counting.Category(c, "recruitment-fee.service") == Holds.Yes);
            if (prohibits && applies == Holds.Yes && ReachesAnyAgency(rule.Counts.Payees)) return Holds.Yes;
            open |= prohibits;
            known |= !prohibits && applies == Holds.Yes;
        }
        return known && !open ? Holds.No : Holds.Perhaps;
    }

    internal static bool SaysWhetherDestinationProhibits(Rule rule) => rule.Law == LawSide.Destination && rule.Duty is CapDuty
        && rule.Counts.Payers.Contains(Role.Worker) && rule.Counts.Include.Any(c => Counting.Category("recruitment-fee", c) == Holds.Yes);

    private static bool ReachesAnyAgency(IReadOnlySet<Role> payees) =>
        payees.Count == 0 || payees.Contains(Role.Agency) || payees.Contains(Role.OriginAgency);

    private static IEnumerable<Judgement> Coverage(
        PlacementFacts facts, ImmutableArray<Rule> applicable, List<RuleOnPlacement.Opinion> opinions, LawContext context)
    {
        var illegitimateIsSpokenOf = opinions.SelectMany(o => o.SpokenOf).ToHashSet<FeeItem>(ReferenceEqualityComparer.Instance);
        foreach (var law in (LawSide[])[LawSide.Origin, LawSide.Destination, LawSide.Agreement])
        {
            var spokenOf = applicable.Zip(opinions).Where(p => p.First.Law == law && p.First.Duty is CapDuty)
                .SelectMany(p => p.Second.SpokenOf).ToHashSet<FeeItem>(ReferenceEqualityComparer.Instance);
            var silent = Counting.Charges(facts)
                .Where(i => i.Payer == Role.Worker && !spokenOf.Contains(i))
                .Where(i => !Counting.IsIllegitimate(i) || !illegitimateIsSpokenOf.Contains(i))
                .ToList();
            if (silent.Count == 0) continue;
            var trace = new Trace();
            foreach (var item in silent)
                trace.Add("no-rule-known", ("item", item.Id), ("amount", item.Amount.ToText(context.Codes)), ("category", item.Category),
                    ("payee", Words.Of(item.Payee)), ("law", Words.Of(law)));
            yield return new()
            {
                Law = law,
                Result = Result.Undetermined,
                Because = "no-rule-known",
                Counted = Amounts.Of(silent.Select(i => i.Amount)),
                Items = [.. silent.Select(i => i.Id)],
                Trace = trace.ToSteps(),
            };
        }
    }
}
