using Licensing.Rules.Agreements;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Tests.LawChanges;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Agreements;

public class AgreementTests
{
    public static TheoryData<string> Names() => [.. AgreementFiles.All.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_agreement_that_was_read_about_is_there() => Assert.Superset(
        new HashSet<string> { "id-my-2022", "id-my-2011", "bd-my-2021", "np-my-2018", "np-ae-2019", "np-jo-2017", "ph-sa-2013", "in-sa-2014", "lk-sa-2014", "et-sa-2017", "in-ae-2018" },
        AgreementFiles.All.Keys.ToHashSet());

    /// <summary>One truth: the clauses on costs make the very pack that ships, and that the cases of the law check.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_clauses_on_costs_make_the_pack_that_ships(string name)
    {
        var agreement = AgreementFiles.All[name];
        Assert.Equal(name, agreement.Name);
        var pack = agreement.ToPack();
        if (!LawFiles.Packs.TryGetValue(name, out var shipped))
        {
            Assert.Null(pack);
            return;
        }
        Assert.Equal(PackWriter.Write(shipped, LawFiles.Codes), PackWriter.Write(pack!, LawFiles.Codes));
        Assert.Equal(Plain.Of(shipped), Plain.Of(pack));
    }

    [Fact]
    public void No_agreement_ships_as_a_pack_alone() =>
        Assert.Empty(LawFiles.Packs.Values.Where(p => p.Law == LawSide.Agreement).Select(p => p.Name).Except(AgreementFiles.All.Keys));

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_unverified_is_encoded_and_every_clause_has_an_effect(string name)
    {
        var agreement = AgreementFiles.All[name];
        Assert.All(agreement.Clauses, c => Assert.Contains(c.Source.GradeText, (string[])["P", "P*", "S"]));
        Assert.All(agreement.Clauses, c => Assert.Equal(c.Rule is not null, c.Effect == ClauseEffect.Rule));
        Assert.All(agreement.Clauses.Where(c => c.Term is TextOnly or BearsCosts { Who: Role.Worker } or ComplaintDuty or JointReview), c => Assert.Equal(ClauseEffect.Shown, c.Effect));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_agreement_has_its_line_in_the_docs(string name) =>
        Assert.Contains($"`{name}`", File.ReadAllText(Path.Combine(LawFiles.Root, "docs", "rules", "agreements.md")), StringComparison.Ordinal);

    [Theory]
    [InlineData("2022-04-01", "2022-07-01")]       // the day of signing is no review
    [InlineData("2022-07-01", "2022-07-01")]
    [InlineData("2022-07-02", "2022-10-01")]
    [InlineData("2026-11-30", "2027-01-01")]
    public void Reviews_follow_each_other_from_the_day_of_signing(string day, string next)
    {
        var agreement = AgreementFiles.All["id-my-2022"];
        var review = agreement.Clauses.Select(c => c.Term).OfType<JointReview>().Single();
        Assert.Equal(DateOnly.Parse(next), review.Next(agreement.Signed, DateOnly.Parse(day)));
    }

    [Fact]
    public void A_review_without_interval_or_day_has_no_next_one()
    {
        Assert.Null(new JointReview(null, "joint committee").Next(PartialDate.Day(new(2020, 1, 1)), new(2021, 1, 1)));
        Assert.True(Rules.Licences.Period.TryParse("3 months", out var months));
        Assert.True(PartialDate.TryParse("2018-02", out var month));
        Assert.Null(new JointReview(months, "joint committee").Next(month, new(2021, 1, 1)));
        Assert.True(Rules.Licences.Period.TryParse("30 days", out var days));
        Assert.Equal(new(2020, 3, 1), new JointReview(days, "x").Next(PartialDate.Day(new(2020, 1, 1)), new(2020, 2, 1)));
    }

    /// <summary>The day before, the day, and the day after: of signing, of binding, and of the end.</summary>
    [Theory]
    [InlineData("np-my-2018", "2018-10-28", AgreementState.NotSigned)]
    [InlineData("np-my-2018", "2018-10-29", AgreementState.Signed)]
    [InlineData("np-my-2018", "2019-09-11", AgreementState.Signed)]
    [InlineData("np-my-2018", "2019-09-12", AgreementState.InForce)]
    [InlineData("np-my-2018", "2026-11-30", AgreementState.InForce)]
    [InlineData("bd-my-2021", "2026-12-01", AgreementState.InForce)]
    [InlineData("bd-my-2021", "2026-12-02", AgreementState.Doubtful)]     // some day in December 2026
    [InlineData("bd-my-2021", "2026-12-31", AgreementState.Doubtful)]
    [InlineData("bd-my-2021", "2027-01-01", AgreementState.Ended)]
    [InlineData("id-my-2011", "2017-01-01", AgreementState.Ended)]
    [InlineData("ph-sa-2013", "2018-05-18", AgreementState.InForce)]      // five years, not renewed by itself
    [InlineData("ph-sa-2013", "2018-05-19", AgreementState.NotKnown)]
    [InlineData("in-sa-2014", "2026-11-30", AgreementState.InForce)]      // renews itself
    [InlineData("et-sa-2017", "2017-04-30", AgreementState.NotSigned)]
    [InlineData("et-sa-2017", "2017-05-30", AgreementState.Doubtful)]     // signed on some day in May
    [InlineData("et-sa-2017", "2017-05-31", AgreementState.NotKnown)]
    [InlineData("lk-sa-2014", "2014-06-30", AgreementState.Doubtful)]     // binds from some day in 2014
    [InlineData("lk-sa-2014", "2015-01-01", AgreementState.NotKnown)]
    public void The_dates_say_where_an_agreement_stands(string name, string day, AgreementState state) =>
        Assert.Equal(state, AgreementFiles.All[name].StateOn(DateOnly.Parse(day)));

    [Fact]
    public void An_end_that_is_followed_by_a_renewal_by_itself_is_a_doubt()
    {
        Assert.True(Rules.Licences.Period.TryParse("5 years", out var term));
        var agreement = AgreementFiles.All["bd-my-2021"] with { Renewal = new(true, term) };
        Assert.Equal((AgreementState.InForce, AgreementState.Doubtful), (agreement.StateOn(new(2026, 11, 30)), agreement.StateOn(new(2027, 1, 1))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_clause_has_a_sentence_and_a_key_of_the_docs(string name)
    {
        var docs = File.ReadAllText(Path.Combine(LawFiles.Root, "docs", "rules", "agreements.md"));
        Assert.All(AgreementFiles.All[name].Clauses, c =>
        {
            Assert.EndsWith(".", ClauseWords.Say(c.Term, LawFiles.Codes), StringComparison.Ordinal);
            Assert.Matches($"`{ClauseWords.Key(c.Term)}[:`]", docs);
            Assert.Equal(c.Scope.IsEmpty, ClauseWords.Scope(c) is null);
        });
    }

    [Fact]
    public void Sentences_say_who_how_much_and_when()
    {
        Assert.True(Money.TryParse("15000.00 MYR", LawFiles.Codes, out var most));
        var costs = new Counts(["recruitment-fee", "training"], [new("training.language", System.Collections.Frozen.FrozenSet<Role>.Empty)], [Role.Employer], [Role.PartnerAgency]);
        Assert.Equal("At most MYR 15,000.00 in all may be charged to the employer for: recruitment-fee, training paid to partner agency; not training.language.", ClauseWords.Say(new Ceiling(most, costs), LawFiles.Codes));
        Assert.Equal("The worker is 18 or older and younger than 45.", ClauseWords.Say(new AgeRange(18, 45), LawFiles.Codes));
        Assert.Equal("What the worker paid for recruitment-fee is given back by 50 percent when the employment ends within 6 months, within 30 days.",
            ClauseWords.Say(new GivesBack(new(RefundTrigger.EmploymentEnded, 6, 50, null, 30), new(["recruitment-fee"], [], [Role.Worker], [])), LawFiles.Codes));
        Assert.Equal("Only licensed agencies recruit. Workers are recruited through emigrate only.", ClauseWords.Say(new PermittedChannel(true, "emigrate"), LawFiles.Codes));
    }
}
