using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Licensing.Rules.FeeCaps;

/// <summary>Says a judgement in words. The judgement holds codes and arguments; the sentences are a catalogue, so that
/// another language is another catalogue.</summary>
public static partial class Explanation
{
    /// <summary>English sentence by step code; <c>{name}</c> is an argument, <c>[…]</c> is left out when an argument in it
    /// is missing.</summary>
    public static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["in-force"] = "Rule {provision}, version {version}, holds[ from {from}][ until {until}][; the day that decides is {on}].",
        ["counts"] = "{amount} for {category}, paid to {payee} (item {item}), counts.",
        ["may-count"] = "{amount} for {category}, paid to {payee} (item {item}), may count: {because}.",
        ["leaves-out"] = "{amount} for {category} (item {item}) is left out: {because}.",
        ["refunded"] = "{amount} was given back (item {item}, for {of}); that does not undo the charge.",
        ["converts"] = "Item {item}, {amount}, is taken into {into} at {rate} ({authority}, {kind}, on {on}).",
        ["no-rate"] = "No rate from {from} into {into} is known for {on} (item {item}).",
        ["only-demonstration-rate"] = "For item {item}, {amount}, only a demonstration rate into {into} is known, which never decides.",
        ["wage"] = "The {kind} wage is {wage} a month.",
        ["wage-bound"] = "The {kind} wage is not reported; it is bounded by the {known} wage, {wage} a month.",
        ["percent-of-first-wage"] = "The most allowed is {percent} percent of the first wage received, {wage}.",
        ["months-of-wage"] = "The most allowed is {months} month(s) of wage for each 12 months of {length}: {allowed} month(s).",
        ["months-of-wage-once"] = "The most allowed is {months} month(s) of wage.",
        ["at-most-months"] = "In all at most {months} months of wage.",
        ["days-of-wage"] = "The most allowed is {days} days of wage, a month taken as {perMonth} days.",
        ["share"] = "Of this, {percent} percent is allowed.",
        ["paid-by-others"] = "Others paid {amount}; only what is left of the agreed fee[, {agreed},] may be charged.",
        ["barred-by"] = "{payer} paid {amount} (item {item}), so the worker may be charged nothing.",
        ["none-allowed"] = "Nothing may be charged.",
        ["sums"] = "Together {counted}.",
        ["cap"] = "The most allowed is {cap}.",
        ["stretch"] = "For {from} to {to}: {counted} was charged, {cap} is allowed.",
        ["compares-none"] = "{counted} must not have been charged.",
        ["compares-within"] = "{counted} is not above {cap}.",
        ["compares-over"] = "{counted} was charged[, {cap} was allowed]: {excess} too much.",
        ["too-early"] = "{amount} (item {item}) was taken on {on}, before {event} ({eventOn}).",
        ["wrong-channel"] = "{amount} (item {item}) was paid by {channel}, which is not allowed.",
        ["no-receipt"] = "For {amount} (item {item}) no receipt was given.",
        ["refund"] = "After {event} ({eventOn}) {percent} percent is to be given back[; {refunded} was][, with {interest} (not in this figure)][, by {lastDay}].",
        ["not-yet-due"] = "{owed} is owed by {lastDay}; it is not late yet.",
        ["owes"] = "{owed} is still owed.",
        ["contested"] = "From {from} on it is contested whether this rule holds: {by}.",
        ["no-rule-known"] = "No approved rule of the {law} law speaks about {amount} for {category}, paid to {payee} (item {item}).",
        ["undetermined"] = "This cannot be decided: {because}[ ({fact})].",
    }.ToFrozenDictionary();

    /// <summary>Plain words for codes that stand inside sentences.</summary>
    public static readonly FrozenDictionary<string, string> Phrases = new Dictionary<string, string>
    {
        ["excluded"] = "the rule expressly leaves it outside",
        ["not-named"] = "the rule does not name it",
        ["illegitimate"] = "an illegitimate cost is never within a cap",
        ["outside-range"] = "it was paid outside the days of this version",
        ["not-enforced"] = "the rule was not enforced yet when it was paid",
        ["payee"] = "the rule is about other payees",
        ["category-too-coarse"] = "its category is given too coarsely",
        ["payee-unknown"] = "the country of the agency that was paid is not reported",
        ["payer-unknown"] = "the country of the agency that paid is not reported",
        ["item-date-missing"] = "its date is not reported",
        ["date-in-doubt"] = "the day on which the rule began or ended is not known exactly",
        ["contested"] = "it is contested whether the rule holds on that day",
        ["missing-fact"] = "a fact is not reported",
        ["no-rule-known"] = "no rule is known",
        ["part-years"] = "the law does not say how a part of a year counts",
        ["days-of-month"] = "the law does not say how many days a month of wage has",
        ["period-missing"] = "the time that it pays for is not reported, or not in whole months",
        ["rate-missing"] = "no exchange rate is known for the day",
        ["only-demonstration-rate"] = "only a demonstration rate is known for the day, which never decides",
        ["rate-sensitive"] = "within the band of the exchange rate the answer changes",
        ["approved-and-signed"] = "the contract was both approved and signed",
        ["visa-notice"] = "notice that the visa is issued",
        ["approved"] = "the contract was approved",
        ["signed"] = "the contract was signed",
        ["placed"] = "the worker was placed",
        ["departed"] = "departure",
        ["first-wage"] = "the first wage was received",
        ["period-start"] = "the beginning of the time that it pays for",
        ["employment-ended"] = "the employment ended",
        ["not-deployed"] = "the placement failed",
        ["entered"] = "the worker entered the destination",
        ["period-average"] = "average of the period",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<LawSide, string> Sides = new Dictionary<LawSide, string>
    {
        [LawSide.Origin] = "Law of the origin",
        [LawSide.Destination] = "Law of the destination",
        [LawSide.Agreement] = "Agreement of both countries",
        [LawSide.Standard] = "International standard",
    }.ToFrozenDictionary();

    /// <summary>A short paragraph: what counted, what was allowed, what follows, and the source.</summary>
    /// <param name="rule">The rule of the judgement; null for a coverage judgement.</param>
    public static string Paragraph(Judgement judgement, Rule? rule)
    {
        var text = new StringBuilder();
        if (rule is not null) text.Append($"{Sides[rule.Law]}: {rule.Title}. ");
        var compared = judgement.Trace.Any(s => s.Code.StartsWith("compares-", StringComparison.Ordinal));
        foreach (var step in judgement.Trace)
        {
            // What a reader of the case does not need stays in the trace.
            var shown = step.Code switch
            {
                "in-force" or "sums" => false,
                "cap" => !compared,
                "leaves-out" => step.Arguments["because"] is not ("not-named" or "payee"),
                _ => true,
            };
            if (!shown) continue;
            var sentence = Sentence(step);
            if (sentence.Length > 0) text.Append(sentence).Append(' ');
        }
        if (judgement.Enforcement != Enforcement.Enforced && judgement.IsBreach)
            text.Append("The rule was not enforced yet on that day, so this makes no finding. ");
        if (rule is not null) text.Append($"Source: {rule.Source.Citation} (grade {rule.Source.GradeText}, as of {rule.Source.AsOf.Text}).");
        return text.ToString().Trim();
    }

    /// <summary>One step as a sentence.</summary>
    public static string Sentence(Step step) =>
        Placeholder().Replace(Optional().Replace(Sentences.GetValueOrDefault(step.Code, step.Code),
            part => Placeholder().Matches(part.Groups[1].Value).All(m => step.Arguments.ContainsKey(m.Groups[1].Value)) ? part.Groups[1].Value : ""),
            m => Say(step.Arguments, m.Groups[1].Value)).Trim();

    private static string Say(ImmutableSortedDictionary<string, string> arguments, string name)
    {
        if (!arguments.TryGetValue(name, out var value)) return "not known";
        if (name == "category") return value.Split('.') is [var group, .. var rest] && rest.Length > 0
            ? $"{group.Replace('-', ' ')} ({string.Join(", ", rest).Replace('-', ' ')})" : value.Replace('-', ' ');
        return name is "because" or "event" or "kind" or "payee" or "payer" or "channel" or "known"
            ? Phrases.GetValueOrDefault(value, value.Replace('-', ' ')) : value;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex Optional();
}
