using System.Collections.Frozen;
using System.Text;

namespace Licensing.Rules.Names;

/// <summary>Devanagari and Bengali names in the Latin letters that people type for them. Not a scholarly transliteration: what
/// is typed is wanted, so aspirates, retroflexes and the three sibilants come out as in passports.</summary>
internal static class IndicScripts
{
    // Both blocks are laid out alike, so one table of offsets serves both; what differs is listed after it.
    private const int Devanagari = 0x0900, Bengali = 0x0980, Block = 0x80;
    private const int Virama = 0x4D, Nukta = 0x3C, Candrabindu = 0x01, Anusvara = 0x02, Visarga = 0x03, O = 0x13, Ja = 0x1C, Nya = 0x1E, Ba = 0x2C, Ya = 0x2F, YaWithDot = 0x5F;

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
    /// <param name="writeJoined">Whether a y that is joined to the consonant before it is written, and in Bengali a b. In English words
    /// (ম্যান, म्यान, "man") the y only colours the vowel, in श्याम it is spoken; স্বপ্ন is typed swapna and shopno.</param>
    public static string ToLatin(string word, bool writeJoined)
    {
        var latin = new StringBuilder();
        var i = 0;
        int At(int ahead) => i + ahead >= 0 && i + ahead < word.Length && Holds(word[i + ahead]) ? word[i + ahead] & (Block - 1) : -1;

        // What follows a consonant: a sign, nothing after a virama, or the vowel that is not written, silent at the end.
        void TakeVowel()
        {
            if (Signs.TryGetValue(At(0), out var sign))
            {
                latin.Append(sign);
                i++;
            }
            else if (At(0) == Virama) i++;
            else if (i < word.Length && At(0) != Visarga) latin.Append('a');
        }

        while (i < word.Length)
        {
            var letter = At(0);
            var bengali = word[i] >= Bengali;
            if (letter < 0) latin.Append(word[i++]);
            else if (Consonants.TryGetValue(letter, out var consonant))
            {
                var isJoined = At(-1) == Virama;
                i++;
                if (At(0) == Nukta)
                {
                    // A dot below: Bengali য় and ড়, Devanagari letters of Persian words.
                    consonant = letter switch { Ya => "y", 0x21 => "r", 0x22 => "rh", Ja => "z", 0x2B => "f", _ => consonant };
                    i++;
                }
                else if (letter == Ya && isJoined) consonant = writeJoined ? "y" : "";
                else if (letter == Ba && isJoined && bengali) consonant = writeJoined ? "b" : "";
                else if (letter == Ya && bengali) consonant = "j";
                else if (letter == Ja && !bengali && At(0) == Virama && At(1) == Nya)
                {
                    consonant = "gy";      // ज्ञ is spoken and typed so
                    i += 2;
                }
                latin.Append(consonant);
                TakeVowel();
            }
            else if (letter == O && bengali && (At(1) == YaWithDot || (At(1) == Ya && At(2) == Nukta)))
            {
                latin.Append('w');         // ওয়, as in ওয়ার্ল্ড (World)
                i += At(1) == YaWithDot ? 2 : 3;
                TakeVowel();
            }
            else
            {
                if (Vowels.TryGetValue(letter, out var vowel) || Signs.TryGetValue(letter, out vowel)) latin.Append(vowel);
                else if (letter is Candrabindu || (letter is Anusvara && !bengali) || (letter is Anusvara && At(1) is >= 0x15 and <= 0x18)) latin.Append('n');
                else if (letter is Anusvara) latin.Append("ng");      // বাংলা, Bangla
                else if (letter is >= 0x66 and <= 0x6F) latin.Append((char)('0' + letter - 0x66));
                else if (letter == 0x50) latin.Append("om");
                else if (bengali && letter == 0x4E) latin.Append('t');      // ৎ
                i++;      // visarga, virama and nukta by themselves are not typed
            }
        }
        return latin.ToString();
    }
}
