using System.Security.Cryptography;

namespace Licensing.Api.Database;

/// <summary>The id that outsiders see: random, so that nothing can be counted, ordered or guessed from it.</summary>
public static class PublicId
{
    public const int MaxLength = 24;

    // Crockford's alphabet: no i, l, o, u, which people misread.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>80 random bits behind a prefix that says what it is, for example ag_7k2m9p….</summary>
    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, 16)}";
}
