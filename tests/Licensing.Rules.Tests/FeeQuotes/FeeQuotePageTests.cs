using System.Globalization;
using System.Text;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.FeeQuotes;

/// <summary>docs/rules/fee-quotes.md: what a quote is, with real output for five corridors.</summary>
public class FeeQuotePageTests
{
    private static readonly MessageCatalogue English = EnglishMessages.Catalogue(LawFiles.Codes);
    private static readonly RuleBook Law = new(LawFiles.Packs.Values.SelectMany(p => p.Rules));

    private static readonly (string Who, FeeQuestion Question)[] Examples =
    [
        ("A builder from Nepal to Qatar, QAR 1,000 a month, two years", Ask("NP", "QA", "7112", "QAR", 100_000, 24, "NPR", EmployerKind.Company)),
        ("A factory worker from Bangladesh to Malaysia, MYR 1,500 a month, two years", Ask("BD", "MY", "8211", "MYR", 150_000, 24, "BDT", EmployerKind.Company)),
        ("A domestic worker from Indonesia to Malaysia, MYR 1,500 a month, two years", Ask("ID", "MY", "9111", "MYR", 150_000, 24, "IDR", EmployerKind.Household)),
        ("A nurse from India to Saudi Arabia, SAR 4,000 a month, two years", Ask("IN", "SA", "2221", "SAR", 400_000, 24, "INR", EmployerKind.Company)),
        ("A machine operator from Vietnam to Taiwan, TWD 28,590 a month, three years", Ask("VN", "TW", "8153", "TWD", 2_859_000, 36, "TWD", EmployerKind.Company)),
    ];

    private static FeeQuestion Ask(string origin, string destination, string occupation, string currency, long wage, int months, string own, EmployerKind employer) =>
        new(origin, destination, occupation, new(wage, currency), months, new(2024, 6, 3), own) { Employer = employer, Sex = Sex.Male, Age = 28, PermitClass = destination == "TW" ? PermitClass.Standard : null };

    [Fact]
    public void The_page_shows_what_the_engine_says() => GeneratedPage.Check(Path.Combine("rules", "fee-quotes.md"), Page());

    private static string Page()
    {
        var context = new LawContext(LawFiles.Codes, LawFiles.Rates, JudgeSettings.Default);
        var page = new StringBuilder("""
            # Fee quotes

            `src/Licensing.Rules/FeeQuotes`, pure. `FeeQuote.For` tells a worker before paying, for every cost and payee, what each law says: forbidden, limited to
            an amount, or open; from when, by what channel, with what receipt, what is given back and when; with law, citation and grade. It asks the
            law engine about each cost with the least amount of money, so a quote and a judgement never differ (`FeeQuoteTests`: at the quoted limit nothing
            is broken, one minor unit above it the limit is). `FeeCheck.Of` takes what was asked of a worker, judges it together, and answers
            item by item.

            - **Word**: forbidden where one law forbids it, limited where one limits it, else open. A law that is silent, contested, in doubt, not enforced yet, or
              asks for a fact that was not told leaves it open, and the quote says which. Silence never makes a cost allowed.
            - **Amount**: the least of all limits, in the worker's currency at the rate of the day, cut to whole minor units. A demonstration rate never converts.
            - **All-in**: what all limited costs can come to; a limit that several costs share counts once. Costs without a known limit are counted, not guessed.
            - **Who bears it**: where agreements are given, their clauses in force tell who bears a cost. That the worker does is no amount yet.
            - **Check**: an amount is allowed where one law allows it and none forbids or doubts it; laws that are silent about it are named beside.
            - **Texts** come from a catalogue by key (`MessageCatalogue`); English is complete; a translation says what it has and the rest in English.

            It takes the one wage that a worker is told for basic, contract's and first wage alike, and the one day for signing and paying. It does not know why a
            placement will fail, so refunds are told with what brings them about. It does not say where to complain; the service does.

            Below is its output for five workers on 3 June 2024, written by a test (`UPDATE_LAW=1`).

            """.ReplaceLineEndings("\n"));
        foreach (var (who, question) in Examples)
        {
            var quote = FeeQuote.For(question, Law, context);
            page.Append(CultureInfo.InvariantCulture, $"\n## {who}\n\n| Costs | Paid to | Answer | Because |\n|---|---|---|---|\n");
            var rows = quote.Lines.Where(l => !l.Category.StartsWith("illegitimate", StringComparison.Ordinal))
                .GroupBy(l => (l.Word, l.AtMost, Payees: string.Join(", ", l.Payees.Select(p => English.Say(Message.Of("payee." + Kebab(p)))))
                    , Limits: string.Join("; ", l.Limits.Where(x => x.Word == l.Word || x.Rule is not null).Select(Say).Distinct())));
            foreach (var row in rows.OrderBy(r => r.Key.Word).ThenBy(r => r.Key.Limits, StringComparer.Ordinal).ThenBy(r => r.Key.Payees, StringComparer.Ordinal))
                page.Append(CultureInfo.InvariantCulture, $"| {Costs([.. row.Select(l => l.Category)])} | {row.Key.Payees} | {Answer(row.Key.Word, row.Key.AtMost)} | {row.Key.Limits} |\n");
            page.Append("\nOf the service fee:\n");
            foreach (var duty in quote.Lines.First(l => l.Category == "recruitment-fee.service").Duties)
                page.Append(CultureInfo.InvariantCulture, $"- {English.Say(duty.Sentence)}{(duty.InDoubt ? " Whether it holds is in doubt." : "")}\n");
            if (quote.Lines.First(l => l.Category == "recruitment-fee.service").Duties.IsEmpty) page.Append("- no rule on day, channel, receipt or refund is known.\n");
            page.Append('\n').AppendJoin(' ', quote.AllIn.Sentences.Select(English.Say)).Append('\n');
        }
        return page.ToString();
    }

    private static string Say(QuoteLimit limit) => limit.Rule is not { } rule ? $"{Side(limit.Law)}: no rule known"
        : $"`{rule.Provision}` v{rule.Version} ({rule.Source.GradeText}){(limit.AtMost is { } most ? " " + most.ToText(LawFiles.Codes) : limit.Word == QuoteWord.NotAllowed ? " nothing" : " " + limit.Because)}";

    private static string Side(LawSide law) => law.ToString().ToLowerInvariant();
    private static string Answer(QuoteWord word, Money? most) => word switch { QuoteWord.NotAllowed => "nothing", QuoteWord.AtMost => most is { } m ? "at most " + m.ToText(LawFiles.Codes) : "limited; no rate", _ => "open" };
    private static string Kebab(Role role) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    private static string Costs(HashSet<string> codes) => string.Join(", ", LawFiles.Codes.Categories.Select(c => c.Split('.')[0]).Distinct().Order(StringComparer.Ordinal).SelectMany(group =>
    {
        var all = LawFiles.Codes.Categories.Where(c => c.StartsWith(group + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return all.TrueForAll(codes.Contains) ? [group] : all.Where(c => codes.Contains(c) && !codes.Any(k => c.StartsWith(k + ".", StringComparison.Ordinal)));
    }));
}
