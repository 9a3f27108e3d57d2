using System.Text.RegularExpressions;
using Licensing.Rules.FeeCaps;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>Every judgement can be said in words.</summary>
public class ExplanationTests
{
    private const int SampleSize = 3_000;

    private static readonly Lazy<List<(Judgement Judgement, Rule? Rule)>> Sample = new(() =>
        [.. RandomLaw.FixedSample(SampleSize).SelectMany(t => t.Judge().Select(j => (j, t.Rules.SingleOrDefault(r => r.Provision == j.Provision && r.Version == j.Version))))]);

    private static IEnumerable<Step> Steps => Sample.Value.SelectMany(s => s.Judgement.Trace);

    [Fact]
    public void Every_step_has_a_sentence_and_every_sentence_a_step()
    {
        var taken = Steps.Select(s => s.Code).ToHashSet();
        Assert.Empty(taken.Except(Explanation.Sentences.Keys));
        Assert.Empty(Explanation.Sentences.Keys.Except(taken));
    }

    [Fact]
    public void Every_reason_has_a_phrase()
    {
        var reasons = Sample.Value.Select(s => s.Judgement.Because)
            .Concat(Steps.Select(s => s.Arguments.GetValueOrDefault("because"))).OfType<string>().ToHashSet();
        Assert.Empty(reasons.Except(Explanation.Phrases.Keys));
    }

    [Fact]
    public void A_sentence_asks_only_for_arguments_that_its_step_gives()
    {
        var given = Steps.GroupBy(s => s.Code).ToDictionary(g => g.Key, g => g.SelectMany(s => s.Arguments.Keys).ToHashSet());
        Assert.All(Explanation.Sentences, s => Assert.Empty(Regex.Matches(s.Value, @"\{(\w+)\}").Select(m => m.Groups[1].Value).Except(given[s.Key])));
    }

    [Fact]
    public void What_is_not_optional_in_a_sentence_is_always_given()
    {
        var missing = Steps.SelectMany(s => Regex.Matches(Regex.Replace(Explanation.Sentences[s.Code], @"\[[^\]]*\]", ""), @"\{(\w+)\}")
            .Select(m => m.Groups[1].Value).Where(name => !s.Arguments.ContainsKey(name)).Select(name => $"{s.Code}: {name}")).Distinct();
        Assert.Empty(missing);
    }

    [Fact]
    public void No_paragraph_keeps_a_placeholder_or_lacks_its_source() => Assert.All(Sample.Value, s =>
    {
        var paragraph = Explanation.Paragraph(s.Judgement, s.Rule);
        Assert.DoesNotMatch(@"[{}\[\]]", paragraph);
        if (s.Rule is null) Assert.StartsWith("No approved rule of the ", paragraph, StringComparison.Ordinal);
        else Assert.EndsWith($"Source: {s.Rule.Source.Citation} (grade {s.Rule.Source.GradeText}, as of {s.Rule.Source.AsOf.Text}).", paragraph, StringComparison.Ordinal);
    });

    [Fact]
    public void A_breach_before_enforcement_says_that_it_makes_no_finding()
    {
        const string no_finding = "this makes no finding";
        Assert.All(Sample.Value, s => Assert.Equal(s.Judgement.IsBreach && s.Judgement.Enforcement != Enforcement.Enforced,
            Explanation.Paragraph(s.Judgement, s.Rule).Contains(no_finding, StringComparison.Ordinal)));
        Assert.Contains(Sample.Value, s => s.Judgement.IsBreach && s.Judgement.Enforcement != Enforcement.Enforced);
    }

    [Fact]
    public void Text_that_was_reported_is_never_read_as_a_placeholder()
    {
        var judgement = TestLaw.Facts.With(TestLaw.Fee("11.00 USD", id: "{amount} [x] {nothing}")).Judged("cap: { fixed: 10.00 USD }");
        Assert.Contains("(item {amount} [x] {nothing})", Explanation.Paragraph(judgement!, null), StringComparison.Ordinal);
    }

    [Fact]
    public void An_excess_is_told_with_what_was_charged_and_what_was_allowed()
    {
        const string law = "cap: { fixed: 10.00 USD }";
        Assert.Equal("Law of the origin: invented. USD 11.00 for recruitment fee (service), paid to agency (item i1), counts. USD 11.00 was charged, USD 10.00 was allowed: USD 1.00 too much. "
            + "Source: Act s. 1 (grade P, as of 2026).", Explanation.Paragraph(TestLaw.Facts.With(TestLaw.Fee("11.00 USD")).Judged(law)!, TestLaw.Rule(law)));
    }
}
