using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;

namespace Licensing.Rules.Agreements;

/// <summary>What one law says of a placement as a whole.</summary>
/// <param name="Provisions">Those that say so, sorted; empty where the law is silent.</param>
public sealed record LawVerdict(LawSide Law, ClauseWord Word, ImmutableArray<string> Provisions);

/// <summary>The verdicts of each law, kept apart, and the one that decides.</summary>
/// <param name="Laws">Origin and destination always; an agreement or a standard where it speaks.</param>
public sealed record LawVerdicts(ImmutableArray<LawVerdict> Laws, LawVerdict Deciding)
{
    /// <summary>No two laws that settle the matter settle it otherwise.</summary>
    public bool Agree => Laws.Where(l => l.Word != ClauseWord.Undetermined).Select(l => l.Word).Distinct().Count() < 2;

    /// <param name="judgements">Of all laws, as the engine gave them.</param>
    /// <param name="clauses">Of the corridor's agreements.</param>
    /// <param name="precedence">The strictest: a breach before a doubt before what is kept. An order: the first law in it that settles
    /// the matter; a law that does not leaves it to the next.</param>
    public static LawVerdicts Of(IReadOnlyCollection<Judgement> judgements, IReadOnlyCollection<ClauseVerdict> clauses, Precedence precedence)
    {
        var laws = Enum.GetValues<LawSide>().Select(law => One(law, judgements.Where(j => j.Law == law), law == LawSide.Agreement ? clauses : [])).OfType<LawVerdict>().ToImmutableArray();
        var ordered = precedence.Order.IsEmpty
            ? laws.OrderBy(l => l.Word switch { ClauseWord.Broken => 0, ClauseWord.Undetermined => 1, _ => 2 }).ThenByDescending(l => l.Law)
            : laws.OrderBy(l => l.Word == ClauseWord.Undetermined).ThenBy(l => precedence.Order.Contains(l.Law) ? precedence.Order.IndexOf(l.Law) : int.MaxValue).ThenByDescending(l => l.Law);
        return new(laws, ordered.First());
    }

    private static LawVerdict? One(LawSide law, IEnumerable<Judgement> judgements, IReadOnlyCollection<ClauseVerdict> clauses)
    {
        var said = judgements.Where(j => !j.IsCoverage).Select(j => (Name: j.Provision!, Word: WordOf(j))).Concat(clauses.Select(c => (Name: c.Clause.Id, Word: WordOf(c)))).ToList();
        var silent = judgements.Any(j => j.IsCoverage);
        if (said.Count == 0) return law is LawSide.Origin or LawSide.Destination ? new(law, ClauseWord.Undetermined, []) : null;
        // A law that is silent about one cost has not allowed it.
        var word = said.Any(s => s.Word == ClauseWord.Broken) ? ClauseWord.Broken
            : silent || said.Any(s => s.Word == ClauseWord.Undetermined) ? ClauseWord.Undetermined : ClauseWord.Kept;
        return new(law, word, [.. said.Where(s => s.Word == word).Select(s => s.Name).Distinct().Order(StringComparer.Ordinal)]);
    }

    // A breach before a clause or rule is enforced is reported and settles nothing.
    private static ClauseWord WordOf(Judgement j) => j.Result == Result.Within ? ClauseWord.Kept
        : j.IsBreach && j.Enforcement == Enforcement.Enforced ? ClauseWord.Broken : ClauseWord.Undetermined;

    private static ClauseWord WordOf(ClauseVerdict c) => c.Word == ClauseWord.Broken && c.Enforcement != Enforcement.Enforced ? ClauseWord.Undetermined : c.Word;
}
