using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Findings;

/// <summary>What was broken. A placement has at most one finding of each kind, whatever number of laws say so.</summary>
public enum BreachKind
{
    /// <summary>The worker was charged what the law does not allow, or more than it allows.</summary>
    WorkerCharged,

    /// <summary>A cost that nobody may pay: a bribe, extortion, a kickback.</summary>
    IllegitimateCost,

    /// <summary>A fee was taken before the event that it must wait for.</summary>
    TakenTooEarly,

    /// <summary>A fee was taken in a way that the law does not allow.</summary>
    WrongChannel,

    /// <summary>No receipt was given where the law wants one.</summary>
    NoReceipt,

    /// <summary>Money that the law says comes back was not given back.</summary>
    RefundDue,

    /// <summary>Somebody other than the worker was charged what the law does not allow.</summary>
    OthersCharged,
}

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
    /// <param name="facts">What was judged.</param>
    /// <param name="ruleOf">The rule of a judgement that names a provision.</param>
    /// <param name="context">What the judgements were computed with.</param>
    /// <returns>At most one of each kind, in the order of <see cref="BreachKind"/>. A breach that no law enforces yet opens
    /// no case.</returns>
    public static ImmutableArray<Breach> Of(
        PlacementFacts facts, IEnumerable<Judgement> judgements, Func<Judgement, Rule> ruleOf, Precedence precedence, LawContext context)
    {
        var money = new ItemMoney(facts, new Conversion(context.Codes, context.Rates));
        return
        [
            .. judgements.Where(j => j.IsBreach).GroupBy(j => KindOf(j, ruleOf(j))).OrderBy(g => g.Key)
                .Select(g => Decide(g.Key, [.. g], precedence, money)).OfType<Breach>(),
        ];
    }

    private static Breach? Decide(BreachKind kind, ImmutableArray<Judgement> judgements, Precedence precedence, ItemMoney money)
    {
        var enforced = judgements.Where(j => j.Enforcement == Enforcement.Enforced).ToList();
        if (enforced.Count == 0) return null;
        // Amounts have an order only in one currency; where no rate brings them into one, a prohibition is stricter than a cap.
        var into = enforced.SelectMany(j => j.Excess.Parts).Select(p => p.Currency).FirstOrDefault();
        var worth = enforced.ToDictionary(j => (j.Provision, j.Version), j => money.Worth(j, into));
        var comparable = worth.Values.All(w => w is not null);
        var strictestFirst = enforced
            .OrderBy(j => precedence.Order.IsEmpty ? 0 : precedence.Order.Contains(j.Law) ? precedence.Order.IndexOf(j.Law) : int.MaxValue)
            .ThenByDescending(j => comparable ? worth[(j.Provision, j.Version)]!.Value : Rational.Zero)
            .ThenByDescending(j => j.Result == Result.Prohibited)
            .ThenByDescending(j => j.Law)
            .ThenBy(j => j.Provision, StringComparer.Ordinal).ThenBy(j => j.Version)
            .ToList();
        // A prohibition takes each of its items whole, so counted first it explains most of what a cap says of the same money.
        var counted = precedence.Order.IsEmpty ? strictestFirst.OrderByDescending(j => j.Result == Result.Prohibited) : strictestFirst.AsEnumerable();
        return new(kind, strictestFirst[0], Once(counted, money), judgements);
    }

    // Of what a judgement says, the items that were counted before may explain as much as they amount to, and no more. What is
    // left was surely unlawful besides.
    private static Amounts Once(IEnumerable<Judgement> judgements, ItemMoney money)
    {
        var taken = new HashSet<string>();
        var excess = Amounts.None;
        foreach (var judgement in judgements)
        {
            var again = judgement.Items.Where(taken.Contains).ToList();
            excess += Amounts.Of(judgement.Excess.Parts
                .Select(part => (part.Currency, (part.AmountMinor - money.Explain(judgement, again, part.Currency)).Floor()))
                .Where(part => part.Item2.Sign > 0));
            taken.UnionWith(judgement.Items);
        }
        return excess;
    }

    /// <summary>The amounts of a placement's items, in the currencies that judgements speak in.</summary>
    private sealed class ItemMoney(PlacementFacts facts, Conversion conversion)
    {
        private readonly ILookup<string, FeeItem> _items = Counting.Charges(facts).ToLookup(i => i.Id);

        /// <summary>What these items came to inside the judgement, in its currency. A prohibition counts each in its own.</summary>
        public Rational Explain(Judgement judgement, IEnumerable<string> ids, string currency) => ids.SelectMany(id => _items[id])
            .Where(i => judgement.Result == Result.Over || i.Amount.Currency == currency)
            .Select(i => conversion.Convert(Interval.Exactly(i.Amount.AmountMinor), i.Amount.Currency, currency, i.Date, Rational.Zero))
            // Without a rate the item never counted towards the excess.
            .Aggregate(Rational.Zero, (sum, c) => sum + (c.Minor.High is null ? Rational.Zero : c.Minor.Low));

        /// <summary>The whole excess in one currency; null where no rate brings it there.</summary>
        public Rational? Worth(Judgement judgement, string? currency)
        {
            var sum = Rational.Zero;
            foreach (var part in judgement.Excess.Parts)
            {
                var (minor, _) = conversion.Convert(Interval.Exactly(part.AmountMinor), part.Currency, currency ?? part.Currency,
                    judgement.DecidedOn ?? facts.SignedOn, Rational.Zero);
                if (minor.High is null) return null;
                sum += minor.Low;
            }
            return sum;
        }
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
