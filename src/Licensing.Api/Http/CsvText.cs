using System.Buffers;

namespace Licensing.Api.Http;

/// <summary>Text in a CSV that people open in a spreadsheet. Every export writes its text through this.</summary>
public static class CsvText
{
    // What makes a spreadsheet take a cell for a formula, in full width too, which some read as the same.
    private static readonly SearchValues<char> Triggers = SearchValues.Create("=+-@\uFF1D\uFF0B\uFF0D\uFF20");
    // Any separator, since the reader's spreadsheet may split at another one than ours.
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",;\t\r\n|'");

    /// <summary>An apostrophe before what a spreadsheet would execute; <see cref="Unguard"/> takes it away again.</summary>
    public static string Guard(string text) => IsFormula(text) ? "'" + text : text;

    /// <summary>The text that was guarded; any other text as it is.</summary>
    public static string Unguard(string text) => text.Length > 1 && text[0] == '\'' && IsFormula(text.AsSpan(1)) ? text[1..] : text;

    /// <summary>Writes one guarded cell, quoted where needed.</summary>
    public static void WriteCell(TextWriter writer, string text)
    {
        var guarded = Guard(text);
        if (guarded.AsSpan().IndexOfAny(NeedQuotes) < 0 && guarded.AsSpan().Trim().Length == guarded.Length)
        {
            writer.Write(guarded);
            return;
        }

        writer.Write('"');
        writer.Write(guarded.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }

    // A spreadsheet may drop blanks and control characters before it looks. Apostrophes too, so that guarding twice can be
    // undone twice.
    private static bool IsFormula(ReadOnlySpan<char> text)
    {
        if (text.TrimStart('\'') is ['\t' or '\r' or '\n', ..])
            return true;
        foreach (var c in text)
        {
            if (Triggers.Contains(c))
                return true;
            if (c is not ('\'' or '"' or '\uFEFF' or '\u200B') && !char.IsWhiteSpace(c) && !char.IsControl(c))
                return false;
        }

        return false;
    }
}
