using System.Numerics;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

// Caps: how much was charged, against how much is allowed.
internal sealed partial class RuleOnPlacement
{
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
        if (charged.IsNone) return Undetermined(_counting.Doubtful.First().Doubt!);
        _trace.Add("compares-none", ("counted", charged.ToText(_codes)));
        return Verdict(Result.Prohibited, charged, cap: null);
    }

    private Opinion JudgeAmount(Basis basis, CapCalculator calculator)
    {
        // The band decides, the plain rate tells the figure.
        var decisive = calculator.Of(basis, context.Settings.RateBandPercent, null);
        var told = calculator.Of(basis, Rational.Zero, _trace);
        if (decisive is null || told is null) return Silent;
        var doubts = decisive.Doubts.ToList();
        var currency = told.Currency;
        if (currency is null && told.Minor.High is null) return Undetermined(doubts.FirstOrDefault() ?? "missing-fact");
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
        var dated = _counting.Items.Where(i => i.Item.Period is { } p && p.From <= p.To);
        var doubts = _counting.Items.Where(i => i.Item.Period is not { } p || p.From > p.To).Select(_ => "period-missing").ToList();
        var excess = Rational.Zero;
        foreach (var group in ServiceYears.Groups(dated, basis, facts.EnteredOn))
        {
            var (best, open) = ServiceYears.Greatest(group, Exceeds);
            foreach (var (stretch, by) in best)
            {
                Say(stretch);
                excess += by;
            }
            if (best.Count > 0) continue;
            Say(ServiceYears.Whole(group));
            doubts.AddRange(open);
        }
        if (Round(excess) is { Sign: > 0 } over)
        {
            var (counted, _) = Sum(_counting.Items, currency, Rational.Zero);
            return Over(Amounts.Of([(currency, over)]), Text(counted, currency), null);
        }
        return doubts.Count > 0 ? Undetermined(doubts[0]) : Verdict(Result.Within, Amounts.None, null);

        (Rational Surely, IEnumerable<string> Open) Exceeds(ServiceYears.Stretch stretch)
        {
            var (allowed, doubt) = ServiceYears.Allowed(stretch, basis, share, facts.EnteredOn);
            var (counted, countDoubts) = Sum(stretch.Items, currency, band);
            var (told, _) = Sum(stretch.Items, currency, Rational.Zero);
            if (allowed.High is { } high && counted.Low > high) return (told.Low > high ? told.Low - high : counted.Low - high, []);
            return counted.High is not { } highest || highest > allowed.Low
                ? (Rational.Zero, doubt is null ? countDoubts : [.. countDoubts, doubt])
                : (Rational.Zero, countDoubts.Where(LeavesRuleOpen));
        }

        void Say(ServiceYears.Stretch stretch) => _trace.Add("stretch", ("from", stretch.From.ToString("O")), ("to", stretch.To.ToString("O")),
            ("counted", Text(Sum(stretch.Items, currency, Rational.Zero).Sum, currency)),
            ("cap", Text(ServiceYears.Allowed(stretch, basis, share, facts.EnteredOn).Minor, currency)));
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
            var (minor, rateDoubt) = _conversion.Convert(Interval.Exactly(item.Amount.AmountMinor), item.Amount.Currency, currency, item.Date, band);
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
}
