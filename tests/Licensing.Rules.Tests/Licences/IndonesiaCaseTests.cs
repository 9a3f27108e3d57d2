using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Tests.Regimes;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Licences;

/// <summary>A real case as the press told it: a company's business was suspended in March 2025; its deposit of IDR 1.5 billion was drawn on
/// 6 October 2025 for 61 workers who claimed IDR 1,709,200,000; it was not restored within one month; its licence was
/// revoked on 29 January 2026. On which day of March, and whether in part or whole, the reports do not agree: both ends are
/// tried. The licence's own term was not reported; a long one stands for it. How days are counted, how claims are shared and
/// what follows by itself are not in the sources: the test sets them as a ministry would.</summary>
public class IndonesiaCaseTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Drawn = new(2025, 10, 6), Revoked = new(2026, 1, 29);
    private static readonly WorkCalendar Calendar = new([], [], DateOnly.MinValue, DateOnly.MinValue);
    private static readonly Regime Law = RegimeFiles.All["id"];
    private static readonly DayCountingRule Counting = new(FirstDayCounts: false, LastDayMoves: false);

    private static Money Idr(long whole) => new(whole * 100, "IDR");

    private static DateOnly LastDayToRestore => Deadline.After(Drawn, Law.Answer(RegimeQuestion.DepositTopUp, Drawn).As<TimeAllowed>()!.Period, Counting, Calendar).LastDay!.Value;

    private static DepositEntry Draw(params DepositClaim[] claims)
    {
        var required = RequiredDeposit.Of(Law.Answer(RegimeQuestion.Deposit, Drawn), new());
        Assert.Equal(Idr(1_500_000_000), required.Total);
        var ledger = DepositLedger.Empty("IDR").Receive("deposit", new(2024, 1, 1), DepositForm.Cash, required.Total!.Value).Ledger;
        return ledger.Draw("draw", Drawn, claims, new(SharingMethod.ProRata, []));
    }

    [Fact]
    public void The_deposit_is_used_up_and_the_rest_is_debt()
    {
        var entry = Draw(new DepositClaim("61 workers together", ClaimKind.Compensation, Idr(1_709_200_000).AmountMinor));
        Assert.Equal(Idr(1_500_000_000).AmountMinor, entry.DrawDown!.DrawnMinor);
        Assert.Equal(Idr(209_200_000).AmountMinor, entry.DrawDown.DebtMinor);
        Assert.Equal(0, entry.Ledger.HeldMinor);
        Assert.Equal(Idr(1_500_000_000), entry.Ledger.MissingOn(Drawn, Idr(1_500_000_000)));
    }

    [Fact]
    public void Sixty_one_synthetic_claims_of_that_sum_share_it_exactly()
    {
        // Invented: 60 equal claims and one that makes up the sum. What each worker claimed is not known.
        var each = Idr(28_000_000).AmountMinor;
        DepositClaim[] claims = [.. Enumerable.Range(1, 60).Select(i => new DepositClaim($"synthetic {i:00}", ClaimKind.Compensation, each)), new("synthetic 61", ClaimKind.Compensation, Idr(29_200_000).AmountMinor)];
        Assert.Equal(Idr(1_709_200_000).AmountMinor, claims.Sum(c => c.AmountMinor));
        var draw = Draw(claims).DrawDown!;
        Assert.Equal(Idr(1_500_000_000).AmountMinor, draw.Shares.Sum(s => s.PaidMinor));
        // 28,000,000 x 1,500,000,000 / 1,709,200,000 = 24,572,899.60(8…); 29,200,000 likewise = 25,626,023.87(…)
        Assert.All(draw.Shares.Take(60), s => Assert.InRange(s.PaidMinor, 24_572_899_60, 24_572_899_61));
        Assert.InRange(draw.Shares[60].PaidMinor, 25_626_023_87, 25_626_023_88);
    }

    [Fact]
    public void It_was_to_be_restored_by_the_sixth_of_November() => Assert.Equal(new DateOnly(2025, 11, 6), LastDayToRestore);

    [Fact]
    public void What_the_sources_leave_open_is_the_ministrys_to_set() =>
        Assert.Equal([RegimeQuestion.DepositSharing, RegimeQuestion.DepositDefault, RegimeQuestion.DepositShortfall, RegimeQuestion.DayCounting],
            Law.Missing(LicensingStep.DrawDeposit, Drawn).Select(a => a.Question));

    // The state on each boundary day: the last before and the first of each step.
    [Theory]
    [InlineData("2025-02-28", LicenceState.Full, LicenceState.Full)]
    [InlineData("2025-03-31", LicenceState.PartlySuspended, LicenceState.Suspended)]       // whichever day of March it was
    [InlineData("2025-10-05", LicenceState.PartlySuspended, LicenceState.Suspended)]
    [InlineData("2025-10-06", LicenceState.PartlySuspended, LicenceState.Suspended)]       // drawn; the month runs
    [InlineData("2025-11-06", LicenceState.PartlySuspended, LicenceState.Suspended)]       // the last day to restore it
    [InlineData("2025-11-07", LicenceState.Suspended, LicenceState.Suspended)]             // stopped
    [InlineData("2026-01-28", LicenceState.Suspended, LicenceState.Suspended)]
    [InlineData("2026-01-29", LicenceState.Revoked, LicenceState.Revoked)]
    [InlineData("2026-01-30", LicenceState.Revoked, LicenceState.Revoked)]
    public void The_licence_is_on_each_day_what_it_was(string day, LicenceState ifInPart, LicenceState ifWhole)
    {
        foreach (var inMarch in (DateOnly[])[new(2025, 3, 1), new(2025, 3, 31)])
            foreach (var (part, expected) in ((string?, LicenceState)[])[("a part of the business", ifInPart), (null, ifWhole)])
            {
                LicenceFact[] facts =
                [
                    new TermBegun("term", new(2024, 1, 1), new(2029, 1, 1), TermKind.Grant, false, default),
                    new SuspensionOrdered("suspension", inMarch, null, part, SuspensionGround.Sanction, "the cases are settled", default),
                    new TopUpDemanded("top-up", Drawn, LastDayToRestore, StopsLicence: true, default),
                    new RevocationOrdered("revocation", Revoked, default),
                ];
                Assert.Equal(expected, LicenceStatus.On(facts, DateOnly.Parse(day), Now).State);
            }
    }

    [Fact]
    public void The_requirement_explains_itself() => Assert.Equal(
        "One rule for every agency. IDR 1,500,000,000.00, form not stated. Together IDR 1,500,000,000.00.",
        RequiredDeposit.Explain(RequiredDeposit.Of(Law.Answer(RegimeQuestion.Deposit, Drawn), new()), LawFiles.Codes));
}
