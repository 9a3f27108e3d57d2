using System.Numerics;
using CsCheck;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Remedies;

public class RefundLedgerTests
{
    private static DateOnly Day(string text) => DateOnly.Parse(text);

    // 60,000.00 at 12 % a year from 10 January 2025, ordered on 1 December, to be paid by the 31st.
    private static readonly RefundLedger Ordered = RefundLedger.Of(new("PHP", 6_000_000, Day("2025-12-01"), Day("2025-12-31"),
        new(12, DayCount.Actual365, PaymentOrder.InterestFirst, [new(6_000_000, Day("2025-01-10"))])));

    private static readonly RefundLedger Plain = RefundLedger.Of(new("SGD", 80_000, Day("2025-12-01"), Day("2025-12-31"), null));

    [Theory]
    [InlineData("2025-12-31", RefundStatus.Due)]
    [InlineData("2026-01-01", RefundStatus.Overdue)]
    public void It_is_overdue_on_the_day_after_the_last(string day, RefundStatus status) => Assert.Equal(status, Plain.On(Day(day)).Status);

    [Fact]
    public void Interest_first_then_what_was_ordered()
    {
        // 355 days to 31 December: 60,000.00 x 12 % x 355/365 = 7,002.739…. Of 10,000.00 paid then 2,997.260… go to the 60,000.00.
        var paid = Ordered.Pay("p1", Day("2025-12-31"), 1_000_000).Ledger.On(Day("2025-12-31"));
        Assert.Equal((Rational.Of(6_000_000L * 12 * 355, 36_500), (BigInteger)700_274, (BigInteger)5_700_274), (paid.InterestExact, paid.InterestMinor, paid.OutstandingMinor));
        // A year on, 12 % of the 57,002.739… that are left.
        var later = Ordered.Pay("p1", Day("2025-12-31"), 1_000_000).Ledger.On(Day("2026-12-31"));
        Assert.Equal(Rational.Of(6_000_000L * 12 * 355, 36_500) + (6_000_000 + Rational.Of(6_000_000L * 12 * 355, 36_500) - 1_000_000) * 12 / 100, later.InterestExact);
    }

    [Fact]
    public void What_was_ordered_first_then_interest()
    {
        var terms = Ordered.Terms with { Interest = Ordered.Terms.Interest! with { PaymentsGo = PaymentOrder.PrincipalFirst } };
        var later = RefundLedger.Of(terms).Pay("p1", Day("2025-12-31"), 1_000_000).Ledger.On(Day("2026-12-31"));
        Assert.Equal(Rational.Of(6_000_000L * 12 * 355, 36_500) + (Rational)5_000_000 * 12 / 100, later.InterestExact);
    }

    [Theory]
    [InlineData(6_700_274, null)]
    [InlineData(6_700_275, RefundRefusal.NotOwed)]
    [InlineData(0, RefundRefusal.Amount)]
    [InlineData(-1, RefundRefusal.Amount)]
    public void What_is_owed_is_paid_to_the_unit_and_nothing_above(long minor, RefundRefusal? refused)
    {
        Assert.Equal((BigInteger)6_700_274, Ordered.On(Day("2025-12-31")).OutstandingMinor);
        var entry = Ordered.Pay("p1", Day("2025-12-31"), minor);
        Assert.Equal(refused, entry.Refused);
        if (refused is not null) Assert.Same(Ordered, entry.Ledger);
        else Assert.Equal(((BigInteger)0, (BigInteger)700_274, RefundStatus.Settled), (entry.Ledger.On(Day("2030-01-01")).OutstandingMinor, entry.Ledger.On(Day("2030-01-01")).InterestMinor, entry.Ledger.On(Day("2030-01-01")).Status));
    }

    [Fact]
    public void A_payment_that_is_entered_late_stops_interest_on_the_day_on_which_it_was_made()
    {
        var inTime = Ordered.Pay("p1", Day("2025-12-10"), 1_000_000).Ledger.Pay("p2", Day("2025-12-20"), 2_000_000).Ledger;
        var late = Ordered.Pay("p2", Day("2025-12-20"), 2_000_000).Ledger.Pay("p1", Day("2025-12-10"), 1_000_000).Ledger;
        Assert.Equal(inTime.On(Day("2026-06-30")).InterestExact, late.On(Day("2026-06-30")).InterestExact);
    }

    [Fact]
    public void A_late_entry_that_would_make_a_later_one_too_much_is_refused()
    {
        var paid = Plain.Pay("p1", Day("2025-12-20"), 80_000).Ledger;
        Assert.Equal(RefundRefusal.NotOwed, paid.Pay("p2", Day("2025-12-10"), 1).Refused);
    }

