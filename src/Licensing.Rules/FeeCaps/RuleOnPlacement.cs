using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>One rule read against one placement.</summary>
internal sealed class RuleOnPlacement(Rule rule, PlacementFacts facts, Guards guards, LawContext context)
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

    public Opinion Speak()
    {
        var applies = guards.Applies(rule);
        if (applies == Holds.No) return Silent;
        if (rule.Duty is CapDuty { Basis: FixedByDestination table } && !table.Amounts.ContainsKey(facts.Destination)) return Silent;
        if (rule.Duty is RefundDuty { Trigger: var trigger } && (trigger == RefundTrigger.NotDeployed ? facts.DeploymentFailedOn : facts.EmploymentEndedOn) is null) return Silent;
        if (rule.DecidedBy == DecidingDate.Signing && facts.SignedOn is { } day && rule.InForce.Contains(day) == Holds.No) return Silent;

        _counting = Counting.Of(rule, facts, _codes, _trace);
        var nothingToJudge = _counting.Items.Count == 0;
        // A payment rule speaks only of payments; a duty other than a cap only of what it counts.
        if (nothingToJudge && (rule.DecidedBy != DecidingDate.Signing || rule.Duty is not CapDuty || applies == Holds.Perhaps))
            return new(null, rule.DecidedBy == DecidingDate.FirstPayment ? ImmutableHashSet<FeeItem>.Empty : _counting.SpokenOf);

        var (holds, doubt) = InForce();
        if (holds == Holds.No) return Silent;
        _trace.Add("in-force", ("provision", rule.Provision), ("version", rule.Version.ToString()), ("from", rule.InForce.From.Text),
            ("until", rule.InForce.Until?.Text), ("on", _decidedOn?.ToString("O")));
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

    private Opinion JudgeCap(CapDuty duty)
    {
        if (rule.Offset is { Effect: OffsetEffect.Bars } && PaidByOthers().FirstOrDefault(i => i.IsSure) is { } bar)
        {
            _trace.Add("barred-by", ("item", bar.Item.Id), ("payer", Words.Of(bar.Item.Payer)), ("amount", bar.Item.Amount.ToText(_codes)));
            return JudgeNoneAllowed();
        }
        var calculator = new CapCalculator(facts, guards, _conversion, _codes, _decidedOn);
        var (basis, share) = calculator.Resolve(duty.Basis);
        return basis switch
        {
            null => Silent,
            NoneAllowed => JudgeNoneAllowed(),
            PerServiceYear years => JudgeServiceYears(years, share),
            _ => JudgeAmount(duty.Basis, calculator),
        };
    }

    private Opinion JudgeNoneAllowed()
    {
        var charged = Amounts.Of(_counting.Sure.Select(i => i.Amount));
        _trace.Add("none-allowed");
        if (charged.IsNone && _counting.Doubtful.FirstOrDefault() is { } doubtful) return Undetermined(doubtful.Doubt!);
        _trace.Add("compares-none", ("counted", charged.IsNone ? null : charged.ToText(_codes)));
        return Verdict(charged.IsNone ? Result.Within : Result.Prohibited, charged, cap: null);
    }

    private Opinion JudgeAmount(Basis basis, CapCalculator calculator)
    {
        // The band decides, the plain rate tells the figure.
        var decisive = calculator.Of(basis, context.Settings.RateBandPercent, null);
        var told = calculator.Of(basis, Rational.Zero, _trace);
        if (decisive is null || told is null) return Silent;
        var doubts = decisive.Doubts.ToList();
        var currency = told.Currency;
        if (currency is null && told.Minor.High is null) return _counting.Items.Count == 0 ? Verdict(Result.Within, Amounts.None, null) : Undetermined(doubts.FirstOrDefault() ?? "missing-fact");
        currency ??= _counting.Items.Select(i => i.Item.Amount.Currency).FirstOrDefault() ?? "USD";
        foreach (var item in _counting.Items) _conversion.Say(_trace, item.Item, currency);

        var (allowed, offsetDoubts) = AfterOffset(decisive.Minor, currency, context.Settings.RateBandPercent, null);
        var (allowedTold, _) = AfterOffset(told.Minor, currency, Rational.Zero, _trace);
        doubts.AddRange(offsetDoubts);
        var (counted, countDoubts) = Sum(_counting.Items, currency, context.Settings.RateBandPercent);
        var (countedTold, _) = Sum(_counting.Items, currency, Rational.Zero);
        doubts.InsertRange(0, countDoubts);

        if (_counting.Items.Any(i => !i.IsSure || i.Item.Amount.Currency != currency) || _counting.Items.Count > 1)
            _trace.Add("sums", ("counted", Text(countedTold, currency)));
        var cap = allowedTold.High is { } most ? new Money(Clamp(most.Floor()), currency) : (Money?)null;
        _trace.Add("cap", ("cap", Text(allowedTold, currency)));

        var surely = allowed.High is { } high ? Round(counted.Low - high) : BigInteger.Zero;
        if (surely.Sign > 0)
        {
            var excess = allowedTold.High is { } h ? BigInteger.Max(BigInteger.One, Round(countedTold.Low - h)) : surely;
            return Over(Amounts.Of([(currency, excess)]), Text(countedTold, currency), cap);
        }
        if (counted.High is { } highest && Round(highest - allowed.Low).Sign <= 0 && !doubts.Any(LeavesRuleOpen))
        {
            _trace.Add("compares-within", ("counted", Text(countedTold, currency)), ("cap", Text(allowedTold, currency)));
            return Verdict(Result.Within, Amounts.None, cap);
        }
        return Undetermined(doubts.FirstOrDefault() ?? "missing-fact", cap);
    }

    // Where the rule itself may not hold for an item, another may: what this one allows says nothing then.
    private static bool LeavesRuleOpen(string doubt) => doubt is "date-in-doubt" or "contested";

    private Opinion JudgeServiceYears(PerServiceYear basis, Rational share)
    {
        var band = context.Settings.RateBandPercent;
        var currency = basis.Amounts[0].Currency;
        var dated = _counting.Items.Where(i => i.Item.Period is { } p && p.From <= p.To).ToList();
        var doubts = _counting.Items.Where(i => i.Item.Period is not { } p || p.From > p.To).Select(_ => "period-missing").ToList();
        var excess = Rational.Zero;
        foreach (var stretch in ServiceYears.Stretches(dated, basis, facts.EnteredOn))
        {
            var (allowed, doubt) = ServiceYears.Allowed(stretch, basis, share, facts.EnteredOn);
            var (counted, countDoubts) = Sum(stretch.Items, currency, band);
            var (told, _) = Sum(stretch.Items, currency, Rational.Zero);
            _trace.Add("stretch", ("from", stretch.From.ToString("O")), ("to", stretch.To.ToString("O")), ("counted", Text(told, currency)), ("cap", Text(allowed, currency)));
            if (allowed.High is { } high && counted.Low > high) excess += told.Low > high ? told.Low - high : counted.Low - high;
            else if (counted.High is not { } highest || highest > allowed.Low)
                doubts.AddRange([.. countDoubts, .. doubt is null ? [] : new[] { doubt }]);
            else doubts.AddRange(countDoubts.Where(LeavesRuleOpen));
        }
        if (Round(excess) is { Sign: > 0 } over)
        {
            var (counted, _) = Sum(_counting.Items, currency, Rational.Zero);
            return Over(Amounts.Of([(currency, over)]), Text(counted, currency), null);
        }
        return doubts.Count > 0 ? Undetermined(doubts[0]) : Verdict(Result.Within, Amounts.None, null);
    }

    private Opinion Over(Amounts excess, string counted, Money? cap)
    {
        _trace.Add("compares-over", ("counted", counted), ("cap", cap?.ToText(_codes)), ("excess", excess.ToText(_codes)));
        return Verdict(Result.Over, excess, cap);
    }

    /// <summary>What these items come to in one currency: surely at least, and at most.</summary>
    private (Interval Sum, List<string> Doubts) Sum(IEnumerable<CountedItem> items, string currency, Rational band)
    {
        var sum = Interval.Exactly(Rational.Zero);
        var doubts = new List<string>();
        foreach (var (item, doubt) in items)
        {
            var (minor, rateDoubt) = _conversion.Convert(Interval.Exactly(item.Amount.AmountMinor), item.Amount.Currency, currency, item.Date ?? _decidedOn, band);
            sum += doubt is null ? minor : minor with { Low = Rational.Zero };
            if ((doubt ?? rateDoubt) is { } reason) doubts.Add(reason);
        }
        return (sum, doubts);
    }

    /// <summary>What others paid of the costs that the rule counts.</summary>
    private IEnumerable<CountedItem> PaidByOthers()
    {
        var others = rule with { Counts = rule.Counts with { Payers = rule.Offset!.Payers }, DecidedBy = DecidingDate.Signing };
        return Counting.Of(others, facts, _codes, new()).Items;
    }

    private (Interval Allowed, List<string> Doubts) AfterOffset(Interval allowed, string currency, Rational band, Trace? trace)
    {
        if (rule.Offset is not { } offset) return (allowed, []);
        var items = PaidByOthers().ToList();
        if (items.Count == 0) return (allowed, []);
        if (offset.Effect == OffsetEffect.Bars)           // only doubtful ones are left here
            return (allowed with { Low = Rational.Zero }, [items[0].Doubt!]);
        var (paid, doubts) = Sum(items, currency, band);
        trace?.Add("paid-by-others", ("amount", Text(paid, currency)), ("agreed", CapCalculator.Reported(facts.AgreedFee)?.ToText(_codes)));
        if (CapCalculator.Reported(facts.AgreedFee) is not { } agreed)
            return (allowed.Less(paid) with { Low = Rational.Zero }, [.. doubts, CapAmount.MissingFact("agreedFee")]);
        var (fee, doubt) = _conversion.Convert(Interval.Exactly(agreed.AmountMinor), agreed.Currency, currency, _decidedOn, band);
        return (allowed.Or(fee).Less(paid), [.. doubts, .. doubt is null ? [] : new[] { doubt }]);
    }

    /// <summary>Judges a duty that each item keeps or breaks by itself.</summary>
    private Opinion JudgeEach(string step, Result breach, Func<FeeItem, (Holds Broken, string? Missing)> check)
    {
        var broken = new List<Money>();
        string? open = null;
        foreach (var (item, doubt) in _counting.Items)
        {
            var (holds, missing) = check(item);
            if (holds == Holds.No) continue;
            if (holds == Holds.Yes && doubt is null)
            {
                broken.Add(item.Amount);
                _trace.Add(step, ("item", item.Id), ("amount", item.Amount.ToText(_codes)), ("on", item.Date?.ToString("O")),
                    ("channel", item.Channel is { } c ? Words.Of(c) : null), ("event", EventName()), ("eventOn", EventDay(item)?.ToString("O")));
            }
            else open ??= doubt ?? missing;
        }
        return broken.Count > 0 ? Verdict(breach, Amounts.Of(broken), null)
            : open is not null ? Undetermined(open)
            : Verdict(Result.Within, Amounts.None, null);
    }

    private string? EventName() => rule.Duty is NotBeforeDuty { Event: var e } ? Words.Of(e) : null;
    private DateOnly? EventDay(FeeItem item) => rule.Duty is not NotBeforeDuty { Event: var e } ? null : e switch
    {
        EventKind.Signed => facts.SignedOn,
        EventKind.Approved => facts.ApprovedOn,
        EventKind.ApprovedAndSigned => facts.SignedOn > facts.ApprovedOn || facts.ApprovedOn is null ? facts.SignedOn : facts.ApprovedOn,
        EventKind.VisaNotice => facts.VisaNoticeOn,
        EventKind.Placed => facts.PlacedOn,
        EventKind.Departed => facts.DepartedOn,
        EventKind.FirstWage => facts.FirstWageOn,
        _ => item.Period?.From,
    };

    private (Holds, string?) IsTooEarly(FeeItem item, EventKind e)
    {
        if (item.Date is not { } paid) return (Holds.Perhaps, "item-date-missing");
        var day = EventDay(item);
        if (day > paid) return (Holds.Yes, null);
        // Of two events only one was reported, and the payment is not before it: the other is still open.
        if (e == EventKind.ApprovedAndSigned && (facts.SignedOn is null || facts.ApprovedOn is null))
            return (Holds.Perhaps, CapAmount.MissingFact(facts.SignedOn is null ? "signedOn" : "approvedOn"));
        if (day is not null) return (Holds.No, null);
        return (Holds.Perhaps, e == EventKind.PeriodStart ? "period-missing" : CapAmount.MissingFact(e switch
        {
            EventKind.Signed => "signedOn",
            EventKind.Approved => "approvedOn",
            EventKind.VisaNotice => "visaNoticeOn",
            EventKind.Placed => "placedOn",
            EventKind.Departed => "departedOn",
            _ => "firstWageOn",
        }));
    }

    private static (Holds, string?) IsWrongChannel(FeeItem item, ChannelDuty duty) => item.Channel is not { } channel
        ? (Holds.Perhaps, CapAmount.MissingFact("channel"))
        : (duty.Allowed.Contains(channel) ? Holds.No : Holds.Yes, null);

    private Opinion JudgeRefund(RefundDuty duty)
    {
        var (happened, happenedOn, share, missing) = RefundTriggered(duty);
        if (happened == Holds.No) return Silent;
        if (happened == Holds.Perhaps) return Undetermined(missing!);
        var due = _counting.Sure.GroupBy(i => i.Amount.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Currency: g.Key, Due: g.Aggregate(Rational.Zero, (sum, i) => sum + i.Amount.AmountMinor) * share));
        var refunded = Refunds().ToList();
        var owed = Amounts.Of(due.Select(d => (d.Currency, Minor: Round(d.Due
            - refunded.Where(r => r.Amount.Currency == d.Currency).Aggregate(Rational.Zero, (sum, r) => sum + r.Amount.AmountMinor))))
            .Where(d => d.Minor.Sign > 0));
        var lastDay = duty.WithinDays is { } days && happenedOn is { } start && start.DayNumber + (long)days <= DateOnly.MaxValue.DayNumber
            ? start.AddDays(days) : (DateOnly?)null;
        _trace.Add("refund", ("event", Words.Of(duty.Trigger)), ("eventOn", happenedOn?.ToString("O")), ("percent", (share * 100).ToText(2)),
            ("refunded", refunded.Count == 0 ? null : Amounts.Of(refunded.Select(r => r.Amount)).ToText(_codes)), ("interest", duty.Interest), ("lastDay", lastDay?.ToString("O")));
        if (owed.IsNone)
            return _counting.Doubtful.FirstOrDefault() is { } doubtful ? Undetermined(doubtful.Doubt!) : Verdict(Result.Within, Amounts.None, null);
        if (lastDay is { } last && facts.AsOf is { } today && today <= last)
        {
            _trace.Add("not-yet-due", ("owed", owed.ToText(_codes)), ("lastDay", last.ToString("O")));
            var waiting = Verdict(Result.Within, Amounts.None, null);
            return waiting with { Judgement = waiting.Judgement! with { DueOn = last } };
        }
        _trace.Add("owes", ("owed", owed.ToText(_codes)));
        return Verdict(Result.RefundDue, owed, null);
    }

    private (Holds Happened, DateOnly? On, Rational Share, string? Missing) RefundTriggered(RefundDuty duty)
    {
        var whole = (duty.SharePercent ?? 100) / 100;
        if (duty.Trigger == RefundTrigger.NotDeployed)
            return (facts.DeploymentFailedOn is null ? Holds.No : Holds.Yes, facts.DeploymentFailedOn, whole, null);
        if (facts.EmploymentEndedOn is not { } ended) return (Holds.No, null, whole, null);
        if (facts.EnteredOn is not { } start) return (Holds.Perhaps, ended, whole, CapAmount.MissingFact("enteredOn"));
        if (duty.WithinMonths is { } months && ended > ServiceYears.AddMonths(start, months)) return (Holds.No, ended, whole, null);
        if (duty.WithinMonths is not null && duty.SharePercent is not null) return (Holds.Yes, ended, whole, null);
        if (facts.ContractMonths is not > 0) return (Holds.Perhaps, ended, whole, CapAmount.MissingFact("contractMonths"));
        var end = ServiceYears.AddMonths(start, facts.ContractMonths.Value);
        if (ended >= end || end <= start) return (Holds.No, ended, whole, null);
        // Days give the proportion; a worker who never began has served none.
        var unserved = Rational.Of(end.DayNumber - Math.Max(ended.DayNumber, start.DayNumber), end.DayNumber - start.DayNumber);
        return (Holds.Yes, ended, duty.SharePercent is null ? unserved : whole, null);
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

    private Enforcement EnforcementOn(DateOnly? day)
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
