using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

/// <summary>Asks the law about one cost and one payee: the least amount of money is judged, and what judged it is read.</summary>
internal sealed class CostProbe(FeeQuestion question, RuleBook law, LawContext context)
{
    /// <param name="Key">Equal for payees of whom the law says the same.</param>
    internal sealed record Answer(string Key, ImmutableArray<(Judgement Judgement, Rule Rule)> Caps, ImmutableArray<LawSide> Silent, ImmutableArray<Rule> Outside, ImmutableArray<(Rule Rule, string? Doubt)> Duties);

    private const int MostNamed = 6;

    private readonly ImmutableArray<Rule> _applicable = law.On(question.Origin, question.Destination);

    private readonly Dictionary<(string, Role), Answer> _asked = [];

    public Answer Ask(string category, Role payee)
    {
        // Costs that every rule takes alike are asked about once.
        var key = (string.Join(' ', _applicable.Select(r => $"{r.Counts.Include.Select(c => Counting.Category(c, category)).DefaultIfEmpty().Max()}{string.Concat(r.Counts.Exclude.Select(e => Counting.Category(e.Category, category)))}"))
            + Counting.Category("illegitimate", category), payee);
        if (!_asked.TryGetValue(key, out var answer)) _asked[key] = answer = AskAnew(category, payee);
        return answer;
    }

    private Answer AskAnew(string category, Role payee)
    {
        var caps = new List<(Judgement, Rule)>();
        var (facts, judgements) = Judge(category, payee, question.Currency);
        foreach (var judgement in judgements.Where(j => !j.IsCoverage))
        {
            var rule = RuleOf(judgement);
            if (rule.Duty is not CapDuty) continue;
            // Without a rate the law's own currency tells what the law says.
            var own = judgement is { Because: "rate-missing" or "only-demonstration-rate" or "rate-sensitive", Cap.Currency: { } currency }
                ? Judge(category, payee, currency).Judgements.FirstOrDefault(j => j.Provision == judgement.Provision && j.Version == judgement.Version) : null;
            caps.Add((own ?? judgement, rule));
        }
        var prohibits = FeeCapLaw.DestinationProhibits(facts, _applicable);
        var outside = new List<Rule>();
        var duties = new List<(Rule, string?)>();
        foreach (var rule in _applicable.Where(r => r.Counts.Payers.Contains(Role.Worker)))
        {
            var guards = new Guards(facts, prohibits, rule.Law);
            var applies = guards.Applies(rule);
            // Why a placement failed or ended is not known before it begins.
            if (applies == Holds.Perhaps && rule.Duty is RefundDuty && guards.Missing(rule).All(f => f is "endCause" or "visaNotified")) applies = Holds.Yes;
            var inForce = rule.InForce.Contains(question.On);
            if (applies == Holds.No || inForce == Holds.No) continue;
            var counting = Counting.Of(rule, facts, context.Codes, new());
            if (rule.Duty is CapDuty)
            {
                if (counting.Items.Count == 0 && counting.SpokenOf.Count > 0 && applies == Holds.Yes && inForce == Holds.Yes) outside.Add(rule);
                continue;
            }
            if (counting.Items.Count == 0) continue;
            duties.Add((rule, counting.Items[0].Doubt ?? (inForce == Holds.Perhaps ? "date-in-doubt"
                : question.On >= rule.Contested?.From.Earliest ? "contested" : applies == Holds.Perhaps ? CapAmount.MissingFact(guards.Missing(rule).First()) : null)));
        }
        ImmutableArray<LawSide> silent = [.. judgements.Where(j => j.IsCoverage && (j.Law != LawSide.Agreement || _applicable.Any(r => r.Law == LawSide.Agreement))).Select(j => j.Law)];
        var key = string.Join('|', caps.Select(c => $"{c.Item1.Provision} {c.Item1.Version} {c.Item1.Result} {c.Item1.Because} {c.Item1.Cap}"))
            + "/" + string.Join('|', silent) + "/" + string.Join('|', outside.Select(r => r.Provision)) + "/" + string.Join('|', duties.Select(d => $"{d.Item1.Provision} {d.Item1.Version} {d.Item2}"));
        return new(key, [.. caps], silent, [.. outside], [.. duties]);
    }

