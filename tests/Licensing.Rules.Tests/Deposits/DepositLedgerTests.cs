using CsCheck;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Regimes;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Deposits;

public class DepositLedgerTests
{
    private static readonly SharingRule ProRata = new(SharingMethod.ProRata, []);
    private static DateOnly Day(string text) => DateOnly.Parse(text);
    private static Money Npr(long minor) => new(minor, "NPR");
    private static DepositClaim[] Claims(params long[] amounts) => [.. amounts.Select((a, i) => new DepositClaim($"c{i}", ClaimKind.Wages, a))];

    private static readonly DepositLedger Lodged = DepositLedger.Empty("NPR")
        .Receive("g2", Day("2026-01-01"), DepositForm.Guarantee, Npr(50), "Bank B", Day("2027-06-30")).Ledger
        .Receive("g1", Day("2026-01-01"), DepositForm.Guarantee, Npr(40), "Bank A", Day("2026-12-31")).Ledger
        .Receive("c1", Day("2026-01-01"), DepositForm.Cash, Npr(10)).Ledger;

    [Fact]
    public void Cash_goes_first_and_then_the_paper_that_ends_first()
    {
        var after = Lodged.Draw("d1", Day("2026-02-01"), Claims(30), ProRata).Ledger;
        Assert.Equal([("g2", 50L), ("g1", 20L), ("c1", 0L)], after.Lodged.Select(l => (l.Id, l.HeldMinor)));
        Assert.Equal((100, 30, 70), (after.ReceivedMinor, after.DrawnMinor, after.HeldMinor));
    }

    [Theory]
    [InlineData("2026-12-31", 100, 0)]
    [InlineData("2027-01-01", 60, 40)]       // the paper of 40 has ended
    public void A_paper_is_drawn_on_to_its_last_day(string day, long drawn, long debt)
    {
        var draw = Lodged.Draw("d1", Day(day), Claims(60, 40), ProRata).DrawDown!;
        Assert.Equal((drawn, debt), (draw.DrawnMinor, draw.DebtMinor));
    }

    [Fact]
    public void What_the_deposit_does_not_cover_is_recorded_as_debt_until_it_is_paid()
    {
        var after = Lodged.Draw("d1", Day("2026-02-01"), Claims(100, 50), ProRata).Ledger;
        Assert.Equal((0, 50), (after.HeldMinor, after.DebtMinor));
        Assert.Equal(DepositRefusal.NotOwed, after.PayDebt(Day("2026-03-01"), Npr(51)).Refused);
        Assert.Equal((0, 50), (after.PayDebt(Day("2026-03-01"), Npr(50)).Ledger.DebtMinor, after.PayDebt(Day("2026-03-01"), Npr(50)).Ledger.DebtPaidMinor));
    }

    [Theory]
    [InlineData(50, 50, null)]                                 // all is paid: no order is needed
    [InlineData(50, 51, DepositRefusal.OrderSilent)]
    public void Where_the_order_does_not_name_a_kind_a_deposit_that_does_not_suffice_is_not_shared(long wages, long state, DepositRefusal? refused) =>
        Assert.Equal(refused, Lodged.Draw("d1", Day("2026-02-01"), [new("a", ClaimKind.Wages, wages), new("b", ClaimKind.State, state)], new(SharingMethod.InOrder, [[ClaimKind.Wages]])).Refused);

