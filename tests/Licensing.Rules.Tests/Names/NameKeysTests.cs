using CsCheck;
using Licensing.Rules.Names;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Names;

public class NameKeysTests
{
    private static readonly List<(string Stored, string Typed)> Table =
    [
        .. File.ReadAllLines(Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Names", "names.txt")).Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split(" | ")).Select(p => (p[0].Trim(), p[1].Trim())),
    ];

    public static TheoryData<string, string> Names() => [.. Table.Select(t => new TheoryDataRow<string, string>(t.Stored, t.Typed))];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_people_type_finds_the_name_before_all_others(string stored, string typed)
    {
        var query = NameKeys.Of(typed);
        var ranked = Table.Select(t => t.Stored).Distinct().Select(n => (Name: n, Score: NameKeys.Score(query, NameKeys.Of(n)))).OrderByDescending(n => n.Score).ToList();
        Assert.True(ranked[0].Name == stored && ranked[0].Score > ranked[1].Score, string.Join("\n", ranked.Take(3).Select(r => $"{r.Score} {r.Name}")));
        // The database finds it too: a key is shared, so it is among the candidates.
        Assert.NotEmpty(query.ToKeys().Intersect(NameKeys.Of(stored).ToKeys()));
    }

    [Theory]
    [InlineData("Pvt. Ltd.", "pvt ltd")]                      // nothing but a legal form: kept, or nothing could be found
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("ＦＵＬＬ ｗｉｄｔｈ", "full width")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("Straße Łódź Øre", "strasse lodz ore")]
    [InlineData("Nguyê\u0303n Đa\u0323i", "nguyen dai")]      // with combining marks
    [InlineData("नेपाल", "nepal")]
    [InlineData("ओम २०", "om 20")]
    [InlineData("Sunrise Private Limited", "sunrise")]
    [InlineData("Sunrise Pte Ltd (Branch)", "sunrise branch")]
    [InlineData("Himal Overseas (P) Ltd.", "himal overseas")]    // of p only the phrase
    [InlineData("P. Himal", "p himal")]
    [InlineData("Phan Thị Cổ", "phan thi co")]                // of Cổ phần only the phrase is a legal form
    [InlineData("Li Wei Services", "li wei services")]       // of लि only the phrase प्रा. लि.
    [InlineData("गोर्खा प्रा. लि.", "gorkha")]
    [InlineData("", "")]
    [InlineData(" -- ", "")]
    public void A_name_is_folded_to_plain_words(string name, string words) => Assert.Equal(words, string.Join(' ', NameKeys.Of(name).Words.Select(w => w.Spellings[0])));

    [Theory]
    [InlineData("Phoenix", "fenix")]
    [InlineData("Lakshmi", "Laxmi")]
    [InlineData("Vikash", "Bikas")]
    [InlineData("Jyoti", "Joti")]
    [InlineData("Seema", "Sima")]
    [InlineData("Poonam", "Punam")]
    [InlineData("Mohammad", "Muhammed")]
    [InlineData("Kathmandu", "Katmandoo")]
    public void Spellings_that_sound_alike_share_a_key(string one, string other) =>
        Assert.Contains(NameKeys.Of(one).ToKeys().Intersect(NameKeys.Of(other).ToKeys()), k => k.Kind is NameKeyKind.Sound or NameKeyKind.Skeleton);

    [Theory]
    [InlineData("sunrise", "Sunrise Overseas", "Moonrise Overseas")]
    [InlineData("sunrise overseas", "Sunrise Services", "Everest Overseas")]      // the name tells more than the trade
    [InlineData("sita overseas", "Sita Overseas", "Gita Overseas")]
    public void The_better_answer_comes_first(string typed, string first, string second) =>
        Assert.True(NameKeys.Score(NameKeys.Of(typed), NameKeys.Of(first)) > NameKeys.Score(NameKeys.Of(typed), NameKeys.Of(second)));

    [Theory]
    [InlineData("sunrise", "Machhapuchhre Manpower")]
    [InlineData("华兴", "東方")]
    [InlineData("华兴", "Sunrise")]
    [InlineData("", "Sunrise")]
    public void What_has_nothing_in_common_scores_nothing(string typed, string stored) => Assert.Equal(0, NameKeys.Score(NameKeys.Of(typed), NameKeys.Of(stored)));

    [Fact]
    public void Any_text_has_keys_that_are_distinct_steady_and_short_and_scores_a_thousand_with_itself() =>
        Gen.OneOf(Gen.String, Gen.Char['\u0900', '\u09ff'].Array[0, 30].Select(c => new string(c)), Gen.Char['\u4e00', '\u4eff'].Array[0, 12].Select(c => new string(c)),
            Gen.Char['a', 'z'].Array[0, 60].Select(c => new string(c))).Sample(text =>
        {
            var keys = NameKeys.Of(text);
            var rows = keys.ToKeys();
            Assert.Equal(rows, NameKeys.Of(text).ToKeys());
            Assert.Equal(rows.Length, rows.Distinct().Count());
            Assert.All(rows, k => Assert.InRange(k.Text.Length, 1, 200));
            Assert.Equal(keys.Words.IsEmpty ? 0 : 1000, NameKeys.Score(keys, keys));
        }, iter: 5_000, threads: 2);
}
