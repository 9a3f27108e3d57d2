using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Licensing.Rules.Names;

public enum NameKeyKind
{
    /// <summary>A whole word in plain Latin letters, or in its own script where none is known for it.</summary>
    Word,
    /// <summary>How a word sounds.</summary>
    Sound,
    /// <summary>The consonants of a word of three consonants or more.</summary>
    Skeleton,
    /// <summary>Three letters that follow each other, for misspellings; a space stands for a word's ends.</summary>
    Trigram,
    /// <summary>Two Chinese characters that follow each other, in simplified form where the table has one.</summary>
    Han,
}

/// <summary>What a database indexes: one row for each key and agency, and one for each key of what was typed; agencies that share a
/// key are candidates, <see cref="NameKeys.Score"/> puts them in order.</summary>
public readonly record struct NameKey(NameKeyKind Kind, string Text);

/// <param name="Spellings">The word in plain Latin letters, in each way in which it is typed; the first is the main one.</param>
/// <param name="IsWeak">A word of the trade, such as Overseas or Manpower: many agencies have it, so it tells little.</param>
public sealed record NameWord(ImmutableArray<string> Spellings, ImmutableArray<string> Sounds, ImmutableArray<string> Skeletons, FrozenSet<string> Trigrams, bool IsHan, bool IsWeak);

/// <summary>A name folded for search, the same way for what is stored and for what is typed. Legal forms (Pvt Ltd, Private Limited, 有限公司)
/// are left out. Devanagari and Bengali are put into Latin letters; Chinese characters match each other, not pinyin; other
/// scripts match themselves.</summary>
public sealed class NameKeys
{
    private const int MaxWords = 24, MaxWordLength = 40;

    private static readonly string[][] LegalForms =
    [
        ["pvt"], ["private"], ["ltd"], ["limited"], ["pte"], ["plc"], ["llc"], ["inc"], ["incorporated"], ["company"], ["corp"], ["corporation"], ["sdn"], ["bhd"], ["pt"], ["jsc"], ["tnhh"],
        ["co", "ltd"], ["p", "ltd"], ["p", "limited"], ["cong", "ty"], ["co", "phan"], ["trach", "nhiem", "huu", "han"], ["praibhet"], ["limitet"], ["pra", "li"], ["wll"], ["fze"],
    ];

    private static readonly string[] HanLegalForms = ["股份有限公司", "有限责任公司", "有限公司", "公司"];

    private static readonly FrozenSet<string> WeakSounds = new[]
    {
        "overseas", "manpower", "recruitment", "recruiting", "recruiters", "agency", "agencies", "employment", "services", "service", "international", "consultancy", "consultants",
        "human", "resource", "resources", "placement", "labour", "labor", "workers", "solution", "solutions", "group", "enterprises", "enterprise", "travels", "and", "the", "of", "for",
        // as Nepali and Bengali write them
        "obharsij", "obharsis", "manpabhar", "manpaoyar", "myanpavar", "ejensi", "intarnesanal", "intarnyashanal", "sarbhis", "sarbhisej",
        // Vietnamese: export of labour, human resources, cooperation
        "xuat", "khau", "lao", "dong", "nhan", "luc", "cung", "ung", "hop", "tac",
    }.Select(Sound.Of).ToFrozenSet();

    private static readonly string[] HanWeak = ["人力资源", "国际", "劳务", "合作", "服务", "中介", "职业", "海外", "集团", "顾问", "仲介"];

    // Traditional to simplified, by the kSimplifiedVariant of the Unicode Han database: words of the trade and frequent surnames only.
    private static readonly FrozenDictionary<char, char> Simplified =
        "國国際际勞劳務务資资發发業业職职顧顾問问東东華华門门龍龙萬万興兴財财開开聯联長长陳陈張张劉刘黃黄趙赵吳吴孫孙馬马葉叶羅罗鄭郑謝谢許许鄧邓馮冯韓韩楊杨盧卢鍾钟譚谭團团責责達达廣广億亿豐丰寶宝順顺優优亞亚歐欧灣湾僑侨經经濟济"
            .Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    private NameKeys(ImmutableArray<NameWord> words) => Words = words;

