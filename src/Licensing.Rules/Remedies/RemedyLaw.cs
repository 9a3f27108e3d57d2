using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Remedies;

public enum RemedyState
{
    /// <summary>Money is owed back. What of it is still undetermined is said beside it.</summary>
    Owed,

    /// <summary>The formula asks for something that is not so.</summary>
    NotOwed,

    /// <summary>Whether anything is owed cannot be said.</summary>
    Undetermined,
}

/// <summary>Money on which interest runs.</summary>
/// <param name="AmountMinor">Whole minor units.</param>
/// <param name="From">Interest runs from the day after it.</param>
public sealed record Lot(long AmountMinor, DateOnly From);

/// <summary>What is owed in one currency.</summary>
/// <param name="RefundExact">What is given back, in minor units, before it is rounded.</param>
/// <param name="RefundMinor">The same, rounded up to a whole unit: less would be less than the law says.</param>
/// <param name="PlusMinor">What comes on top, each part rounded up.</param>
/// <param name="InterestExact">To the last day, in minor units; null where there is none, or it is undetermined.</param>
/// <param name="InterestMinor">The same, rounded up, once.</param>
/// <param name="Lots">On what interest runs; empty where it does not, or where from when is undetermined.</param>
public sealed record RemedyAmount(
    string Currency, Rational RefundExact, long RefundMinor, long PlusMinor, Rational? InterestExact, BigInteger? InterestMinor, ImmutableArray<Lot> Lots)
{
    /// <summary>What is ordered: all without interest.</summary>
    public long OrderedMinor => (long)BigInteger.Min((BigInteger)RefundMinor + PlusMinor, long.MaxValue);
}

/// <summary>A formula applied to facts.</summary>
/// <param name="Because">Of what is not owed or undetermined: the first reason, as a code, <c>missing-fact:endCause</c>.</param>
/// <param name="Open">Everything that is undetermined, in the same codes; with some of them something is owed all the same.</param>
/// <param name="Rate">Percent a year; null where no interest runs or the rate is not known.</param>
/// <param name="Steps">How it was reckoned: codes with arguments, said in words by <see cref="RemedyWords"/>.</param>
public sealed record RemedyResult(
    Remedy Remedy, RemedyState State, string? Because, ImmutableArray<RemedyAmount> Amounts, Rational? Rate, ImmutableArray<string> Open, ImmutableArray<Step> Steps);

/// <summary>Applies formulas. Exact to the last step; what the law or the facts leave open is undetermined, never filled in.</summary>
public static class RemedyLaw
{
    /// <summary>What every formula of these packs that is law for the placement's pair of countries says; those of another time are left out.</summary>
    public static ImmutableArray<RemedyResult> All(IEnumerable<RemedyPack> packs, RemedyFacts facts, RemedyChoices choices, CodeLists codes) =>
    [
        .. packs.Where(p => p.AppliesTo(facts.Placement.Origin, facts.Placement.Destination)).SelectMany(p => p.Remedies)
            .Select(r => Reckon(r, facts, choices, codes)).Where(r => r.Because != "other-time"),
    ];

    public static RemedyResult Reckon(Remedy remedy, RemedyFacts facts, RemedyChoices choices, CodeLists codes) => new Reckoning(remedy, facts, choices, codes).Make();

    private sealed class Reckoning(Remedy remedy, RemedyFacts facts, RemedyChoices choices, CodeLists codes)
    {
        private readonly Trace _trace = new();
        private readonly List<string> _open = [];
        private Counting _counting = new();
        private DateOnly? _event;
        private Rational? _rate;

        public RemedyResult Make()
        {
            var (ground, because) = GroundHolds();
            if (ground == Holds.No) return NotOwed(because!);
            var (inForce, doubt) = InForce();
            if (inForce == Holds.No) return NotOwed("other-time");
            _trace.Add("formula", ("remedy", remedy.Name), ("version", Text(remedy.Version)), ("citation", remedy.Reads.Source.Citation), ("grade", remedy.Reads.Source.GradeText));
            var guards = new Guards(facts.Placement, Holds.Perhaps, remedy.Reads.Law);
            var applies = guards.Applies(remedy.Reads);
            if (applies == Holds.No) return NotOwed("out-of-scope");
            if (ground == Holds.Perhaps) return Undetermined(because!);
            if (applies == Holds.Perhaps) return Undetermined(CapAmount.MissingFact(guards.Missing(remedy.Reads).First()));
            if (inForce == Holds.Perhaps) return Undetermined(doubt!);
            _trace.Add("ground", ("ground", Words.Of(remedy.Ground)), ("established", remedy.Needs is { } needs ? Words.Of(needs) : null), ("on", Text(_event)));
            if (remedy.Counts)
            {
                _counting = Counting.Of(remedy.Reads, facts.Placement, codes, _trace);
                foreach (var doubtful in _counting.Doubtful) Leave($"{doubtful.Doubt}:{doubtful.Item.Id}");
                if (!_counting.Sure.Any() && _counting.Items.Count > 0) return Undetermined(_open[0]);
                if (!_counting.Sure.Any() && remedy.Gives is not GivesStated) return NotOwed("nothing-counts");
            }
            var (share, unknown) = Share();
            if (share is null) return Undetermined(unknown!);
            var amounts = Currencies().Select(c => Amount(c, share.Value)).ToImmutableArray();
            if (remedy.Gives is GivesStated { Sum: var sum } && amounts.IsEmpty) return Undetermined($"missing-sum:{Words.Of(sum)}");
            if (remedy.Within is { } within) _trace.Add("within", ("time", within.ToString()));
            if (remedy.Power == OrderPower.May) _trace.Add("may");
            return amounts.All(a => a.OrderedMinor == 0) ? NotOwed("given-back") : Result(RemedyState.Owed, null, amounts);
        }

