using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Licensing.Rules.Values;

public enum RateKind
{
    /// <summary>Of one day.</summary>
    Daily,

    /// <summary>The average of a period.</summary>
    PeriodAverage,

    /// <summary>Fixed by the authority.</summary>
    Peg,
}

/// <summary>Units of a currency per US dollar.</summary>
/// <param name="From">First day it holds, inclusive.</param>
/// <param name="To">Last day it holds, inclusive.</param>
/// <param name="Demonstration">Shown, but never decides a case.</param>
public sealed record Rate(
    string Currency, DateOnly From, DateOnly To, Rational UnitsPerUsd, RateKind Kind, string Authority, bool Demonstration)
{
    /// <summary>The series that it came with; null where rates come without one.</summary>
    public string? Series { get; init; }
}

/// <summary>How rates are chosen for conversions of a day, set by the ministry.</summary>
/// <param name="From">First day of conversion, inclusive; holds until the next.</param>
/// <param name="StaleAfterDays">A daily rate decides on its first day and so many days after it, never beyond its validity. Null: to the end of its
/// validity. Averages speak for their whole period, pegs hold until they end: neither goes stale.</param>
/// <param name="Order">The series that decide, the first that knows a rate before the others; no other series decides. Null: all, in the order in
/// which they are given.</param>
public sealed record RateChoice(DateOnly From, int? StaleAfterDays, ImmutableArray<string>? Order);

public enum RateDoubt
{
    /// <summary>The rate decides.</summary>
    None,

    /// <summary>Only a demonstration is known, which decides nothing.</summary>
    Demonstration,

    /// <summary>A daily rate is still valid but older than the ministry lets a rate decide.</summary>
    Stale,

    /// <summary>No rate is valid on the day.</summary>
    Missing,
}

/// <summary>Exchange rates as data. Two currencies are compared over the dollar, with rates that are both in force on
/// the day.</summary>
public sealed class RateTable
{
    public static readonly RateTable Empty = new([]);
    private readonly FrozenDictionary<string, ImmutableArray<Piece>> _byCurrency;
    private readonly ILookup<string, Rate> _rates;

    public RateTable(IEnumerable<Rate> rates)
        : this(rates, [])
    {
    }

    /// <param name="rates">Of several series in the order in which they decide where no order is chosen.</param>
    /// <param name="choices">In any order. Before the first no rate goes stale, and every series decides.</param>
    public RateTable(IEnumerable<Rate> rates, IEnumerable<RateChoice> choices)
    {
        _rates = rates.Where(r => r.UnitsPerUsd.Sign > 0).ToLookup(r => r.Currency);
        var asGiven = _rates.SelectMany(g => g).Select(r => r.Series).Distinct().ToList();
        var parts = choices.OrderBy(c => c.From).Prepend(new(DateOnly.MinValue, null, null)).ToList();
        _byCurrency = _rates.ToFrozenDictionary(g => g.Key, g => Resolve(parts.SelectMany((part, i) => Entries(g, part, i + 1 < parts.Count ? parts[i + 1].From : null))));

        IEnumerable<Entry> Entries(IEnumerable<Rate> ofCurrency, RateChoice part, DateOnly? next)
        {
            // A choice that the next one replaces on the same day never holds.
            if (part.From == next) yield break;
            foreach (var rate in ofCurrency)
            {
                var place = part.Order is { } order ? order.IndexOf(rate.Series ?? "") : asGiven.IndexOf(rate.Series);
                if (place < 0) continue;
                var (from, until) = (Later(rate.From, part.From), Earlier(LastDay(rate, part), next is { } n ? n.AddDays(-1) : DateOnly.MaxValue));
                if (from <= until) yield return new(from, until, place, rate);
            }
        }
    }

    /// <summary>For each currency the days, in order, with the rate that is taken; between them none is.</summary>
    internal IEnumerable<(string Currency, ImmutableArray<Piece> Pieces)> All => _byCurrency.Select(c => (c.Key, c.Value));

    /// <summary>The currencies that a rate is known of on some day, besides the dollar, in their order.</summary>
    public IEnumerable<string> Currencies => _byCurrency.Keys.Order(StringComparer.Ordinal);

    /// <returns>The best rate in force on the day, or null.</returns>
    public Rate? Find(string currency, DateOnly day)
    {
        if (currency == "USD")
            return new("USD", DateOnly.MinValue, DateOnly.MaxValue, Rational.One, RateKind.Peg, "unit", false);
        return _byCurrency.TryGetValue(currency, out var pieces) ? Find(pieces, day) : null;
    }