    [Fact]
    public void What_is_missing_is_said_to_the_unit()
    {
        Assert.Equal([Npr(0), Npr(1)], new long[] { 100, 101 }.Select(r => Lodged.MissingOn(Day("2026-02-01"), Npr(r))!.Value));
        Assert.Equal(Npr(40), Lodged.MissingOn(Day("2027-01-01"), Npr(100)));
        Assert.Null(Lodged.MissingOn(Day("2026-02-01"), new(1, "USD")));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        var day = Day("2026-02-01");
        Assert.Equal(DepositRefusal.Repeated, Lodged.Receive("c1", day, DepositForm.Cash, Npr(1)).Refused);
        Assert.Equal(DepositRefusal.Amount, Lodged.Receive("c2", day, DepositForm.Cash, Npr(0)).Refused);
        Assert.Equal(DepositRefusal.Amount, Lodged.Receive("c2", day, DepositForm.Cash, Npr(long.MaxValue)).Refused);
        Assert.Equal(DepositRefusal.Currency, Lodged.Receive("c2", day, DepositForm.Cash, new(1, "USD")).Refused);
        Assert.Equal(DepositRefusal.Paper, Lodged.Receive("c2", day, DepositForm.Cash, Npr(1), null, day).Refused);
        Assert.Equal(DepositRefusal.Paper, Lodged.Receive("g3", day, DepositForm.Insurance, Npr(1), " ").Refused);
        Assert.Equal(DepositRefusal.Earlier, Lodged.Receive("c2", Day("2025-12-31"), DepositForm.Cash, Npr(1)).Refused);
        Assert.Equal(DepositRefusal.Unknown, Lodged.Release("c9", day, Npr(1)).Refused);
        Assert.Equal(DepositRefusal.NotHeld, Lodged.Release("c1", day, Npr(11)).Refused);
        Assert.Equal(DepositRefusal.NotExpired, Lodged.Expire("g1", Day("2026-12-31")).Refused);
        Assert.Equal(DepositRefusal.NotExpired, Lodged.Expire("c1", Day("2036-12-31")).Refused);
        Assert.Equal(DepositRefusal.Claims, Lodged.Draw("d1", day, [], ProRata).Refused);
        Assert.Equal(DepositRefusal.Claims, Lodged.Draw("d1", day, [.. Claims(1), .. Claims(1)], ProRata).Refused);
        Assert.Equal(DepositRefusal.Amount, Lodged.Draw("d1", day, Claims(0), ProRata).Refused);
        Assert.Same(Lodged, Lodged.Release("c9", day, Npr(1)).Ledger);
    }

    [Theory]
    [InlineData("2027-01-01", 0, 0, ReleaseObstacle.TooEarly)]
    [InlineData("2027-06-30", 0, 0, ReleaseObstacle.TooEarly)]
    [InlineData("2027-07-01", 0, 0, null)]                          // six months after 31 December have passed
    [InlineData("2027-07-01", 1, 0, ReleaseObstacle.CasesOpen)]
    [InlineData("2027-07-01", 0, 1, ReleaseObstacle.DebtOpen)]
    public void A_deposit_is_given_back_when_the_time_has_passed_and_no_case_is_open(string day, int cases, long debt, ReleaseObstacle? obstacle) =>
        Assert.Equal(obstacle, DepositRelease.Judge(RegimeFiles.All["sg"].Answer(RegimeQuestion.DepositRelease, Day("2026-12-01")), Day("2026-12-31"), null, cases, debt, Day(day), new(false, false), NoCalendar).Obstacle);

    private static readonly WorkCalendar NoCalendar = new([], [], DateOnly.MinValue, DateOnly.MinValue);

    [Fact]
    public void Where_the_last_contract_decides_it_must_be_known()
    {
        var old = RegimeFiles.All["et"].Answer(RegimeQuestion.DepositRelease, Day("2025-01-01"));
        ReleaseJudgement Judge(RegimeAnswer answer, DateOnly? contract, string day) => DepositRelease.Judge(answer, Day("2025-01-31"), contract, 0, 0, Day(day), new(false, false), NoCalendar);
        Assert.Equal(ReleaseObstacle.LastContractNotKnown, Judge(old, null, "2030-01-01").Obstacle);
        Assert.Equal(Day("2025-09-01"), Judge(old, Day("2025-02-28"), "2025-08-29").FirstDay!.Value.AddDays(3));     // 28 August is six months on; from the 29th
        Assert.Equal(Day("2025-02-01"), Judge(old, Day("2020-02-28"), "2025-02-01").FirstDay);                       // never while the licence holds
        Assert.Equal(ReleaseObstacle.NotKnown, Judge(RegimeFiles.All["et"].Answer(RegimeQuestion.DepositRelease, Day("2025-09-01")), null, "2030-01-01").Obstacle);
    }

