using System.Text;

namespace Licensing.Rules.Names;

/// <summary>Folds a word in plain Latin letters to how it sounds, so that spellings that people mix up fall together.</summary>
internal static class Sound
{
    // In this order: longer spellings first.
    private static readonly (string Written, string Sounds)[] Spellings =
    [
        ("chh", "c"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "j"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"),
        ("kh", "k"), ("gh", "g"), ("jh", "j"), ("jy", "j"), ("rh", "r"), ("ck", "k"), ("qu", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
        ("ge", "je"), ("gi", "ji"), ("x", "ks"), ("q", "k"), ("z", "j"), ("v", "b"), ("w", "b"), ("y", "i"), ("e", "i"), ("o", "u"),
    ];

    /// <summary>Vowels fall into i (e, ee, y) and u (o, oo), v and w into b, sh into s, aspirates lose their breath, doubled letters are one; an
    /// <c>a</c> counts only at the start, since it is the vowel that Indic scripts leave out and that is typed or not.</summary>
    public static string Of(string word)
    {
        var text = word.Length > 3 && word[^1] == 'e' && !IsVowel(word[^2]) ? word[..^1] : word;        // a silent e, as in Prime
        var sounds = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var (written, sound) = Array.Find(Spellings, s => string.CompareOrdinal(text, i, s.Written, 0, s.Written.Length) == 0);
            if (written is null)
            {
                if (text[i] == 'c') sounds.Append('k');
                else sounds.Append(text[i]);
                i++;
            }
            else
            {
                // ce, ci, ge, gi: only the consonant is read here; its vowel comes next.
                var keepsVowel = written is "ce" or "ci" or "ge" or "gi" or "cy";
                sounds.Append(keepsVowel ? sound[..1] : sound);
                i += keepsVowel ? 1 : written.Length;
            }
        }
        var folded = new StringBuilder();
        for (var i = 0; i < sounds.Length; i++)
        {
            var letter = sounds[i];
            if (i > 0 && (letter is 'a' or 'h')) continue;
            if (letter == 'm' && i + 1 < sounds.Length && (sounds[i + 1] is 'b' or 'p' or 'f')) letter = 'n';      // as before a nasal sign: Lumbini, Shambhu
            if (folded.Length > 0 && folded[^1] == letter) continue;
            folded.Append(letter);
        }
        return folded.ToString();
    }

    /// <summary>Of a sound, the consonants and a first vowel as such: for vowels that are written differently altogether.</summary>
    public static string Skeleton(string sound)
    {
        var bones = new StringBuilder();
        for (var i = 0; i < sound.Length; i++)
        {
            var letter = IsVowel(sound[i]) ? i == 0 ? 'a' : '\0' : sound[i];
            if (letter != '\0') bones.Append(letter);
        }
        return bones.ToString();
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
