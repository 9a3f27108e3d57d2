using Licensing.Api.Http;
using nietras.SeparatedValues;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>A row as text, and what is wrong with its text.</summary>
/// <param name="Cells">By place in the file; null where blank.</param>
/// <param name="Mistakes">A mistake with a column is in its cell, which is not read.</param>
internal sealed record CsvRow(long Number, string?[] Cells, IReadOnlyList<(FileColumn? Column, string Code, string Mend)> Mistakes)
{
    /// <returns>Null where the row is blank.</returns>
    public static CsvRow? Of(long number, SepReader.Row row, CsvHeader header)
    {
        var cells = new string?[header.Columns.Length];
        if (row.Span.Length > CsvReading.LongestRow)
            return new(number, cells, [(null, "row.too-long", $"A row may have {CsvReading.LongestRow} characters. Look for a quote that is not closed.")]);

        List<(FileColumn?, string, string)>? mistakes = null;
        var blank = true;
        var suspicious = row.Span.ContainsAny('\0', '\uFFFD');
        for (var i = 0; i < row.ColCount; i++)
        {
            var text = row[i].Span.Trim();
            var column = i < cells.Length ? header.Columns[i] : null;
            if (text.IsEmpty || column?.Column == ReturnColumn.Problem)
                continue;
            var quoted = text[0] == '"';
            var sound = quoted ? Unquote(ref text) : !text.Contains('"');
            if (sound && text.IsWhiteSpace())
                continue;
            blank = false;
            if (column is null)
            {
                // Once for a row: one with a thousand cells too many has one mistake.
                if (mistakes?.Any(m => m.Item1 is null) == true)
                    continue;
                (mistakes ??= []).Add(i < cells.Length
                    ? (null, "column.unnamed", $"Cell {i + 1} has a value, and the header has no name there. Name the column, or clear the cell.")
                    : (null, "row.too-many-cells", $"Cell {i + 1} has a value, and the header has only {cells.Length} columns. Quote a text that contains the separator."));
                continue;
            }

            // Once unescaped, a text may hold two quotes for one.
            var cell = quoted && sound && text.Contains('"') ? text.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : text.ToString();
            cells[i] = CsvText.Unguard(cell.Trim()).Trim();
            if (!sound)
                (mistakes ??= []).Add((column, "cell.quote-malformed", "A quote in the cell is not closed, or stands inside unquoted text. Put the whole cell in quotes, and double those inside."));
            else if (suspicious && text.Contains('\uFFFD'))
                (mistakes ??= []).Add((column, "text.not-utf8", $"A character of this cell is lost: the file is not UTF-8. {CsvCell.SaveAsUtf8}"));
            else if (suspicious && text.Contains('\0'))
                (mistakes ??= []).Add((column, "text.has-null-character", "The text contains the character U+0000. Leave it out."));
        }

        return blank ? null : new(number, cells, mistakes ?? (IReadOnlyList<(FileColumn?, string, string)>)[]);
    }

    /// <summary>Takes the outer quotes off; false where the inner ones are not doubled or the outer not closed.</summary>
    private static bool Unquote(ref ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[^1] != '"')
            return false;
        var inner = text[1..^1];
        for (var i = inner.IndexOf('"'); i >= 0 && i < inner.Length; )
        {
            if (i + 1 >= inner.Length || inner[i + 1] != '"')
                return false;
            var next = inner[(i + 2)..].IndexOf('"');
            i = next < 0 ? -1 : i + 2 + next;
        }

        text = inner;
        return true;
    }
}
