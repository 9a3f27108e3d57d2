using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>Caps by month or year of service (Taiwan): what was paid for a time is compared with what that time allows, for
/// every time that begins with a payment's and ends with a payment's. So splitting a payment changes nothing, a cheap month
/// never excuses a dear one, and a further payment for a longer time never dilutes an excess inside it.</summary>
internal static class ServiceYears
{
    /// <param name="Items">Paid for this time, or for a time inside it.</param>
    public sealed record Stretch(DateOnly From, DateOnly To, IReadOnlyList<CountedItem> Items);

    /// <param name="Range">The time that it pays for; whole years of service where the cap is by the year.</param>
    public sealed record Timed(Period Range, CountedItem Item);

    /// <summary>Items whose times hang together by overlapping. What one allows is apart from what another allows.</summary>
    public static IReadOnlyList<List<Timed>> Groups(IEnumerable<CountedItem> items, PerServiceYear basis, DateOnly? entered)
    {
        var groups = new List<List<Timed>>();
        var end = DateOnly.MinValue;
        foreach (var timed in items.Select(i => new Timed(Widen(i.Item.Period!, basis.Unit, entered), i)).OrderBy(t => t.Range.From).ThenBy(t => t.Range.To))
        {
            if (groups.Count == 0 || timed.Range.From > end) groups.Add([]);
            groups[^1].Add(timed);
            end = groups[^1].Count == 1 || timed.Range.To > end ? timed.Range.To : end;
        }
        return groups;
    }

    public static Stretch Whole(List<Timed> group) =>
        new(group.Min(t => t.Range.From), group.Max(t => t.Range.To), [.. group.Select(t => t.Item)]);

    /// <summary>The times apart from one another that together exceed most.</summary>
    /// <param name="exceeds">By how much a stretch surely exceeds, and why it otherwise might.</param>
    /// <returns>The chosen stretches, none if nothing surely exceeds; and every reason for which something might.</returns>
    public static (IReadOnlyList<(Stretch Stretch, Rational Excess)> Best, IReadOnlyList<string> Open) Greatest(
        List<Timed> group, Func<Stretch, (Rational Surely, IEnumerable<string> Open)> exceeds)
    {
        var open = new List<string>();
        var ends = group.Select(t => t.Range.To).Distinct().Order().ToList();
        // Weighted choice of intervals that do not touch: best[k] uses only stretches that end with one of the first k ends.
        var best = new (Rational Sum, int Before, (Stretch Stretch, Rational Excess)? Last)[ends.Count + 1];
        for (var k = 1; k <= ends.Count; k++)
        {
            best[k] = (best[k - 1].Sum, k - 1, null);
            foreach (var start in Starts(group, ends[k - 1]))
            {
                var inside = group.Where(t => t.Range.From >= start && t.Range.To <= ends[k - 1]).Select(t => t.Item).ToList();
                if (inside.Count == 0) continue;
                var stretch = new Stretch(start, ends[k - 1], inside);
                var (surely, mightFor) = exceeds(stretch);
                open.AddRange(mightFor);
                var before = ends.TakeWhile(e => e < start).Count();
                if (surely.Sign > 0 && best[before].Sum + surely > best[k].Sum) best[k] = (best[before].Sum + surely, before, (stretch, surely));
            }
        }
        var chosen = new List<(Stretch, Rational)>();
        for (var k = ends.Count; k > 0; k = best[k].Before)
            if (best[k].Last is { } last) chosen.Insert(0, last);
        return (chosen, open);
    }

    // Every begin before this end. Where somebody files more different times than a worker is ever charged for, only those
    // times themselves and the whole: comparing all with all would then cost more than it tells.
    private const int MostTimes = 100;

    private static IEnumerable<DateOnly> Starts(List<Timed> group, DateOnly end)
    {
        var few = group.Select(t => t.Range).Distinct().Count() <= MostTimes;
        var first = group[0].Range.From;
        return group.Where(t => few ? t.Range.From <= end : t.Range.To == end).Select(t => t.Range.From).Append(first).Distinct().Order();
    }

    // A cap by the year compares all that was paid for one year of service.
    private static Period Widen(Period period, ServiceUnit unit, DateOnly? entered)
    {
        if (unit == ServiceUnit.Month || entered is not { } start) return period;
        var (first, last) = (Year(start, period.From), Year(start, period.To));
        return new(Anniversary(start, first), last + 1 + start.Year > 9999 ? DateOnly.MaxValue : Anniversary(start, last + 1).AddDays(-1));
    }

