using System.Text;
using System.Text.RegularExpressions;
using Licensing.Api.Security;

namespace Licensing.Api.Database;

/// <summary>Text as it is stored: the two databases collate differently, so what must compare equal is made equal here.</summary>
public static partial class Text
{
    public const int MaxFoldedLength = 600;

    /// <summary>NFC, trimmed, every run of white space one space.</summary>
    public static string Normalise(string text) => WhiteSpace().Replace(text.Normalize(NormalizationForm.FormC), " ").Trim();

    /// <summary>For search: lower case, without the accents of Latin, Greek and Cyrillic letters, compatibility forms made
    /// plain. Vowel signs of other scripts stay, since without them a name is another name.</summary>
    public static string Fold(string text)
    {
        var plain = Normalise(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant();
        var folded = WhiteSpace().Replace(string.Concat(plain.Where(c => c is < '\u0300' or > '\u036f')), " ").Trim().Normalize(NormalizationForm.FormC);
        return folded.Length <= MaxFoldedLength ? folded : folded[..MaxFoldedLength];
    }

    /// <summary>Without the Unicode tables Normalize does nothing, in silence; names would be stored in two spellings.</summary>
    public static void RequireUnicode()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00e9")
            throw new StartRefusedException("This machine runs .NET in invariant globalisation mode, which cannot normalise text. Install ICU (libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