    [Fact]
    public void A_payment_recorded_in_error_is_taken_back_by_a_reversal_and_stays()
    {
        var wrong = Ordered.Pay("p1", Day("2025-12-10"), 1_000_000).Ledger;
        var righted = wrong.Reverse("r1", "p1").Ledger;
        Assert.Equal(["p1", "r1"], righted.Entries.Select(e => e.Id));
        Assert.Equal(Day("2025-12-10"), righted.Entries[1].On);
        var (before, after) = (Ordered.On(Day("2026-03-01")), righted.On(Day("2026-03-01")));
        Assert.Equal((before.InterestExact, before.OutstandingMinor, BigInteger.Zero), (after.InterestExact, after.OutstandingMinor, after.PaidMinor));
        Assert.Equal(RefundRefusal.Unknown, righted.Reverse("r2", "p1").Refused);
        Assert.Equal(RefundRefusal.NotReversible, righted.Reverse("r2", "r1").Refused);
        Assert.Equal(RefundRefusal.Unknown, righted.Confirm("p1", Day("2025-12-11"), 1).Refused);
        Assert.Equal(RefundRefusal.Repeated, righted.Pay("p1", Day("2025-12-11"), 1).Refused);
    }

    [Fact]
    public void A_settled_order_is_owed_again_with_interest_when_its_payment_is_taken_back()
    {
        var paid = Ordered.Pay("p1", Day("2025-12-31"), 6_700_274).Ledger;
        Assert.Equal((BigInteger)6_720_000, paid.Reverse("r1", "p1").Ledger.On(Day("2026-01-10")).OutstandingMinor);
    }

    [Fact]
    public void What_was_written_off_is_not_taken_back()
    {
        var off = Plain.WriteOff("w1", Day("2025-12-31"), 80_000).Ledger;
        Assert.Equal(RefundStatus.Settled, off.On(Day("2026-01-01")).Status);
        Assert.Equal(RefundRefusal.NotReversible, off.Reverse("r1", "w1").Refused);
    }

    [Fact]
    public void The_workers_last_word_counts_and_every_word_is_kept()
    {
        var paid = Plain.Pay("p1", Day("2025-12-10"), 80_000).Ledger;
        Assert.Equal(RefundStatus.Settled, paid.On(Day("2025-12-10")).Status);
        var denied = paid.Confirm("p1", Day("2025-12-12"), 30_000).Ledger;
        Assert.Equal(((BigInteger)30_000, (BigInteger)50_000, RefundStatus.Settled), Of(denied.On(Day("2025-12-12"))));
        var confirmed = denied.Confirm("p1", Day("2025-12-20"), 80_000).Ledger;
        Assert.Equal(((BigInteger)80_000, BigInteger.Zero, RefundStatus.Confirmed), Of(confirmed.On(Day("2025-12-20"))));
        Assert.Equal(2, confirmed.Words.Length);
        Assert.Equal(RefundRefusal.Amount, paid.Confirm("p1", Day("2025-12-12"), 80_001).Refused);
        Assert.Equal(RefundRefusal.Earlier, paid.Confirm("p1", Day("2025-12-09"), 1).Refused);
        static (BigInteger, BigInteger, RefundStatus) Of(RefundBalance b) => (b.ConfirmedMinor, b.DeniedMinor, b.Status);
    }

    [Fact]
    public void Nothing_is_entered_before_the_order() => Assert.Equal(RefundRefusal.Earlier, Plain.Pay("p1", Day("2025-11-30"), 1).Refused);

    [Fact]
    public void An_order_that_cannot_be_is_none()
    {
        Assert.Throws<ArgumentException>(() => RefundLedger.Of(Plain.Terms with { OrderedMinor = 0 }));
        Assert.Throws<ArgumentException>(() => RefundLedger.Of(Plain.Terms with { DueOn = Plain.Terms.On.AddDays(-1) }));
        Assert.Throws<ArgumentException>(() => RefundLedger.Of(Ordered.Terms with { OrderedMinor = 5_999_999 }));
    }

