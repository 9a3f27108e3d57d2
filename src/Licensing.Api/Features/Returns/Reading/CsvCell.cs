using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>Reads one cell exactly or says why not; nothing that could be meant in two ways is guessed.</summary>
internal sealed partial class CsvCell(CodeLists codes, char separator)
{
    public const string SaveAsUtf8 = "In the spreadsheet choose Save As, \"CSV UTF-8\", and check the names.";
    private static readonly FrozenDictionary<ReturnColumn, FrozenDictionary<string, string>> Words = ReturnColumn.All
        .Where(c => c.Form == CellForm.Word).ToFrozenDictionary(c => c, c => c.Words.ToFrozenDictionary(Plain));

    /// <summary>Writes the cell as the value that JSON has for it.</summary>
    /// <param name="currency">Of an amount: what the currency's column holds.</param>
    /// <returns>Code and mend where the cell cannot be read; then nothing is written.</returns>
    public (string Code, string Mend)? Write(Utf8JsonWriter json, JsonEncodedText name, ReturnColumn column, string cell, string? currency)
    {
        switch (column.Form)
        {
            case CellForm.Word:
                if (!Words[column].TryGetValue(cell, out var word) && !Words[column].TryGetValue(Plain(cell), out word))
                    return ("word.unknown", $"This is not one of the words that are possible here. Use one of {string.Join(", ", column.Words)}.");
                json.WriteString(name, word);
                return null;
            case CellForm.Day:
                if (!DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                    return NotADay(cell);
                json.WriteString(name, cell);
                return null;
            case CellForm.WholeNumber:
                if (!int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                    return WholeNumber().IsMatch(cell) ? TooLarge : ("number.not-whole", "Expected a whole number. Write it with digits only.");
                json.WriteNumber(name, whole);
                return null;
            case CellForm.YesOrNo:
                if (Plain(cell) is not ("yes" or "true" or "no" or "false"))
                    return ("boolean.expected", "Expected yes or no.");
                json.WriteBoolean(name, Plain(cell) is "yes" or "true");
                return null;
            case CellForm.Amount:
                // Without the currency nobody knows how many digits are right; that the currency is missing is said at its own column.
                if (currency is null || !codes.MinorUnits.TryGetValue(currency, out var digits))
                    return ("", "");
                if (ReadAmount(cell, digits, currency, out var minor) is { } mistake)
                    return mistake;
                json.WriteNumber(name, minor);
                return null;
            case CellForm.Percent:
                json.WriteString(name, DecimalCommaIsPlain(cell) && !ThreeAfterComma().IsMatch(cell) ? cell.Replace(',', '.') : cell);
                return null;
            default:
                json.WriteString(name, cell);
                return null;
        }
    }

    private (string Code, string Mend)? ReadAmount(string cell, int digits, string currency, out long minor)
    {
        minor = 0;
        var text = cell;
        // Where the separator of the file is another, a single comma before as many digits as the currency has is its
        // decimal point; but three digits after a comma could as well be thousands.
        if (DecimalCommaIsPlain(text) && digits != 3 && text.Length - text.IndexOf(',') - 1 == digits)
            text = text.Replace(',', '.');
        if (!Amount().IsMatch(text))
        {
            return ThreeAfterComma().IsMatch(text) && digits == 3 ? ("amount.ambiguous", $"{cell} could be thousands or decimals. Write the decimals of {currency} after a point: {Example(digits)}.")
                : Grouped().IsMatch(text) ? ("amount.has-separators", $"Write the amount without thousands separators and with a point before the decimals: {Example(digits)}.")
                : ("number.malformed", $"Expected an amount, digits and a point only: {Example(digits)}.");
        }

        var point = text.IndexOf('.');
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (decimals != digits)
        {
            return ("amount.wrong-digits", decimals > digits
                ? $"{currency} has {Digits(digits)}. Write what was paid, for example {Example(digits)}."
                : $"{currency} has {Digits(digits)}. If it is that sum, write {(point < 0 ? text + "." : text)}{new string('0', digits - decimals)}; format the column with {Digits(digits)}.");
        }

        return long.TryParse(point < 0 ? text : text.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out minor) ? null : TooLarge;
    }

    private bool DecimalCommaIsPlain(string text) => separator != ',' && text.IndexOf(',') is >= 0 and var comma && text.LastIndexOf(',') == comma && !text.Contains('.');

    private static (string Code, string Mend) NotADay(string cell)
    {
        if (IsoDay().IsMatch(cell))
            return ("date.impossible", "There is no such day in the calendar.");
        if (Day().Match(cell) is { Success: true } day)
        {
            var (a, b, year) = (int.Parse(day.Groups[1].ValueSpan), int.Parse(day.Groups[2].ValueSpan), day.Groups[3].Value);
            if (year.Length == 4 && a is >= 1 and <= 12 && b is >= 1 and <= 12 && a != b)
                return ("date.ambiguous", $"{cell} can be two days. Write {year}-{a:00}-{b:00} or {year}-{b:00}-{a:00}; format the column as text or yyyy-mm-dd.");
        }

        return ("date.malformed", "Write a day as YYYY-MM-DD, for example 2026-02-28; format the column as text or yyyy-mm-dd.");
    }

    private static (string, string) TooLarge => ("number.out-of-range", "The number is too large or too small.");

    private static string Example(int digits) => digits == 0 ? "15000" : "15000." + new string('0', digits);

    private static string Digits(int digits) => digits switch { 0 => "no decimals", 1 => "1 decimal", _ => $"{digits} decimals" };

    private static string Plain(string word) => string.Concat(word.Where(c => c is not (' ' or '-' or '_'))).ToLowerInvariant();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[-+]?[0-9][0-9.,'’ \u00A0\u202F\u066C]*$")]
    private static partial Regex Grouped();

    [GeneratedRegex("^-?[0-9]+,[0-9]{3}$")]
    private static partial Regex ThreeAfterComma();

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    private static partial Regex IsoDay();

    [GeneratedRegex("^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$")]
    private static partial Regex Day();
}