    /// <summary>One step of a random ledger; odd days, amounts, ids and currencies included.</summary>
    private sealed record Step(int Kind, int Days, int Id, long Amount, long[] Claims, bool Foreign);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 4], Gen.Int[-1, 5], Gen.Int[0, 5],
        Gen.OneOf(Gen.Long[-1, 40], Gen.Long[1, long.MaxValue]), Gen.OneOf(Gen.Long[-1, 60], Gen.Long[1, long.MaxValue]).Array[0, 5], Gen.Int[0, 30])
        .Select(s => new Step(s.Item1, s.Item2, s.Item3, s.Item4, s.Item5, s.Item6 == 0));

    [Fact]
    public void Whatever_is_entered_the_ledger_balances() => Steps.Array[1, 40].Sample(steps =>
    {
        var ledger = DepositLedger.Empty("NPR");
        var day = Day("2026-01-01");
        System.Numerics.BigInteger received = 0, drawn = 0, released = 0, expired = 0, claimed = 0, debtPaid = 0;
        foreach (var step in steps)
        {
            day = day.AddDays(step.Days);
            var money = new Money(step.Amount, step.Foreign ? "USD" : "NPR");
            var held = ledger.Lodged.FirstOrDefault(l => l.Id == $"l{step.Id}")?.HeldMinor ?? 0;
            var entry = step.Kind switch
            {
                0 when step.Id < 2 => ledger.Receive($"l{step.Id}", day, DepositForm.Cash, money),
                0 => ledger.Receive($"l{step.Id}", day, DepositForm.Guarantee, money, "Bank", day.AddDays(step.Id)),
                1 => ledger.Draw($"d{steps.ToList().IndexOf(step)}", day, Claims(step.Claims), ProRata),
                2 => ledger.Release($"l{step.Id}", day, money),
                3 => ledger.Expire($"l{step.Id}", day),
                _ => ledger.PayDebt(day, money),
            };
            if (entry.Refused is not null)
            {
                Assert.Same(ledger, entry.Ledger);
                continue;
            }
            switch (step.Kind)
            {
                case 0: received += step.Amount; break;
                case 1: drawn += entry.DrawDown!.DrawnMinor; foreach (var c in step.Claims) claimed += c; break;
                case 2: released += step.Amount; break;
                case 3: expired += held; break;
                default: debtPaid += step.Amount; break;
            }
            ledger = entry.Ledger;
            Assert.Equal((received, drawn, released, expired), (ledger.ReceivedMinor, ledger.DrawnMinor, ledger.ReleasedMinor, ledger.ExpiredMinor));
            Assert.Equal(received, ledger.HeldMinor + drawn + released + expired);
            Assert.Equal(claimed, drawn + ledger.DebtMinor + ledger.DebtPaidMinor);
            Assert.Equal(debtPaid, ledger.DebtPaidMinor);
            Assert.Equal(ledger.HeldMinor, ledger.Lodged.Sum(l => l.HeldMinor));
            Assert.All(ledger.Lodged, l => Assert.InRange(l.HeldMinor, 0, l.ReceivedMinor));
            Assert.True(ledger.DebtMinor >= 0);
            Assert.All(ledger.DrawDowns, d =>
            {
                Assert.Equal(d.DrawnMinor, d.Shares.Sum(s => s.PaidMinor));
                Assert.All(d.Shares.Zip(d.Claims), p => Assert.InRange(p.First.PaidMinor, 0, p.Second.AmountMinor));
            });
        }
    }, iter: 5_000, threads: 2);
}
