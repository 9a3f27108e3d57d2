using System.Text.Json;
using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Regimes;

/// <summary>Whatever is wrong in a regime is said with its line, its place and what would be right, and all of it together.</summary>
public class RegimeReaderTests
{
    private static string Word(RegimeQuestion question) => JsonNamingPolicy.KebabCaseLower.ConvertName(question.ToString());

    private static readonly string Good = """
        regime: np
        title: Nepal
        jurisdiction: NP
        sources:
          act: { citation: Act s. 1, address: 'https://law.example/1', asOf: 2026-11-24, grade: P }
        answers:
          classes: [ { from: 2020, source: act, value: [ { class: a, title: A }, { class: b, title: B } ] } ]
          capital: [ { from: 2020, source: act, value: { a: 1.00 NPR } } ]
          ownership: [ { from: 2020, source: act, value: { percent: "51", heldBy: nationals } } ]
          documents: [ { from: 2020, source: act, value: [ { code: a, title: A } ] } ]
          licence-fee: [ { from: 2020, source: act, value: [ { amount: 1.00 NPR, per: year } ] } ]
          deposit: [ { from: 2020, source: act, value: [ { when: { class: a, workers: { from: 1, upTo: 9 } }, hold: [ { amount: 1.00 NPR, forms: [cash] } ] } ] } ]
          deposit-sharing: [ { from: 2020, source: act, value: { inOrder: [wages, [refund, state]] } } ]
          deposit-release: [ { from: 2020, source: act, value: { after: 6 months, from: licence-ends } } ]
          deposit-top-up: [ { from: 2020, until: 2021, source: act, value: 15 days }, { from: 2022, contested: [ { source: act, value: 15 days }, { source: act, value: 30 days } ] } ]
          term: [ { from: 2020, source: act, value: { first: 1 year, endsOn: fiscal-year-end } } ]
          renewal-window: [ { from: 2020, source: act, value: { before: 3 months } } ]
          late-renewal: [ { from: 2020, source: act, value: { within: 2 months, inMonth: 2, added: 1.00 NPR } } ]
          demerit-bands: [ { from: 2020, source: act, value: [ { from: 12, consequence: x }, { from: 24, consequence: y } ] } ]
          demerit-expiry: [ { from: 2020, source: act, value: 12 months } ]
          silence: [ { from: 2020, source: act, value: refusal } ]
          licence-number: [ { from: 2020, source: act, value: "[0-9]+" } ]
          day-counting: [ { from: 2020, source: act, value: { firstDay: counts, lastDayOnHoliday: moves } } ]
          suspension: [ { from: 2020, source: act, value: { longest: 6 months, ladder: [3 months] } } ]
          review: [ { from: 2020, source: act, value: none } ]

        """;

    /// <summary>With the questions that the text above leaves out.</summary>
    private static string Whole(string text) => text + string.Concat(Enum.GetValues<RegimeQuestion>().Select(Word)
        .Where(q => !Good.Contains($"  {q}: ", StringComparison.Ordinal)).Select(q => $"  {q}: {{ notKnown: not seen }}\n"));

    private static IReadOnlyList<string> Errors(string yaml) => RegimeReader.Read(LawFiles.TreeOf(yaml), LawFiles.Codes, RegimeFiles.LinesOf(yaml)).Errors;

    [Fact]
    public void A_regime_that_is_right_has_no_errors() => Assert.Empty(Errors(Whole(Good)));

