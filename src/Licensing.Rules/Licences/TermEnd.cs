namespace Licensing.Rules.Licences;

public static class TermEnd
{
    /// <summary>The last day of a term, inclusive.</summary>
    /// <param name="term">The regime's answer to <see cref="RegimeQuestion.Term"/>.</param>
    /// <param name="first">The first day of the term, inclusive.</param>
    /// <param name="isFirstTerm">Whether it is the licence's first; the later ones may have another length.</param>
    /// <remarks>One year from 1 March 2026 ends on 28 February 2027. Where the later month has no day of that number the term ends with the
    /// month: one year from 29 February 2028 ends on 28 February 2029. A term that ends on a named day ends on its next date on or after the first day;
    /// where the regime also states a length, on the last date of that name within it. Where nothing is required, or nothing is known, no end is known.</remarks>
    public static Deadline Of(RegimeAnswer term, DateOnly first, bool isFirstTerm, WorkCalendar calendar)
    {
        if (term.As<TermRule>() is not { } rule) return new(null, DeadlineDoubt.NotKnown);
        var length = isFirstTerm ? rule.First ?? rule.Later : rule.Later ?? rule.First;
        if (rule.EndsOn is not { } named) return length is { } only ? After(first, only) : new(null, DeadlineDoubt.NotKnown);
        if (length is not { } within) return Deadline.OnNamedDay(named, first, calendar);
        return After(first, within) is not { LastDay: { } latest } ? new(null, DeadlineDoubt.OutOfRange) : LastNamed(named, first, latest, calendar);
    }

    /// <summary>The last day of a provisional term, inclusive.</summary>
    /// <param name="provisionalTerm">The regime's answer to <see cref="RegimeQuestion.ProvisionalTerm"/>.</param>
    public static Deadline OfProvisional(RegimeAnswer provisionalTerm, DateOnly first) =>
        provisionalTerm.As<TimeAllowed>() is { } time ? After(first, time.Period) : new(null, DeadlineDoubt.NotKnown);

    private static Deadline After(DateOnly first, Period length)
    {
        try
        {
            return length.Unit switch
            {
                PeriodUnit.Days => new(first.AddDays(length.Number - 1), null),
                PeriodUnit.Months => new(BeforeThatNumber(first, first.AddMonths(length.Number)), null),
                PeriodUnit.Years => new(BeforeThatNumber(first, first.AddYears(length.Number)), null),
                // No licence runs in working days.
                _ => new(null, DeadlineDoubt.NotKnown),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return new(null, DeadlineDoubt.OutOfRange);
        }
    }

    private static DateOnly BeforeThatNumber(DateOnly first, DateOnly later) => later.Day == first.Day ? later.AddDays(-1) : later;

    private static Deadline LastNamed(string name, DateOnly first, DateOnly latest, WorkCalendar calendar)
    {
        DateOnly? last = null;
        for (var day = calendar.NamedDay(name, first); day is { } d && d <= latest; day = calendar.NamedDay(name, d.AddDays(1))) last = d;
        return last is null ? new(null, DeadlineDoubt.NamedDayNotSet) : new(last, null);
    }
}
