using System.Globalization;
using System.Text;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Drafts;

/// <summary>The table of compiled ceilings, read as drafts and set beside the packs. The table is not part of the repository;
/// where it does not lie beside it, these tests say that they were skipped.</summary>
public class DraftReportTests
{
    private static readonly Lazy<IReadOnlyList<DraftCeiling>> Drafts = new(() =>
        [.. OpenDataTests.Rows("fee_caps_compiled/fee_caps.csv").Select(DraftCeiling.Read)]);

    private sealed record Remark(string? Provision, string? Missing, string? Open);

    [Fact]
    public void Every_row_of_the_table_is_a_draft_with_an_outcome()
    {
        var drafts = Rows();
        Assert.Equal(Enumerable.Range(1, 78).Select(n => $"FC{n:000}"), drafts.Select(d => d.Id));
        var remarks = Remarks();
        Assert.Empty(remarks.Keys.Except(drafts.Select(d => d.Id)));
        foreach (var c in Compared())
        {
            Assert.True(c.Outcome != Outcome.NotInPacks || remarks.GetValueOrDefault(c.Draft.Id)?.Missing is not null,
                $"{c.Draft.Id} is in no pack, and Drafts/remarks.yaml does not say why.");
            Assert.Equal(c.Outcome == Outcome.Differs, c.How.Count > 0);
            Assert.NotEmpty(c.Better);
        }
    }

    [Fact]
    public void Nothing_undated_is_given_a_day()
    {
        var rows = OpenDataTests.Rows("fee_caps_compiled/fee_caps.csv").ToDictionary(r => r["rule_id"]);
        foreach (var draft in Rows())
        {
            var row = rows[draft.Id];
            // Each date of a draft stands in the row, letter by letter.
            if (draft.From is { } from)
                Assert.True(row["effective_from"] == from.Text.Replace("by ", "", StringComparison.Ordinal) || row["date_basis"].Contains(from.Text["by ".Length..], StringComparison.Ordinal), draft.Id);
            Assert.Equal(row["effective_to"], draft.Until?.Text ?? "");
            if (row["effective_from"].Length == 0 && !row["date_basis"].StartsWith("in force", StringComparison.Ordinal)) Assert.Null(draft.From);
        }
        Assert.All(Enumerable.Range(21, 7), n => Assert.Null(Rows()[n - 1].From));      // "NOT in the excerpt read; general knowledge, check"
        Assert.Equal("by 2014-08-12", Rows()[30].From!.Text);                           // seen in force, not begun
        Assert.Equal("by 2022-11", Rows()[59].From!.Text);                              // month of the press
        Assert.Null(Rows()[77].From);                                                   // postponed; whether it then began was not read
    }

    [Theory]
    [InlineData("FC003", Outcome.Same, "bd.ceiling")]
    [InlineData("FC002", Outcome.Differs, "bd.ceiling-malaysia")]                       // one day at the end
    [InlineData("FC017", Outcome.Same, "bd.ceiling-malaysia")]
    [InlineData("FC019", Outcome.Same, "np.service-fee")]
    [InlineData("FC029", Outcome.Differs, "in.service-charge")]
    [InlineData("FC031", Outcome.Differs, "ph.placement-fee")]                          // basic wage or contract wage
    [InlineData("FC044", Outcome.Same, "tw.service-fee")]
    [InlineData("FC078", Outcome.Same, "id.placement-costs")]
    public void A_draft_finds_the_provision_that_says_the_same_thing(string row, Outcome outcome, string provision)
    {
        Rows();
        var compared = Compared().Single(c => c.Draft.Id == row);
        Assert.Equal((outcome, provision), (compared.Outcome, compared.Rule?.Provision));
    }