        private (Holds, string?) GroundHolds()
        {
            var placement = facts.Placement;
            switch (remedy.Ground)
            {
                case Ground.NotSent:
                    _event = placement.DeploymentFailedOn;
                    return _event is null ? (Holds.No, "not-happened") : (Holds.Yes, null);
                case Ground.Entered:
                    _event = placement.EnteredOn;
                    return _event is null ? (Holds.No, "not-happened") : (Holds.Yes, null);
                case Ground.Established:
                    _event = facts.EstablishedOn;
                    return !facts.Established.Contains(remedy.Needs!.Value) ? (Holds.No, "not-established")
                        : _event is null && remedy.DecidedBy == RemedyDay.Event ? (Holds.Perhaps, CapAmount.MissingFact("establishedOn")) : (Holds.Yes, null);
                default:
                    _event = placement.EmploymentEndedOn;
                    if (_event is not { } ended) return (Holds.No, "not-happened");
                    if (placement.EnteredOn is not { } began) return (Holds.Perhaps, CapAmount.MissingFact("enteredOn"));
                    if (remedy.WithinMonths is { } months) return LastDay(began, months) is { } last && ended > last ? (Holds.No, "too-late") : (Holds.Yes, null);
                    if (placement.ContractMonths is not > 0) return (Holds.Perhaps, CapAmount.MissingFact("contractMonths"));
                    return LastDay(began, placement.ContractMonths.Value) is { } end && ended >= end ? (Holds.No, "contract-served") : (Holds.Yes, null);
            }
        }

        // Whole months on: from 31 August six end on the last of February. Null: beyond the calendar.
        private static DateOnly? LastDay(DateOnly began, int months) =>
            (began.Year - 1) * 12L + began.Month + months > 9999 * 12 ? null : began.AddMonths(months);

        private (Holds, string?) InForce()
        {
            var day = remedy.DecidedBy switch { RemedyDay.Signing => facts.Placement.SignedOn, RemedyDay.Event => _event, _ => null };
            // Payments are kept to the range one by one, when they are counted.
            if (remedy.DecidedBy == RemedyDay.Payment)
            {
                var charges = Counting.Charges(facts.Placement).ToList();
                return charges.Count > 0 && charges.All(i => i.Date is { } paid && remedy.Reads.InForce.Contains(paid) == Holds.No) ? (Holds.No, null) : (Holds.Yes, null);
            }
            if (day is not { } on) return (Holds.Perhaps, CapAmount.MissingFact(remedy.DecidedBy == RemedyDay.Signing ? "signedOn" : "establishedOn"));
            var holds = remedy.Reads.InForce.Contains(on);
            if (holds == Holds.Yes && on >= remedy.Reads.Contested?.From.Earliest) return (Holds.Perhaps, "contested");
            return (holds, "date-in-doubt");
        }

        // The part of what counts that comes back.
        private (Rational? Share, string? Unknown) Share()
        {
            switch (remedy.Gives)
            {
                case GivesPercent part:
                    _trace.Add("percent", ("percent", part.Percent.ToText()));
                    return (part.Percent / 100, null);
                case not GivesUnserved: return (Rational.One, null);
            }
            // The ground holds only where these are known.
            var (began, ended, months) = (facts.Placement.EnteredOn!.Value, facts.Placement.EmploymentEndedOn!.Value, facts.Placement.ContractMonths!.Value);
            switch (choices.ServedBy)
            {
                case ServedBy.Days:
                    if (LastDay(began, months) is not { } end) return (null, "out-of-calendar");
                    var (left, whole) = (end.DayNumber - Math.Max(ended.DayNumber, began.DayNumber), end.DayNumber - began.DayNumber);
                    _trace.Add("unserved", ("left", Text(left)), ("whole", Text(whole)), ("unit", "days"), ("from", Text(began)), ("ended", Text(ended)), ("until", Text(end)));
                    return (Rational.Of(left, whole), null);
                case ServedBy.Months:
                    if (facts.MonthsServed is not { } served) return (null, CapAmount.MissingFact("monthsServed"));
                    if (served < 0 || served > months) return (null, "months-served-impossible");
                    _trace.Add("unserved", ("left", Text(months - served)), ("whole", Text(months)), ("unit", "months"));
                    return (Rational.Of(months - served, months), null);
                default: return (null, "not-stated:servedBy");
            }
        }

