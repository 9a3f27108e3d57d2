using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>Compares currencies with dated rates, inside the band that the settings give.</summary>
internal sealed class Conversion(CodeLists codes, RateTable rates)
{
    /// <returns>The amount in minor units of the other currency; unknown, with the reason, where no rate may decide.</returns>
    /// <param name="day">The day whose rate is taken; null gives no rate.</param>
    /// <param name="bandPercent">Both ends of the result are moved apart by this much when currencies differ.</param>
    public (Interval Minor, string? Doubt) Convert(Interval minor, string from, string into, DateOnly? day, Rational bandPercent)
    {
        if (from == into) return (minor, null);
        if (day is null) return (Interval.Unknown, "item-date-missing");
        if (rates.Find(from, day.Value) is not { } a || rates.Find(into, day.Value) is not { } b) return (Interval.Unknown, "rate-missing");
        if (a.Demonstration || b.Demonstration) return (Interval.Unknown, "only-demonstration-rate");
        var factor = b.UnitsPerUsd / a.UnitsPerUsd * Rational.PowerOfTen(Digits(into) - Digits(from));
        var band = bandPercent / 100;
        var result = minor.Times(new Interval(factor * Rational.Max(Rational.Zero, Rational.One - band), factor * (Rational.One + band)));
        return (result, band.Sign > 0 ? "rate-sensitive" : null);
    }

    public void Say(Trace trace, FeeItem item, string into)
    {
        if (item.Amount.Currency == into || item.Date is not { } day) return;
        if (rates.Find(item.Amount.Currency, day) is not { } a || rates.Find(into, day) is not { } b)
        {
            trace.Add("no-rate", ("item", item.Id), ("from", item.Amount.Currency), ("into", into), ("on", day.ToString("O")));
            return;
        }
        var factor = b.UnitsPerUsd / a.UnitsPerUsd;
        trace.Add(a.Demonstration || b.Demonstration ? "only-demonstration-rate" : "converts",
            ("item", item.Id), ("amount", item.Amount.ToText(codes)), ("into", into), ("rate", factor.ToText(8)), ("on", day.ToString("O")),
            ("authority", a.Currency == "USD" ? b.Authority : a.Authority), ("kind", Words.Of(a.Currency == "USD" ? b.Kind : a.Kind)));
    }

    private int Digits(string currency) => codes.MinorUnits.GetValueOrDefault(currency, 0);
}