    [Theory]
    [InlineData("IN", Outcome.NotInPacks, "")]
    [InlineData("LK", Outcome.Same, "")]
    [InlineData("PH", Outcome.Differs, "ceiling: KWD 700; pack: at most KWD 850")]
    public void A_choice_by_country_is_compared_on_the_rows_own_corridor(string origin, Outcome outcome, string how)
    {
        const string Pack = """
            pack: kw
            title: Test
            law: destination
            jurisdiction: KW
            rules:
              - provision: kw.price
                version: 1
                title: price
                source: { citation: A decision, address: "https://law.example/1", asOf: 2022, grade: S }
                effectiveFrom: 2022
                decidedBy: payment
                counts: { include: [recruitment-fee], paidBy: [employer] }
                cap: { choose: [ { when: { origin: PH }, cap: { fixed: 850.000 KWD } }, { when: { origin: [LK, NP] }, cap: { fixed: 700.000 KWD } } ] }
            """;
        var (pack, errors) = PackReader.Read(LawFiles.TreeOf(Pack), LawFiles.Codes);
        Assert.Empty(errors);
        var draft = new DraftCeiling("FC000", origin, ["KW"], $"{origin} to KW", "domestic workers", LawSide.Destination, "KW", Role.Employer, "employer", DraftKind.EmployerPrice, 700, "KWD", "",
            null, null, null, false, "MoCI (KW)", "https://press.example/a", null, "S");
        var compared = DraftComparison.Of(draft, pack!.Rules, null);
        Assert.Equal((outcome, how), (compared.Outcome, string.Join("; ", compared.How)));
    }

