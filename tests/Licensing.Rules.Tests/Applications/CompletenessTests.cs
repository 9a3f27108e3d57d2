using System.Collections.Frozen;
using Licensing.Rules.Applications;
using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Applications;

public class CompletenessTests
{
    private static readonly LegalSource Source = new("An act", "https://example.org/act", PartialDate.Day(new(2025, 1, 1)), Grade.Statute, null);
    private static readonly DateOnly Day = new(2026, 3, 15);

    private static readonly Dictionary<RegimeQuestion, RegimeValue?> Usual = new()
    {
        [RegimeQuestion.Classes] = new LicenceClasses([new("general", "General"), new("household", "Household")]),
        [RegimeQuestion.Capital] = new LeastAmount(null, new Dictionary<string, Money> { ["general"] = new(500_000_000, "NPR") }.ToFrozenDictionary()),
        [RegimeQuestion.Ownership] = new OwnershipShare(60, "nationals"),
        [RegimeQuestion.Documents] = new Checklist([new("police-report", "Police report")]),
        [RegimeQuestion.FitAndProper] = new Checklist([new("convicted", "Was an owner convicted")]),
        [RegimeQuestion.LicenceFee] = new NoneRequired(),
    };

    private static readonly ApplicationFacts Whole = new()
    {
        Class = "general",
        Capital = new(500_000_000, "NPR"),
        Owners = [Person(0, "60", "NP"), Person(1, "40", "IN")],
        Documents = [new("police-report", Day, DocumentStanding.Sound)],
        Answered = ["convicted"],
    };

    [Fact]
    public void What_holds_everything_is_complete()
    {
        var found = Of(Whole);
        Assert.True(found.IsComplete);
        Assert.Empty(found.Open);
    }

