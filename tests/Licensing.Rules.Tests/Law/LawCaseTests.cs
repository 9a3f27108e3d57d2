using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.Tests.Law;

/// <summary>Every case under Law/ that a lawyer wrote, against the packs as they ship.</summary>
public class LawCaseTests
{
    private static string Folder => Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Law");

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Cases_come_out_as_written(string file)
    {
        var failures = new List<string>();
        var cases = LawCase.ReadAll(Path.Combine(Folder, file)).ToList();
        Assert.NotEmpty(cases);
        foreach (var c in cases) failures.AddRange(Check(c).Select(f => $"{c.Name}\n    {f}"));
        Assert.True(failures.Count == 0, $"{file}: {failures.Count} differences\n  " + string.Join("\n  ", failures));
    }

    [Fact]
    public void There_are_cases_for_every_provision()
    {
        var named = Files().SelectMany(f => LawCase.ReadAll(Path.Combine(Folder, f.Data))).SelectMany(c => c.Expect.Keys).ToHashSet();
        var without = LawFiles.Packs.Values.SelectMany(p => p.Rules).Select(r => r.Provision).Distinct().Where(p => !named.Contains(p));
        Assert.Empty(without);
    }

    private static IEnumerable<string> Check(LawCase c)
    {
        var rules = c.Law.SelectMany(p => LawFiles.Packs[p].Rules).ToList();
        var judgements = FeeCapLaw.Judge(c.Facts, rules, c.Context);
        foreach (var (key, expected) in c.Expect)
        {
            var actual = key switch
            {
                "origin law" => Coverage(judgements, LawSide.Origin),
                "destination law" => Coverage(judgements, LawSide.Destination),
                "agreement" => Coverage(judgements, LawSide.Agreement),
                _ when rules.All(r => r.Provision != key) => $"not a provision of {string.Join(", ", c.Law)}",
                _ => ForProvision(judgements, key, expected),
            };
            if (LawCase.Normal(actual) != LawCase.Normal(expected))
                yield return $"{key}: expected \"{expected}\", was \"{actual}\"\n      {Explain(judgements, rules, key)}";
        }
        foreach (var breach in judgements.Where(j => j.IsBreach && !c.Expect.ContainsKey(j.Provision!)))
            yield return $"{breach.Provision}: not expected, was \"{LawCase.Say(breach)}\"";
    }

    // Two versions can both speak when each counts payments of its own days; the case names what either says.
    private static string ForProvision(IEnumerable<Judgement> judgements, string provision, string expected)
    {
        var said = judgements.Where(j => j.Provision == provision).Select(LawCase.Say).ToList();
        return said.FirstOrDefault(s => LawCase.Normal(s) == LawCase.Normal(expected)) ?? (said.Count == 0 ? "silent" : string.Join(" | ", said));
    }

    private static string Coverage(IEnumerable<Judgement> judgements, LawSide law) =>
        judgements.SingleOrDefault(j => j.IsCoverage && j.Law == law) is { } j ? LawCase.Say(j) : "covered";

    private static string Explain(IEnumerable<Judgement> judgements, List<Rule> rules, string provision) =>
        string.Join("\n      ", judgements.Where(j => j.Provision == provision)
            .Select(j => Explanation.Paragraph(j, rules.Single(r => r.Provision == j.Provision && r.Version == j.Version))));
}