    /// <summary>The rate of a day with what is to be said against it.</summary>
    /// <returns>The rate that decides; else the latest one that is only too old, or a demonstration, with the doubt; else none.</returns>
    public (Rate? Rate, RateDoubt Doubt) Look(string currency, DateOnly day)
    {
        var found = Find(currency, day);
        if (found is { Demonstration: false }) return (found, RateDoubt.None);
        var stale = _rates[currency].Where(r => !r.Demonstration && r.Kind == RateKind.Daily && r.From <= day && day <= r.To).MaxBy(r => r.From);
        return stale is not null ? (stale, RateDoubt.Stale) : (found, found is null ? RateDoubt.Missing : RateDoubt.Demonstration);
    }

    /// <summary>Reads the lines of Rates/rates.csv; the first is its header. Fields are plain codes, dates and numbers.</summary>
    /// <exception cref="FormatException">A line that does not have the form, by its number.</exception>
    public static RateTable Read(IEnumerable<string> lines) => new(lines.Select((line, index) => (line, index)).Skip(1)
        .Where(l => l.line.Length > 0).Select(l => ReadLine(l.line, l.index + 1)));

    internal static Rate? Find(ImmutableArray<Piece> pieces, DateOnly day)
    {
        var (low, high) = (0, pieces.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (pieces[middle].Until < day) low = middle + 1;
            else if (pieces[middle].From > day) high = middle - 1;
            else return pieces[middle].Rate;
        }
        return null;
    }

    private static Rate ReadLine(string line, int number) =>
        line.Split(',') is [var currency, var from, var to, var units, var kind, var authority]
        && DateOnly.TryParseExact(from, "yyyy-MM-dd", out var first) && DateOnly.TryParseExact(to, "yyyy-MM-dd", out var last)
        && Rational.TryParse(units, out var value)
            ? new(currency, first, last, value, kind == "period-average" ? RateKind.PeriodAverage : kind == "peg" ? RateKind.Peg : RateKind.Daily,
                authority, authority == RateSeriesText.DemonstrationAuthority)
            : throw new FormatException($"Rates, line {number}: currency,validFrom,validTo,unitsPerUsd,kind,authority expected.");

    /// <summary>The days on which each rate is the best of those that hold, worked out once: of thousands of daily rates one is found at once.</summary>
    private static ImmutableArray<Piece> Resolve(IEnumerable<Entry> entries)
    {
        // A rate of an authority goes before a demonstration, then the order of the series; within one a daily rate before an average.
        var ranked = entries.OrderBy(e => e.Rate.Demonstration).ThenBy(e => e.Place).ThenBy(e => e.Rate.Kind).ThenBy(e => e.Rate.From)
            .ThenBy(e => e.Rate.Authority, StringComparer.Ordinal).ThenBy(e => e.Rate.UnitsPerUsd).ToList();
        var turns = new SortedDictionary<DateOnly, List<(int Rank, bool Begins)>>();
        void Turn(DateOnly day, int rank, bool begins)
        {
            if (!turns.TryGetValue(day, out var list)) turns[day] = list = [];
            list.Add((rank, begins));
        }
        for (var rank = 0; rank < ranked.Count; rank++)
        {
            Turn(ranked[rank].From, rank, begins: true);
            if (ranked[rank].Until < DateOnly.MaxValue) Turn(ranked[rank].Until.AddDays(1), rank, begins: false);
        }
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var holding = new SortedSet<int>();
        (DateOnly From, Rate? Rate) open = (DateOnly.MinValue, null);
        foreach (var (day, list) in turns)
        {
            foreach (var (rank, begins) in list)
                if (begins) holding.Add(rank);
                else holding.Remove(rank);
            var best = holding.Count == 0 ? null : ranked[holding.Min].Rate;
            if (ReferenceEquals(best, open.Rate)) continue;
            if (open.Rate is { } ended) pieces.Add(new(open.From, day.AddDays(-1), ended));
            open = (day, best);
        }
        if (open.Rate is { } last) pieces.Add(new(open.From, DateOnly.MaxValue, last));
        return pieces.ToImmutable();
    }

    private static DateOnly LastDay(Rate rate, RateChoice part) =>
        part.StaleAfterDays is { } days && rate is { Kind: RateKind.Daily, Demonstration: false } && DateOnly.MaxValue.DayNumber - rate.From.DayNumber > days
            ? Earlier(rate.To, rate.From.AddDays(days)) : rate.To;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    /// <summary>Days in a row on which one rate is taken; both ends belong to it.</summary>
    internal readonly record struct Piece(DateOnly From, DateOnly Until, Rate Rate);

    private readonly record struct Entry(DateOnly From, DateOnly Until, int Place, Rate Rate);
}
