using CsCheck;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>What holds whatever the law says and whatever was reported.</summary>
public class JudgeProperties
{
    /// <summary>Trials of a property; CsCheck_Iter raises it for a long run.</summary>
    private const int Trials = 1_500;
    private const int SampleSize = 5_000;

    private static void Always<T>(Gen<T> gen, Action<T> property) =>
        gen.Sample(property, iter: Math.Max(Trials, Check.Iter), threads: 2);

    private static readonly Gen<Trial> AnyTrial = RandomLaw.Trials;

    private static List<string> Words(IEnumerable<Judgement> judgements) => [.. judgements.Select(RandomLaw.Say)];

    private static Judgement? Same(IEnumerable<Judgement> judgements, Judgement as_) =>
        judgements.SingleOrDefault(j => j.Law == as_.Law && j.Provision == as_.Provision && j.Version == as_.Version);

    [Fact]
    public void Any_facts_and_rules_lead_to_judgements_and_never_to_an_exception() =>
        Always(AnyTrial, t => Assert.All(t.Judge(), j => Assert.NotEmpty(j.ToCanonicalBytes())));

    [Fact]
    public void A_higher_charge_never_lowers_an_excess() => Always(
        Gen.Select(AnyTrial, Gen.Int[0, 6], Gen.OneOf(Gen.Long[1, 5000], Gen.Long[1, long.MaxValue])), x =>
        {
            var (trial, index, more) = x;
            if (index >= trial.Facts.Items.Count || trial.Facts.Items[index] is not { Payer: Role.Worker, Amount.AmountMinor: > 0 } item) return;
            if (trial.Facts.Items.Count(i => i.Id == item.Id) > 1) return;      // which of them a judgement means cannot be told
            var raised = item with { Amount = item.Amount with { AmountMinor = item.Amount.AmountMinor > long.MaxValue - more ? long.MaxValue : item.Amount.AmountMinor + more } };
            var after = (trial with { Facts = trial.Facts with { Items = [.. trial.Facts.Items.Select((i, n) => n == index ? raised : i)] } }).Judge();
            foreach (var before in trial.Judge().Where(j => j.Items.Contains(item.Id)))
                foreach (var excess in before.Excess.Parts)
                    Assert.True(Same(after, before)?.Excess.Parts.Any(e => e.Currency == excess.Currency && e.AmountMinor >= excess.AmountMinor),
                        $"{item.Id} raised by {more}: {RandomLaw.Say(before)}");
        });

    [Fact]
    public void Splitting_a_payment_changes_nothing() => Always(
        Gen.Select(AnyTrial, Gen.Int[0, 6], Gen.Long[1, 3000]), x =>
        {
            var (trial, index, part) = x;
            if (index >= trial.Facts.Items.Count || trial.Facts.Items[index] is not { Amount.AmountMinor: > 1 } item) return;
            part = Math.Min(part, item.Amount.AmountMinor - 1);
            var (one, other) = (item with { Amount = item.Amount with { AmountMinor = part } },
                item with { Id = item.Id + "~", Amount = item.Amount with { AmountMinor = item.Amount.AmountMinor - part } });
            // What is given back belongs to an item by name; it stays with the first part.
            var split = trial with { Facts = trial.Facts with { Items = [.. trial.Facts.Items.SelectMany((i, n) => n == index ? (FeeItem[])[one, other] : [i])] } };
            Assert.Equal(trial.Judge().Select(Outcome), split.Judge().Select(Outcome));

            static object Outcome(Judgement j) =>
                (j.Provision, j.Version, j.Law, j.Result, j.Because, j.Enforcement, j.Excess, j.Cap, j.Counted, j.Refunded, j.DecidedOn, j.DueOn);
        });

    [Fact]
    public void The_order_of_items_and_rules_never_matters() => Always(
        from trial in AnyTrial
        from items in Gen.Shuffle(trial.Facts.Items.ToArray())
        from rules in Gen.Shuffle(trial.Rules.ToArray())
        select (trial, trial with { Facts = trial.Facts with { Items = items }, Rules = [.. rules] }),
        x => Assert.Equal(Words(x.Item1.Judge()), Words(x.Item2.Judge())));

    [Fact]
    public void A_rule_speaks_on_no_day_outside_its_range() => Always(AnyTrial, trial =>
    {
        foreach (var judgement in trial.Judge().Where(j => !j.IsCoverage))
        {
            var rule = trial.Rules.Single(r => r.Provision == judgement.Provision && r.Version == judgement.Version);
            if (judgement.DecidedOn is { } day) Assert.NotEqual(Holds.No, rule.InForce.Contains(day));
            if (rule.DecidedBy == DecidingDate.Signing && trial.Facts.SignedOn is { } signed)
                Assert.NotEqual(Holds.No, rule.InForce.Contains(signed));
            if (rule.DecidedBy == DecidingDate.Payment)
                Assert.All(judgement.Items, id => Assert.Contains(trial.Facts.Items,
                    i => i.Id == id && i.Date is { } paid && rule.InForce.Contains(paid) == Holds.Yes));
        }
    });