    public ImmutableArray<NameWord> Words { get; }

    public static NameKeys Of(string name) => new([.. WithoutLegalForms(Split(name)).Take(MaxWords).Select(Fold)]);

    /// <summary>The rows for the index, each once, in a steady order. A name without a letter has none.</summary>
    public ImmutableArray<NameKey> ToKeys() =>
        // Two words that are also written as one: Viet Nam, Sun Rise.
        Once([.. Words.SelectMany(KeysOf), .. Pairs().Select(p => new NameKey(NameKeyKind.Sound, p.Sound))]);

    /// <summary>The keys to look another name up by: those that a word of the trade brings are left out, since most agencies have them. A
    /// name of nothing else keeps them.</summary>
    public ImmutableArray<NameKey> ToTellingKeys() =>
        Words.All(w => w.IsWeak) ? ToKeys()
            : Once([.. Words.Where(w => !w.IsWeak).SelectMany(KeysOf), .. Pairs().Where(p => !Words[p.Index].IsWeak || !Words[p.Index + 1].IsWeak).Select(p => new NameKey(NameKeyKind.Sound, p.Sound))]);

    private static IEnumerable<NameKey> KeysOf(NameWord word) =>
    [
        .. word.Spellings.Select(s => new NameKey(NameKeyKind.Word, s)),
        .. word.Sounds.Select(s => new NameKey(NameKeyKind.Sound, s)),
        .. word.Skeletons.Select(s => new NameKey(NameKeyKind.Skeleton, s)),
        .. word.Trigrams.Select(t => new NameKey(word.IsHan ? NameKeyKind.Han : NameKeyKind.Trigram, t)),
    ];

    private static ImmutableArray<NameKey> Once(IEnumerable<NameKey> keys) =>
        [.. keys.Where(k => k.Text.Length > 0).Distinct().OrderBy(k => k.Kind).ThenBy(k => k.Text, StringComparer.Ordinal)];

    /// <summary>How well a stored name answers what was typed: 0 nothing in common, 1000 the same.</summary>
    /// <remarks>Each typed word counts by its best answer: the same word, the same sound, the same consonants, or shared trigrams; words
    /// of the trade count a quarter. A tenth of the score tells how much of the stored name was asked for.</remarks>
    public static int Score(NameKeys typed, NameKeys stored)
    {
        if (typed.Words.IsEmpty || stored.Words.IsEmpty) return 0;
        var asked = Share(typed, stored);
        return asked == 0 ? 0 : (9 * asked + Share(stored, typed)) / 10;
    }

    private static int Share(NameKeys from, NameKeys to)
    {
        var best = new int[from.Words.Length];
        var pairs = to.Pairs().Select(p => p.Sound).ToHashSet();
        for (var i = 0; i < best.Length; i++)
        {
            best[i] = to.Words.Max(w => Match(from.Words[i], w));
            if (from.Words[i].Sounds.Any(pairs.Contains)) best[i] = Math.Max(best[i], 900);
        }
        foreach (var (index, sound) in from.Pairs())
            if (to.Words.Any(w => w.Sounds.Contains(sound))) (best[index], best[index + 1]) = (Math.Max(best[index], 900), Math.Max(best[index + 1], 900));
        var weight = from.Words.Sum(w => w.IsWeak ? 1 : 4);
        return from.Words.Select((w, i) => best[i] * (w.IsWeak ? 1 : 4)).Sum() / weight;
    }

    private static int Match(NameWord a, NameWord b)
    {
        if (a.Spellings.Intersect(b.Spellings).Any()) return 1000;
        if (a.Sounds.Intersect(b.Sounds).Any()) return 900;
        if (a.IsHan != b.IsHan) return 0;
        var shared = a.Trigrams.Count(b.Trigrams.Contains);
        // Dice: what is shared of what both have. Below two fifths it is chance.
        var dice = a.Trigrams.Count + b.Trigrams.Count == 0 ? 0 : 2000 * shared / (a.Trigrams.Count + b.Trigrams.Count);
        var letters = dice >= 400 ? dice * 8 / 10 : 0;
        return a.Skeletons.Intersect(b.Skeletons).Any() ? Math.Max(600, letters) : letters;
    }

