using CsCheck;
using Licensing.Rules.Deposits;

namespace Licensing.Rules.Tests.Deposits;

public class DepositCoverageTests
{
    private static DateOnly Day(string text) => DateOnly.Parse(text);
    private static Hold Part(long minor, params DepositForm[] forms) => new(new(minor, "NPR"), [.. forms]);
    private static Dictionary<DepositForm, long> Held(long cash, long guarantee, long insurance = 0) =>
        new() { [DepositForm.Cash] = cash, [DepositForm.Guarantee] = guarantee, [DepositForm.Insurance] = insurance };

    // As in Nepal: so much in cash, and so much more as a guarantee.
    private static readonly Hold[] Nepal = [Part(5, DepositForm.Cash), Part(15, DepositForm.Guarantee)];

    [Theory]
    [InlineData(5, 15, 0)]
    [InlineData(20, 0, 15)]         // cash does not stand for a guarantee
    [InlineData(0, 20, 5)]
    [InlineData(4, 14, 2)]
    [InlineData(0, 0, 20)]
    public void Each_part_is_held_in_its_own_form(long cash, long guarantee, long missing) => Assert.Equal(missing, DepositCoverage.Missing(Nepal, Held(cash, guarantee)));

    [Fact]
    public void A_part_without_forms_is_held_in_any() => Assert.Equal([0, 1], new[] { 10L, 11 }.Select(r => DepositCoverage.Missing([Part(r)], Held(3, 3, 4))));

    [Fact]
    public void What_serves_two_parts_serves_each_once() =>
        Assert.Equal(5, DepositCoverage.Missing([Part(10, DepositForm.Cash), Part(10, DepositForm.Cash, DepositForm.Guarantee)], Held(15, 0)));

    [Fact]
    public void It_is_what_trying_every_way_of_sharing_out_finds() =>
        Gen.Select(Gen.Select(Gen.Int[0, 7], Gen.Int[0, 6]).Array[1, 3], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 6]).Sample((parts, cash, guarantee, insurance) =>
        {
            Hold[] holds = [.. parts.Select(p => Part(p.Item2, [.. Enum.GetValues<DepositForm>().Where(f => (p.Item1 & (1 << (int)f)) != 0)]))];
            long[] left = [cash, guarantee, insurance];
            Assert.Equal(holds.Sum(h => h.Amount.AmountMinor) - Most(holds, left), DepositCoverage.Missing(holds, Held(cash, guarantee, insurance)));
        }, iter: 3_000, threads: 2);

    // The most that can be covered, by giving out each unit of the first part in every form it allows, and so on.
    private static long Most(Hold[] parts, long[] left)
    {
        if (parts.Length == 0) return 0;
        var best = 0L;
        var (part, rest) = (parts[0], parts[1..]);
        bool May(int form) => part.Forms.IsEmpty || part.Forms.Contains((DepositForm)form);
        for (var a = 0L; a <= (May(0) ? Math.Min(left[0], part.Amount.AmountMinor) : 0); a++)
            for (var b = 0L; b <= (May(1) ? Math.Min(left[1], part.Amount.AmountMinor - a) : 0); b++)
                for (var c = 0L; c <= (May(2) ? Math.Min(left[2], part.Amount.AmountMinor - a - b) : 0); c++)
                    best = Math.Max(best, a + b + c + Most(rest, [left[0] - a, left[1] - b, left[2] - c]));
        return best;
    }

    [Theory]
    [InlineData("2026-01-31", 0)]
    [InlineData("2026-02-01", 100)]         // from its first day
    [InlineData("2026-03-09", 100)]
    [InlineData("2026-03-10", 60)]          // drawn on
    [InlineData("2026-12-31", 60)]          // its last day
    [InlineData("2027-01-01", 0)]
    public void A_sum_is_held_from_its_first_day_to_its_last_less_what_went(string day, long held) =>
        Assert.Equal(held, new Holding(DepositForm.Guarantee, Day("2026-02-01"), Day("2026-12-31"), 100, [new(Day("2026-03-10"), 40)]).HeldOn(Day(day)));
}
