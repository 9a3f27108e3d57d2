using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Law;

/// <summary>docs/law.md: what is encoded, since when, how well it is known, and what is missing.</summary>
public partial class LawPageTests
{
    private static readonly string Readings = Path.Combine(LawFiles.Root, "docs", "rules", "fee-caps");

    [Fact]
    public void The_overview_of_the_law_in_the_docs_is_what_the_packs_say() => GeneratedPage.Check("law.md", Page());

    [Fact]
    public void Every_rule_has_its_line_and_every_reading_its_missing_part()
    {
        var page = Page();
        foreach (var rule in LawFiles.Packs.Values.SelectMany(p => p.Rules))
            Assert.Matches($@"(?m)^\| `{Regex.Escape(rule.Provision)}` v{rule.Version}\b", page);
        foreach (var (name, _) in Pages()) Assert.NotEmpty(Missing(name));
    }

    /// <summary>Counted is what has a case of its own: a country's law once, however many packs it has, and each agreement.</summary>
    [Fact]
    public void At_least_25_jurisdictions_and_agreements_are_encoded_with_cases()
    {
        var (countries, agreements) = WithCases();
        Assert.True(countries.Count + agreements.Count >= 25, $"{string.Join(", ", countries)}; {string.Join(", ", agreements)}");
        Assert.Empty(LawFiles.Packs.Keys.Except(Cases().Select(c => c.Pack)));
        Assert.Empty(Agreements.AgreementFiles.All.Keys.Except(agreements));
    }

    private static (List<string> Countries, List<string> Agreements) WithCases()
    {
        var judged = Cases().Select(c => LawFiles.Packs[c.Pack]).Distinct().ToList();
        return (
            [.. judged.Where(p => p.Law is LawSide.Origin or LawSide.Destination).Select(p => (p.Law == LawSide.Origin ? p.Origin : p.Destination)!).Distinct().Order(StringComparer.Ordinal)],
            [.. judged.Where(p => p.Law == LawSide.Agreement).Select(p => p.Name).Union(Agreements.AgreementCaseTests.AgreementsWithCases()).Order(StringComparer.Ordinal)]);
    }