        private IEnumerable<string> Currencies() => (remedy.Gives is GivesStated { Sum: var sum }
            ? facts.Stated.Where(s => s.Sum == sum && s.Amount.AmountMinor > 0).Select(s => s.Amount.Currency)
            : _counting.Sure.Select(i => i.Amount.Currency)).Distinct().Order(StringComparer.Ordinal);

        private RemedyAmount Amount(string currency, Rational share)
        {
            var counted = _counting.Sure.Where(i => i.Amount.Currency == currency).ToList();
            var charged = counted.Aggregate(Rational.Zero, (sum, i) => sum + i.Amount.AmountMinor);
            var owed = remedy.Gives is GivesStated { Sum: var sum } ? [(StatedOf(sum, currency), (DateOnly?)null)] : Left(counted, share);
            var refund = owed.Aggregate(Rational.Zero, (total, o) => total + o.Item1);
            if (remedy.Gives is not GivesStated)
                _trace.Add("charged", ("amount", Money.Write(charged.Floor(), currency, codes)), ("share", share == 1 ? null : share.Numerator + "/" + share.Denominator), ("exact", Exact(refund)));
            else
                _trace.Add("stated", ("amount", Exactly(refund, currency)));
            _trace.Add("rounds-up", ("what", "refund"), ("exact", Exact(refund)), ("amount", Money.Write(refund.Ceiling(), currency, codes)));
            var plus = 0L;
            foreach (var part in remedy.Plus) plus = Whole((BigInteger)plus + Plus(part, charged, currency));
            var lots = remedy.Interest is null ? [] : Lots(owed);
            var interest = lots.IsEmpty ? null : Interest(lots, currency);
            return new(currency, refund, Whole(refund.Ceiling()), plus, interest, interest?.Ceiling(), interest is null ? [] : lots);
        }

        // What is left of each payment once its share is taken and what was given back is taken off: first of the payment it was given for, what is
        // over then of the oldest.
        private List<(Rational Owed, DateOnly? Paid)> Left(List<FeeItem> counted, Rational share)
        {
            var ids = counted.Select(i => i.Id).ToHashSet();
            var owed = counted.OrderBy(i => i.Date ?? DateOnly.MaxValue).Select(i => (Item: i, Owed: i.Amount.AmountMinor * share)).ToList();
            var over = Rational.Zero;
            foreach (var refund in Counting.InOrder(facts.Placement.Items.Where(i => i.Kind == ItemKind.Refund && i.RefundOf is { } of && ids.Contains(of) && i.Amount.AmountMinor > 0)))
            {
                if (refund.Amount.Currency != counted[0].Amount.Currency)
                {
                    Leave($"refund-in-other-currency:{refund.Id}");
                    continue;
                }
                _trace.Add("given-back", ("item", refund.Id), ("of", refund.RefundOf), ("amount", refund.Amount.ToText(codes)));
                over += Take(owed, owed.FindIndex(o => o.Item.Id == refund.RefundOf), refund.Amount.AmountMinor);
            }
            for (var i = 0; i < owed.Count && over.Sign > 0; i++) over = Take(owed, i, over);
            return [.. owed.Where(o => o.Owed.Sign > 0).Select(o => (o.Owed, o.Item.Date))];
        }

        private static Rational Take(List<(FeeItem Item, Rational Owed)> owed, int at, Rational amount)
        {
            var taken = Rational.Min(owed[at].Owed, amount);
            owed[at] = (owed[at].Item, owed[at].Owed - taken);
            return amount - taken;
        }

        private long Plus(Gives part, Rational charged, string currency)
        {
            if (part is GivesPercent { Percent: var percent })
            {
                var whole = remedy.Gives is GivesStated { Sum: var of } ? StatedOf(of, currency) : charged;
                var exact = whole * percent / 100;
                _trace.Add("plus-percent", ("percent", percent.ToText()), ("of", Exactly(whole, currency)), ("amount", Money.Write(exact.Ceiling(), currency, codes)));
                return Whole(exact.Ceiling());
            }
            var sum = ((GivesStated)part).Sum;
            if (facts.Stated.All(s => s.Sum != sum)) Leave($"missing-sum:{Words.Of(sum)}");
            var stated = StatedOf(sum, currency);
            if (stated.Sign > 0) _trace.Add("plus-stated", ("sum", Words.Of(sum)), ("amount", Exactly(stated, currency)));
            return Whole(stated.Ceiling());
        }

