using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Statistics;

/// <summary>SDG indicator 10.7.1 for one person: what this worker bore to be recruited, in months of what this same worker
/// earned in the first month of work.</summary>
/// <param name="Cost">In minor units of the income's currency, exact; null where it is not known.</param>
/// <param name="Income">The first month's wage that was received.</param>
/// <param name="Months">Cost divided by income, exact; null where one of both is not known.</param>
/// <param name="Because">Why there is no figure; a code of docs/rules/statistics.md.</param>
public sealed record IndividualRatio(Rational? Cost, Money? Income, Rational? Months, string? Because)
{
    internal static IndividualRatio Unknown(Money? income, string because) => new(null, income, null, because);
}

/// <summary>The mean cost of a group divided by its mean income, as surveys publish it. It need not equal the mean of the
/// individual ratios, and is a type of its own so that one is never taken for the other.</summary>
/// <param name="MeanCost">In the same unit of the same currency as <paramref name="MeanIncome"/>.</param>
/// <param name="MeanIncome">Of a month.</param>
public sealed record RatioOfMeans(Rational MeanCost, Rational MeanIncome)
{
    /// <summary>Null where the income is not above nothing.</summary>
    public Rational? Months => MeanIncome.Sign > 0 ? MeanCost / MeanIncome : null;
}

/// <param name="Counted">Persons with a ratio.</param>
/// <param name="LeftOut">Persons without one, by the reason. They are in no mean.</param>
/// <param name="MeanOfRatios">Null where nobody is counted.</param>
/// <param name="MedianOfRatios">Of an even number the middle of both.</param>
/// <param name="OfMeans">Over the same persons; null where their incomes are in several currencies.</param>
public sealed record CostSummary(
    int Counted, ImmutableSortedDictionary<string, int> LeftOut, Rational? MeanOfRatios, Rational? MedianOfRatios, RatioOfMeans? OfMeans);

/// <summary>What recruitment costs a worker, in months of income. Pure and exact; a figure is cut or rounded only where it is
/// written. Our reading: docs/rules/statistics.md.</summary>
public static class RecruitmentCost
{
    /// <summary>Every charge that the worker bore counts, whoever took it and whether it was lawful, less what was given back.
    /// What a lender paid counts too: the worker owes it. Interest does not.</summary>
    public static IndividualRatio Of(PlacementFacts facts, LawContext context)
    {
        if (facts.FirstWage is not { } income) return IndividualRatio.Unknown(null, "income-missing");
        if (income.AmountMinor <= 0) return IndividualRatio.Unknown(income, "income-not-positive");
        var borne = facts.Items.Where(i => i.Kind != ItemKind.Refund && i.Payer is Role.Worker or Role.Lender && i.Amount.AmountMinor > 0).ToList();
        var ids = borne.Select(i => i.Id).ToHashSet();
        var cost = Rational.Zero;
        foreach (var item in borne.Concat(facts.Items.Where(i => i.Kind == ItemKind.Refund && i.RefundOf is { } of && ids.Contains(of) && i.Amount.AmountMinor > 0)))
        {
            var (minor, because) = Into(income.Currency, item.Amount, item.Date, context);
            if (minor is null) return IndividualRatio.Unknown(income, because!);
            cost += item.Kind == ItemKind.Refund ? Rational.Zero - minor.Value : minor.Value;
        }
        // More given back than charged is odd, and no negative cost.
        cost = Rational.Max(Rational.Zero, cost);
        return new(cost, income, cost / income.AmountMinor, null);
    }

    /// <summary>A cost in months of a wage that is not the person's own, such as the statutory minimum of the destination. Not
    /// indicator 10.7.1: it compares corridors where incomes are not known.</summary>
    /// <param name="day">The day whose rate is taken where the currencies differ; null gives no figure then.</param>
    /// <returns>Exact months, or the reason why there is none.</returns>
    public static (Rational? Months, string? Because) InMonthsOf(Money wage, Money cost, DateOnly? day, LawContext context)
    {
        if (wage.AmountMinor <= 0) return (null, "income-not-positive");
        var (minor, because) = Into(wage.Currency, cost, day, context);
        return minor is { } known ? (known / wage.AmountMinor, null) : (null, because);
    }

    /// <summary>Means over persons. Each person weighs the same in <see cref="CostSummary.MeanOfRatios"/>; in
    /// <see cref="CostSummary.OfMeans"/> those who earn more weigh more.</summary>
    public static CostSummary Over(IEnumerable<IndividualRatio> persons)
    {
        var all = persons.ToList();
        var known = all.Where(p => p.Months is not null).ToList();
        var ratios = known.Select(p => p.Months!.Value).Order().ToList();
        var oneCurrency = known.Select(p => p.Income!.Value.Currency).Distinct().Count() == 1;
        return new(
            known.Count,
            all.Where(p => p.Months is null).CountBy(p => p.Because!).ToImmutableSortedDictionary(StringComparer.Ordinal),
            ratios.Count == 0 ? null : Mean(ratios),
            ratios.Count == 0 ? null : (ratios[(ratios.Count - 1) / 2] + ratios[ratios.Count / 2]) / 2,
            oneCurrency ? new(Mean(known.Select(p => p.Cost!.Value)), Mean(known.Select(p => (Rational)p.Income!.Value.AmountMinor))) : null);
    }

    private static Rational Mean(IEnumerable<Rational> values)
    {
        var (sum, count) = values.Aggregate((Sum: Rational.Zero, Count: 0L), (a, v) => (a.Sum + v, a.Count + 1));
        return sum / count;
    }

    // A statistic has no verdict to protect, so no band is put around a rate; a demonstration rate is none all the same.
    private static (Rational? Minor, string? Because) Into(string currency, Money amount, DateOnly? day, LawContext context)
    {
        var (minor, because) = new Conversion(context.Codes, context.Rates).Convert(Interval.Exactly(amount.AmountMinor), amount.Currency, currency, day, Rational.Zero);
        return because is null ? (minor.Low, null) : (null, because);
    }
}
