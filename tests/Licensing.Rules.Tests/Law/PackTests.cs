using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.Tests.Law;

public class PackTests
{
    public static TheoryData<string> Paths() => [.. LawFiles.PackPaths().Select(p => Path.GetRelativePath(AppContext.BaseDirectory, p))];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_pack_reads_without_error_and_is_named_like_its_file(string path)
    {
        var (pack, errors) = PackReader.Read(LawFiles.Tree(Path.Combine(AppContext.BaseDirectory, path)), LawFiles.Codes);
        Assert.True(pack is not null, string.Join("\n", errors));
        Assert.Equal(Path.GetFileNameWithoutExtension(path), pack.Name);
        Assert.NotEmpty(pack.Rules);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_provision_has_its_reading_in_the_docs(string path)
    {
        var (pack, _) = PackReader.Read(LawFiles.Tree(Path.Combine(AppContext.BaseDirectory, path)), LawFiles.Codes);
        var folder = Path.GetFileName(Path.GetDirectoryName(path))!;
        var reading = File.ReadAllText(Path.Combine(LawFiles.Root, "docs", "rules", "fee-caps", folder + ".md"));
        foreach (var provision in pack!.Rules.Select(r => r.Provision).Distinct())
            Assert.Contains($"## {provision}\n", reading, StringComparison.Ordinal);
        Assert.Contains("## Not encoded", reading, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ten_jurisdictions_of_the_first_release_are_there() =>
        Assert.Superset(new HashSet<string> { "vn", "tw", "ph", "np", "in", "id", "hk", "sg", "bd", "ae", "qa", "ilo" }, LawFiles.Packs.Keys.ToHashSet());

    /// <summary>Everywhere a fee rule was found that is known well enough to be loaded.</summary>
    [Fact]
    public void The_wider_jurisdictions_are_there() =>
        Assert.Superset(new HashSet<string> { "sa", "kw", "bh", "om", "my", "th", "gb", "lk", "pk", "mm", "et", "ug", "gh" }, LawFiles.Packs.Keys.ToHashSet());

    /// <summary>A kind is: who is charged, what is demanded, how the amount comes about, and what others' payments do. Provisions
    /// that differ in a number, a place, a category or a guard are of one kind.</summary>
    [Fact]
    public void There_are_at_least_twelve_kinds_of_provision()
    {
        var kinds = LawFiles.Packs.Values.SelectMany(p => p.Rules).Select(Kind).ToHashSet();
        Assert.True(kinds.Count >= 12, string.Join("\n", kinds.Order(StringComparer.Ordinal)));

        static string Kind(Rule rule) => string.Join(' ', rule.Counts.Payers.Order().First(), rule.Duty switch
        {
            CapDuty cap => Amount(cap.Basis),
            NotBeforeDuty => "not before",
            RefundDuty refund => $"refund {refund.Trigger} {(refund.SharePercent is null ? "unserved" : "share")}",
            var duty => duty.GetType().Name,
        }, rule.Offset?.Effect);
        static string Amount(Basis basis) => basis switch
        {
            Choose choose => Amount(choose.Choices[0].Basis),
            Share share => Amount(share.Of),
            LesserOf lesser => "lesser of " + string.Join(", ", lesser.Of.Select(Amount)),
            MonthsOfWage months => $"months of wage {months.Per}",
            PerServiceYear years => $"per service {years.Unit}",
            Stated stated => $"stated {stated.Amount}",
            _ => basis.GetType().Name,
        };
    }

    [Fact]
    public void Provisions_are_unique_over_all_packs()
    {
        var twice = LawFiles.Packs.Values.SelectMany(p => p.Rules).GroupBy(r => (r.Provision, r.Version)).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Empty(twice);
    }
}
