using System.Security.Cryptography;

namespace Licensing.Api.Database;

/// <summary>A reference that people read out, write down and type: short, with a check character that catches a mistyped
/// character and two that changed places, for example AG-7K2M9P-X.</summary>
public static class Reference
{
    public const int MaxLength = 16;
    private const int Digits = 6;
    internal const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New(string prefix)
    {
        var digits = RandomNumberGenerator.GetString(Alphabet, Digits);
        return $"{prefix}-{digits}-{CheckCharacter(digits)}";
    }

    /// <summary>True when the text is meant as such a reference, rightly typed or not.</summary>
    public static bool LooksLikeOne(string typed, string prefix) =>
        typed.Trim().StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !typed.Contains('_');

    /// <summary>The reference as it is stored, or null if it cannot be one. Case, spaces, hyphens and the usual confusions
    /// (O for 0, I and L for 1) are forgiven.</summary>
    public static string? Parse(string typed, string prefix)
    {
        var letters = typed.ToUpperInvariant().Where(char.IsLetterOrDigit).ToArray();
        if (letters.Length != prefix.Length + Digits + 1 || !new string(letters).StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var code = new string([.. letters[prefix.Length..].Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);
        if (!code.All(Alphabet.Contains))
            return null;
        var (digits, check) = (code[..Digits], code[Digits]);
        return CheckCharacter(digits) == check ? $"{prefix}-{digits}-{check}" : null;
    }

    // Damm's scheme over the field of 32 elements (x^5 + x^2 + 1): sum, then double. Doubling moves every element but 0,
    // so one wrong character and two neighbours that changed places always alter the result.
    internal static char CheckCharacter(string digits)
    {
        var sum = 0;
        foreach (var digit in digits)
        {
            sum = (sum ^ Alphabet.IndexOf(digit)) << 1;
            if (sum >= 32)
                sum ^= 0b100101;
        }

        return Alphabet[sum];
    }
}
