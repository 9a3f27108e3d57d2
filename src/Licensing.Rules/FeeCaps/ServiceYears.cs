using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>Caps by month or year of service (Taiwan): what was paid for a time is compared with what that time allows.
/// Payments for times that overlap are compared together, so splitting one changes nothing; times apart stay apart, so a
/// cheap month never excuses a dear one.</summary>
internal static class ServiceYears
{
    /// <param name="Items">Paid for this time.</param>
    public sealed record Stretch(DateOnly From, DateOnly To, IReadOnlyList<CountedItem> Items);

    public static IReadOnlyList<Stretch> Stretches(IEnumerable<CountedItem> items, PerServiceYear basis, DateOnly? entered)
    {
        var ranges = items
            .Select(i => (Range: Widen(i.Item.Period!, basis.Unit, entered), Item: i))
            .OrderBy(r => r.Range.From).ThenBy(r => r.Range.To).ThenBy(r => r.Item.Item.Id, StringComparer.Ordinal);
        var stretches = new List<Stretch>();
        foreach (var (range, item) in ranges)
            if (stretches is [.., var last] && range.From <= last.To)
                stretches[^1] = new(last.From, range.To > last.To ? range.To : last.To, [.. last.Items, item]);
            else stretches.Add(new(range.From, range.To, [item]));
        return stretches;
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
            return (Interval.Exactly(Sum(Enumerable.Range(firstYear, lastYear - firstYear + 1).Select(Amount))), null);

        var (least, most) = Months(stretch, start);
        if (firstYear == lastYear && least == most) return (Interval.Exactly(Amount(firstYear) * least), null);
        if (least == most)
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