    [Theory]
    [InlineData("60", "40", null)]
    [InlineData("60", "39.99", "99.99")]
    [InlineData("60", "40.01", "100.01")]
    [InlineData("66.666666666666666666", "33.333333333333333334", null)]
    [InlineData("66.666666666666666666", "33.333333333333333333", "99.999999999999")]
    public void Shares_add_up_to_a_hundred_exactly(string one, string other, string? sum)
    {
        var gaps = Of(Whole with { Owners = [Person(0, one, "NP"), Person(1, other, "NP")] }).Gaps;
        if (sum is null) Assert.Empty(gaps);
        else Assert.Contains($"add up to {sum}.", Assert.Single(gaps).Wanted, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_of_an_owning_company_add_up_and_end_in_natural_persons()
    {
        Assert.Equal(["owners.missing /applicant/owners/0/company/owners"], Codes(Whole with { Owners = [Company("100")] }));
        Assert.Equal(["owners.shares-do-not-add-up /applicant/owners/0/company/owners"], Codes(Whole with { Owners = [Company("100", Person(0, "99", "NP", "/applicant/owners/0/company/owners"))] }));
        Assert.Empty(Codes(Whole with { Owners = [Company("100", Person(0, "100", "NP"))] }));
    }

    [Fact]
    public void An_owner_without_a_document_and_no_owner_at_all_are_gaps()
    {
        Assert.Equal(["owner.document-missing /applicant/owners/0/person/document"], Codes(Whole with { Owners = [Person(0, "100", "NP") with { HasDocument = false }] }));
        Assert.Equal(["owners.missing /applicant/owners"], Codes(Whole with { Owners = [] }));
    }

    [Theory]
    [InlineData("60", "NP", "IN", "")]
    [InlineData("59.99", "NP", "IN", "ownership.too-small /applicant/owners")]
    [InlineData("40", "NP", "IN", "ownership.too-small /applicant/owners")]
    [InlineData("60", "NP", null, "owner.nationality-missing /applicant/owners/1/person/nationality")]
    [InlineData("40", null, "IN", "owner.nationality-missing /applicant/owners/0/person/nationality")]
    public void Nationals_must_hold_the_share_of_the_regime(string share, string? one, string? other, string gaps)
    {
        var first = Share(share);
        Assert.Equal(gaps, string.Join(" ", Codes(Whole with { Owners = [Person(0, share, one), Person(1, (100 - first).ToText(), other)] })));
    }

    [Fact]
    public void A_share_of_a_share_counts_as_the_product()
    {
        // 75 percent of 80 percent is 60.
        ApplicationFacts With(string national, string foreign) => Whole with { Owners = [Company("80", Person(0, national, "NP"), Person(1, foreign, "IN")), Person(1, "20", "IN")] };
        Assert.Empty(Codes(With("75", "25")));
        Assert.Equal(["ownership.too-small /applicant/owners"], Codes(With("74.99", "25.01")));
    }

    [Fact]
    public void An_ownership_in_other_words_is_for_an_officer()
    {
        var found = Of(Whole, (RegimeQuestion.Ownership, new OwnershipShare(100, "domestic investors")));
        Assert.True(found.IsComplete);
        Assert.Contains("domestic investors", Assert.Single(found.Open).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500_000_000L, "NPR", "")]
    [InlineData(499_999_999L, "NPR", "capital.too-small /applicant/capital")]
    [InlineData(900_000_000L, "INR", "capital.other-currency /applicant/capital")]
    [InlineData(null, "NPR", "capital.missing /applicant/capital")]
    public void The_capital_is_at_least_that_of_the_class(long? minor, string currency, string gaps) =>
        Assert.Equal(gaps, string.Join(" ", Codes(Whole with { Capital = minor is { } m ? new Money(m, currency) : null })));

    [Fact]
    public void A_capital_that_the_regime_names_for_other_classes_only_is_left_open()
    {
        var found = Of(Whole with { Class = "household" });
        Assert.True(found.IsComplete);
        Assert.Equal(RegimeQuestion.Capital, Assert.Single(found.Open).Question);
    }

    [Fact]
    public void The_class_is_one_of_the_regime_and_none_where_it_has_none()
    {
        Assert.Equal(["class.missing /class"], Codes(Whole with { Class = null }));
        Assert.Equal(["class.unknown /class"], Codes(Whole with { Class = "special" }));
        var without = Of(Whole, (RegimeQuestion.Classes, new NoneRequired()), (RegimeQuestion.Capital, new NoneRequired()));
        Assert.Equal("class.unexpected", Assert.Single(without.Gaps).Code);
    }

    [Theory]
    [InlineData("police-report", 0, DocumentStanding.Sound, "")]
    [InlineData("police-report", -1, DocumentStanding.Sound, "document.expired document:police-report")]
    [InlineData("police-report", 0, DocumentStanding.Waiting, "document.not-checked document:police-report")]
    [InlineData("police-report", 0, DocumentStanding.Rejected, "document.rejected document:police-report")]
    [InlineData("tax-clearance", 0, DocumentStanding.Sound, "document.missing document:police-report")]
    public void Every_document_is_there_good_on_the_day_and_checked(string type, int expires, DocumentStanding standing, string gaps) =>
        Assert.Equal(gaps, string.Join(" ", Codes(Whole with { Documents = [new(type, Day.AddDays(expires), standing)] })));

    [Fact]
    public void One_good_document_of_a_type_suffices_beside_bad_ones()
    {
        Assert.Empty(Codes(Whole with
        {
            Documents = [new("police-report", Day.AddDays(-1), DocumentStanding.Sound), new("police-report", null, DocumentStanding.Rejected), new("police-report", null, DocumentStanding.Sound)],
        }));
        Assert.Equal(["document.rejected document:police-report"], Codes(Whole with { Documents = [new("police-report", Day.AddDays(-1), DocumentStanding.Sound), new("police-report", null, DocumentStanding.Rejected)] }));
    }

    [Fact]
    public void Every_question_is_answered_and_each_gap_names_its_source()
    {
        var gap = Assert.Single(Of(Whole with { Answered = ["other"] }).Gaps);
        Assert.Equal(("declaration.missing", "declaration:convicted", Source), (gap.Code, gap.At, gap.Source));
    }

    [Fact]
    public void What_the_regime_does_not_say_is_not_complete_and_is_listed()
    {
        var found = Of(Whole with { Documents = [] }, (RegimeQuestion.Documents, null));
        Assert.False(found.IsComplete);
        Assert.Empty(found.Gaps);
        Assert.Equal(RegimeQuestion.Documents, Assert.Single(found.NotSet).Question);
    }

    private static string[] Codes(ApplicationFacts facts) => [.. Of(facts).Gaps.Select(g => $"{g.Code} {g.At}")];

    private static Completeness Of(ApplicationFacts facts, params (RegimeQuestion Question, RegimeValue? Value)[] instead)
    {
        var values = new Dictionary<RegimeQuestion, RegimeValue?>(Usual);
        foreach (var (question, value) in instead) values[question] = value;
        return Completeness.Of(facts, values.Keys, q => values[q] is { } value
            ? new(q, AnswerState.Known, value, [new(value, Source)], null, false)
            : new(q, AnswerState.NotKnown, null, [], "No source says it.", false), "NP", Day, LawFiles.Codes);
    }

    private static OwnerFact Person(int index, string share, string? nationality, string at = "/applicant/owners") =>
        new($"{at}/{index}", Share(share), true, nationality, true, []);

    private static Rational Share(string text) => Rational.TryParse(text, out var share) ? share : throw new FormatException(text);

    private static OwnerFact Company(string share, params OwnerFact[] owners) =>
        new("/applicant/owners/0", Share(share), false, null, false, [.. owners]);
}
