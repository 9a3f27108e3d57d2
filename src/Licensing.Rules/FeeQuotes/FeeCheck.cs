using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.FeeQuotes;

public enum CheckWord
{
    /// <summary>A law that is known allows it, and none that is known forbids it.</summary>
    Allowed,

    /// <summary>A law that is known forbids it, or allows less.</summary>
    NotAllowed,

    /// <summary>What is known does not decide it. Never to be shown as allowed.</summary>
    Open,
}

/// <summary>What the law says of one amount that was asked.</summary>
/// <param name="SilentLaws">Laws of which no rule about it is known, though another law allows it.</param>
/// <param name="Sentences">The reasons, the weightiest first.</param>
/// <param name="Judgements">What it rests on.</param>
public sealed record CheckedItem(AskedItem Item, CheckWord Word, ImmutableArray<LawSide> SilentLaws, ImmutableArray<Message> Sentences, ImmutableArray<Judgement> Judgements);

/// <summary>Tells a worker, item by item, whether what is asked is allowed. All items are judged together, since limits are shared.</summary>
public static class FeeCheck
{
    public static ImmutableArray<CheckedItem> Of(FeeQuestion question, ImmutableArray<AskedItem> items, RuleBook law, LawContext context)
    {
        // Whether a receipt will come is not known before paying; only one that is refused breaks the law.
        var facts = question.Facts([.. items.Select((a, n) => new FeeItem(Id(n), ItemKind.Payment, a.Amount, a.Category, Role.Worker, a.Payee, a.On ?? question.On, a.Channel,
            a.Receipt == false ? null : "asked", a.For))]);
        var applicable = law.On(question.Origin, question.Destination);
        var judgements = FeeCapLaw.Judge(facts, law, context);
        var hasAgreement = applicable.Any(r => r.Law == LawSide.Agreement);
        return [.. items.Select((a, n) => One(a, Id(n), judgements, applicable, hasAgreement, context))];
    }

    private static string Id(int n) => n.ToString("D4");

    private static CheckedItem One(AskedItem asked, string id, ImmutableArray<Judgement> judgements, ImmutableArray<Rule> rules, bool hasAgreement, LawContext context)
    {
        var said = judgements.Where(j => !j.IsCoverage && Concerns(j, id)).Select(j => (Judgement: j, Rule: rules.First(r => r.Provision == j.Provision && r.Version == j.Version)))
            .Where(s => s.Rule.Counts.Payers.Contains(Role.Worker)).ToList();
        ImmutableArray<LawSide> silent = [.. judgements.Where(j => j.IsCoverage && j.Items.Contains(id) && (hasAgreement || j.Law != LawSide.Agreement)).Select(j => j.Law)];
        var breaches = said.Where(s => s.Judgement is { IsBreach: true, Enforcement: Enforcement.Enforced } && s.Judgement.Items.Contains(id)).ToList();
        var caps = said.Where(s => s.Rule.Duty is CapDuty).ToList();
        var doubts = said.Where(s => s.Judgement.Result == Result.Undetermined || (s.Judgement.IsBreach && s.Judgement.Enforcement != Enforcement.Enforced)).ToList();
        var within = caps.Where(s => s.Judgement.Result == Result.Within && s.Judgement.Items.Contains(id)).ToList();
        var capDoubt = doubts.Find(d => d.Rule.Duty is CapDuty);

        var sentences = ImmutableArray.CreateBuilder<Message>();
        foreach (var (judgement, rule) in breaches.OrderByDescending(b => b.Judgement.Result == Result.Prohibited)) sentences.Add(Breach(asked, judgement, rule, context));
        CheckWord word;
        if (breaches.Count > 0) word = CheckWord.NotAllowed;
        else if (within.Count > 0 && capDoubt.Rule is null)
        {
            word = CheckWord.Allowed;
            foreach (var (judgement, rule) in within)
                sentences.Add(Say("check.allowed", asked, context, [("cap", judgement.Cap?.ToText(context.Codes)), .. CostProbe.Source(rule)]));
            foreach (var side in silent) sentences.Add(Message.Of("check.silent", ("law", "@law." + Words.Of(side))));
        }
        else
        {
            word = CheckWord.Open;
            var (because, fact) = capDoubt.Rule is not null ? Why(capDoubt.Judgement) : (silent.IsEmpty ? "not-limited" : "no-rule-known", null);
            sentences.Add(Say("check.open", asked, context, ("because", "@because." + because), ("fact", fact)));
        }
        foreach (var (judgement, rule) in doubts.Where(d => d.Rule.Duty is not CapDuty))
            sentences.Add(Message.Of("check.hint", ("citation", rule.Source.Citation), ("because", "@because." + Why(judgement).Because), ("fact", Why(judgement).Fact)));
        return new(asked, word, word == CheckWord.Allowed ? silent : [], sentences.ToImmutable(), [.. said.Select(s => s.Judgement)]);
    }

    // Of a duty that is kept, or that only may be broken, the trace names the items.
    private static bool Concerns(Judgement judgement, string id) => judgement.Items.Contains(id)
        || judgement.Trace.Any(s => s.Code is "counts" or "may-count" && s.Arguments.GetValueOrDefault("item") == id);

    private static (string Because, string? Fact) Why(Judgement judgement) => judgement.Result == Result.Undetermined
        ? (judgement.Because!, judgement.Trace.LastOrDefault(s => s.Code == "undetermined")?.Arguments.GetValueOrDefault("fact")) : ("not-enforced", null);

    private static Message Breach(AskedItem asked, Judgement judgement, Rule rule, LawContext context) => Say(judgement.Result switch
    {
        Result.Prohibited => "check.not-allowed",
        Result.Over => "check.too-much",
        Result.TooEarly => "check.too-early",
        Result.WrongChannel => "check.wrong-channel",
        Result.NoReceipt => "check.no-receipt",
        _ => "check.refund-due",
    }, asked, context, [("excess", judgement.Excess.ToText(context.Codes)), ("cap", judgement.Cap?.ToText(context.Codes)), ("event", rule.Duty is NotBeforeDuty n ? "@event." + Words.Of(n.Event) : null), .. CostProbe.Source(rule)]);

    private static Message Say(string key, AskedItem asked, LawContext context, params (string, string?)[] more) =>
        Message.Of(key, [("cost", "@cost." + asked.Category), ("amount", asked.Amount.ToText(context.Codes)), .. more]);
}
