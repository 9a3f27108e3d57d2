using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.Remedies;

/// <summary>Says in English how a remedy was reckoned. Results hold codes and arguments; another language is another catalogue.</summary>
public static partial class RemedyWords
{
    /// <summary>Sentence by step code; <c>{name}</c> is an argument, <c>[…]</c> is left out when an argument in it is missing.</summary>
    public static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["formula"] = "Formula {remedy}, version {version}: {citation} (grade {grade}).",
        ["ground"] = "It is given because {ground}[: {established}][, on {on}].",
        ["percent"] = "At least {percent} percent comes back.",
        ["unserved"] = "Of {whole} {unit} of the contract {left} were not served[ (from {from}, ended {ended}, to {until})].",
        ["charged"] = "{amount} counts[, of which {share} comes back]; what is left of it: {exact} minor units.",
        ["stated"] = "{amount} was established.",
        ["given-back"] = "{amount} was given back before (item {item}, for {of}); no interest is reckoned on it.",
        ["rounds-up"] = "The {what} of {exact} minor units is rounded up, once, to {amount}.",
        ["plus-percent"] = "On top, {percent} percent of {of}: {amount}.",
        ["plus-stated"] = "On top, {sum}: {amount}.",
        ["rate"] = "Interest of {percent} percent a year[ ({outside}: {source})], simple; days counted {dayCount}, from the {from}; both as was stated, the law says neither.",
        ["interest"] = "{amount} from {from}, which does not count, to {until}, which does: {days} days, {years} years, {exact} minor units.",
        ["within"] = "To be paid within {time}.",
        ["may"] = "The authority may order it, and need not.",
        ["open"] = "Undetermined: {because}[ ({about})].",
    }.ToFrozenDictionary();

    /// <summary>Plain words for codes that stand inside sentences.</summary>
    public static readonly FrozenDictionary<string, string> Phrases = new Dictionary<string, string>
    {
        ["employment-ended"] = "the employment ended early",
        ["not-sent"] = "the worker was not sent",
        ["entered"] = "the worker entered the destination",
        ["established"] = "something was established",
        ["over-charge"] = "more was taken than is allowed",
        ["unlawfully-taken"] = "money was taken in breach of the law",
        ["no-licence"] = "who took the money had no licence",
        ["false-promise"] = "money was taken by a false promise",
        ["job-not-as-agreed"] = "the work was not that of the contract",
        ["less-paid"] = "less was paid than agreed",
        ["travel-cost"] = "what the journey cost",
        ["wage-shortfall"] = "by how much less was paid",
        ["excess"] = "what must not have been taken",
        ["missing-fact"] = "a fact is not known",
        ["missing-sum"] = "a sum was not established",
        ["not-happened"] = "what it asks for has not happened",
        ["not-established"] = "nobody has established what it asks for",
        ["out-of-scope"] = "it is not about such a case",
        ["too-late"] = "it happened after the time in which it is given",
        ["contract-served"] = "the contract was served to its end",
        ["nothing-counts"] = "nothing that was paid counts",
        ["given-back"] = "all of it was given back",
        ["out-of-calendar"] = "the contract would end after the year 9999",
        ["not-stated"] = "the law does not say, and whoever orders has not",
        ["rate-not-known"] = "the rate to which the law refers is not known",
        ["item-date-missing"] = "the day of a payment is not known",
        ["date-in-doubt"] = "whether the law held on that day is in doubt",
        ["contested"] = "whether the law still holds is contested",
        ["months-served-impossible"] = "more months were served than the contract has",
        ["refund-in-other-currency"] = "something was given back in another currency",
        ["actual365"] = "by the day, 365 to a year",
        ["actual-actual"] = "by the day, each over the days of its own year",
        ["thirty360"] = "by months of 30 days and years of 360",
        ["payment"] = "day of each payment",
        ["event"] = "day of what happened",
        ["order"] = "day of the order",
    }.ToFrozenDictionary();

    public static string Sentence(Step step) => step.Code is "counts" or "may-count" or "leaves-out" ? Explanation.Sentence(step)
        : Placeholder().Replace(Optional().Replace(Sentences[step.Code],
            part => Placeholder().Matches(part.Groups[1].Value).All(m => step.Arguments.ContainsKey(m.Groups[1].Value)) ? part.Groups[1].Value : ""),
            m => step.Arguments.TryGetValue(m.Groups[1].Value, out var value) ? Say(value) : "not known");

    /// <summary>A code such as <c>missing-fact:endCause</c> in words.</summary>
    public static string Reason(string code) => code.Split(':', 2) is [var because, var about] ? $"{Say(because)} ({Say(about)})" : Say(code);

    private static string Say(string value) => Phrases.GetValueOrDefault(value) ?? Explanation.Phrases.GetValueOrDefault(value, value);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex Optional();
}
