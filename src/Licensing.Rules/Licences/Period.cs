using System.Globalization;

namespace Licensing.Rules.Licences;

public enum PeriodUnit { Days, WorkingDays, Months, Years }

/// <summary>A length of time as the law states it: <c>30 days</c>, <c>10 working days</c>, <c>1 month</c>, <c>5 years</c>.
/// Thirty days are not a month, and working days need the ministry's calendar.</summary>
public readonly record struct Period(int Number, PeriodUnit Unit)
{
    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text?.Split(' ', 2) is not [var number, var unit]) return false;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is 0 or > 9999) return false;
        PeriodUnit? known = unit switch
        {
            "day" or "days" => PeriodUnit.Days,
            "working day" or "working days" => PeriodUnit.WorkingDays,
            "month" or "months" => PeriodUnit.Months,
            "year" or "years" => PeriodUnit.Years,
            _ => null,
        };
        if (known is not { } u) return false;
        period = new(n, u);
        return true;
    }

    public override string ToString()
    {
        var unit = Unit switch { PeriodUnit.Days => "day", PeriodUnit.WorkingDays => "working day", PeriodUnit.Months => "month", _ => "year" };
        return string.Create(CultureInfo.InvariantCulture, $"{Number} {unit}{(Number == 1 ? "" : "s")}");
    }
}
