using Licensing.Rules.FeeCaps;
using Licensing.Rules.Remedies;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Tests.Regimes;

namespace Licensing.Rules.Tests.Remedies;

public class RemedyReaderTests
{
    private const string Good = """
        pack: xx
        title: Invented
        law: origin
        jurisdiction: NP
        remedies:
          - remedy: xx.one
            version: 1
            title: all back
            source: { citation: An Act s. 1, address: "https://example.org/act", asOf: 2026, grade: P }
            effectiveFrom: 2020
            decidedBy: payment
            ground: not-sent
            counts: { include: [recruitment-fee] }
            gives: all
            power: shall
        """;

    private static IReadOnlyList<string> Errors(string yaml) => RemedyReader.Read(LawFiles.TreeOf(yaml), LawFiles.Codes, RegimeFiles.LinesOf(yaml, "pack")).Errors;

    [Fact]
    public void A_good_pack_reads() => Assert.Empty(Errors(Good));

    [Theory]
    [InlineData("xx.one", "yy.one", "must start with")]
    [InlineData("version: 1", "version: 2", "without gaps")]
    [InlineData("grade: P", "grade: X", "must be P, P* or S")]
    [InlineData("ground: not-sent", "ground: not-paid", "must be one of")]
    [InlineData("ground: not-sent", "ground: established", "must say what is established")]
    [InlineData("gives: all", "gives: some", "must be all, unserved")]
    [InlineData("gives: all", "gives: unserved", "needs the ground employment-ended")]
    [InlineData("gives: all", "gives: { percent: \"101\" }", "at most 100")]
    [InlineData("gives: all", "gives: { percent: \"0\" }", "above 0")]
    [InlineData("gives: all", "gives: all\n    plus: [ all ]", "must be { percent")]
    [InlineData("counts: { include: [recruitment-fee] }\n", "\n", "cannot be payment")]
    [InlineData("gives: all", "gives: all\n    withinMonths: 6", "belongs to an employment")]
    [InlineData("gives: all", "gives: all\n    interest: { percentPerYear: \"12\", outside: a bank }", "needs percentPerYear, or outside")]
    [InlineData("gives: all", "gives: { stated: excess }\n    interest: { percentPerYear: \"12\" }", "needs payments with their days")]
    [InlineData("gives: all", "gives: all\n    within: soon", "must be a time")]
    [InlineData("gives: all", "gives: all\n    rounding: down", "is not a key of the grammar")]
    [InlineData("effectiveFrom: 2020", "effectiveFrom: 2020\n    effectiveUntil: 2019", "lies before effectiveFrom")]
    [InlineData("power: shall", "power: should", "must be one of")]
    [InlineData("law: origin", "law: standard", "must be origin")]
    public void What_is_wrong_is_said(string right, string wrong, string says)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        Assert.Contains(Errors(Good.Replace(right, wrong, StringComparison.Ordinal)),
            e => e.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_pack_reads_and_is_named_like_its_file() => Assert.All(RemedyFiles.All, p => Assert.Equal(p.Key, p.Value.Name));

    /// <summary>The same sentence of law stands in two packs: as a rule that finds, and as a formula that gives.</summary>
    [Fact]
    public void A_formula_that_belongs_to_a_rule_says_the_same_as_the_rule()
    {
        var rules = LawFiles.Packs.Values.SelectMany(p => p.Rules).ToLookup(r => r.Provision);
        foreach (var remedy in RemedyFiles.Remedies.Where(r => r.BelongsTo is not null))
        {
            var rule = Assert.Single(rules[remedy.BelongsTo!], r => r.Version == remedy.Version);
            var duty = Assert.IsType<RefundDuty>(rule.Duty);
            Assert.Equal(duty.Trigger, remedy.Ground switch { Ground.NotSent => RefundTrigger.NotDeployed, Ground.Entered => RefundTrigger.Entered, _ => RefundTrigger.EmploymentEnded });
            Assert.Equal(duty.WithinMonths, remedy.WithinMonths);
            Assert.Equal(duty.SharePercent, remedy.Gives switch { GivesAll => 100, GivesPercent part => part.Percent, _ => (Rules.Values.Rational?)null });
            Assert.Equal(duty.Interest is null, remedy.Interest is null);
            Assert.Equal(rule.Source.Citation, remedy.Reads.Source.Citation);
            Assert.Equal(rule.Source.Grade, remedy.Reads.Source.Grade);
            Assert.Equal(rule.EnforcedFrom ?? rule.InForce.From, remedy.Reads.InForce.From);
            Assert.Equal((rule.Law, rule.Origin, rule.Destination, rule.DecidedBy), (remedy.Reads.Law, remedy.Reads.Origin, remedy.Reads.Destination, remedy.Reads.DecidedBy));
            Assert.Equal(Said(rule.Scope), Said(remedy.Reads.Scope));
            Assert.Equal(rule.Except.Select(e => Said(e)), remedy.Reads.Except.Select(e => Said(e)));
            Assert.Equal(rule.Counts.Include, remedy.Reads.Counts.Include);
            Assert.Equal(rule.Counts.Exclude.Select(e => (e.Category, e.OnlyIfNamed)), remedy.Reads.Counts.Exclude.Select(e => (e.Category, e.OnlyIfNamed)));
            Assert.True(rule.Counts.Payees.SetEquals(remedy.Reads.Counts.Payees) && rule.Counts.Payers.SetEquals(remedy.Reads.Counts.Payers), remedy.Name);
        }
    }

    [Fact]
    public void Every_rule_that_finds_a_refund_due_has_its_formula() => Assert.Equal(
        LawFiles.Packs.Values.SelectMany(p => p.Rules).Where(r => r.Duty is RefundDuty).Select(r => (r.Provision, r.Version)).Order(),
        RemedyFiles.Remedies.Where(r => r.BelongsTo is not null).Select(r => (r.BelongsTo!, r.Version)).Order());

    private static string Said(IEnumerable<Guard> guards) => string.Join("; ", guards.Select(g => $"{g.Fact} {string.Join(",", g.OneOf.Order())} {g.AtLeast} {g.Below}"));
}
