using System.Collections.Immutable;

namespace Licensing.Rules.Deposits;

/// <summary>Part of a lodged sum that went: drawn, released or expired.</summary>
/// <param name="On">From this day, inclusive, it is no longer held.</param>
public sealed record Taken(DateOnly On, long Minor);

/// <summary>One lodged sum over time.</summary>
/// <param name="From">First day on which it was held, inclusive.</param>
/// <param name="Until">Last day of a paper, inclusive; null where it has none.</param>
public sealed record Holding(DepositForm Form, DateOnly From, DateOnly? Until, long ReceivedMinor, ImmutableArray<Taken> Taken)
{
    /// <summary>What of it was held at the end of a day.</summary>
    public long HeldOn(DateOnly day) => day < From || day > Until ? 0 : ReceivedMinor - Taken.Where(t => t.On <= day).Sum(t => t.Minor);
}

public static class DepositCoverage
{
    /// <summary>What must still be lodged so that each part is held in a form that the law allows for it; zero when nothing.</summary>
    /// <param name="parts">Of the requirement, in the currency of what is held; a part without forms may be held in any.</param>
    /// <param name="held">In minor units, not negative.</param>
    /// <remarks>A sum covers each part once. What cannot be covered is the largest excess, over all sets of parts, of what the set asks over
    /// what is held in a form that any part of the set allows (the deficiency version of Hall's theorem).</remarks>
    public static long Missing(IReadOnlyList<Hold> parts, IReadOnlyDictionary<DepositForm, long> held)
    {
        if (parts.Count > MostParts) throw new ArgumentException($"At most {MostParts} parts: one for each set of forms.", nameof(parts));
        var missing = 0L;
        for (var set = 1; set < 1 << parts.Count; set++)
        {
            var chosen = parts.Where((_, i) => (set & (1 << i)) != 0).ToList();
            var usable = held.Where(h => chosen.Exists(p => p.Forms.IsEmpty || p.Forms.Contains(h.Key))).Sum(h => h.Value);
            missing = Math.Max(missing, chosen.Sum(p => p.Amount.AmountMinor) - usable);
        }
        return missing;
    }

    /// <summary>What was held at the end of a day, by form.</summary>
    public static IReadOnlyDictionary<DepositForm, long> HeldOn(IEnumerable<Holding> holdings, DateOnly day) =>
        holdings.GroupBy(h => h.Form).ToDictionary(g => g.Key, g => g.Sum(h => h.HeldOn(day)));

    // Parts are grouped by their forms as written: 15 orders of one to three forms, and the part that names none.
    private const int MostParts = 16;
}
