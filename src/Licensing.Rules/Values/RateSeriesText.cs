using System.Collections.Immutable;

namespace Licensing.Rules.Values;

/// <summary>What is wrong with one line of a series of rates.</summary>
/// <param name="Line">From 1, the header included; 0 is the whole text.</param>
/// <param name="Code">Stable code, for example rates.units.</param>
/// <param name="Said">What stands there.</param>
public sealed record RateLineError(int Line, string Code, string Detail, string? Said = null);

/// <summary>A series of exchange rates as text: a header and one rate a line, fields without quotes.</summary>
public static class RateSeriesText
{
    public const string Header = "currency,validFrom,validTo,unitsPerUsd,kind,authority";

    /// <summary>Rates of this authority are shown and decide nothing.</summary>
    public const string DemonstrationAuthority = "demonstration";

    public const int MostLines = 20_000;
    public const int MostErrors = 100;
    private const int LongestAuthority = 100;
    private static readonly DateOnly First = new(1950, 1, 1), Last = new(2100, 12, 31);
    private static readonly Rational Most = Rational.PowerOfTen(15);

    /// <summary>Reads a series; it is read whole, or not at all.</summary>
    /// <param name="text">Lines ending in LF or CRLF; empty lines count for nothing.</param>
    /// <param name="series">The name that each rate is to carry.</param>
    /// <returns>The rates; or none, and what is wrong, line by line, at most <see cref="MostErrors"/>.</returns>
    public static (ImmutableArray<Rate> Rates, ImmutableArray<RateLineError> Errors) Read(string text, string series, CodeLists codes)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines.Length > MostLines + 1)
            return ([], [new(0, "rates.too-many", $"At most {MostLines} lines are read; these are {lines.Length}.")]);
        var (rates, errors) = (new List<(int Line, Rate Rate)>(), new List<RateLineError>());
        if (lines[0].TrimStart('\uFEFF') != Header)
            errors.Add(new(1, "rates.header", $"The first line must be {Header}.", lines[0]));
        for (var i = 1; i < lines.Length && errors.Count < MostErrors; i++)
        {
            if (lines[i].Length == 0) continue;
            if (ReadLine(lines[i], i + 1, series, codes, errors) is { } rate) rates.Add((i + 1, rate));
        }
        if (errors.Count == 0 && rates.Count == 0) errors.Add(new(0, "rates.none", "There is no rate in it."));
        // Two of one kind on one day would leave open which is meant.
        foreach (var kind in rates.GroupBy(r => (r.Rate.Currency, r.Rate.Kind)))
        {
            var inOrder = kind.OrderBy(r => r.Rate.From).ThenBy(r => r.Line).ToList();
            var longest = inOrder[0];
            foreach (var next in inOrder.Skip(1))
            {
                if (next.Rate.From <= longest.Rate.To)
                    errors.Add(new(next.Line, "rates.overlap", $"It overlaps line {longest.Line}: of one currency and kind one rate holds on a day."));
                if (next.Rate.To > longest.Rate.To) longest = next;
            }
        }
        return errors.Count == 0 ? ([.. rates.Select(r => r.Rate)], []) : ([], [.. errors.OrderBy(e => e.Line).Take(MostErrors)]);
    }

    private static Rate? ReadLine(string line, int number, string series, CodeLists codes, List<RateLineError> errors)
    {
        if (line.Split(',') is not [var currency, var from, var to, var units, var kind, var authority])
        {
            errors.Add(new(number, "rates.fields", $"Six fields are needed: {Header}.", line));
            return null;
        }
        var before = errors.Count;
        void Wrong(string code, string detail, string said) => errors.Add(new(number, code, detail, said));
        if (currency == "USD") Wrong("rates.currency", "Rates are units for one US dollar, so the dollar has none.", currency);
        else if (!codes.MinorUnits.ContainsKey(currency)) Wrong("rates.currency", "Not a currency code.", currency);
        var first = Day(from, "validFrom");
        var last = Day(to, "validTo");
        if (first > last) Wrong("rates.range", "The last day lies before the first.", to);
        if (!Rational.TryParse(units, out var value) || value.Sign <= 0 || value > Most || units.Length > 40)
            Wrong("rates.units", "A number above 0 is needed, up to 1,000,000,000,000,000, written plainly as 133.25.", units);
        RateKind? known = kind switch { "daily" => RateKind.Daily, "period-average" => RateKind.PeriodAverage, "peg" => RateKind.Peg, _ => null };
        if (known is null) Wrong("rates.kind", "The kind is daily, period-average or peg.", kind);
        if (authority.Length is 0 or > LongestAuthority || authority != authority.Trim() || authority.Any(c => char.IsControl(c) || c == '"'))
            Wrong("rates.authority", $"The authority is named in 1 to {LongestAuthority} characters, without quotes.", authority);
        return errors.Count > before ? null : new(currency, first!.Value, last!.Value, value, known!.Value, authority, authority == DemonstrationAuthority) { Series = series };

        DateOnly? Day(string said, string field)
        {
            if (DateOnly.TryParseExact(said, "yyyy-MM-dd", out var day) && First <= day && day <= Last) return day;
            Wrong("rates.day", $"{field} is a day as 2024-03-05, from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}.", said);
            return null;
        }
    }
}
