using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.Licences;

namespace Licensing.Rules.Deposits;

/// <param name="AmountMinor">Claimed, in minor units of the ledger's currency; not negative.</param>
public sealed record DepositClaim(string Id, ClaimKind Kind, long AmountMinor);

public sealed record ClaimShare(string Claim, long PaidMinor);

public static class Shares
{
    /// <summary>Shares a sum among claims; everything is paid in full where it suffices.</summary>
    /// <param name="available">In minor units, not negative.</param>
    /// <param name="claims">Each id once.</param>
    /// <returns>In the order of the claims. The shares add up to the smaller of the sum and what is claimed, and no claim is
    /// paid more than it asks. The same claims in another order get the same shares.</returns>
    /// <remarks>Pro rata by largest remainder: each claim gets its exact share cut to a whole minor unit, and the units left over
    /// go one each to the largest remainders, of equal ones to the claim whose id comes first. In order: each rank in full
    /// before the next, pro rata within the rank that no longer suffices; kinds that the order does not name come last,
    /// together (the ledger refuses such a draw-down where the deposit does not suffice).</remarks>
    public static ImmutableArray<ClaimShare> Of(long available, IReadOnlyList<DepositClaim> claims, SharingRule rule)
    {
        var paid = new Dictionary<string, long>();
        var ranks = rule.Method == SharingMethod.ProRata ? [claims] : claims.GroupBy(c => Rank(rule, c.Kind)).OrderBy(g => g.Key).Select(g => (IReadOnlyList<DepositClaim>)[.. g]);
        var left = available;
        foreach (var rank in ranks)
            foreach (var (claim, share) in ProRata(left, rank))
            {
                paid[claim] = share;
                left -= share;
            }
        return [.. claims.Select(c => new ClaimShare(c.Id, paid[c.Id]))];
    }

    private static int Rank(SharingRule rule, ClaimKind kind)
    {
        for (var rank = 0; rank < rule.Order.Length; rank++)
            if (rule.Order[rank].Contains(kind)) return rank;
        return rule.Order.Length;
    }

    private static List<(string Claim, long Share)> ProRata(long available, IReadOnlyList<DepositClaim> claims)
    {
        var total = claims.Aggregate(BigInteger.Zero, (sum, c) => sum + c.AmountMinor);
        if (total <= available) return [.. claims.Select(c => (c.Id, c.AmountMinor))];
        var cut = claims.Select(c => (Claim: c, Whole: BigInteger.DivRem((BigInteger)available * c.AmountMinor, total, out var rest), Remainder: rest)).ToList();
        var over = (int)(available - cut.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Whole));
        var more = cut.OrderByDescending(c => c.Remainder).ThenBy(c => c.Claim.Id, StringComparer.Ordinal).Take(over).Select(c => c.Claim.Id).ToHashSet();
        return [.. cut.Select(c => (c.Claim.Id, (long)c.Whole + (more.Contains(c.Claim.Id) ? 1 : 0)))];
    }
}
