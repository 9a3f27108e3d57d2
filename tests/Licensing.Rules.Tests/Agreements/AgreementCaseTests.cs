using System.Globalization;
using Licensing.Rules.Agreements;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Agreements;

/// <summary>Cases that a lawyer can check: job orders and contracts against clauses (README.md beside this file), and placements on
/// which several laws speak.</summary>
public class AgreementCaseTests
{
    private static string Folder => Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Agreements");
    private static Dictionary<string, object> Map(object? tree) => ((Dictionary<object, object>)tree!).ToDictionary(e => (string)e.Key, e => e.Value);
    private static IEnumerable<Dictionary<string, object>> Cases(string file) => ((List<object>)LawFiles.Tree(Path.Combine(Folder, file))!).Select(Map);

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static readonly LawContext Context = new(LawFiles.Codes, RateTable.Empty, JudgeSettings.Default);

    [Theory]
    [MemberData(nameof(Files))]
    public void Cases_come_out_as_written(string file)
    {
        var failures = new List<string>();
        foreach (var c in Cases(file))
        {
            Assert.Empty(c.Keys.Except(["name", "agreement", "law", "facts", "terms", "precedence", "expect", "note"]));
            var terms = Terms(LawCase.Facts_(c["facts"]), c.TryGetValue("terms", out var t) ? Map(t) : []);
            var agreements = ((string)c["agreement"]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => AgreementFiles.All[n]).ToList();
            var clauses = agreements.SelectMany(a => ClauseChecks.Of(a, terms, Context)).ToList();
            var rules = (c.TryGetValue("law", out var law) ? ((List<object>)law).Cast<string>() : []).SelectMany(p => LawFiles.Packs[p].Rules)
                .Concat(agreements.SelectMany(a => a.ToPack()?.Rules ?? [])).ToList();
            var judgements = FeeCapLaw.Judge(terms.Placement, rules, Context);
            var precedence = c.TryGetValue("precedence", out var order) ? new Precedence([.. ((List<object>)order).Select(o => Enum.Parse<LawSide>((string)o, ignoreCase: true))]) : Precedence.Strictest;
            var verdicts = LawVerdicts.Of(judgements, clauses, precedence);
            foreach (var (key, expected) in Map(c["expect"]))
            {
                var actual = key switch
                {
                    "deciding" => $"{verdicts.Deciding.Law}: {verdicts.Deciding.Word}".ToLowerInvariant(),
                    "origin law" => Law(verdicts, LawSide.Origin),
                    "destination law" => Law(verdicts, LawSide.Destination),
                    "agreement" => Law(verdicts, LawSide.Agreement),
                    _ when agreements.All(a => a.Clauses.All(x => x.Id != key)) => "no such clause",
                    _ => clauses.SingleOrDefault(v => v.Clause.Id == key) is { } v ? Say(v) : "silent",
                };
                if (actual != (string)expected) failures.Add($"{c["name"]}: {key}: expected \"{expected}\", was \"{actual}\"");
            }
        }
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void There_are_cases_for_every_clause_that_is_checked()
    {
        var named = Files().SelectMany(f => Cases(f.Data)).SelectMany(c => Map(c["expect"]).Where(e => (string)e.Value is "kept" or "broken").Select(e => (e.Key, (string)e.Value))).ToHashSet();
        var without = AgreementFiles.All.Values.SelectMany(a => a.Clauses).Where(c => c.Effect == ClauseEffect.Check && c.Contested is null)
            .SelectMany(c => new[] { (c.Id, "kept"), (c.Id, "broken") }).Where(x => !named.Contains(x));
        Assert.Empty(without);
    }

    /// <summary>Of whose clauses some case says what comes of it.</summary>
    internal static IEnumerable<string> AgreementsWithCases() =>
        Files().SelectMany(f => Cases(f.Data)).SelectMany(c => Map(c["expect"]).Keys).Select(k => k.Split('.')[0]).Where(AgreementFiles.All.ContainsKey).Distinct();

    private static string Law(LawVerdicts verdicts, LawSide law) => verdicts.Laws.SingleOrDefault(l => l.Law == law) is not { } v ? "silent"
        : v.Word.ToString().ToLowerInvariant() + (v.Provisions.IsEmpty ? "" : " (" + string.Join(", ", v.Provisions) + ")");

    private static string Say(ClauseVerdict v) => v.Word.ToString().ToLowerInvariant() + (v.Because is null ? "" : ": " + v.Because)
        + (v.Word == ClauseWord.Broken && v.Enforcement != Enforcement.Enforced ? " (not enforced)" : "");

    private static OfferedTerms Terms(PlacementFacts facts, Dictionary<string, object> said)
    {
        var terms = new OfferedTerms(facts);
        foreach (var (key, value) in said.Select(e => (e.Key, (string)e.Value)))
            terms = key switch
            {
                "youngestAge" => terms with { YoungestAge = int.Parse(value, CultureInfo.InvariantCulture) },
                "oldestAge" => terms with { OldestAge = int.Parse(value, CultureInfo.InvariantCulture) },
                "payDay" => terms with { PayDay = int.Parse(value, CultureInfo.InvariantCulture) },
                "account" => terms with { AccountInWorkersName = value == "in-workers-name" },
                "passport" => terms with { PassportWithWorker = value == "with-worker" },
                "agencyLicensed" => terms with { AgencyLicensed = bool.Parse(value) },
                "partnerLicensed" => terms with { PartnerAgencyLicensed = bool.Parse(value) },
                "through" => terms with { Through = value },
                _ => throw new InvalidDataException($"terms: \"{key}\" is not known."),
            };
        return terms;
    }
}
