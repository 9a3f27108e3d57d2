using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.LawChanges;

public class PackDiffTests
{
    private static readonly RulePack Nepal = LawFiles.Packs["np"];
    private static PackDiff Diff(RulePack? before, RulePack? after) => PackDiff.Between(before, after, LawFiles.Codes);
    private static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);

    private static RulePack With(RulePack pack, string provision, int version, Func<Rule, Rule> change) =>
        pack with { Rules = [.. pack.Rules.Select(r => r.Provision == provision && r.Version == version ? change(r) : r)] };

    [Fact]
    public void A_pack_does_not_differ_from_itself() =>
        Assert.All(LawFiles.Packs.Values, p => Assert.True(Diff(p, p).IsEmpty));

    [Fact]
    public void A_raised_cap_and_the_end_of_the_version_before_are_named_field_by_field()
    {
        var ended = With(Nepal, "np.service-fee", 2, r => r with { InForce = r.InForce with { Until = Date("2026-12-31") } });
        var third = Nepal.Rules.Single(r => r is { Provision: "np.service-fee", Version: 2 }) with
        {
            Version = 3,
            Title = "service fee, raised",
            InForce = new(Date("2027-01-01"), null),
            Duty = new CapDuty(new FixedAmount(new(1_200_000, "NPR"))),
        };
        var diff = Diff(Nepal, ended with { Rules = ended.Rules.Insert(2, third) });
        Assert.Empty(diff.Head);
        Assert.Empty(diff.AddedProvisions);
        Assert.Equal([("np.service-fee", 2, Difference.Changed), ("np.service-fee", 3, Difference.Added)], diff.Versions.Select(v => (v.Provision, v.Version, v.Difference)));
        Assert.Equal([new("effectiveUntil", null, "2026-12-31")], diff.Versions[0].Fields);
        Assert.Equal([true, false], diff.Versions.Select(v => v.OnlyEnds));
        Assert.Contains(new("cap", null, "{ fixed: 12000.00 NPR }"), diff.Versions[1].Fields);
        Assert.Contains(new("source.grade", null, "S"), diff.Versions[1].Fields);
    }

    [Fact]
    public void Old_and_new_value_source_and_grade_are_told()
    {
        var after = With(Nepal, "np.service-fee", 2, r => r with
        {
            Duty = new CapDuty(new FixedAmount(new(900_000, "NPR"))),
            Source = r.Source with { Grade = Grade.Statute, Citation = "Gazette 7, no. 3" },
        });
        var change = Assert.Single(Diff(Nepal, after).Versions);
        Assert.Equal(["source.citation", "source.grade", "cap"], change.Fields.Select(f => f.Field));
        Assert.Equal(new("source.grade", "S", "P"), change.Fields[1]);
        Assert.Equal(new("cap", "{ fixed: 10000.00 NPR }", "{ fixed: 9000.00 NPR }"), change.Fields[2]);
        Assert.True(change.ChangesLaw);
        Assert.False(change.OnlyEnds);
    }

    [Fact]
    public void A_corrected_source_is_a_change_and_not_one_of_the_law()
    {
        var after = With(Nepal, "np.receipt", 1, r => r with { Title = "receipt", Source = r.Source with { Note = "read again" } });
        var change = Assert.Single(Diff(Nepal, after).Versions);
        Assert.False(change.ChangesLaw || change.OnlyEnds);
        Assert.Equal(["title", "source.note"], change.Fields.Select(f => f.Field));
    }

    [Fact]
    public void New_and_removed_provisions_and_packs_are_named()
    {
        var without = Nepal with { Rules = [.. Nepal.Rules.Where(r => r.Provision != "np.receipt")] };
        Assert.Equal(["np.receipt"], Diff(Nepal, without).RemovedProvisions);
        Assert.Equal(["np.receipt"], Diff(without, Nepal).AddedProvisions);
        Assert.All(Diff(Nepal, without).Versions.Single().Fields, f => Assert.Null(f.After));

        var appeared = Diff(null, Nepal);
        Assert.Equal(Nepal.Rules.Length, appeared.Versions.Count(v => v.Difference == Difference.Added));
        Assert.Contains(new("jurisdiction", null, "NP"), appeared.Head);
        Assert.All(Diff(Nepal, null).Versions, v => Assert.Equal(Difference.Removed, v.Difference));
    }

    [Fact]
    public void The_text_is_what_a_person_reads()
    {
        var after = With(Nepal, "np.service-fee", 2, r => r with { Duty = new CapDuty(new FixedAmount(new(900_000, "NPR"))), Counts = r.Counts with { Exclude = [] } });
        Assert.Equal("""
            ~ np.service-fee v2: service fee, Malaysia and six Gulf states, where the employer does not pay the agency
                cap: { fixed: 10000.00 NPR } -> { fixed: 9000.00 NPR }
                counts.exclude: [{ category: insurance, paidTo: [other, state] }, { category: medical, paidTo: [clinic, other, state] }] (gone)

            """.ReplaceLineEndings("\n"), Diff(Nepal, after).ToText());
    }

    [Fact]
    public void Rewritten_is_what_was_there_and_says_something_else_or_nothing()
    {
        Assert.Empty(Diff(null, Nepal).Rewritten);
        Assert.Empty(Diff(Nepal, With(Nepal, "np.service-fee", 2, r => r with { InForce = r.InForce with { Until = Date("2026-12-31") }, Title = "ended" })).Rewritten);
        Assert.Empty(Diff(Nepal, Nepal with { Title = "another title" }).Rewritten);
        Assert.Equal(["np.service-fee v2"], Diff(Nepal, With(Nepal, "np.service-fee", 2, r => r with { InForce = r.InForce with { From = Date("2015-07-06") } })).Rewritten);
        Assert.Equal(["np.service-fee v2"], Diff(Nepal, Nepal with { Rules = Nepal.Rules.RemoveAll(r => r is { Provision: "np.service-fee", Version: 2 }) }).Rewritten);
        Assert.Equal(["the pack's jurisdiction"], Diff(Nepal, Nepal with { Origin = "IN" }).Rewritten);
        Assert.Equal(Nepal.Rules.Length + 4, Diff(Nepal, null).Rewritten.Length + 1);
    }
}
