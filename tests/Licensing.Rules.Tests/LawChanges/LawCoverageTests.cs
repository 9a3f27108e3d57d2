using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Tests.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.LawChanges;

public class LawCoverageTests
{
    private static readonly DayRange Days = new(new(2015, 1, 1), new(2026, 12, 31));
    private static readonly WorkerClass Builder = new("builder", "7112", EmployerKind.Company, Sex.Male);

    private static List<CoverageEntry> Of(IEnumerable<Rule> rules, string origin = "NP", string destination = "QA", params WorkerClass[] classes) =>
        [.. LawCoverage.Of(new RuleBook(rules), [(origin, destination)], classes.Length == 0 ? [Builder] : [.. classes], Days, LawFiles.Codes)];

    private static IEnumerable<CoverageEntry> At(IEnumerable<CoverageEntry> entries, CoverageKind kind, LawSide? law = null) => entries.Where(e => e.Kind == kind && (law is null || e.Law == law));

    [Fact]
    public void The_days_before_a_rule_begins_and_after_it_ends_are_gaps_to_the_day()
    {
        var entries = Of([TestLaw.Rule("effectiveFrom: 2018-03-02\neffectiveUntil: 2019-12-31\ncounts: { include: [medical] }\ncap: { fixed: 1.00 NPR }")]);
        var gaps = At(entries, CoverageKind.Gap, LawSide.Origin).Where(e => e.Categories.Contains("medical")).ToList();
        Assert.Equal([new(Days.From, new(2018, 3, 1)), new(new(2020, 1, 1), Days.Until)], gaps.Where(g => g.Categories is ["medical"]).Concat(gaps).Select(g => g.Days).Distinct().Order(Comparer<DayRange>.Create((a, b) => a.From.CompareTo(b.From))));
        // All other costs are never spoken of, and neither is anything by the destination's law.
        Assert.Contains(entries, e => e is { Kind: CoverageKind.Gap, Law: LawSide.Destination } && e.Categories is ["*"] && e.Days == Days);
        Assert.DoesNotContain(entries, e => e.Law == LawSide.Agreement);
    }

    [Fact]
    public void A_beginning_known_to_the_month_leaves_the_month_in_doubt()
    {
        var doubt = Assert.Single(At(Of([TestLaw.Rule("effectiveFrom: 2018-03\ncounts: { include: [medical] }\ncap: none-allowed")]), CoverageKind.InDoubt));
        Assert.Equal((new DayRange(new(2018, 3, 1), new(2018, 3, 30)), "t.rule v1"), (doubt.Days, Assert.Single(doubt.Provisions)));
    }

    [Fact]
    public void A_fact_that_the_class_leaves_open_and_a_contest_are_doubts()
    {
        var entries = Of([TestLaw.Rule("contested: { from: 2020-05-05, by: x }\nscope: { age: { atLeast: 21 } }\ncounts: { include: [medical] }\ncap: none-allowed"),
            TestLaw.Rule("contested: { from: 2020-05-05, by: x }\ncounts: { include: [training] }\ncap: none-allowed", provision: "t.other")]);
        Assert.Equal([("medical", Days), ("training", Days with { From = new(2020, 5, 5) })], At(entries, CoverageKind.InDoubt).Select(e => (Assert.Single(e.Categories), e.Days)));
    }

    [Fact]
    public void Two_limits_and_a_contradiction_of_one_law_are_named()
    {
        var entries = Of([TestLaw.Rule("cap: { fixed: 1.00 NPR }", provision: "t.a"), TestLaw.Rule("cap: { fixed: 2.00 NPR }\neffectiveFrom: 2020-01-01", provision: "t.b"),
            TestLaw.Rule("cap: none-allowed\neffectiveFrom: 2021-01-01", provision: "t.c")]);
        var two = Assert.Single(At(entries, CoverageKind.TwoLimits));
        Assert.Equal(new(new(2020, 1, 1), Days.Until), two.Days);
        Assert.Equal(["t.a v1", "t.b v1"], two.Provisions);
        var against = Assert.Single(At(entries, CoverageKind.Contradiction));
        Assert.Equal((new DateOnly(2021, 1, 1), 3), (against.Days.From, against.Provisions.Length));
        Assert.Equal(["recruitment-fee"], against.Categories);
    }

    [Fact]
    public void A_version_that_follows_another_on_the_next_day_leaves_neither_gap_nor_overlap()
    {
        Rule[] rules = [TestLaw.Rule("effectiveUntil: 2019-06-30\ncap: { fixed: 1.00 NPR }"), TestLaw.Rule("version: 1\neffectiveFrom: 2019-07-01\ncap: { fixed: 2.00 NPR }", provision: "t.next")];
        Assert.DoesNotContain(Of(rules), e => e.Law == LawSide.Origin && e.Categories.Contains("recruitment-fee"));
    }