        private Rational StatedOf(StatedSum sum, string currency) =>
            facts.Stated.Where(s => s.Sum == sum && s.Amount.Currency == currency).Aggregate(Rational.Zero, (total, s) => total + s.Amount.AmountMinor);

        // Interest runs on what is ordered, in whole units: the parts are cut so that they add up to it.
        private ImmutableArray<Lot> Lots(List<(Rational Owed, DateOnly? Paid)> owed)
        {
            if (choices.InterestFrom is not { } from)
            {
                Leave("not-stated:interestFrom");
                return [];
            }
            if (from == InterestFrom.Payment && owed.Any(o => o.Paid is null))
            {
                Leave("item-date-missing");
                return [];
            }
            if (from == InterestFrom.Event && _event is null)
            {
                Leave(CapAmount.MissingFact("establishedOn"));
                return [];
            }
            var lots = ImmutableArray.CreateBuilder<Lot>();
            var (sum, cut) = (Rational.Zero, BigInteger.Zero);
            foreach (var (part, paid) in owed)
            {
                sum += part;
                if (sum.Ceiling() - cut is { IsZero: false } amount) lots.Add(new(Whole(amount), from switch { InterestFrom.Payment => paid!.Value, InterestFrom.Event => _event!.Value, _ => facts.OrderedOn }));
                cut = sum.Ceiling();
            }
            return lots.ToImmutable();
        }

        private Rational? Interest(ImmutableArray<Lot> lots, string currency)
        {
            var rule = remedy.Interest!;
            _rate = rule.PercentPerYear ?? facts.OutsideRate?.PercentPerYear;
            if (_rate is null) Leave("rate-not-known");
            if (choices.DayCount is null) Leave("not-stated:dayCount");
            if (_rate is not { } rate || choices.DayCount is not { } count) return null;
            _trace.Add("rate", ("percent", rate.ToText()), ("outside", rule.PercentPerYear is null ? rule.Outside : null), ("source", rule.PercentPerYear is null ? facts.OutsideRate!.Source : null),
                ("dayCount", Words.Of(count)), ("from", Words.Of(choices.InterestFrom!.Value)));
            var total = Rational.Zero;
            foreach (var lot in lots)
            {
                var years = count.Years(lot.From, facts.InterestUntil);
                var interest = lot.AmountMinor * rate / 100 * years;
                total += interest;
                _trace.Add("interest", ("amount", Money.Write(lot.AmountMinor, currency, codes)), ("from", Text(lot.From)), ("until", Text(facts.InterestUntil)),
                    ("days", Text(count.Days(lot.From, facts.InterestUntil))), ("years", years.Numerator + "/" + years.Denominator), ("exact", Exact(interest)));
            }
            _trace.Add("rounds-up", ("what", "interest"), ("exact", Exact(total)), ("amount", Money.Write(total.Ceiling(), currency, codes)));
            return total;
        }

        private void Leave(string open)
        {
            if (_open.Contains(open)) return;
            _open.Add(open);
            var parts = open.Split(':', 2);
            _trace.Add("open", ("because", parts[0]), ("about", parts.Length > 1 ? parts[1] : null));
        }

        private RemedyResult NotOwed(string because) => Result(RemedyState.NotOwed, because, []);

        private RemedyResult Undetermined(string because)
        {
            Leave(because);
            return Result(RemedyState.Undetermined, because, []);
        }

        private RemedyResult Result(RemedyState state, string? because, ImmutableArray<RemedyAmount> amounts) => new(remedy, state, because, amounts, _rate, [.. _open], _trace.ToSteps());

        private string Exactly(Rational minor, string currency) => Money.Write(minor.Ceiling(), currency, codes);
        // In minor units, as a fraction where it is one.
        private static string Exact(Rational minor) => minor.Denominator.IsOne ? minor.Numerator.ToString(Culture) : $"{minor.Numerator.ToString(Culture)}/{minor.Denominator.ToString(Culture)}";
        private static long Whole(BigInteger minor) => (long)BigInteger.Min(minor, long.MaxValue);
        private static string? Text(DateOnly? day) => day?.ToString("O", Culture);
        private static string Text(int number) => number.ToString(Culture);
        private static System.Globalization.CultureInfo Culture => System.Globalization.CultureInfo.InvariantCulture;
    }
}
