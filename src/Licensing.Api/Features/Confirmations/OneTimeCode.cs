using System.Security.Cryptography;
using Licensing.Api.Database;
using Licensing.Api.Features.Complaints;

namespace Licensing.Api.Features.Confirmations;

/// <summary>What a worker is given on paper or by a message, and types in once: 120 random bits in the alphabet of <see cref="Reference"/> and a check character,
/// in five groups of five.</summary>
public static class OneTimeCode
{
    private const int Characters = 24, Group = 5;

    public static string New()
    {
        var code = RandomNumberGenerator.GetString(Reference.Alphabet, Characters);
        return string.Join('-', (code + Reference.CheckCharacter(code)).Chunk(Group).Select(g => new string(g)));
    }

    /// <summary>The hash by which the code is found; null where this cannot be one. Case, spaces, hyphens and the usual confusions (O for 0, I and L for 1)
    /// are forgiven.</summary>
    public static string? HashOf(string typed)
    {
        var code = new string([.. typed.ToUpperInvariant().Where(char.IsLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);
        return code.Length == Characters + 1 && code.All(Reference.Alphabet.Contains) && Reference.CheckCharacter(code[..Characters]) == code[^1] ? TrackingSecret.HashOf(code) : null;
    }
}
