namespace Licensing.Rules.Tests.Agreements;

/// <summary>Whatever is wrong in an agreement is said with its line and place, and all of it together.</summary>
public class AgreementReaderTests
{
    private const string Good = """
        agreement: t
        title: T
        origin: NP
        destination: QA
        signed: 2020-01-01
        inForce: 2020-02-01
        status: in-force
        publicity: text
        source: { citation: A, address: 'https://law.example/1', asOf: 2020, grade: P }
        covers: { employer: household }
        clauses:
          - { clause: t.a, title: a, bears: { who: employer, include: [recruitment-fee] } }
          - { clause: t.b, title: b, age: { atLeast: 18, below: 46 } }
          - { clause: t.c, title: c, payDay: "7" }
          - { clause: t.d, title: d, channel: { licensedAgencies: only, through: one } }
          - { clause: t.e, title: e, refund: { trigger: entered, share: { percent: "100" }, withinDays: 31, include: [medical] } }
          - { clause: t.f, title: f, text: words }

        """;

    [Fact]
    public void An_agreement_that_is_right_has_no_errors()
    {
        var (agreement, errors) = AgreementFiles.Read(Good);
        Assert.Empty(errors);
        Assert.Equal(2, agreement!.ToPack()!.Rules.Length);
        // It binds from the day on which it is in force.
        Assert.All(agreement.Clauses, c => Assert.Equal("2020-02-01", c.EnforcedFrom?.Text));
        Assert.All(agreement.Clauses, c => Assert.Single(c.Scope));
    }

    [Theory]
    [InlineData("origin: NP", "origin: Nepal", "line 3, agreement.origin: \"Nepal\" is not an ISO 3166-1 country")]
    [InlineData("origin: NP", "origin: QA", "line 4, agreement.destination: is the origin")]
    [InlineData("signed: 2020-01-01", "signed: yesterday", "line 5, agreement.signed: must be a day")]
    [InlineData("inForce: 2020-02-01", "inForce: 2019", "line 6, agreement.inForce: lies before signed")]
    [InlineData("inForce: 2020-02-01", "inForce: 2020-02-01\nuntil: 2019", "line 7, agreement.until: lies before signed")]
    [InlineData("inForce: 2020-02-01", "inForce: 2020-02-01\nrenewal: { automatic: perhaps }", "line 7, agreement.renewal.automatic: must be true or false")]
    [InlineData("status: in-force", "status: superseded", "agreement.supersededBy: is needed with the status superseded")]
    [InlineData("status: in-force", "status: good", "line 7, agreement.status: must be one of expired")]
    [InlineData("publicity: text", "publicity: public", "line 8, agreement.publicity: must be one of")]
    [InlineData("grade: P", "grade: X", "line 9, agreement.source.grade: must be P, P* or S; what is not verified is not loaded")]
    [InlineData("covers: { employer: household }", "covers: { employer: king }", "line 10, agreement.covers.employer: \"king\" is not known")]
    [InlineData("clause: t.a", "clause: a", "line 12, agreement.clauses[0].clause: must start with \"t.\"")]
    [InlineData("clause: t.b", "clause: t.a", "agreement.clauses: name t.a twice")]
    [InlineData("who: employer", "who: king", "line 12, agreement.clauses[0].bears.who: must be one of")]
    [InlineData("include: [recruitment-fee]", "include: [fee]", "line 12, agreement.clauses[0].bears.include: \"fee\" is not a cost category")]
    [InlineData("below: 46", "below: 18", "line 13, agreement.clauses[1].age: no age is at least the one and below the other")]
    [InlineData("payDay: \"7\"", "payDay: \"32\"", "line 14, agreement.clauses[2].payDay: must be a day of the month, 1 to 31")]
    [InlineData("licensedAgencies: only", "licensedAgencies: all", "line 15, agreement.clauses[3].channel.licensedAgencies: must be only")]
    [InlineData("trigger: entered", "trigger: soon", "line 16, agreement.clauses[4].refund.trigger: must be one of")]
    [InlineData("text: words", "words: text", "agreement.clauses[5].words: is not a key of the grammar here")]
    [InlineData("title: f, text: words", "title: f", "line 17, agreement.clauses[5]: needs exactly one of bears, ceiling")]
    [InlineData("title: f, text: words", "title: f, text: words, payDay: \"7\"", "line 17, agreement.clauses[5]: needs exactly one of bears, ceiling")]
    [InlineData("title: f, text: words", "title: f, text: words, decidedBy: payment", "line 17, agreement.clauses[5].decidedBy: belongs to a clause on costs")]
    [InlineData("title: f, text: words", "title: f, text: words, scope: { employer: company }", "line 17, agreement.clauses[5].scope: employer is said by the agreement already")]
    [InlineData("title: f, text: words", "title: f, text: words, until: 2019", "line 17, agreement.clauses[5].until: lies before from")]
    public void A_mistake_is_named_with_its_line_and_place(string part, string instead, string error)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        var (agreement, errors) = AgreementFiles.Read(Good.Replace(part, instead, StringComparison.Ordinal));
        Assert.Null(agreement);
        Assert.Contains(errors, e => e.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_at_all_and_nonsense_are_errors_and_no_exception()
    {
        foreach (var text in (string[])["", "[]", "a: b", "agreement: [x]\nclauses: 7"])
            Assert.NotEmpty(AgreementFiles.Read(text).Errors);
    }
}