    [Fact]
    public void A_judgement_recomputed_is_the_same_to_the_byte_and_survives_storage() => Always(AnyTrial, trial =>
    {
        var judgements = trial.Judge();
        Assert.Equal(Words(judgements), Words(trial.Judge()));
        Assert.All(judgements, j => Assert.Equal(j.ToCanonicalBytes(), Judgement.FromCanonicalBytes(j.ToCanonicalBytes()).ToCanonicalBytes()));
    });

    [Fact]
    public void Silence_of_a_law_is_never_within() => Always(AnyTrial, trial =>
    {
        var judgements = trial.Judge();
        Assert.All(judgements.Where(j => j.IsCoverage), j => Assert.Equal((Result.Undetermined, "no-rule-known"), (j.Result, j.Because)));
        var charged = trial.Facts.Items.Where(i => i is { Payer: Role.Worker, Kind: not ItemKind.Refund, Amount.AmountMinor: > 0 });
        foreach (var law in (LawSide[])[LawSide.Origin, LawSide.Destination, LawSide.Agreement])
        {
            var named = trial.Rules.Where(r => r.Law == law && r.Duty is CapDuty && r.AppliesTo(trial.Facts.Origin, trial.Facts.Destination))
                .SelectMany(r => r.Counts.Include.Concat(r.Counts.Exclude.Select(e => e.Category))).ToHashSet();
            var unsaid = charged.Where(i => !named.Any(c => $"{c}.".StartsWith($"{i.Category}.", StringComparison.Ordinal) || $"{i.Category}.".StartsWith($"{c}.", StringComparison.Ordinal)));
            // An illegitimate cost is spoken of by whichever law forbids it.
            foreach (var item in unsaid.Where(i => i.Category.Split('.')[0] != "illegitimate"))
                Assert.Contains(item.Id, judgements.Single(j => j.IsCoverage && j.Law == law).Items);
        }
    });

    [Fact]
    public void Every_charge_to_the_worker_is_undetermined_where_no_rule_is_known() => Always(AnyTrial, trial =>
    {
        var charged = trial.Facts.Items.Where(i => i is { Payer: Role.Worker, Kind: not ItemKind.Refund, Amount.AmountMinor: > 0 }).ToList();
        var judgements = (trial with { Rules = [] }).Judge();
        Assert.Equal(charged.Count == 0 ? 0 : 3, judgements.Length);
        Assert.All(judgements, j => Assert.Equal(charged.Select(i => i.Id).Order(StringComparer.Ordinal), j.Items));
    });

    [Fact]
    public void A_wider_rate_band_only_moves_verdicts_towards_undetermined() => Always(
        Gen.Select(AnyTrial, Gen.OneOf<long>(1, 5, 30, 150)), x =>
        {
            var (trial, wider) = x;
            var after = (trial with { Context = trial.Context with { Settings = new(trial.Context.Settings.RateBandPercent + wider) } }).Judge();
            var before = trial.Judge();
            Assert.Equal(before.Length, after.Length);
            Assert.All(before.Zip(after), p => Assert.True(p.Second.Result == p.First.Result || p.Second.Result == Result.Undetermined,
                $"{RandomLaw.Say(p.First)}\n{RandomLaw.Say(p.Second)}"));
        });

    [Fact]
    public void Nobody_breaks_a_rule_to_whom_nothing_was_paid() => Always(AnyTrial, trial =>
        Assert.All(trial.Judge().Where(j => j.IsBreach), j =>
        {
            Assert.NotEmpty(j.Items);
            Assert.False(j.Excess.IsNone);
            Assert.All(j.Excess.Parts, e => Assert.True(e.AmountMinor > 0));
        }));

    [Fact]
    public void The_trials_meet_every_kind_of_verdict()
    {
        var seen = RandomLaw.FixedSample(SampleSize).SelectMany(t => t.Judge()).Where(j => !j.IsCoverage)
            .GroupBy(j => j.Result).ToDictionary(g => g.Key, g => g.Count());
        var counts = string.Join(", ", seen.Select(s => $"{s.Key} {s.Value}"));
        Assert.All(Enum.GetValues<Result>(), r => Assert.True(seen.GetValueOrDefault(r) >= SampleSize / 50, $"{r} is too rare: {counts}"));
    }

    [Fact]
    public void The_trials_meet_every_reason_for_doubt()
    {
        var seen = RandomLaw.FixedSample(SampleSize).SelectMany(t => t.Judge()).Select(j => j.Because).OfType<string>()
            .GroupBy(b => b).ToDictionary(g => g.Key, g => g.Count());
        string[] reasons =
        [
            "missing-fact", "date-in-doubt", "contested", "no-rule-known", "part-years", "days-of-month", "category-too-coarse", "payee-unknown",
            "payer-unknown", "period-missing", "rate-missing", "only-demonstration-rate", "rate-sensitive", "item-date-missing",
        ];
        var counts = string.Join(", ", seen.Select(s => $"{s.Key} {s.Value}"));
        Assert.All(reasons, r => Assert.True(seen.GetValueOrDefault(r) > 0, $"{r} is never met: {counts}"));
        Assert.Empty(seen.Keys.Except(reasons));
    }
}
