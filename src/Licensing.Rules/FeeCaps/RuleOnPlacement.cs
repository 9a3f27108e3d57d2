using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>One rule read against one placement.</summary>
internal sealed partial class RuleOnPlacement(Rule rule, PlacementFacts facts, Guards guards, LawContext context)
{
    /// <param name="Judgement">Null: the rule says nothing about this placement.</param>
    /// <param name="SpokenOf">The items that the rule counts or expressly leaves outside.</param>
    internal sealed record Opinion(Judgement? Judgement, IReadOnlySet<FeeItem> SpokenOf);

    private static readonly Opinion Silent = new(null, ImmutableHashSet<FeeItem>.Empty);
    private readonly Trace _trace = new();
    private readonly CodeLists _codes = context.Codes;
    private readonly Conversion _conversion = new(context.Codes, context.Rates);
    private Counting _counting = new();
    private DateOnly? _decidedOn;

    /// <summary>What the rule says. Where it judges each payment by its own day and is not enforced on all of those days,
    /// the enforced payments are judged first, by themselves: a coin paid before takes nothing else out.</summary>
    public static Opinion Speak(Rule rule, PlacementFacts facts, Guards guards, LawContext context)
    {
        // First, since most versions of most rules are of another time.
        if (rule.DecidedBy == DecidingDate.Signing && facts.SignedOn is { } day && rule.InForce.Contains(day) == Holds.No) return Silent;
        var all = new RuleOnPlacement(rule, facts, guards, context).Speak(onlyEnforced: false);
        if (rule.DecidedBy != DecidingDate.Payment || all.Judgement is not { IsBreach: true, Enforcement: not Enforcement.Enforced }) return all;
        var enforced = new RuleOnPlacement(rule, facts, guards, context).Speak(onlyEnforced: true);
        return enforced.Judgement is { IsBreach: true } ? all with { Judgement = enforced.Judgement } : all;
    }

    private Opinion Speak(bool onlyEnforced)
    {
        var applies = guards.Applies(rule);
        if (applies == Holds.No) return Silent;
        if (rule.Duty is CapDuty { Basis: FixedByDestination table } && !table.Amounts.ContainsKey(facts.Destination)) return Silent;
        if (rule.Duty is RefundDuty { Trigger: var trigger } && TriggeredOn(trigger) is null) return Silent;

        _counting = Counting.Of(rule, facts, _codes, _trace);
        if (onlyEnforced)
            foreach (var early in _counting.Items.Where(i => EnforcementOn(i.Item.Date) != Enforcement.Enforced).ToList())
            {
                _counting.Items.Remove(early);
                _trace.Add("leaves-out", ("item", early.Item.Id), ("amount", early.Item.Amount.ToText(_codes)), ("category", early.Item.Category), ("because", "not-enforced"));
            }
        // Of nothing there is nothing to say, not even that it is within. What is expressly left outside stays spoken of.
        if (_counting.Items.Count == 0)
            return new(null, rule.DecidedBy == DecidingDate.FirstPayment ? ImmutableHashSet<FeeItem>.Empty : _counting.SpokenOf);

        var (holds, doubt) = InForce();
        if (holds == Holds.No) return Silent;
        var days = rule.DecidedBy == DecidingDate.Payment ? _counting.Items.Select(i => i.Item.Date) : [_decidedOn];
        _trace.Add("in-force", ("provision", rule.Provision), ("version", rule.Version.ToString()),
            ("from", days.Any(d => IsInDoubtOfBeginning(rule, d)) ? rule.InForce.From.Text : null),
            ("until", days.Any(d => IsInDoubtOfEnd(rule, d)) ? rule.InForce.Until?.Text : null), ("on", _decidedOn?.ToString("O")));
        if (applies == Holds.Perhaps) return Undetermined(CapAmount.MissingFact(guards.Missing(rule).First()));
        if (holds == Holds.Perhaps) return Undetermined(doubt!);
        if (rule.Contested is { } contest)
        {
            // Of a payment rule only the items from the contested day on are in doubt; the others are judged.
            var whole = (_decidedOn ?? _counting.Items.Min(i => i.Item.Date)) >= contest.From.Earliest;
            if (whole || _counting.Doubtful.Any(i => i.Doubt == "contested")) _trace.Add("contested", ("from", contest.From.Text), ("by", contest.By));
            if (whole) return Undetermined("contested");
        }
        return rule.Duty switch
        {
            CapDuty cap => JudgeCap(cap),
            NotBeforeDuty notBefore => JudgeEach("too-early", Result.TooEarly, i => IsTooEarly(i, notBefore.Event)),
            ChannelDuty channel => JudgeEach("wrong-channel", Result.WrongChannel, i => IsWrongChannel(i, channel)),
            ReceiptDuty => JudgeEach("no-receipt", Result.NoReceipt, i => (string.IsNullOrWhiteSpace(i.Receipt) ? Holds.Yes : Holds.No, null)),
            RefundDuty refund => JudgeRefund(refund),
            _ => Silent,
        };
    }