    [Theory]
    [InlineData("P", "https://x.gov.np/a", "2020", "S", "https://press.example/b", "2026", "row: P before S")]
    [InlineData("S", "https://x.gov.np/a", "2020", "S", "https://press.example/b", "2026", "row: official address")]
    [InlineData("S", "https://press.example/a", "2020", "S", "https://press.example/b", "2026", "pack: newer (2026)")]
    [InlineData("S", "https://press.example/a", "2026-02", "S", "https://press.example/b", "2026-01", "row: newer (2026-02)")]
    [InlineData("S", "https://press.example/a", "2026", "S", "https://press.example/b", "2026-05", "neither")]
    [InlineData("X", "https://x.gov.np/a", "2026", "P*", "https://press.example/b", "2020", "pack: P* before X")]
    [InlineData("S", "http://www.press.example/a/", "2020", "P", "https://press.example/a", "2026", "the same")]
    public void Grade_goes_before_an_official_address_and_that_before_the_newer_day(
        string grade, string address, string published, string packGrade, string packAddress, string packAsOf, string better)
    {
        var draft = new DraftCeiling("FC000", "NP", ["MY"], "NP to MY", "all", LawSide.Origin, "NP", Role.Worker, "worker", DraftKind.Fixed, 1, "NPR", "", null, null, null, false, "MoLE (NP)",
            address, Date(published), grade);
        var pack = new LegalSource("An act", packAddress, Date(packAsOf), packGrade switch { "P" => Grade.Statute, "P*" => Grade.Copy, _ => Grade.Secondary }, null);
        Assert.Equal(better, DraftComparison.BetterSource(draft, pack));

        static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);
    }

    [Fact]
    public void The_report_in_the_docs_is_what_the_table_and_the_packs_say()
    {
        Rows();
        GeneratedPage.Check("law-drafts.md", Page());
    }

    private static IReadOnlyList<DraftCeiling> Rows()
    {
        OpenDataTests.SkipWhereAbsent();
        return Drafts.Value;
    }

    private static List<DraftComparison> Compared()
    {
        var remarks = Remarks();
        var law = LawFiles.Packs.Values.SelectMany(p => p.Rules).ToList();
        return [.. Drafts.Value.Select(d => DraftComparison.Of(d, law, remarks.GetValueOrDefault(d.Id)?.Provision))];
    }

    private static Dictionary<string, Remark> Remarks()
    {
        var remarks = new Dictionary<string, Remark>();
        foreach (var entry in (List<object>)LawFiles.Tree(Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Drafts", "remarks.yaml"))!)
        {
            var map = ((Dictionary<object, object>)entry).ToDictionary(e => (string)e.Key, e => e.Value);
            Assert.Empty(map.Keys.Except(["rows", "provision", "missing", "open"]));
            var remark = new Remark(Text("provision"), Text("missing"), Text("open"));
            foreach (var id in ((List<object>)map["rows"]).Cast<string>().SelectMany(Ids)) remarks.Add(id, remark);

            string? Text(string key) => map.TryGetValue(key, out var value) ? (string)value : null;
        }
        return remarks;
    }

    private static IEnumerable<string> Ids(string text) => text.Split("..") is [var first, var last]
        ? Enumerable.Range(Number(first), Number(last) - Number(first) + 1).Select(n => $"FC{n:000}") : [text];

    private static int Number(string id) => int.Parse(id[2..], CultureInfo.InvariantCulture);

    private static string Page()
    {
        var compared = Compared();
        var remarks = Remarks();
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Drafts beside the law

            A table of {compared.Count} ceilings was compiled in 2026 from excerpts of public pages. It is read as drafts, never as law: here each row
            stands beside the provision of the packs that says the same thing. This page is generated:
            `UPDATE_LAW=1 dotnet run --project tests/Licensing.Rules.Tests`, with the table beside the repository. The hand-written part of the last
            column is in `tests/Licensing.Rules.Tests/Drafts/remarks.yaml`.

            **{compared.Count(c => c.Outcome == Outcome.Same)} say the same, {compared.Count(c => c.Outcome == Outcome.Differs)} differ, {compared.Count(c => c.Outcome == Outcome.NotInPacks)} are in no pack.**

            - **The same thing**: law of the same country, the same corridor and payer, times that can overlap, a ceiling of the same kind (nothing, an
              amount, months of wage, a percentage, a periodic fee); of several the one with the row's figure, then the one in force at the row's date.
              A date that is coarser, or not given, is no difference, nor are the days of one job order beside the rule about job orders.
            - **The better source**, in this order: grade (P statutory or official text, P* a copy, S press or summary, X not verified); a government's
              own address before press; the newer day. Only excerpts were read for the table: a row is P where the page is a government's own,
              X where its confidence is low, else S. A better source of a row is a reason to read it again, not a reason to change a pack.
            - **Dates**: nothing undated is given a day. `by` is the day on which it was seen in force, not the day on which it began.

            | Row | Corridor, group | Payer | Ceiling | Dates | Source, grade, as of | Pack | Outcome | Better source | Open |
            |---|---|---|---|---|---|---|---|---|---|

            """).ReplaceLineEndings("\n"));
        foreach (var c in compared)
        {
            var d = c.Draft;
            var remark = remarks.GetValueOrDefault(d.Id);
            string[] cells =
            [
                d.Id,
                d.Group == "all" ? d.Corridor : $"{d.Corridor}, {d.Group}",
                d.PayerAsGiven,
                d.Ceiling,
                d.Dates,
                $"[{d.Host.Replace("www.", "", StringComparison.Ordinal)}]({Address(d.Address)}), {d.Grade}, {d.Published?.Text ?? "no date"}",
                c.Rule is { } r ? $"`{r.Provision}` v{r.Version}, {Range(r)}, {r.Source.GradeText}, {r.Source.AsOf.Text}" : "none",
                c.Outcome switch { Outcome.Same => "same", Outcome.Differs => "differs: " + string.Join("; ", c.How), _ => "not in packs: " + remark?.Missing },
                c.Better,
                remark?.Open ?? (c.Outcome == Outcome.Differs ? "Which of the two holds." : "None."),
            ];
            page.Append("| ").AppendJoin(" | ", cells.Select(PlainWords.Cell)).Append(" |\n");
        }
        return page.ToString();
    }

    private static string Address(string address) => address.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);

    internal static string Range(Rule rule) => rule.InForce.From.Text + (rule.InForce.Until is { } until ? $" to {until.Text}" : " on");
}