    public QuoteLine Line(string category, ImmutableArray<Role> payees, Answer answer)
    {
        var limits = ImmutableArray.CreateBuilder<QuoteLimit>();
        foreach (var (judgement, rule) in answer.Caps) limits.Add(Limit(judgement, rule, category, payees));
        foreach (var rule in answer.Outside.Where(r => limits.All(l => l.Law != r.Law)))
            limits.Add(new(rule.Law, rule, QuoteWord.Open, null, "not-limited", Say("quote.outside", rule, category, payees)));
        foreach (var side in answer.Silent)
            limits.Add(new(side, null, QuoteWord.Open, null, "no-rule-known", Message.Of("quote.silent", ("cost", "@cost." + category), ("payees", PayeeKeys(payees)), ("law", "@law." + Words.Of(side)))));
        var word = limits.Any(l => l.Word == QuoteWord.NotAllowed) ? QuoteWord.NotAllowed : limits.Any(l => l.Word == QuoteWord.AtMost) ? QuoteWord.AtMost : QuoteWord.Open;
        var most = limits.Where(l => l.Word == QuoteWord.AtMost).Select(l => Converted(l.AtMost)).ToList();
        return new(category, payees, word, word == QuoteWord.AtMost && most.TrueForAll(m => m is not null) ? most.MinBy(m => m!.Value.AmountMinor) : null,
            limits.ToImmutable(), [.. answer.Duties.Select(d => Duty(d.Rule, d.Doubt))], answer.Silent);
    }

    /// <summary>In the worker's currency at the rate of the day, cut to whole minor units.</summary>
    private Money? Converted(Money? amount) => amount is { } money ? Convert(money, question, context) : null;

    public static Money? Convert(Money money, FeeQuestion question, LawContext context)
    {
        var (minor, _) = new Conversion(context.Codes, context.Rates).Convert(Interval.Exactly(money.AmountMinor), money.Currency, question.Currency, question.On, Rational.Zero);
        return minor.High is { } most ? new((long)BigInteger.Min(most.Floor(), long.MaxValue), question.Currency) : null;
    }

    private QuoteLimit Limit(Judgement judgement, Rule rule, string category, ImmutableArray<Role> payees)
    {
        if (judgement.Result == Result.Prohibited || judgement is { Result: Result.Over, Cap.AmountMinor: 0 })
            return judgement.Enforcement == Enforcement.Enforced
                ? new(rule.Law, rule, QuoteWord.NotAllowed, null, null, Say("quote.not-allowed", rule, category, payees))
                : new(rule.Law, rule, QuoteWord.Open, null, "not-enforced", Open(rule, category, payees, "not-enforced", null));
        if (judgement.Result == Result.Undetermined)
            return new(rule.Law, rule, QuoteWord.Open, null, judgement.Because, Open(rule, category, payees, judgement.Because!, judgement.Trace.LastOrDefault(s => s.Code == "undetermined")?.Arguments.GetValueOrDefault("fact")));
        if (judgement.Cap is { } cap)
        {
            var together = rule.Counts.Include.Where(c => c != category).ToList();
            // A sentence that names twenty costs is read by nobody; the rule's page has them all.
            var many = together.Count > MostNamed;
            // A cost told more coarsely than the rule names it is surely allowed up to the limit, and above it depends on what exactly it is.
            var doubt = judgement.Items.IsEmpty ? judgement.Trace.FirstOrDefault(s => s.Code == "may-count")?.Arguments.GetValueOrDefault("because") : null;
            return new(rule.Law, rule, QuoteWord.AtMost, cap, doubt, Say("quote.at-most", rule, category, payees, ("amount", cap.ToText(context.Codes)),
                ("doubt", doubt is null ? null : "@because." + doubt), ("together", many || together.Count == 0 ? null : string.Join(',', together.Select(c => "@cost." + c))),
                ("others", many ? together.Count.ToString(CultureInfo.InvariantCulture) : null)));
        }
        return ByTime(rule, category, payees);
    }

