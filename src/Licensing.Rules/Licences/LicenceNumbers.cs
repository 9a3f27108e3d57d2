using System.Text.RegularExpressions;

namespace Licensing.Rules.Licences;

public static class LicenceNumbers
{
    /// <summary>Whether the whole number, and not only a part of it, has the form that the regime asks.</summary>
    /// <remarks>Linear in the length of the number, whatever the pattern (the reader of regimes admits no other).</remarks>
    public static bool Fits(this NumberPattern pattern, string number) =>
        Regex.IsMatch(number, $@"\A(?:{pattern.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
