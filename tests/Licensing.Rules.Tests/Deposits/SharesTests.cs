using CsCheck;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;

namespace Licensing.Rules.Tests.Deposits;

public class SharesTests
{
    private static readonly SharingRule ProRata = new(SharingMethod.ProRata, []);
    private static readonly SharingRule InOrder = new(SharingMethod.InOrder, [[ClaimKind.Repatriation], [ClaimKind.Wages, ClaimKind.Refund]]);

    private static long[] Paid(long available, SharingRule rule, params (ClaimKind Kind, long Minor)[] claims) =>
        [.. Shares.Of(available, [.. claims.Select((c, i) => new DepositClaim($"c{i + 1}", c.Kind, c.Minor))], rule).Select(s => s.PaidMinor)];

    private static long[] Paid(long available, params long[] claims) => Paid(available, ProRata, [.. claims.Select(c => (ClaimKind.Wages, c))]);

    [Fact]
    public void What_suffices_is_paid_in_full() => Assert.Equal([10, 20, 30], Paid(60, 10, 20, 30));

    [Fact]
    public void Each_gets_its_share_of_what_does_not_suffice() => Assert.Equal([5, 10, 15], Paid(30, 10, 20, 30));

    [Fact]
    public void A_unit_left_over_goes_to_the_largest_remainder()
    {
        Assert.Equal([2, 3, 5], Paid(10, 10, 20, 30));          // 1.67, 3.33, 5.00
        Assert.Equal([34, 33, 33], Paid(100, 50, 50, 50));      // of equal remainders to the first id
    }

    [Fact]
    public void The_order_of_the_regime_goes_first() =>
        Assert.Equal([30, 7, 13, 0], Paid(50, InOrder, (ClaimKind.Repatriation, 30), (ClaimKind.Wages, 10), (ClaimKind.Refund, 20), (ClaimKind.State, 99)));

    [Fact]
    public void Kinds_that_the_order_does_not_name_come_last() =>
        Assert.Equal([30, 10, 20, 40], Paid(100, InOrder, (ClaimKind.Repatriation, 30), (ClaimKind.Wages, 10), (ClaimKind.Refund, 20), (ClaimKind.State, 99)));

    [Fact]
    public void Sums_beyond_a_long_are_shared_exactly() =>
        Assert.Equal([long.MaxValue / 2 + 1, long.MaxValue / 2], Paid(long.MaxValue, long.MaxValue, long.MaxValue));

    [Fact]
    public void Shares_add_up_and_no_claim_gets_more_than_it_asks_nor_depends_on_the_order_of_the_list() =>
        Gen.Select(Gen.OneOf(Gen.Long[0, 300], Gen.Long[0, long.MaxValue]), Gen.Select(Gen.Enum<ClaimKind>(), Gen.OneOf(Gen.Long[1, 50], Gen.Long[1, long.MaxValue / 16])).Array[1, 12], Gen.Bool)
            .Sample((available, amounts, inOrder) =>
            {
                var rule = inOrder ? InOrder : ProRata;
                List<DepositClaim> claims = [.. amounts.Select((a, i) => new DepositClaim($"c{i:00}", a.Item1, a.Item2))];
                var shares = Shares.Of(available, claims, rule);
                Assert.Equal(claims.Select(c => c.Id), shares.Select(s => s.Claim));
                Assert.Equal(Math.Min(available, claims.Sum(c => c.AmountMinor)), shares.Sum(s => s.PaidMinor));
                Assert.All(shares.Zip(claims), p => Assert.InRange(p.First.PaidMinor, 0, p.Second.AmountMinor));
                Assert.Equal(shares.OrderBy(s => s.Claim), Shares.Of(available, [.. Enumerable.Reverse(claims)], rule).OrderBy(s => s.Claim));
                if (inOrder)
                    foreach (var (a, b) in claims.SelectMany(a => claims.Select(b => (a, b))).Where(p => Rank(p.a) < Rank(p.b) && shares.Single(s => s.Claim == p.b.Id).PaidMinor > 0))
                        Assert.Equal(a.AmountMinor, shares.Single(s => s.Claim == a.Id).PaidMinor);        // nobody of a later rank before an earlier one is whole
            }, iter: 5_000, threads: 2);

    private static int Rank(DepositClaim claim) => claim.Kind switch { ClaimKind.Repatriation => 0, ClaimKind.Wages or ClaimKind.Refund => 1, _ => 2 };
}