    /// <returns>What the stretch allows in minor units, and why it is not exact.</returns>
    public static (Interval Minor, string? Doubt) Allowed(Stretch stretch, PerServiceYear basis, Rational share, DateOnly? entered)
    {
        Rational Amount(int year) => basis.Amounts[Math.Clamp(year, 0, basis.Amounts.Length - 1)].AmountMinor * share;
        var lowest = basis.Amounts.Min(a => a.AmountMinor) * share;
        var highest = basis.Amounts.Max(a => a.AmountMinor) * share;

        if (entered is not { } start)
        {
            if (basis.Unit == ServiceUnit.Year) return (new(lowest, null), CapAmount.MissingFact("enteredOn"));
            var (few, many) = Months(stretch, null);
            return (new(lowest * few, highest * many), few == many && lowest == highest ? null : CapAmount.MissingFact("enteredOn"));
        }
        var (firstYear, lastYear) = (Year(start, stretch.From), Year(start, stretch.To));
        if (basis.Unit == ServiceUnit.Year)
            return lastYear - firstYear > MostMonths / 12
                ? (new(lowest, null), "period-missing")
                : (Interval.Exactly(Sum(Enumerable.Range(firstYear, lastYear - firstYear + 1).Select(Amount))), null);

        var (least, most) = Months(stretch, start);
        if (firstYear == lastYear && least == most) return (Interval.Exactly(Amount(firstYear) * least), null);
        if (least == most && least <= MostMonths)
        {
            // Whole months: a month that the anniversary cuts may count by either year.
            Rational low = Rational.Zero, high = Rational.Zero;
            for (var i = 0; i < least; i++)
            {
                var from = AddMonths(stretch.From, i);
                var (a, b) = (Amount(Year(start, from)), Amount(Year(start, AddMonths(stretch.From, i + 1).AddDays(-1))));
                (low, high) = (low + Rational.Min(a, b), high + Rational.Max(a, b));
            }
            return (new(low, high), low == high ? null : "part-years");
        }
        var within = Enumerable.Range(firstYear, lastYear - firstYear + 1).Select(Amount).ToList();
        return (new(within.Min() * least, within.Max() * most), "period-missing");
    }

    // Nobody serves longer than a hundred years; counting further would only cost time.
    private const int MostMonths = 1200;

    private static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (a, b) => a + b);

    /// <summary>Months in a stretch: exact when it is made of calendar months or of months of service; otherwise between
    /// the whole months inside and the months touched.</summary>
    private static (int Few, int Many) Months(Stretch stretch, DateOnly? entered)
    {
        var end = stretch.To == DateOnly.MaxValue ? stretch.To : stretch.To.AddDays(1);
        var calendar = (end.Year - stretch.From.Year) * 12 + end.Month - stretch.From.Month;
        var wholeCalendar = stretch.From.Day == 1 && end.Day == 1;
        var wholeService = entered is { } e && IsMonthOfService(e, stretch.From) && IsMonthOfService(e, end);
        if (wholeCalendar || wholeService) return (calendar, calendar);
        var inside = AddMonths(stretch.From, calendar) <= end ? calendar : calendar - 1;
        return (Math.Max(0, inside), inside + 1);
    }

    private static bool IsMonthOfService(DateOnly entered, DateOnly day) =>
        AddMonths(entered, (day.Year - entered.Year) * 12 + day.Month - entered.Month) == day;

    /// <summary>Whole years of service before the day; the day of entry begins year 0. Days before entry count to year 0.</summary>
    private static int Year(DateOnly entered, DateOnly day)
    {
        var years = day.Year - entered.Year;
        return Math.Max(0, Anniversary(entered, years) > day ? years - 1 : years);
    }

    private static DateOnly Anniversary(DateOnly entered, int years) => AddMonths(entered, 12 * years);

    /// <summary>Adds months and stays inside the calendar.</summary>
    public static DateOnly AddMonths(DateOnly day, long months)
    {
        var target = day.Year * 12L + day.Month - 1 + months;
        return target < 12 ? DateOnly.MinValue : target > 9999 * 12L + 11 ? DateOnly.MaxValue : day.AddMonths((int)months);
    }
}