    [Fact]
    public void The_agreement_with_Malaysia_forbids_what_Nepal_allows_from_the_day_of_its_signing()
    {
        var apart = At(Of(LawFiles.Packs["np"].Rules.Concat(LawFiles.Packs["np-my-2018"].Rules), "NP", "MY"), CoverageKind.LawsApart).ToList();
        Assert.All(apart, e => Assert.Null(e.Law));
        Assert.Contains(apart, e => e.Categories.SequenceEqual(["recruitment-fee"]) && e.Days == Days with { From = new(2018, 10, 29) }
            && e.Provisions.SequenceEqual(["np-my-2018.employer-pays v1", "np.service-fee v2"]));
    }

    [Fact]
    public void Guards_tell_the_classes_apart()
    {
        var entries = Of([TestLaw.Rule("scope: { occupation: \"9111\" }\ncap: none-allowed")], classes: [.. WorkerClass.Usual]);
        var gap = Assert.Single(entries, e => e is { Kind: CoverageKind.Gap, Law: LawSide.Origin } && e.Categories is ["*"]);
        Assert.Equal(["construction worker", "nurse"], gap.Classes);
    }

    /// <summary>What coverage calls a gap the engine calls "no rule known", on the first and the last day; elsewhere it does not.</summary>
    [Fact]
    public void The_shipped_law_has_the_gaps_that_the_engine_sees()
    {
        var book = new RuleBook(LawFiles.Packs.Values.SelectMany(p => p.Rules));
        var corridors = LawCoverage.Corridors(book).ToList();
        Assert.True(corridors.Count > 100, $"{corridors.Count} corridors");
        var costs = LawCoverage.Costs(LawFiles.Codes);
        var compared = 0;
        foreach (var (origin, destination) in corridors.Where((_, i) => i % 9 == 0))
        {
            var gaps = LawCoverage.Of(book, [(origin, destination)], [Builder], Days, LawFiles.Codes).Where(e => e.Kind == CoverageKind.Gap).ToList();
            foreach (var day in gaps.SelectMany(g => new[] { g.Days.From, g.Days.Until }).Distinct().Take(8))
            {
                var facts = new PlacementFacts
                {
                    Origin = origin, Destination = destination, Occupation = Builder.Occupation, Employer = Builder.Employer, Sex = Builder.Sex, SignedOn = day,
                    AgencyCountry = origin, PartnerAgencyCountry = destination, JobFoundBy = JobFinder.Agency,
                    Items = [.. costs.Select(c => new FeeItem(c, ItemKind.Payment, new(1, "USD"), c, Role.Worker, Role.Agency, day))],
                };
                var judged = FeeCapLaw.Judge(facts, book, new(LawFiles.Codes, RateTable.Empty, JudgeSettings.Default));
                foreach (var law in (LawSide[])[LawSide.Origin, LawSide.Destination])
                {
                    var named = gaps.Where(g => g.Law == law && g.Days.Contains(day)).SelectMany(g => g.Categories is ["*"] ? costs : [.. g.Categories.SelectMany(c => costs.Where(x => x == c || (!c.Contains('.', StringComparison.Ordinal) && x.StartsWith(c + ".", StringComparison.Ordinal))))]);
                    var silent = judged.SingleOrDefault(j => j.IsCoverage && j.Law == law)?.Items ?? [];
                    Assert.Equal(silent.Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
                    compared++;
                }
            }
        }
        Assert.True(compared > 50, $"{compared} compared");
    }

    private static CoverageChange Between(IEnumerable<Rule> before, IEnumerable<Rule> after) =>
        LawCoverage.Between(new(before), new(after), [("NP", "QA")], [Builder], Days, LawFiles.Codes);

    [Fact]
    public void A_change_names_only_the_days_and_costs_that_it_leaves_without_a_rule()
    {
        Rule Medical(string dates) => TestLaw.Rule(dates + "\ncounts: { include: [medical] }\ncap: { fixed: 1.00 NPR }");
        var change = Between([Medical("effectiveFrom: 2016-01-01")], [Medical("effectiveFrom: 2016-01-01\neffectiveUntil: 2019-12-31")]);
        var gap = Assert.Single(change.Opened);
        Assert.Equal((CoverageKind.Gap, LawSide.Origin, new DayRange(new(2020, 1, 1), Days.Until)), (gap.Kind, gap.Law, gap.Days));
        Assert.Equal(["medical"], gap.Categories);
        Assert.Empty(change.Closed);
        // What was open before and after is there in full, under the same days as ever.
        Assert.Contains(change.Remaining, e => e.Law == LawSide.Origin && e.Days == new DayRange(Days.From, new(2015, 12, 31)));

        var back = Between([Medical("effectiveFrom: 2016-01-01\neffectiveUntil: 2019-12-31")], [Medical("effectiveFrom: 2016-01-01")]);
        Assert.Equal(gap, Assert.Single(back.Closed), CoverageEntries.Same);
        Assert.Empty(back.Opened);
    }

    [Fact]
    public void The_next_version_of_a_conflict_is_no_new_conflict_and_another_provision_is()
    {
        var other = TestLaw.Rule("cap: { fixed: 2.00 NPR }", provision: "t.other");
        Rule[] before = [TestLaw.Rule("cap: { fixed: 1.00 NPR }"), other];
        Rule[] after = [TestLaw.Rule("effectiveUntil: 2019-12-31\ncap: { fixed: 1.00 NPR }"), TestLaw.Rule("effectiveFrom: 2020-01-01\ncap: { fixed: 3.00 NPR }") with { Version = 2 }, other];
        Assert.Empty(Between(before, after).Opened);
        Assert.Empty(Between(before, after).Closed);
        var third = Between(before, [.. before, TestLaw.Rule("effectiveFrom: 2021-01-01\ncap: none-allowed", provision: "t.third")]);
        var against = Assert.Single(third.Opened);
        Assert.Equal((CoverageKind.Contradiction, new DayRange(new(2021, 1, 1), Days.Until)), (against.Kind, against.Days));
    }

    [Fact]
    public void A_first_agreement_is_not_blamed_for_what_it_does_not_speak_of_and_a_shorter_one_is()
    {
        Rule Agreed(string dates) => TestLaw.Rule(dates + "cap: none-allowed", law: "agreement");
        Assert.DoesNotContain(Between([], [Agreed("")]).Opened, e => e.Kind == CoverageKind.Gap);
        var ends = Assert.Single(Between([Agreed("")], [Agreed("effectiveUntil: 2020-12-31\n")]).Opened);
        Assert.Equal((CoverageKind.Gap, LawSide.Agreement, new DayRange(new(2021, 1, 1), Days.Until)), (ends.Kind, ends.Law, ends.Days));
    }

    [Fact]
    public void Corridors_of_a_change_are_those_that_it_reaches()
    {
        var all = LawFiles.Packs.Values.SelectMany(p => p.Rules).ToList();
        var without = all.Where(r => !r.Provision.StartsWith("np-my-2018.", StringComparison.Ordinal)).ToList();
        Assert.Equal([("NP", "MY")], LawCoverage.Corridors(LawChange.Between(without, all, LawFiles.Codes), new(without), new(all)));
        // A price that the employer pays prohibits nothing, so no law of another country asks about it.
        var saudi = all.Where(r => r.Provision != "sa.price-cap").ToList();
        var toSaudi = LawCoverage.Corridors(LawChange.Between(saudi, all, LawFiles.Codes), new(saudi), new(all));
        Assert.NotEmpty(toSaudi);
        Assert.All(toSaudi, c => Assert.Equal("SA", c.Destination));
        Assert.Empty(LawCoverage.Corridors(LawChange.Between(all, all, LawFiles.Codes), new(all), new(all)));
    }

    /// <summary>Opened and closed are the whole difference: taken away from and put to what was before, they give what is after, cost by cost and day by day.</summary>
    [Fact]
    public void What_was_less_what_is_closed_and_what_is_opened_is_what_remains()
    {
        var all = LawFiles.Packs.Values.SelectMany(p => p.Rules).ToList();
        var costs = LawCoverage.Costs(LawFiles.Codes);
        foreach (var pack in (string[])["np", "np-my-2018", "my", "bd"])
        {
            var without = all.Where(r => r.Provision.Split('.')[0] != pack).ToList();
            foreach (var (before, after) in new[] { (without, all), (all, without) })
            {
                var corridors = LawCoverage.Corridors(LawChange.Between(before, after, LawFiles.Codes), new(before), new(after)).Where(c => c.Destination == "MY").ToList();
                var was = LawCoverage.Of(new(before), corridors, [Builder], Days, LawFiles.Codes);
                var change = LawCoverage.Between(new(before), new(after), corridors, [Builder], Days, LawFiles.Codes);
                var turns = was.Concat(change.Remaining).SelectMany(e => new[] { e.Days.From, e.Days.Until }).Distinct().ToList();
                Assert.NotEmpty(turns);
                foreach (var day in turns)
                    Assert.Equal(Named(change.Remaining, day).Order(), Named(was, day).Except(Named(change.Closed, day)).Union(Named(change.Opened, day)).Order());

                // Gaps of other laws than agreements, which are left out where there was none; whoever speaks.
                HashSet<string> Named(IEnumerable<CoverageEntry> entries, DateOnly day) =>
                    [.. entries.Where(e => e.Days.Contains(day) && e.Kind == CoverageKind.Gap && e.Law != LawSide.Agreement)
                        .SelectMany(e => costs.Where(c => e.Categories is ["*"] || e.Categories.Any(x => x == c || (!x.Contains('.', StringComparison.Ordinal) && c.StartsWith(x + ".", StringComparison.Ordinal)))).Select(c => $"{e.Origin} {e.Destination} {e.Law} {c}"))];
            }
        }
    }

    private sealed class CoverageEntries : IEqualityComparer<CoverageEntry>
    {
        public static readonly CoverageEntries Same = new();
        public bool Equals(CoverageEntry? x, CoverageEntry? y) => x?.ToString() == y?.ToString();
        public int GetHashCode(CoverageEntry obj) => obj.ToString().GetHashCode(StringComparison.Ordinal);
    }
}
