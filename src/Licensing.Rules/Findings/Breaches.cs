using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Findings;

/// <summary>What was broken. A placement has at most one finding of each kind, whatever number of laws say so.</summary>
public enum BreachKind { WorkerCharged, IllegitimateCost, TakenTooEarly, WrongChannel, NoReceipt, RefundDue, OthersCharged }

/// <summary>Which law decides a case that several laws judge: the strictest, or the first of an order that breaks it.</summary>
/// <param name="Order">Empty: the strictest.</param>
public sealed record Precedence(ImmutableArray<LawSide> Order)
{
    public static readonly Precedence Strictest = new([]);
}

/// <summary>A breach of one placement, over all laws that see it.</summary>
/// <param name="Deciding">The judgement that names provision and version.</param>
/// <param name="Excess">Every item counts once, by the strictest judgement of it; the deciding law comes first. Of several
/// laws that judge the same money one counts, never their sum; what only another law judges is not lost beside it.</param>
/// <param name="Judgements">Every judgement that finds this kind of breach, enforced or not, in the order of the engine.</param>
public sealed record Breach(BreachKind Kind, Judgement Deciding, Amounts Excess, ImmutableArray<Judgement> Judgements);

public static class Breaches
{
    /// <summary>Turns the judgements of one placement into the cases that they open.</summary>
    /// <param name="ruleOf">The rule of a judgement that names a provision.</param>
    /// <returns>At most one of each kind, in the order of <see cref="BreachKind"/>. A breach that no law enforces yet opens
    /// no case.</returns>
    public static ImmutableArray<Breach> Of(IEnumerable<Judgement> judgements, Func<Judgement, Rule> ruleOf, Precedence precedence) =>
    [
        .. judgements.Where(j => j.IsBreach).GroupBy(j => KindOf(j, ruleOf(j))).OrderBy(g => g.Key)
            .Select(g => Decide(g.Key, [.. g], precedence)).OfType<Breach>(),
    ];

    private static Breach? Decide(BreachKind kind, ImmutableArray<Judgement> judgements, Precedence precedence)
    {
        var laws = judgements.Where(j => j.Enforcement == Enforcement.Enforced).GroupBy(j => j.Law).Select(OneLaw).ToList();
        if (laws.Count == 0) return null;
        // Amounts are compared only where all are in one currency; otherwise a prohibition is stricter than a cap.
        var comparable = laws.All(l => l.Excess.Parts.Length == 1) && laws.Select(l => l.Excess.Parts[0].Currency).Distinct().Count() == 1;
        var ordered = laws
            .OrderBy(l => precedence.Order.IsEmpty ? 0 : precedence.Order.Contains(l.Law) ? precedence.Order.IndexOf(l.Law) : int.MaxValue)
            .ThenByDescending(l => comparable ? l.Excess.Parts[0].AmountMinor : 0)
            .ThenByDescending(l => l.Strictest[0].Result == Result.Prohibited)
            .ThenByDescending(l => l.Law)
            .ToList();
        return new(kind, ordered[0].Strictest[0], Once(ordered.SelectMany(l => l.Strictest)), judgements);
    }

    private static (LawSide Law, List<Judgement> Strictest, Amounts Excess) OneLaw(IGrouping<LawSide, Judgement> law)
    {
        var strictestFirst = law
            .OrderByDescending(j => j.Result == Result.Prohibited)
            .ThenByDescending(j => j.Excess.Parts.IsEmpty ? 0 : j.Excess.Parts.Max(p => p.AmountMinor))
            .ThenBy(j => j.Provision, StringComparer.Ordinal).ThenBy(j => j.Version)
            .ToList();
        return (law.Key, strictestFirst, Once(strictestFirst));
    }

    // A judgement about money that a stricter one has counted adds nothing.
    private static Amounts Once(IEnumerable<Judgement> strictestFirst)
    {
        var taken = new HashSet<string>();
        var excess = Amounts.None;
        foreach (var judgement in strictestFirst)
        {
            if (judgement.Items.Any(taken.Contains)) continue;
            taken.UnionWith(judgement.Items);
            excess += judgement.Excess;
        }
        return excess;
    }

    public static BreachKind KindOf(Judgement judgement, Rule rule) => judgement.Result switch
    {
        Result.TooEarly => BreachKind.TakenTooEarly,
        Result.WrongChannel => BreachKind.WrongChannel,
        Result.NoReceipt => BreachKind.NoReceipt,
        Result.RefundDue => BreachKind.RefundDue,
        _ when rule.Law == LawSide.Standard => BreachKind.IllegitimateCost,
        _ => rule.Counts.Payers.Contains(Role.Worker) ? BreachKind.WorkerCharged : BreachKind.OthersCharged,
    };
}