    [Theory]
    [InlineData("title: Nepal", "title: Nepal\nauthor: me", "line 3, regime.author: is not a key")]
    [InlineData("title: Nepal", "", "line 1, regime.title: a text is needed")]
    [InlineData("jurisdiction: NP", "jurisdiction: Nepal", "line 3, regime.jurisdiction: \"Nepal\" is not an ISO 3166-1 country")]
    [InlineData("grade: P", "grade: X", "line 5, regime.sources.act.grade: must be P, P* or S; what is not verified is not loaded")]
    [InlineData("answers:", "  press: { citation: Press, address: 'https://press.example', asOf: 2026, grade: S }\nanswers:", "line 4, regime.sources: press is cited by no answer")]
    [InlineData("  silence: [ { from: 2020, source: act, value: refusal } ]\n", "", "line 6, regime.answers: silence is not answered; give a value with its source, or notKnown")]
    [InlineData("  silence: [ {", "  quiet: { notKnown: x }\n  silence: [ {", "line 21, regime.answers.quiet: is not a question of a regime; they are appeal, ")]
    [InlineData("value: refusal", "value: consent", "line 21, regime.answers.silence[0].value: must be one of grant, refusal")]
    [InlineData("  silence: [ { from: 2020, source: act,", "  silence: [ { from: 2020, source: decree,", "line 21, regime.answers.silence[0].source: \"decree\" is not one of the sources above; they are act")]
    [InlineData("  silence: [ { from: 2020,", "  silence: [ { from: soon,", "line 21, regime.answers.silence[0].from: must be a day, month or year")]
    [InlineData("  silence: [ { from: 2020,", "  silence: [ { from: 2020, until: 2019,", "line 21, regime.answers.silence[0].until: lies before from")]
    [InlineData("from: 2020, until: 2021,", "from: 2020, until: 2023,", "line 15, regime.answers.deposit-top-up: two values hold on one day")]
    [InlineData(", { source: act, value: 30 days } ]", " ]", "line 15, regime.answers.deposit-top-up[1].contested: needs two values or more")]
    [InlineData("value: 15 days }, { from", "value: 15 business days }, { from", "line 15, regime.answers.deposit-top-up[0].value: must be a time like 30 days")]
    [InlineData("value: 15 days }, { from", "value: 0 days }, { from", "line 15, regime.answers.deposit-top-up[0].value: must be a time like 30 days")]
    [InlineData("class: b, title: B", "class: a, title: B", "line 7, regime.answers.classes[0].value: names a twice")]
    [InlineData("capital: [ { from: 2020, source: act, value: { a:", "capital: [ { from: 2020, source: act, value: { c:", "line 6, regime.answers: class c is used, and is not among the classes")]
    [InlineData("percent: \"51\"", "percent: \"101\"", "line 9, regime.answers.ownership[0].value.percent: must be at most 100")]
    [InlineData("value: [ { code: a, title: A } ]", "value: [ ]", "line 10, regime.answers.documents[0].value: must not be empty; write none")]
    [InlineData("per: year", "per: week", "line 11, regime.answers.licence-fee[0].value[0].per: must be one of licence, vacancy, year")]
    [InlineData("amount: 1.00 NPR, per", "amount: 1.001 NPR, per", "line 11, regime.answers.licence-fee[0].value[0].amount: must be an amount like 10000.00 NPR")]
    [InlineData("from: 1, upTo: 9", "from: 10, upTo: 9", "line 12, regime.answers.deposit[0].value[0].when.workers: from is above upTo")]
    [InlineData("from: 1, upTo: 9", "", "line 12, regime.answers.deposit[0].value[0].when.workers: needs from, upTo or both")]
    [InlineData("forms: [cash] } ]", "forms: [gold] } ]", "line 12, regime.answers.deposit[0].value[0].hold[0].forms[0]: must be one of cash, guarantee, insurance")]
    [InlineData("forms: [cash] } ]", "forms: [cash] }, { amount: 1.00 USD } ]", "line 12, regime.answers.deposit[0].value[0]: must be in one currency")]
    [InlineData("forms: [cash] } ]", "forms: [cash] } ], forEachWorkers: 0", "line 12, regime.answers.deposit[0].value[0].forEachWorkers: must be 1 or more")]
    [InlineData("[wages, [refund, state]]", "[wages, [refund, wages]]", "line 13, regime.answers.deposit-sharing[0].value: names a kind of claim twice")]
    [InlineData("{ inOrder: [wages, [refund, state]] }", "by luck", "line 13, regime.answers.deposit-sharing[0].value: must be pro-rata, or { inOrder")]
    [InlineData("from: licence-ends", "from: monday", "line 14, regime.answers.deposit-release[0].value.from: must be one of last-contract-ends, licence-ends")]
    [InlineData("value: { first: 1 year, endsOn: fiscal-year-end }", "value: { }", "line 16, regime.answers.term[0].value: needs first, later or endsOn")]
    [InlineData("value: { before: 3 months }", "value: { before: 3 months, by: x }", "line 17, regime.answers.renewal-window[0].value: needs before, a time such as 3 months, or by")]
    [InlineData("within: 2 months, ", "", "line 18, regime.answers.late-renewal[0].value: needs within, a time such as 2 months, or until")]
    [InlineData("inMonth: 2, ", "", "line 18, regime.answers.late-renewal[0].value: needs inMonth and added together")]
    [InlineData("from: 24", "from: 12", "line 19, regime.answers.demerit-bands[0].value: bands must rise")]
    [InlineData("value: 12 months", "value: 12 working days", "line 20, regime.answers.demerit-expiry[0].value: must be in days, months or years")]
    [InlineData("\"[0-9]+\"", "\"[0-9\"", "line 22, regime.answers.licence-number[0].value: must be a regular expression")]
    [InlineData("firstDay: counts", "firstDay: perhaps", "line 23, regime.answers.day-counting[0].value.firstDay: must be counts or does-not-count")]
    [InlineData("{ from: 2022, contested", "{ from: 2022, value: 15 days, contested", "line 15, regime.answers.deposit-top-up[1].value: stands beside contested")]
    public void Each_error_is_named_with_its_line_place_and_mend(string part, string instead, string error)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        var index = Good.IndexOf(part, StringComparison.Ordinal);
        var errors = Errors(Whole(Good[..index] + instead + Good[(index + part.Length)..]));
        Assert.True(errors.Any(e => e.StartsWith(error, StringComparison.Ordinal)), $"expected {error}\nbut found\n{string.Join('\n', errors)}");
    }

    [Fact]
    public void Contested_values_are_both_kept_and_undetermined()
    {
        var regime = RegimeReader.Read(LawFiles.TreeOf(Whole(Good)), LawFiles.Codes).Regime!;
        var answer = regime.Answer(RegimeQuestion.DepositTopUp, new(2023, 1, 1));
        Assert.Equal((AnswerState.Contested, null, 2), (answer.State, answer.Value, answer.Sources.Length));
        Assert.Contains(regime.Missing(LicensingStep.DrawDeposit, new(2023, 1, 1)), a => a.Question == RegimeQuestion.DepositTopUp);
    }

    [Fact]
    public void All_errors_are_reported_together_and_no_regime_is_given()
    {
        var (regime, errors) = RegimeReader.Read(LawFiles.TreeOf(Whole(Good.Replace("NP\n", "XX\n", StringComparison.Ordinal).Replace("refusal", "x", StringComparison.Ordinal))), LawFiles.Codes);
        Assert.Null(regime);
        Assert.Equal(2, errors.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just a text")]
    [InlineData("- a\n- list")]
    [InlineData("answers: [ ]")]
    [InlineData("answers: { deposit: [ null, 1, [ ], { } ] }")]
    public void What_is_no_regime_at_all_is_refused_without_an_exception(string yaml) => Assert.NotEmpty(Errors(yaml));

    [Fact]
    public void A_setting_of_the_ministry_is_read_like_a_value()
    {
        Assert.Equal(new TimeAllowed(new(10, PeriodUnit.WorkingDays)), RegimeReader.ReadValue(RegimeQuestion.ShowCause, LawFiles.TreeOf("10 working days"), LawFiles.Codes).Value);
        Assert.Equal(["value: must be a time like 30 days, 10 working days, 1 month or 2 years."], RegimeReader.ReadValue(RegimeQuestion.ShowCause, LawFiles.TreeOf("soon"), LawFiles.Codes).Errors);
    }
}
