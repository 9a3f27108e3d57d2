using System.Collections.Immutable;
using Licensing.Rules.Agreements;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

public enum QuoteWord
{
    /// <summary>A law that is known allows nothing.</summary>
    NotAllowed,

    /// <summary>A law that is known allows up to an amount.</summary>
    AtMost,

    /// <summary>What is known does not decide it. Never to be shown as allowed.</summary>
    Open,
}

/// <summary>What one rule says of a cost, or (without a rule) that a law is silent.</summary>
/// <param name="AtMost">In the law's own currency; of a limit by time, for the whole contract. Null: none, or it cannot be told.</param>
/// <param name="Because">Why a rule leaves it open, or of a limit why more than it is open; a code of docs/rules/judgements.md.</param>
public sealed record QuoteLimit(LawSide Law, Rule? Rule, QuoteWord Word, Money? AtMost, string? Because, Message Sentence);

/// <summary>A duty beside the amount: the earliest day, the channel, the receipt, a refund.</summary>
/// <param name="InDoubt">Whether it holds for this worker and day is open.</param>
public sealed record QuoteDuty(Rule Rule, bool InDoubt, Message Sentence);

/// <summary>Who bears a cost by an agreement of both countries. That somebody else bears it is also a limit; that the worker does is not
/// yet an amount.</summary>
public sealed record BorneBy(Role Who, Clause Clause, Message Sentence);

/// <summary>One cost, to those payees of whom the law says the same.</summary>
/// <param name="Word">The strictest of all laws: forbidden where one forbids it, limited where one limits it, else open.</param>
/// <param name="AtMost">The least of all limits, in the worker's currency; null where nothing is allowed, or no limit or rate is known.</param>
/// <param name="SilentLaws">Laws of which no rule is known. An agreement counts only where there is one.</param>
public sealed record QuoteLine(
    string Category, ImmutableArray<Role> Payees, QuoteWord Word, Money? AtMost, ImmutableArray<QuoteLimit> Limits, ImmutableArray<QuoteDuty> Duties, ImmutableArray<LawSide> SilentLaws)
{
    public ImmutableArray<BorneBy> BorneBy { get; init; } = [];
}

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
    /// <param name="agreements">Those approved; their rules are part of <paramref name="law"/>. They tell who bears a cost.</param>
    public static FeeQuote For(FeeQuestion question, RuleBook law, LawContext context, params ImmutableArray<Agreement> agreements)
    {
        if (agreements.IsDefault) agreements = [];
        var probe = new CostProbe(question, law, context);
        var lines = new List<QuoteLine>();
        foreach (var category in context.Codes.Categories.Order(StringComparer.Ordinal))
        {
            // Payees of whom the same rules say the same are one line.
            var answers = Payees.Select(p => (Payee: p, Answer: probe.Ask(category, p), Borne: Bearing.Of(question, category, p, agreements, context).ToImmutableArray())).ToList();
            foreach (var same in answers.GroupBy(a => (a.Answer.Key, string.Join(' ', a.Borne.Select(b => b.Clause.Id)))))
                lines.Add(probe.Line(category, [.. same.Select(a => a.Payee)], same.First().Answer) with { BorneBy = same.First().Borne });
        }
        return new(question, [.. lines], Together.Of([.. lines], question, context));
    }
}