    private IEnumerable<(int Index, string Sound)> Pairs() =>
        Enumerable.Range(0, Math.Max(0, Words.Length - 1)).Where(i => !Words[i].IsHan && !Words[i + 1].IsHan)
            .SelectMany(i => Words[i].Spellings.Take(1).SelectMany(a => Words[i + 1].Spellings.Take(1).Select(b => (i, Sound.Of(a + b)))));

    private static NameWord Fold(string word)
    {
        if (IsHan(word[0]))
        {
            var bigrams = word.Length == 1 ? [word] : Enumerable.Range(0, word.Length - 1).Select(i => word.Substring(i, 2));
            return new([word], [], [], bigrams.ToFrozenSet(), true, HanWeak.Contains(word));
        }
        ImmutableArray<string> spellings = word.Any(IndicScripts.Holds)
            ? [.. new[] { IndicScripts.ToLatin(word, writeJoined: false), IndicScripts.ToLatin(word, writeJoined: true) }.Where(s => s.Length > 0).Distinct()]
            : [word];
        if (spellings.IsEmpty) spellings = [word];
        ImmutableArray<string> sounds = [.. spellings.Select(Sound.Of).Distinct()];
        return new(spellings, sounds, [.. sounds.Select(Sound.Skeleton).Where(s => s.Length >= 3).Distinct()],
            spellings.SelectMany(s => Enumerable.Range(0, s.Length + 1).Select(i => $"  {s} ".Substring(i, 3))).ToFrozenSet(), false, sounds.Any(WeakSounds.Contains));
    }

    /// <summary>Words in lower case and plain letters; Chinese characters apart from what stands beside them, and trade words apart from names.</summary>
    private static List<string> Split(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        void End()
        {
            if (word.Length > 0) words.Add(word.ToString(0, Math.Min(word.Length, MaxWordLength)));
            word.Clear();
        }
        foreach (var raw in name)
        {
            var letter = char.ToLowerInvariant(raw is >= '\uFF01' and <= '\uFF5E' ? (char)(raw - 0xFEE0) : raw);
            if (letter is >= '\u0300' and <= '\u036f' or '\'' or '\u2019' or '\u02bc' or '\u200c' or '\u200d') continue;      // marks, apostrophes and joiners
            if (IsHan(letter))
            {
                if (word.Length > 0 && !IsHan(word[0])) End();
                word.Append(Simplified.GetValueOrDefault(letter, letter));
                continue;
            }
            if (word.Length > 0 && IsHan(word[0])) End();
            if (LatinLetters.Find(letter) is { } plain) word.Append(plain);
            else if (char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark) word.Append(letter);
            else End();
        }
        End();
        return [.. words.SelectMany(w => IsHan(w[0]) ? HanParts(w) : [w])];
    }

    private static IEnumerable<string> HanParts(string run)
    {
        foreach (var form in HanLegalForms) run = run.Replace(form, " ", StringComparison.Ordinal);
        foreach (var weak in HanWeak) run = run.Replace(weak, $" {weak} ", StringComparison.Ordinal);
        return run.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A name of nothing but legal forms keeps them: something must be searched for.</summary>
    private static List<string> WithoutLegalForms(List<string> words)
    {
        var latin = words.Select(w => w.Any(IndicScripts.Holds) ? IndicScripts.ToLatin(w, writeJoined: false) : w).ToList();
        var kept = new List<string>();
        for (var i = 0; i < words.Count;)
        {
            var form = LegalForms.Where(f => i + f.Length <= words.Count && f.Select((part, n) => latin[i + n] == part).All(same => same)).MaxBy(f => f.Length);
            if (form is null) kept.Add(words[i++]);
            else i += form.Length;
        }
        return kept.Count > 0 ? kept : words;
    }

    private static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf';
}
