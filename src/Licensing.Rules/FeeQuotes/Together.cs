using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

/// <summary>What all limited costs can come to. A limit that several costs share counts once; of the ways to cover every limited
/// cost by limits, the least sum is the most that may be charged.</summary>
internal static class Together
{
    // With more limits than this the sum of the strictest of each cost is told, which is never too low.
    private const int MostLimits = 14;

    public static AllIn Of(ImmutableArray<QuoteLine> lines, FeeQuestion question, LawContext context)
    {
        var limited = lines.Where(l => l.Word == QuoteWord.AtMost).ToList();
        var open = lines.Where(l => l.Word == QuoteWord.Open).Select(l => l.Category).Distinct().Count();
        var byRule = limited.SelectMany((l, i) => l.Limits.Where(x => x is { Word: QuoteWord.AtMost, AtMost: not null }).Select(x => (Line: i, Limit: x)))
            .GroupBy(x => (x.Limit.Rule!.Provision, x.Limit.Rule.Version))
            .Select(g => (Lines: g.Select(x => x.Line).ToHashSet(), Amount: CostProbe.Convert(g.First().Limit.AtMost!.Value, question, context), g.First().Limit)).ToList();
        var rates = byRule.SelectMany(b => RatesOf(b.Limit.AtMost!.Value.Currency, question, context)).Distinct().OrderBy(r => r.Currency, StringComparer.Ordinal).ToImmutableArray();
        var told = rates.Select(r => Message.Of("quote.rate", ("currency", r.Currency), ("units", r.UnitsPerUsd.ToText(6)), ("authority", r.Authority), ("kind", "@kind." + Words.Of(r.Kind)),
            ("from", r.From.ToString("O")), ("until", r.To.ToString("O")))).ToList();
        if (open > 0) told.Add(Message.Of("quote.all-in-open", ("count", open.ToString())));

        if (limited.Count == 0) return new(null, open, rates, [Message.Of("quote.all-in-none"), .. told]);
        var usable = byRule.Where(b => b.Amount is not null).Select(b => (b.Lines, b.Amount!.Value.AmountMinor)).ToList();
        var least = Least(limited.Count, usable);
        if (least is not { } sum) return new(null, open, rates, [Message.Of("quote.all-in-unknown", ("because", "@because.rate-missing")), .. told]);
        var most = new Money((long)BigInteger.Min(sum, long.MaxValue), question.Currency);
        return new(most, open, rates, [Message.Of("quote.all-in", ("amount", most.ToText(context.Codes))), .. told]);
    }

    private static BigInteger? Least(int lines, List<(HashSet<int> Lines, long Minor)> limits)
    {
        if (Enumerable.Range(0, lines).Any(i => limits.All(l => !l.Lines.Contains(i)))) return null;
        if (limits.Count > MostLimits)
            return Enumerable.Range(0, lines).Select(i => limits.Where(l => l.Lines.Contains(i)).MinBy(l => l.Minor)).Distinct().Aggregate(BigInteger.Zero, (sum, l) => sum + l.Minor);
        BigInteger? least = null;
        for (var choice = 0; choice < 1 << limits.Count; choice++)
        {
            var chosen = limits.Where((_, i) => (choice >> i & 1) == 1).ToList();
            var sum = chosen.Aggregate(BigInteger.Zero, (total, l) => total + l.Minor);
            if ((least is null || sum < least) && Enumerable.Range(0, lines).All(i => chosen.Exists(l => l.Lines.Contains(i)))) least = sum;
        }
        return least;
    }

    private static IEnumerable<Rate> RatesOf(string currency, FeeQuestion question, LawContext context) => currency == question.Currency ? []
        : new[] { currency, question.Currency }.Where(c => c != "USD").Select(c => context.Rates.Find(c, question.On)).OfType<Rate>();
}