    // Amounts by month or year of service: what the whole contract allows is their sum.
    private QuoteLimit ByTime(Rule rule, string category, ImmutableArray<Role> payees)
    {
        var facts = question.Facts([]);
        var guards = new Guards(facts, FeeCapLaw.DestinationProhibits(facts, _applicable), rule.Law);
        var (basis, share) = new CapCalculator(facts, guards, new(context.Codes, context.Rates), context.Codes, question.On).Resolve(((CapDuty)rule.Duty).Basis);
        if (basis is not PerServiceYear years || question.Months is not (> 0 and <= 1200))
            return new(rule.Law, rule, QuoteWord.Open, null, "missing-fact", Open(rule, category, payees, "missing-fact", "contractMonths"));
        var months = question.Months.Value;
        var units = years.Unit == ServiceUnit.Month ? months : (months + 11) / 12;
        var total = Enumerable.Range(0, units).Select(n => years.Amounts[Math.Min(years.Amounts.Length - 1, years.Unit == ServiceUnit.Month ? n / 12 : n)].AmountMinor * share)
            .Aggregate(Rational.Zero, (sum, a) => sum + a);
        var each = years.Amounts.Select(a => new Money((long)(a.AmountMinor * share).Floor(), a.Currency).ToText(context.Codes)).Distinct();
        return new(rule.Law, rule, QuoteWord.AtMost, new((long)BigInteger.Min(total.Floor(), long.MaxValue), years.Amounts[0].Currency), null,
            Say("quote.at-most-period", rule, category, payees, ("amount", string.Join(", ", each)), ("unit", "@unit." + Words.Of(years.Unit))));
    }

    private static QuoteDuty Duty(Rule rule, string? doubt)
    {
        var (key, arguments) = rule.Duty switch
        {
            NotBeforeDuty n => ("quote.not-before", ((string, string?)[])[("event", "@event." + Words.Of(n.Event))]),
            ChannelDuty c => ("quote.channel", [("channels", string.Join(',', c.Allowed.Select(x => "@channel." + Words.Of(x)).Order(StringComparer.Ordinal)))]),
            RefundDuty r => ("quote.refund",
            [
                ("trigger", "@trigger." + Words.Of(r.Trigger)),
                ("cause", rule.Scope.FirstOrDefault(g => g.Fact == GuardFact.EndCause) is { } why ? string.Join(',', why.OneOf.Order(StringComparer.Ordinal).Select(c => "@cause." + c)) : null),
                ("months", r.WithinMonths?.ToString()), ("days", r.WithinDays?.ToString()), ("interest", r.Interest),
                ("share", r.SharePercent is not { } p ? "@share.unserved" : p == 100 ? "@share.all" : p.ToText(2) + " percent"),
            ]),
            _ => ("quote.receipt", []),
        };
        return new(rule, doubt is not null, Message.Of(key, [.. arguments, .. Source(rule)]));
    }

    private static Message Open(Rule rule, string category, ImmutableArray<Role> payees, string because, string? fact) =>
        Say("quote.open", rule, category, payees, ("because", "@because." + because), ("fact", fact));

    private static Message Say(string key, Rule rule, string category, ImmutableArray<Role> payees, params (string, string?)[] more) => Message.Of(key,
        [("cost", "@cost." + category), ("payees", PayeeKeys(payees)), ("law", "@law." + Words.Of(rule.Law)), .. Source(rule), .. more]);

    internal static (string, string?)[] Source(Rule rule) =>
        [("citation", rule.Source.Citation), ("grade", rule.Source.GradeText), ("enforced", rule.EnforcedFrom?.Text)];

    private static string PayeeKeys(ImmutableArray<Role> payees) => string.Join(',', payees.Select(p => "@payee." + Words.Of(p)));

    private Rule RuleOf(Judgement judgement) => _applicable.First(r => r.Provision == judgement.Provision && r.Version == judgement.Version);

    private (PlacementFacts Facts, ImmutableArray<Judgement> Judgements) Judge(string category, Role payee, string currency)
    {
        var end = ServiceYears.AddMonths(question.On, 1);
        var facts = question.Facts([new("1", ItemKind.Payment, new(1, currency), category, Role.Worker, payee, question.On, null, null, end > question.On ? new(question.On, end.AddDays(-1)) : null)]);
        return (facts, FeeCapLaw.Judge(facts, law, context));
    }
}
