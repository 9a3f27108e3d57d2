using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.Values;

namespace Licensing.Rules.Licences;

/// <param name="Times">How often it is owed; null where nothing in the application says it, as for a fee on each vacancy, which falls due later.</param>
public sealed record FeeOwed(Money Each, FeePer Per, int? Times);

/// <summary>What an applicant owes the state.</summary>
/// <param name="Undetermined">The question that the regime does not answer; then nothing is known to be owed, and nothing not to be.</param>
public sealed record FeesOwed(ImmutableArray<FeeOwed> Lines, Money? LatePrice, Amounts Total, RegimeQuestion? Undetermined)
{
    /// <param name="fee">The regime's answer to <see cref="RegimeQuestion.LicenceFee"/>, or for a renewal to <see cref="RegimeQuestion.RenewalFee"/>.</param>
    /// <param name="from">First day of the term that is asked for.</param>
    /// <param name="until">Its last day, inclusive. A year that is begun counts whole.</param>
    /// <param name="latePrice">What a late renewal costs more (<see cref="PriceOfLateness"/>).</param>
    public static FeesOwed Of(RegimeAnswer fee, DateOnly from, DateOnly until, Money? latePrice = null)
    {
        ImmutableArray<FeeOwed> lines = fee.Value switch
        {
            NoneRequired => [],
            LicenceFees fees => [.. fees.Lines.Select(l => new FeeOwed(l.Amount, l.Per, l.Per switch { FeePer.Licence => 1, FeePer.Year => YearsBegun(from, until), _ => null }))],
            _ => default,
        };
        if (lines.IsDefault) return new([], null, Amounts.None, fee.Question);
        var total = lines.Where(l => l.Times is not null).Select(l => (l.Each.Currency, new BigInteger(l.Each.AmountMinor) * l.Times!.Value))
            .Concat(latePrice is { } price ? [(price.Currency, new BigInteger(price.AmountMinor))] : []);
        return new(lines, latePrice, Amounts.Of(total), null);
    }

    /// <summary>What a late renewal costs more.</summary>
    /// <param name="late">The regime's answer to <see cref="RegimeQuestion.LateRenewal"/>.</param>
    /// <param name="lastDay">The last day of the licence. A month after it begins on the day after, and on the day after each day of its number.</param>
    /// <returns>Null when it costs no more.</returns>
    public static Money? PriceOfLateness(RegimeAnswer late, DateOnly lastDay, DateOnly appliedOn)
    {
        var months = MonthsBegun(lastDay, appliedOn);
        if (months == 0 || late.As<LateRenewalRule>() is not { } rule) return null;
        if (rule.PerMonth is { } each) return new((long)BigInteger.Min(long.MaxValue, new BigInteger(each.AmountMinor) * months), each.Currency);
        return rule.InMonth == months ? rule.Added : null;
    }

    private static int MonthsBegun(DateOnly lastDay, DateOnly day)
    {
        var months = 0;
        while (lastDay.AddMonths(months) < day) months++;
        return months;
    }

    private static int YearsBegun(DateOnly from, DateOnly until)
    {
        var years = 0;
        while (from.AddYears(years) <= until) years++;
        return Math.Max(1, years);
    }
}
