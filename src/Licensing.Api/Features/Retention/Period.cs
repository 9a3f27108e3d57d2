using System.Globalization;
using System.Text.RegularExpressions;

namespace Licensing.Api.Features.Retention;

/// <summary>Days, months or years of the calendar, written as in ISO 8601: P90D, P18M, P7Y.</summary>
public readonly partial record struct Period(int Number, char Unit)
{
    /// <summary>The first day that is kept: what is of an earlier day is due. Kept until the same day of the later month or year,
    /// inclusive; where that month is shorter, until it is over.</summary>
    /// <param name="today">In the ministry's time zone.</param>
    public DateOnly FirstDayKept(DateOnly today) => Unit switch
    {
        'D' => today.AddDays(-Number),
        'M' => today.AddMonths(-Number),
        _ => today.AddYears(-Number),
    };

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text is null || Written().Match(text) is not { Success: true } match)
            return false;
        period = new(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value[0]);
        // Two hundred years at most: more would lead out of the calendar.
        return period.Number > 0 && period.Number <= period.Unit switch { 'D' => 73_000, 'M' => 2_400, _ => 200 };
    }

    public override string ToString() => $"P{Number}{Unit}";

    [GeneratedRegex(@"^P([0-9]{1,5})([DMY])\z")]
    private static partial Regex Written();
}