    // An end is told only where it leaves the day in doubt. Otherwise what is said of a day would change whenever a range ends
    // elsewhere, though nothing is judged otherwise (ADR 0023).
    internal static bool IsInDoubtOfBeginning(Rule rule, DateOnly? day) => day >= rule.InForce.From.Earliest && day < rule.InForce.From.Latest;
    internal static bool IsInDoubtOfEnd(Rule rule, DateOnly? day) => day > rule.InForce.Until?.Earliest && day <= rule.InForce.Until.Latest;

    // Items of a payment rule are already kept to its range, one by one; the day told is the earliest of them.
    private (Holds Holds, string? Doubt) InForce()
    {
        var days = _counting.Items.Where(i => i.IsSure || rule.DecidedBy == DecidingDate.FirstPayment).Select(i => i.Item.Date).ToList();
        switch (rule.DecidedBy)
        {
            case DecidingDate.Signing:
                _decidedOn = facts.SignedOn;
                break;
            case DecidingDate.FirstPayment when days.Contains(null):
                return (Holds.Perhaps, "item-date-missing");
            default:
                _decidedOn = days.Min();
                if (rule.DecidedBy == DecidingDate.Payment) return (Holds.Yes, null);
                break;
        }
        return _decidedOn is { } day
            ? (rule.InForce.Contains(day), "date-in-doubt")
            : (Holds.Perhaps, CapAmount.MissingFact("signedOn"));
    }

    private IEnumerable<FeeItem> Refunds()
    {
        var counted = _counting.Sure.Select(i => i.Id).ToHashSet();
        return facts.Items.Where(i => i.Kind == ItemKind.Refund && i.Amount.AmountMinor > 0 && i.RefundOf is { } of && counted.Contains(of));
    }

    private Opinion Verdict(Result result, Amounts excess, Money? cap) => new(Base() with { Result = result, Excess = excess, Cap = cap }, _counting.SpokenOf);

    private Opinion Undetermined(string because, Money? cap = null)
    {
        var parts = because.Split(':', 2);
        _trace.Add("undetermined", ("because", parts[0]), ("fact", parts.Length > 1 ? parts[1] : null));
        return new(Base() with { Result = Result.Undetermined, Because = parts[0], Cap = cap }, _counting.SpokenOf);
    }

    private Judgement Base()
    {
        var refunds = Counting.InOrder(Refunds()).ToList();
        foreach (var refund in refunds.Where(_ => rule.Duty is not RefundDuty))
            _trace.Add("refunded", ("item", refund.Id), ("of", refund.RefundOf), ("amount", refund.Amount.ToText(_codes)));
        return new()
        {
            Provision = rule.Provision,
            Version = rule.Version,
            Text = rule.Text,
            Law = rule.Law,
            Result = Result.Undetermined,
            Enforcement = EnforcementOn(_decidedOn),
            DecidedOn = _decidedOn,
            Counted = Amounts.Of(_counting.Sure.Select(i => i.Amount)),
            Refunded = Amounts.Of(refunds.Select(r => r.Amount)),
            Items = [.. _counting.Sure.Select(i => i.Id)],
            Trace = _trace.ToSteps(),
        };
    }

    private Enforcement EnforcementOn(DateOnly? day) => EnforcementOn(rule, day);

    internal static Enforcement EnforcementOn(Rule rule, DateOnly? day)
    {
        if (rule.EnforcedFrom is null && rule.TransitionUntil is null) return Enforcement.Enforced;
        if (day is not { } on) return Enforcement.InDoubt;
        if (on < rule.EnforcedFrom?.Earliest) return Enforcement.NotYetEnforced;
        if (on < rule.EnforcedFrom?.Latest) return Enforcement.InDoubt;
        if (on <= rule.TransitionUntil?.Earliest) return Enforcement.InTransition;
        return on <= rule.TransitionUntil?.Latest ? Enforcement.InDoubt : Enforcement.Enforced;
    }

    // The one rounding: of the difference, to whole minor units.
    private BigInteger Round(Rational difference) => rule.Rounding switch
    {
        Rounding.Down => difference.Sign < 0 ? difference.Ceiling() : difference.Floor(),
        Rounding.Nearest => difference.Nearest(),
        _ => difference.Ceiling(),
    };

    private string Text(Interval minor, string currency) => minor.High is not { } high
        ? $"at least {Money.Write(minor.Low.Floor(), currency, _codes)}"
        : minor.Low.Floor() == high.Floor() ? Money.Write(high.Floor(), currency, _codes)
        : $"{Money.Write(minor.Low.Floor(), currency, _codes)} to {Money.Write(high.Floor(), currency, _codes)}";

    private static long Clamp(BigInteger value) => (long)BigInteger.Clamp(value, long.MinValue, long.MaxValue);
}
