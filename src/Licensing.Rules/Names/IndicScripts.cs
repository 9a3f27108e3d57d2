using System.Collections.Frozen;
using System.Text;

namespace Licensing.Rules.Names;

/// <summary>Devanagari and Bengali names in the Latin letters that people type for them. Not a scholarly transliteration: what
/// is typed is wanted, so aspirates, retroflexes and the three sibilants come out as in passports.</summary>
internal static class IndicScripts
{
    // Both blocks are laid out alike, so one table of offsets serves both; what differs is listed after it.
    private const int Devanagari = 0x0900, Bengali = 0x0980, Block = 0x80;
    private const int Virama = 0x4D, Nukta = 0x3C, Candrabindu = 0x01, Anusvara = 0x02, Visarga = 0x03, Ya = 0x2F;

    private static readonly FrozenDictionary<int, string> Consonants = new Dictionary<int, string>
    {
        [0x15] = "k", [0x16] = "kh", [0x17] = "g", [0x18] = "gh", [0x19] = "n",
        [0x1A] = "ch", [0x1B] = "chh", [0x1C] = "j", [0x1D] = "jh", [0x1E] = "n",
        [0x1F] = "t", [0x20] = "th", [0x21] = "d", [0x22] = "dh", [0x23] = "n",
        [0x24] = "t", [0x25] = "th", [0x26] = "d", [0x27] = "dh", [0x28] = "n",
        [0x2A] = "p", [0x2B] = "ph", [0x2C] = "b", [0x2D] = "bh", [0x2E] = "m",
        [0x2F] = "y", [0x30] = "r", [0x32] = "l", [0x33] = "l", [0x35] = "v",
        [0x36] = "sh", [0x37] = "sh", [0x38] = "s", [0x39] = "h",
        [0x58] = "k", [0x59] = "kh", [0x5A] = "g", [0x5B] = "z", [0x5C] = "r", [0x5D] = "rh", [0x5E] = "f", [0x5F] = "y",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> Vowels = new Dictionary<int, string>
    {
        [0x05] = "a", [0x06] = "a", [0x07] = "i", [0x08] = "i", [0x09] = "u", [0x0A] = "u", [0x0B] = "ri",
        [0x0D] = "e", [0x0F] = "e", [0x10] = "ai", [0x11] = "o", [0x13] = "o", [0x14] = "au",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> Signs = new Dictionary<int, string>
    {
        [0x3E] = "a", [0x3F] = "i", [0x40] = "i", [0x41] = "u", [0x42] = "u", [0x43] = "ri",
        [0x45] = "e", [0x47] = "e", [0x48] = "ai", [0x49] = "o", [0x4B] = "o", [0x4C] = "au",
    }.ToFrozenDictionary();

    public static bool Holds(char letter) => letter is >= (char)Devanagari and < (char)(Bengali + Block);

    /// <param name="word">Letters of Devanagari or Bengali; others are left as they are.</param>
    /// <param name="keepYa">Whether a y that is joined to the consonant before it is written. In English words (ম্যান, म्यान, "man")
    /// it only colours the vowel; in श्याम it is spoken. Both spellings are typed.</param>
    public static string ToLatin(string word, bool keepYa)
    {
        var latin = new StringBuilder();
        for (var i = 0; i < word.Length; i++)
        {
            if (!Holds(word[i]))
            {
                latin.Append(word[i]);
                continue;
            }
            var bengali = word[i] >= Bengali;
            int At(int index) => index < word.Length && Holds(word[index]) ? word[index] & (Block - 1) : -1;
            var letter = At(i);
            if (Consonants.TryGetValue(letter, out var consonant))
            {
                if (At(i + 1) == Nukta)
                {
                    i++;
                    // A dot below: Bengali য় and ড়, Devanagari letters of Persian words.
                    consonant = letter switch { Ya => "y", 0x21 => "r", 0x22 => "rh", 0x1C => "z", 0x2B => "f", _ => consonant };
                }
                else if (bengali && letter == Ya) consonant = "j";
                // ज्ञ is spoken and typed gy.
                if (!bengali && letter == 0x1C && At(i + 1) == Virama && At(i + 2) == 0x1E)
                {
                    consonant = "gy";
                    i += 2;
                }
                latin.Append(consonant);
                if (Signs.TryGetValue(At(i + 1), out var sign))
                {
                    latin.Append(sign);
                    i++;
                }
                else if (At(i + 1) != Virama && !IsLast(word, i) && consonant.Length > 0) latin.Append('a');      // the vowel that is not written; silent at the end
                else if (At(i + 1) == Virama) i++;
                if (i < word.Length && At(i) == Virama && At(i + 1) == Ya && At(i + 2) != Nukta)
                {
                    // The joined y is the next letter; it is told apart by the virama before it.
                    latin.Append(keepYa ? "y" : "");
                    i++;
                    if (Signs.TryGetValue(At(i + 1), out var after))
                    {
                        latin.Append(after);
                        i++;
                    }
                    else if (!IsLast(word, i)) latin.Append('a');
                }
            }
            else if (Vowels.TryGetValue(letter, out var vowel))
            {
                // ওয় is w, as in ওয়ার্ল্ড (World).
                if (bengali && letter == 0x13 && (At(i + 1) == 0x5F || (At(i + 1) == Ya && At(i + 2) == Nukta)))
                {
                    latin.Append('w');
                    i += At(i + 1) == 0x5F ? 1 : 2;
                    if (Signs.TryGetValue(At(i + 1), out var sign))
                    {
                        latin.Append(sign);
                        i++;
                    }
                    else if (!IsLast(word, i)) latin.Append('a');
                }
                else latin.Append(vowel);
            }
            else if (letter is Candrabindu or Anusvara) latin.Append('n');
            else if (letter is >= 0x66 and <= 0x6F) latin.Append((char)('0' + letter - 0x66));
            else if (letter == 0x50) latin.Append("om");
            else if (bengali && letter == 0x4E) latin.Append('t');      // ৎ
            else if (Signs.TryGetValue(letter, out var stray)) latin.Append(stray);
            // Visarga, virama and nukta by themselves are not typed.
        }
        return latin.ToString();
    }

    private static bool IsLast(string word, int index) => index + 1 >= word.Length || (word[index + 1] & (Block - 1)) == Visarga && index + 2 >= word.Length;
}
