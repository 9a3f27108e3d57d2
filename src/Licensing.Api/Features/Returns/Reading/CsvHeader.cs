using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>Which column of a file holds which fact. Names count in any case, with or without spaces, in any order.</summary>
internal sealed partial class CsvHeader
{
    private const int LongestShown = 60;
    private static readonly FrozenDictionary<string, ReturnColumn> ByName = ReturnColumn.All.ToFrozenDictionary(c => Plain(c.Name));

    private CsvHeader(FileColumn?[] columns, IReadOnlyList<RejectedValue> rejections) => (Columns, Rejections) = (columns, rejections);

    /// <summary>By its place in the file; null where the header cell is blank.</summary>
    public FileColumn?[] Columns { get; }

    /// <summary>Why the file as a whole is refused.</summary>
    public IReadOnlyList<RejectedValue> Rejections { get; }

    public static CsvHeader Of(IReadOnlyList<string> cells)
    {
        var rejections = new List<RejectedValue>();
        var columns = new FileColumn?[cells.Count];
        var seen = new HashSet<(ReturnColumn, int)>();
        for (var i = 0; i < cells.Count; i++)
        {
            var name = Unquote(cells[i]).Trim();
            if (name.Length == 0)
                continue;
            if (name.Contains('\uFFFD'))
                rejections.Add(new RejectedValue(0, null, "text.not-utf8", null, $"The header has bytes that are not UTF-8. {CsvCell.SaveAsUtf8}"));
            else if (Find(name) is not { } found)
                rejections.Add(new RejectedValue(0, Shorten(name), "column.unknown", null, $"There is no such column. {Nearest(name)}"));
            else if (!seen.Add((found.Column, found.Number)))
                rejections.Add(new RejectedValue(0, found.Column.NameWith(found.Number), "column.twice", null, "The header names this column twice. Keep one of them."));
            else
                columns[i] = new FileColumn(i, found.Column, found.Number);
        }

        foreach (var missing in ReturnColumn.Required.Where(c => !columns.Any(f => f?.Column == c)))
            rejections.Add(new RejectedValue(0, missing.Name, "column.missing", null, $"The file has no column {missing.Name}, and no placement is complete without it. Add it."));
        return new CsvHeader(columns, [.. rejections.Take(CsvBlock.MostRejections)]);
    }

    /// <summary>The column of this name, and its number where it is numbered.</summary>
    public static (ReturnColumn Column, int Number)? Find(string name)
    {
        var number = Number().Match(name);
        if (!ByName.TryGetValue(Plain(number.Success ? $"{name[..number.Index]}#{name[(number.Index + number.Length)..]}" : name), out var column))
            return null;
        return column.IsNumbered == number.Success ? (column, number.Success ? int.Parse(number.ValueSpan) : 1) : null;
    }

    public static IEnumerable<string> Split(string line, char separator)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            if (quoted || line[i] != separator)
                continue;
            yield return Unquote(line[start..i]);
            start = i + 1;
        }

        yield return Unquote(line[start..]);
    }

    private static string Unquote(string cell) => cell.Trim().Trim('"');

    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '#'))
            plain.Append(char.ToLowerInvariant(c));
        // A name in another script must not become the plain name of a column.
        return name.All(c => c < 128) ? plain.ToString() : name;
    }

    private static string Nearest(string name)
    {
        var plain = Plain(Digits().Replace(name, "#"));
        var number = Number().Match(name);
        var nearest = ByName.Select(known => (known.Value, Distance: Distance(plain, known.Key))).MinBy(n => n.Distance);
        return nearest.Distance <= Math.Max(2, plain.Length / 3)
            ? $"Did you mean {nearest.Value.NameWith(number.Success ? int.Parse(number.ValueSpan) : 1)}?"
            : "Name it as the template does, or leave it out.";
    }

    // Levenshtein's.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= Math.Min(a.Length, LongestShown); i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1] + Math.Max(0, a.Length - LongestShown);
    }

    private static string Shorten(string name) => name.Length <= LongestShown ? name : name[..(LongestShown - 1)] + "…";

    [GeneratedRegex("(?<![0-9])[1-9][0-9]{0,2}(?![0-9])")]
    private static partial Regex Number();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}

/// <param name="Index">Place in the file, from 0.</param>
/// <param name="Number">Of a numbered column; 1 of any other.</param>
internal sealed record FileColumn(int Index, ReturnColumn Column, int Number)
{
    public string Name { get; } = Column.NameWith(Number);
}
