using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

public enum QuoteWord { NotAllowed, AtMost, Open }

/// <summary>What one rule says of a cost, or (without a rule) that a law is silent.</summary>
/// <param name="AtMost">In the law's own currency; of a limit by time, for the whole contract. Null: none, or it cannot be told.</param>
/// <param name="Because">Why a rule leaves it open, or of a limit why more than it is open; a code of docs/rules/judgements.md.</param>
public sealed record QuoteLimit(LawSide Law, Rule? Rule, QuoteWord Word, Money? AtMost, string? Because, Message Sentence);

/// <summary>A duty beside the amount: the earliest day, the channel, the receipt, a refund.</summary>
/// <param name="InDoubt">Whether it holds for this worker and day is open.</param>
public sealed record QuoteDuty(Rule Rule, bool InDoubt, Message Sentence);

/// <summary>One cost, to those payees of whom the law says the same.</summary>
/// <param name="Word">The strictest of all laws: forbidden where one forbids it, limited where one limits it, else open.</param>
/// <param name="AtMost">The least of all limits, in the worker's currency; null where nothing is allowed, or no limit or rate is known.</param>
/// <param name="SilentLaws">Laws of which no rule is known. An agreement counts only where there is one.</param>
public sealed record QuoteLine(
    string Category, ImmutableArray<Role> Payees, QuoteWord Word, Money? AtMost, ImmutableArray<QuoteLimit> Limits, ImmutableArray<QuoteDuty> Duties, ImmutableArray<LawSide> SilentLaws);

/// <param name="AtMost">All limited costs together, what counts under one limit once; null: no cost is limited, or a rate is missing.</param>
/// <param name="OpenCosts">How many costs have no known limit and are not in the figure.</param>
public sealed record AllIn(Money? AtMost, int OpenCosts, ImmutableArray<Rate> Rates, ImmutableArray<Message> Sentences);

/// <summary>What a worker may be made to pay, before paying.</summary>
public sealed record FeeQuote(FeeQuestion Question, ImmutableArray<QuoteLine> Lines, AllIn AllIn)
{
    private static readonly Role[] Payees = [Role.Agency, Role.PartnerAgency, Role.SubAgent, Role.State, Role.Clinic, Role.Other];

    /// <summary>Asks the law engine about every cost, one at a time, so that a quote and a judgement never differ.</summary>
    /// <param name="law">The law as approved.</param>
    /// <param name="context">With the rates that the ministry lets decide.</param>
    public static FeeQuote For(FeeQuestion question, RuleBook law, LawContext context)
    {
        var probe = new CostProbe(question, law, context);
        var lines = new List<QuoteLine>();
        foreach (var category in context.Codes.Categories.Order(StringComparer.Ordinal))
        {
            // Payees of whom the same rules say the same are one line.
            var answers = Payees.Select(p => (Payee: p, Answer: probe.Ask(category, p))).ToList();
            foreach (var same in answers.GroupBy(a => a.Answer.Key))
                lines.Add(probe.Line(category, [.. same.Select(a => a.Payee)], same.First().Answer));
        }
        return new(question, [.. lines], Together.Of([.. lines], question, context));
    }
}