    // What stands under a provision's name is a case of its pack.
    private static IEnumerable<(string Pack, string Provision)> Cases() =>
        LawCaseTests.Files().SelectMany(f => LawCase.ReadAll(Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Law", f.Data)))
            .SelectMany(c => c.Expect.Keys).Where(k => LawFiles.Packs.ContainsKey(k.Split('.')[0])).Select(k => (k.Split('.')[0], k));

    /// <summary>Every page of readings, with its packs; one on countries of which nothing is encoded has none.</summary>
    private static IEnumerable<(string Page, List<RulePack> Packs)> Pages()
    {
        var packs = LawFiles.PackPaths().ToLookup(p => Path.GetFileName(Path.GetDirectoryName(p))!, p => LawFiles.Packs[Path.GetFileNameWithoutExtension(p)]);
        // A country's own law goes before what it agreed with others.
        return Directory.EnumerateFiles(Readings, "*.md").Select(p => Path.GetFileNameWithoutExtension(p)).Where(p => p != "README").OrderBy(Name, StringComparer.Ordinal)
            .Select(p => (p, packs[p].OrderBy(k => k.Law).ThenBy(k => k.Name, StringComparer.Ordinal).ToList()));
    }

    private static string Name(string folder) => File.ReadLines(Path.Combine(Readings, folder + ".md")).First()[2..].Split(", law of")[0];

    private static string Page()
    {
        var rules = LawFiles.Packs.Values.SelectMany(p => p.Rules).ToList();
        var cases = LawCaseTests.Files().SelectMany(f => LawCase.ReadAll(Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Law", f.Data))).ToList();
        var perProvision = cases.SelectMany(c => c.Expect.Keys).CountBy(k => k).ToDictionary();
        var (countries, agreements) = WithCases();
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # The law that is encoded

            This page is generated from the packs, their cases and their readings: `UPDATE_LAW=1 dotnet run --project tests/Licensing.Rules.Tests`.
            A pack is law for a deployment only after two of its officers approved it there.

            **{LawFiles.Packs.Count} packs, {rules.DistinctBy(r => r.Provision).Count()} provisions in {rules.Count} dated versions, {cases.Count} cases.** Of the versions {Graded(rules, Grade.Statute)} are graded P (the statutory
            text was read), {Graded(rules, Grade.Copy)} P* (an unofficial translation or copy) and {Graded(rules, Grade.Secondary)} S (press, summary or abstract). What is not verified is not encoded.
            The law of {countries.Count} jurisdictions and {agreements.Count} bilateral agreements ([what becomes of their clauses](rules/agreements.md)) each have cases of their own.

            - **In force**: a day, a month or a year, as well as it is known; `by` a day: since when is not known, only that it held on that day. Both
              ends are inclusive. *Enforced from* and *transition until*: a breach before or within is reported and makes no finding. *Contested
              from*: nobody can say whether it still holds; what it says is then undetermined.
            - **Costs**: what it counts, by group of cost; of a group's details those in brackets. **Money**: whose money is limited, and paid to
              whom (anyone, where nobody is named). Where that is the worker's, the worker is protected.
            - **Cases**: how many cases that a lawyer can read check the provision, all versions together (`tests/Licensing.Rules.Tests/Law`).

            | Page | Packs | Provisions | Versions P, P*, S | Newest source |
            |---|---|---|---|---|

            """).ReplaceLineEndings("\n"));
        foreach (var (name, packs) in Pages())
        {
            var own = packs.SelectMany(p => p.Rules).ToList();
            Row(page, $"[{Name(name)}](#{Anchor(Name(name))})", packs.Count == 0 ? "none" : string.Join(", ", packs.Select(p => $"`{p.Name}`")), $"{own.DistinctBy(r => r.Provision).Count()}",
                $"{Graded(own, Grade.Statute)}, {Graded(own, Grade.Copy)}, {Graded(own, Grade.Secondary)}", own.MaxBy(r => r.Source.AsOf.Latest)?.Source.AsOf.Text ?? "");
        }
        foreach (var (name, packs) in Pages())
        {
            page.Append($"\n## {Name(name)}\n[Reading](rules/fee-caps/{name}.md)\n");
            foreach (var pack in packs)
            {
                page.Append($"\n**{pack.Title}** (`{pack.Name}`)\n\n| Provision | What it says | Kind | Costs | Money | In force | Grade, as of | Cases |\n|---|---|---|---|---|---|---|---|\n");
                foreach (var rule in pack.Rules)
                    Row(page, $"`{rule.Provision}` v{rule.Version}: {rule.Title}", PlainWords.Short(PlainWords.Of(rule.Duty)) + Scope(rule), PlainWords.Kind(rule.Duty), Costs(rule.Counts), WhoseMoney(rule.Counts), InForce(rule),
                        $"{rule.Source.GradeText}, {rule.Source.AsOf.Text}", $"{perProvision.GetValueOrDefault(rule.Provision)}");
            }
            page.Append("\nMissing:\n");
            foreach (var missing in Missing(name)) page.Append($"- {missing}\n");
        }
        return page.ToString();
    }

    private static string Costs(Counts counts) => counts.Include.Length > 9 ? $"{counts.Include.Length} kinds together"
        : string.Join(", ", counts.Include.Select(c => c.Split('.') is [var group, .. var rest] && rest.Length > 0
            ? $"{group.Replace('-', ' ')} ({string.Join(", ", rest).Replace('-', ' ')})" : c.Replace('-', ' ')));

    private static void Row(StringBuilder page, params string[] cells) => page.Append("| ").AppendJoin(" | ", cells.Select(PlainWords.Cell)).Append(" |\n");

    private static int Graded(IEnumerable<Rule> rules, Grade grade) => rules.Count(r => r.Source.Grade == grade);

    private static string WhoseMoney(Counts counts) =>
        PlainWords.Roles(counts.Payers) + (counts.Payees.Count == 0 ? "" : " to " + PlainWords.Roles(counts.Payees));

    private static string Scope(Rule rule) =>
        (rule.Scope.IsEmpty ? "" : "; only where " + string.Join(", ", rule.Scope.Select(PlainWords.Of)))
        + (rule.Except.IsEmpty ? "" : "; not where " + string.Join("; or ", rule.Except.Select(e => string.Join(", ", e.Select(PlainWords.Of)))))
        + (rule.Offset is not { } o ? "" : o.Effect == OffsetEffect.Bars ? $"; nothing where {PlainWords.Roles(o.Payers)} paid" : $"; less what {PlainWords.Roles(o.Payers)} paid");

    private static string InForce(Rule rule) => string.Join("; ", ((string?[])
    [
        Drafts.DraftReportTests.Range(rule),
        rule.EnforcedFrom is { } enforced ? $"enforced from {enforced.Text}" : null,
        rule.TransitionUntil is { } transition ? $"transition until {transition.Text}" : null,
        rule.Contested is { } contest ? $"contested from {contest.From.Text}" : null,
    ]).OfType<string>());

    /// <summary>The points under "Not encoded" of a reading, each on one line.</summary>
    private static List<string> Missing(string folder)
    {
        var text = File.ReadAllText(Path.Combine(Readings, folder + ".md")).ReplaceLineEndings("\n");
        var section = text[(text.IndexOf("## Not encoded\n", StringComparison.Ordinal) + "## Not encoded\n".Length)..];
        var end = section.IndexOf("\n## ", StringComparison.Ordinal);
        return [.. Points().Split(end < 0 ? section : section[..end]).Select(p => string.Join(' ', p.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))).Where(p => p.Length > 0)];
    }

    [GeneratedRegex(@"(?m)^- ")]
    private static partial Regex Points();

    // As GitHub makes them.
    private static string Anchor(string heading) => Regex.Replace(heading.ToLowerInvariant(), @"[^a-z0-9 -]", "").Replace(' ', '-');
}
