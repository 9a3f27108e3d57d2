using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Tests.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.LawChanges;

public class RateChangeTests
{
    private static Rate Rate(string currency, string from, string to, long units, bool demonstration = false) =>
        new(currency, DateOnly.Parse(from), DateOnly.Parse(to), units, RateKind.Daily, "an authority", demonstration);

    private static readonly RateTable January = new([Rate("NPR", "2020-01-01", "2020-01-31", 100)]);
    private static readonly RuleBook Law = new([TestLaw.Rule("decidedBy: payment\ncap: { fixed: 100.00 NPR }")]);

    private static PlacementFacts Paid(string on, string amount) => TestLaw.Facts.With(TestLaw.Fee(amount) with { Date = TestLaw.Day(on) });

    [Theory]
    [InlineData("2020-01-09", "1.00 USD", false)]
    [InlineData("2020-01-10", "1.00 USD", true)]          // the first day of the corrected rate
    [InlineData("2020-01-31", "1.00 USD", true)]
    [InlineData("2020-02-01", "1.00 USD", false)]
    [InlineData("2020-01-10", "1.00 NPR", false)]         // one currency needs no rate
    public void A_corrected_rate_touches_two_currencies_on_its_days(string on, string amount, bool touched)
    {
        var change = RateChange.Between(January, new([Rate("NPR", "2020-01-01", "2020-01-09", 100), Rate("NPR", "2020-01-10", "2020-01-31", 101)]), LawFiles.Codes);
        Assert.Equal(new(new(2020, 1, 10), new(2020, 1, 31)), Assert.Single(Assert.Single(change.Reaches).Days));
        Assert.Equal(touched, change.Touches(Paid(on, amount), Law));
    }

    [Fact]
    public void The_same_rates_are_no_change()
    {
        Assert.Empty(RateChange.Between(January, new([Rate("NPR", "2020-01-01", "2020-01-31", 100)]), LawFiles.Codes).Reaches);
        Assert.Empty(RateChange.Between(RateTable.Empty, RateTable.Empty, LawFiles.Codes).Reaches);
    }

    /// <summary>Random tables on random placements: whatever is judged otherwise is touched.</summary>
    [Fact]
    public void Every_disclosure_that_is_judged_otherwise_is_touched()
    {
        var random = new Random(20261130);
        int changed = 0, touched = 0, total = 0;
        foreach (var trial in RandomLaw.FixedSample(3_000))
        {
            total++;
            var day = trial.Facts.Items.Select(i => i.Date).Append(trial.Facts.SignedOn).OfType<DateOnly>().FirstOrDefault(d => d.Year is > 1900 and < 2200, new(2020, 1, 1));
            // A currency that the placement holds, corrected around one of its days.
            var own = trial.Facts.Items.Select(i => i.Amount.Currency).Concat(new[] { trial.Facts.BasicWage, trial.Facts.ContractWage, trial.Facts.FirstWage }.OfType<Money>().Select(m => m.Currency))
                .Where(c => c is "NPR" or "TWD" or "KWD" or "JPY").ToList();
            var some = own.Count > 0 ? own[random.Next(own.Count)] : "NPR";
            Rate Always(string currency) => new(currency, new(1900, 1, 1), new(2200, 1, 1), 30, RateKind.Daily, "an authority", false);
            var (from, to) = (day.AddDays(-random.Next(3)), day.AddDays(random.Next(400)));
            var rates = new RateTable(((string[])["NPR", "TWD", "KWD", "JPY"]).Select(Always));
            var after = new RateTable(((string[])["NPR", "TWD", "KWD", "JPY"]).Where(c => c != some).Select(Always).Append(Always(some) with { To = from.AddDays(-1) }).Append(Always(some) with { From = to.AddDays(1) })
                .Append(new(some, from, to, 1 + random.Next(60), (RateKind)random.Next(2), "an authority", random.Next(4) == 0)));
            var law = new RuleBook(trial.Rules);
            string Judged(RateTable table)
            {
                var context = trial.Context with { Rates = table };
                var judgements = FeeCapLaw.Judge(trial.Facts, law, context);
                var findings = Breaches.Of(trial.Facts, judgements, j => law.All.First(r => r.Provision == j.Provision && r.Version == j.Version), Precedence.Strictest, context);
                return string.Join('\n', judgements.Select(RandomLaw.Say).Concat(findings.Select(f => $"{f.Kind} {f.Excess.ToText(context.Codes)} {RandomLaw.Say(f.Deciding)}")));
            }
            var differs = Judged(rates) != Judged(after);
            var touches = RateChange.Between(rates, after, LawFiles.Codes).Touches(trial.Facts, law);
            Assert.True(touches || !differs, $"{trial}\n-- before --\n{Judged(rates)}\n-- after --\n{Judged(after)}");
            changed += differs ? 1 : 0;
            touched += touches ? 1 : 0;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{total} changes of rates, {changed} judged otherwise, {touched} touched");
        Assert.True(changed > 50 && touched < total / 4, $"{changed} {touched} of {total}");
    }
}
