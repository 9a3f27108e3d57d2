using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>Invented law: one mechanism of the engine at a time, in the words of a pack.</summary>
internal static class TestLaw
{
    /// <summary>A rule in the pack's own words. What a test does not say: provision t.rule, version 1, origin law of NP, in force since 2000,
    /// decided by signing, counting recruitment fees.</summary>
    public static Rule Rule(string yaml, string law = "origin", string provision = "t.rule")
    {
        var said = yaml.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string Unless(string key, string value) => said.Any(l => l.StartsWith(key + ":", StringComparison.Ordinal)) ? "" : $"    {key}: {value}\n";
        var place = law switch { "agreement" => "origin: NP\ndestination: QA\n", "origin" => "jurisdiction: NP\n", "destination" => "jurisdiction: QA\n", _ => "" };
        var text = $"pack: t\ntitle: invented\nlaw: {law}\n{place}rules:\n  - provision: {provision}\n" + Unless("version", "1") + Unless("title", "invented")
            + "    source: { citation: Act s. 1, address: 'https://law.example/1', asOf: 2026, grade: P }\n"
            + Unless("effectiveFrom", "2000-01-01") + Unless("decidedBy", "signing") + Unless("counts", "{ include: [recruitment-fee] }")
            + string.Concat(said.Select(l => $"    {l}\n"));
        var (pack, errors) = PackReader.Read(LawFiles.TreeOf(text), LawFiles.Codes);
        return pack?.Rules.Single() ?? throw new InvalidDataException(string.Join("\n", errors) + "\n" + text);
    }

    /// <summary>A worker from Nepal to Qatar under a contract signed on 1 June 2020.</summary>
    public static readonly PlacementFacts Facts = new() { Origin = "NP", Destination = "QA", SignedOn = new(2020, 6, 1) };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
    public static Money Money(string text) => Rules.Values.Money.TryParse(text, LawFiles.Codes, out var money) ? money : throw new FormatException(text);
    public static Rational Number(string text) => Rational.TryParse(text, out var number) ? number : throw new FormatException(text);
    public static Period Months(string from, int months) => new(Day(from), Day(from).AddMonths(months).AddDays(-1));

    /// <summary>Paid by the worker to the agency on 1 July 2020 in cash, with a receipt.</summary>
    public static FeeItem Fee(string amount, string category = "recruitment-fee.service", string id = "i1") =>
        new(id, ItemKind.Payment, Money(amount), category, Role.Worker, Role.Agency, new(2020, 7, 1), Channel.Cash, "R-1");

    public static FeeItem Refund(string amount, string of = "i1") =>
        new("r1", ItemKind.Refund, Money(amount), "", Role.Agency, Role.Worker, new(2020, 9, 1), RefundOf: of);

    public static PlacementFacts With(this PlacementFacts facts, params FeeItem[] items) => facts with { Items = items };

    public static LawContext Context(string band = "0", params Rate[] rates) => new(LawFiles.Codes, new(rates), new(Number(band)));

    public static Rate Rate(string currency, string unitsPerUsd, bool demonstration = false) =>
        new(currency, new(2020, 1, 1), new(2020, 12, 31), Number(unitsPerUsd), RateKind.Daily, "Central bank", demonstration);

    public static ImmutableArray<Judgement> Judge(this PlacementFacts facts, LawContext context, params Rule[] rules) => FeeCapLaw.Judge(facts, rules, context);

    /// <summary>What t.rule says of the facts.</summary>
    public static Judgement? Judged(this PlacementFacts facts, string rule, LawContext? context = null) =>
        facts.Judge(context ?? Context(), Rule(rule)).SingleOrDefault(j => j.Provision == "t.rule");

    /// <summary>The same in the words of the law cases; a missing fact is named.</summary>
    public static string Verdict(this PlacementFacts facts, string rule, LawContext? context = null) => facts.Judged(rule, context).Words();

    public static string Words(this Judgement? judgement)
    {
        if (judgement is null) return "silent";
        var missing = judgement.Because == "missing-fact" ? " " + judgement.Trace[^1].Arguments["fact"] : "";
        return LawCase.Say(judgement) + missing;
    }
}