    private sealed record Step(int Kind, int Day, int Id, long Amount);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 5], Gen.Int[-3, 800], Gen.Int[0, 7], Gen.OneOf(Gen.Long[-1, 40_000], Gen.Long[1, 2_000_000], Gen.Long[1, long.MaxValue]))
        .Select((kind, day, id, amount) => new Step(kind, day, id, amount));

    private static readonly Gen<RefundTerms> Terms = Gen.Select(Gen.Long[1, 1_500_000], Gen.Int[0, 40], Gen.Long[1, 700_000].Array[0, 3], Gen.Int[-400, 100].Array[3], Gen.Int[1, 30], Gen.Int[0, 5]).Select((more, due, lots, from, percent, way) =>
    {
        var on = new DateOnly(2025, 12, 1);
        return new RefundTerms("NPR", more + lots.Sum(), on, on.AddDays(due), lots.Length == 0 ? null
            : new(percent, (DayCount)(way % 3), (PaymentOrder)(way / 3), [.. lots.Select((l, i) => new Lot(l, on.AddDays(from[i])))]));
    });

    [Fact]
    public void Whatever_is_entered_in_whatever_order_it_balances() => Gen.Select(Terms, Steps.Array[1, 25]).Sample((terms, steps) =>
    {
        var ledger = RefundLedger.Of(terms);
        var (paid, covered, off) = (new Dictionary<string, long>(), new Dictionary<string, long>(), BigInteger.Zero);
        var number = 0;
        foreach (var step in steps)
        {
            var day = terms.On.AddDays(step.Day);
            var id = step.Id < 6 ? $"e{number++}" : $"e{step.Id - 6}";
            var change = step.Kind switch
            {
                0 or 1 => ledger.Pay(id, day, step.Amount),
                2 => ledger.Cover(id, day, step.Amount),
                3 => ledger.WriteOff(id, day, step.Amount),
                4 => ledger.Reverse(id, $"e{step.Id}"),
                _ => ledger.Confirm($"e{step.Id}", day, step.Amount),
            };
            if (change.Refused is not null)
            {
                Assert.Same(ledger, change.Ledger);
                continue;
            }
            // Nothing is ever taken out.
            Assert.Equal(ledger.Entries, change.Ledger.Entries.Take(ledger.Entries.Length));
            Assert.Equal(ledger.Words, change.Ledger.Words.Take(ledger.Words.Length));
            ledger = change.Ledger;
            switch (step.Kind)
            {
                case 0 or 1: paid[id] = step.Amount; break;
                case 2: covered[id] = step.Amount; break;
                case 3: off += step.Amount; break;
                case 4: paid.Remove($"e{step.Id}"); covered.Remove($"e{step.Id}"); break;
            }
            var end = ledger.On(terms.On.AddDays(900));
            Assert.Equal((Sum(paid), Sum(covered), off), (end.PaidMinor, end.CoveredMinor, end.WrittenOffMinor));
            foreach (var at in new[] { 0, 1, 30, 365, 800, 900 }) Balances(ledger.On(terms.On.AddDays(at)));
        }
        static BigInteger Sum(Dictionary<string, long> amounts) => amounts.Values.Aggregate(BigInteger.Zero, (sum, a) => sum + a);
    }, iter: 3_000, threads: 2);

    private static void Balances(RefundBalance b)
    {
        Assert.Equal(b.OrderedMinor + b.InterestMinor, b.PaidMinor + b.CoveredMinor + b.WrittenOffMinor + b.OutstandingMinor);
        Assert.True(b.OutstandingMinor.Sign >= 0 && b.InterestExact.Sign >= 0);
        Assert.Equal(b.InterestExact.Ceiling(), b.InterestMinor);
        Assert.InRange(b.ConfirmedMinor + b.DeniedMinor, 0, b.PaidMinor);
        Assert.Equal(b.OutstandingMinor.IsZero, b.Status is RefundStatus.Settled or RefundStatus.Confirmed);
    }

    [Fact]
    public void Interest_never_runs_backwards_and_stops_when_all_is_settled() => Gen.Select(Terms, Gen.Int[0, 500], Gen.Int[1, 500]).Sample((terms, day, more) =>
    {
        var ledger = RefundLedger.Of(terms);
        var (first, second) = (ledger.On(terms.On.AddDays(day)), ledger.On(terms.On.AddDays(day + more)));
        Assert.True(second.InterestExact >= first.InterestExact);
        var settled = ledger.Pay("p1", first.On, (long)first.OutstandingMinor).Ledger;
        Assert.Equal((BigInteger.Zero, first.InterestMinor), (settled.On(second.On).OutstandingMinor, settled.On(second.On).InterestMinor));
    });

    [Fact]
    public void A_reversal_leaves_what_would_be_had_the_payment_never_been() => Gen.Select(Terms, Gen.Int[0, 300], Gen.Int[0, 300], Gen.Long[1, 500_000], Gen.Long[1, 500_000]).Sample((terms, one, two, a, b) =>
    {
        var without = RefundLedger.Of(terms).Pay("b", terms.On.AddDays(two), b);
        var with = RefundLedger.Of(terms).Pay("a", terms.On.AddDays(one), a).Ledger.Pay("b", terms.On.AddDays(two), b);
        if (with.Refused is not null || without.Refused is not null || with.Ledger.Entries.Length < 2) return;
        var (x, y) = (with.Ledger.Reverse("r", "a").Ledger.On(terms.On.AddDays(700)), without.Ledger.On(terms.On.AddDays(700)));
        Assert.Equal((y.InterestExact, y.OutstandingMinor, y.PaidMinor), (x.InterestExact, x.OutstandingMinor, x.PaidMinor));
    });
}
