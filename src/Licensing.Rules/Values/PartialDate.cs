using System.Globalization;

namespace Licensing.Rules.Values;

/// <summary>A date as well as it is known: a day, a month, a year, or <c>by</c> a day (no later than it; how much
/// earlier is not known). The true day lies between <see cref="Earliest"/> and <see cref="Latest"/>, both inclusive.</summary>
/// <param name="Text">As the source gives it: <c>2015-07</c>, <c>by 2019-04-10</c>.</param>
public sealed record PartialDate(string Text, DateOnly Earliest, DateOnly Latest)
{
    public static PartialDate Day(DateOnly day) => new(day.ToString("O", CultureInfo.InvariantCulture), day, day);

    public static bool TryParse(string? text, out PartialDate date)
    {
        date = null!;
        if (text is null) return false;
        var by = text.StartsWith("by ", StringComparison.Ordinal);
        var plain = by ? text[3..] : text;
        var format = plain.Length switch { 10 => "yyyy-MM-dd", 7 => "yyyy-MM", 4 => "yyyy", _ => null };
        if (format is null || !DateOnly.TryParseExact(plain, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return false;
        var last = plain.Length switch
        {
            7 => new DateOnly(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month)),
            4 => new DateOnly(first.Year, 12, 31),
            _ => first,
        };
        date = new(text, by ? DateOnly.MinValue : first, last);
        return true;
    }

    public override string ToString() => Text;
}

public enum Holds
{
    /// <summary>It does not hold on that day.</summary>
    No,

    /// <summary>The day lies inside a doubt about when it begins or ends.</summary>
    Perhaps,

    /// <summary>It holds on that day.</summary>
    Yes,
}

/// <summary>A range of days; both ends belong to it. Ends may be known only in part.</summary>
public sealed record PartialRange(PartialDate From, PartialDate? Until)
{
    /// <summary>Whether the day lies in the range; <see cref="Holds.Perhaps"/> inside the doubt of an end.</summary>
    public Holds Contains(DateOnly day)
    {
        if (day < From.Earliest || day > (Until?.Latest ?? DateOnly.MaxValue)) return Holds.No;
        return day >= From.Latest && day <= (Until?.Earliest ?? DateOnly.MaxValue) ? Holds.Yes : Holds.Perhaps;
    }

    /// <summary>Whether some day surely lies in both.</summary>
    public bool SurelyOverlaps(PartialRange other) =>
        Later(From.Latest, other.From.Latest) <= Earlier(Until?.Earliest ?? DateOnly.MaxValue, other.Until?.Earliest ?? DateOnly.MaxValue);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
