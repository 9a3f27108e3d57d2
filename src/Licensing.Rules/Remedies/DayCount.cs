using Licensing.Rules.Values;

namespace Licensing.Rules.Remedies;

/// <summary>How days become parts of a year. No law in the packs says it, so whoever orders states it, and the result shows it.</summary>
public enum DayCount
{
    /// <summary>Days over 365, also in a leap year.</summary>
    Actual365,

    /// <summary>Each day over the days of its own year: 365, or 366 in a leap year.</summary>
    ActualActual,

    /// <summary>Months of 30 days and years of 360; the 31st of a month counts as its 30th.</summary>
    Thirty360,
}

public static class DayCounts
{
    /// <summary>The years for which interest runs.</summary>
    /// <param name="from">The day on which the money was owed from; it does not count itself.</param>
    /// <param name="until">Last day, inclusive.</param>
    /// <returns>Exact; zero where the last day is not after the first.</returns>
    /// <remarks>What runs to a day and what runs from it on add up to the whole, so interest is the same however often it is reckoned.</remarks>
    public static Rational Years(this DayCount count, DateOnly from, DateOnly until) => until <= from ? Rational.Zero : count switch
    {
        DayCount.Actual365 => Rational.Of(until.DayNumber - from.DayNumber, 365),
        DayCount.ActualActual => Since(until) - Since(from),
        _ => Rational.Of(Days360(until) - Days360(from), 360),
    };

    /// <summary>The days that count, as the result shows them.</summary>
    public static int Days(this DayCount count, DateOnly from, DateOnly until) =>
        until <= from ? 0 : count == DayCount.Thirty360 ? Days360(until) - Days360(from) : until.DayNumber - from.DayNumber;

    private static Rational Since(DateOnly day) => day.Year + Rational.Of(day.DayOfYear, DateTime.IsLeapYear(day.Year) ? 366 : 365);

    private static int Days360(DateOnly day) => 360 * day.Year + 30 * day.Month + Math.Min(day.Day, 30);
}
