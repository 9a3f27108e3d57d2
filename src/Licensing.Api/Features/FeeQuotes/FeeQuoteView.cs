using Licensing.Api.Features.Law;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.FeeQuotes;

/// <summary>What a worker may be made to pay, before paying.</summary>
/// <param name="Language">In which the sentences are said.</param>
/// <param name="LawDigest">Names exactly the law that it was reckoned by.</param>
/// <param name="Lines">One for each cost, and the payees of whom the law says the same.</param>
public sealed record FeeQuoteView(
    string Origin, string Destination, DateOnly On, string Language, string LawDigest, IReadOnlyList<FeeQuoteLineView> Lines, AllInView AllIn)
{
    public static FeeQuoteView Of(FeeQuote quote, string lawDigest, MessageCatalogue texts) => new(
        quote.Question.Origin, quote.Question.Destination, quote.Question.On, texts.Language, lawDigest,
        [.. quote.Lines.Select(l => FeeQuoteLineView.Of(l, texts))],
        new(quote.AllIn.AtMost, quote.AllIn.OpenCosts, [.. quote.AllIn.Rates.Select(QuoteRateView.Of)], [.. quote.AllIn.Sentences.Select(texts.Say)]));
}

/// <param name="PaidTo">Who may be paid: the same is said of all of them.</param>
/// <param name="Word">The strictest of all laws. open: no limit is known, which does not make it allowed.</param>
/// <param name="AtMost">The least of all limits, in the currency asked for; null where nothing is allowed, or no limit or rate is known.</param>
/// <param name="Limits">What each law says, with its source.</param>
/// <param name="Duties">When at the earliest, by what channel, with what receipt, what is given back and when.</param>
/// <param name="SilentLaws">Laws of which no rule is known.</param>
public sealed record FeeQuoteLineView(
    string Category, IReadOnlyList<Role> PaidTo, QuoteWord Word, Money? AtMost, IReadOnlyList<FeeLimitView> Limits, IReadOnlyList<FeeDutyView> Duties,
    IReadOnlyList<FeeBearerView> BorneBy, IReadOnlyList<LawSide> SilentLaws)
{
    public static FeeQuoteLineView Of(QuoteLine line, MessageCatalogue texts) => new(
        line.Category, line.Payees, line.Word, line.AtMost,
        [.. line.Limits.Select(l => new FeeLimitView(l.Law, l.Rule?.Provision, l.Rule?.Version, l.Word, l.AtMost, l.Because, l.Rule is null ? null : SourceView.Of(l.Rule), texts.Say(l.Sentence)))],
        [.. line.Duties.Select(d => new FeeDutyView(d.Rule.Provision, d.Rule.Version, d.InDoubt, SourceView.Of(d.Rule), texts.Say(d.Sentence)))],
        [.. line.BorneBy.Select(b => new FeeBearerView(b.Who, b.Clause.Id, texts.Say(b.Sentence)))], line.SilentLaws);
}

/// <param name="Provision">Null: no rule of this law is known.</param>
/// <param name="AtMost">In the law's own currency.</param>
/// <param name="Because">Why it is open, or why more than the limit is; a code of docs/rules/judgements.md.</param>
public sealed record FeeLimitView(LawSide Law, string? Provision, int? Version, QuoteWord Word, Money? AtMost, string? Because, SourceView? Source, string Sentence);

/// <param name="InDoubt">Whether it holds for this worker and day is open.</param>
public sealed record FeeDutyView(string Provision, int Version, bool InDoubt, SourceView Source, string Sentence);

/// <param name="Clause">Of the agreement of both countries.</param>
public sealed record FeeBearerView(Role Who, string Clause, string Sentence);

/// <param name="AtMost">All limited costs together; null: none is limited, or a rate is missing.</param>
/// <param name="OpenCosts">Costs without a known limit, which are not in the figure.</param>
public sealed record AllInView(Money? AtMost, int OpenCosts, IReadOnlyList<QuoteRateView> Rates, IReadOnlyList<string> Sentences);

/// <param name="From">First day for which it holds, inclusive.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="UnitsPerUsd">Exact, as a decimal or a fraction.</param>
/// <param name="Demonstration">Invented for the demonstration; it never converts.</param>
/// <param name="Series">The series that it comes from (GET /v1/exchange-rates/series).</param>
public sealed record QuoteRateView(string Currency, DateOnly From, DateOnly To, string UnitsPerUsd, RateKind Kind, string Authority, bool Demonstration, string? Series)
{
    public static QuoteRateView Of(Rate r) => new(r.Currency, r.From, r.To, r.UnitsPerUsd.ToString(), r.Kind, r.Authority, r.Demonstration, r.Series);
}
