using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Licensing.Rules.Values;

public enum RateKind { Daily, PeriodAverage, Peg }

/// <summary>Units of a currency per US dollar.</summary>
/// <param name="From">First day it holds, inclusive.</param>
/// <param name="To">Last day it holds, inclusive.</param>
/// <param name="Demonstration">Shown, but never decides a case.</param>
public sealed record Rate(
    string Currency, DateOnly From, DateOnly To, Rational UnitsPerUsd, RateKind Kind, string Authority, bool Demonstration);

/// <summary>Exchange rates as data. Two currencies are compared over the dollar, with rates that are both in force on
/// the day.</summary>
public sealed class RateTable
{
    public static readonly RateTable Empty = new([]);
    private readonly FrozenDictionary<string, ImmutableArray<Rate>> _byCurrency;

    public RateTable(IEnumerable<Rate> rates) =>
        _byCurrency = rates.Where(r => r.UnitsPerUsd.Sign > 0).GroupBy(r => r.Currency).ToFrozenDictionary(
            g => g.Key,
            // A rate of an authority goes before a demonstration, a daily one before an average.
            g => g.OrderBy(r => r.Demonstration).ThenBy(r => r.Kind).ThenBy(r => r.From).ThenBy(r => r.Authority, StringComparer.Ordinal)
                .ThenBy(r => r.UnitsPerUsd).ToImmutableArray());

    internal IEnumerable<Rate> All => _byCurrency.Values.SelectMany(r => r);

    /// <returns>The best rate in force on the day, or null.</returns>
    public Rate? Find(string currency, DateOnly day)
    {
        if (currency == "USD")
            return new("USD", DateOnly.MinValue, DateOnly.MaxValue, Rational.One, RateKind.Peg, "unit", false);
        foreach (var rate in _byCurrency.GetValueOrDefault(currency, []))
            if (rate.From <= day && day <= rate.To) return rate;
        return null;
    }

    /// <summary>Reads the lines of Rates/rates.csv; the first is its header. Fields are plain codes, dates and numbers.</summary>
    /// <exception cref="FormatException">A line that does not have the form, by its number.</exception>
    public static RateTable Read(IEnumerable<string> lines) => new(lines.Select((line, index) => (line, index)).Skip(1)
        .Where(l => l.line.Length > 0).Select(l => ReadLine(l.line, l.index + 1)));

    private static Rate ReadLine(string line, int number) =>
        line.Split(',') is [var currency, var from, var to, var units, var kind, var authority]
        && DateOnly.TryParseExact(from, "yyyy-MM-dd", out var first) && DateOnly.TryParseExact(to, "yyyy-MM-dd", out var last)
        && Rational.TryParse(units, out var value)
            ? new(currency, first, last, value, kind == "period-average" ? RateKind.PeriodAverage : kind == "peg" ? RateKind.Peg : RateKind.Daily,
                authority, authority == "demonstration")
            : throw new FormatException($"Rates, line {number}: currency,validFrom,validTo,unitsPerUsd,kind,authority expected.");
}
