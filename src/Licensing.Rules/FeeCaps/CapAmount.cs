using System.Collections.Immutable;
using System.Text.Json;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>How much a cap allows for one placement.</summary>
/// <param name="Minor">Minor units of the currency, exact.</param>
/// <param name="Currency">Null: nothing is allowed, in any currency.</param>
/// <param name="Doubts">Why the interval is wide: codes of docs/rules/judgements.md, with the missing fact behind a colon.</param>
internal sealed record CapAmount(Interval Minor, string? Currency, ImmutableArray<string> Doubts)
{
    public static readonly CapAmount Nothing = new(Interval.Exactly(Rational.Zero), null, []);
    public static CapAmount Missing(string fact) => new(Interval.Unknown, null, [MissingFact(fact)]);
    public static string MissingFact(string fact) => "missing-fact:" + fact;
    public bool IsUnknown => Currency is null && Minor.High is null;
}

/// <summary>Works out what a basis allows. Where facts are missing the answer is as wide as the doubt, never a guess.</summary>
internal sealed class CapCalculator(PlacementFacts facts, Guards guards, Conversion conversion, CodeLists codes, DateOnly? decidedOn)
{
    /// <returns>Null when the basis says nothing about this case (no row of its table, no choice that holds).</returns>
    public CapAmount? Of(Basis basis, Rational band, Trace? trace) => basis switch
    {
        NoneAllowed => CapAmount.Nothing,
        FixedAmount f => Exactly(f.Amount),
        FixedByDestination t => t.Amounts.TryGetValue(facts.Destination, out var amount) ? Exactly(amount) : null,
        PercentOfFirstWage p => PercentOfFirst(p, trace),
        MonthsOfWage m => Months(m, trace),
        DaysOfWage d => Days(d, trace),
        Stated s => StatedIn(s.Amount) is { } stated ? Exactly(stated) : CapAmount.Missing(JsonNamingPolicy.CamelCase.ConvertName(s.Amount.ToString())),
        Share s => Of(s.Of, band, trace) is { } whole ? Scale(whole, s.Percent, trace) : null,
        LesserOf l => Lesser(l, band, trace),
        Choose c => Chosen(c.Choices, band, trace),
        _ => CapAmount.Missing("basis"),            // PerServiceYear is judged span by span, see ServiceYears
    };

    /// <summary>Follows choices whose guards surely hold, down to the basis that applies; stops where it is open.</summary>
    public (Basis? Basis, Rational Share) Resolve(Basis basis)
    {
        if (basis is Share share)
        {
            var (inner, of) = Resolve(share.Of);
            return (inner, of * share.Percent / 100);
        }
        if (basis is not Choose choose) return (basis, Rational.One);
        foreach (var choice in choose.Choices)
            switch (guards.All(choice.When))
            {
                case Holds.Yes: return Resolve(choice.Basis);
                case Holds.Perhaps: return (choose, Rational.One);
            }
        return (null, Rational.One);
    }

    public Money? StatedIn(StatedAmount amount) => Reported(amount switch
    {
        StatedAmount.JobOrderMaximum => facts.JobOrderMaximum,
        StatedAmount.ApprovedCost => facts.ApprovedCost,
        _ => facts.AgreedFee,
    });

    /// <summary>A wage or fee below nothing is a slip of the pen: the fact counts as not reported.</summary>
    public static Money? Reported(Money? amount) => amount is { AmountMinor: < 0 } ? null : amount;

    private static CapAmount Exactly(Money amount) => new(Interval.Exactly(amount.AmountMinor), amount.Currency, []);

    private CapAmount PercentOfFirst(PercentOfFirstWage basis, Trace? trace)
    {
        if (Reported(facts.FirstWage) is not { } wage) return CapAmount.Missing("firstWage");
        trace?.Add("percent-of-first-wage", ("percent", basis.Percent.ToText()), ("wage", wage.ToText(codes)));
        return new(Interval.Exactly(wage.AmountMinor * basis.Percent / 100), wage.Currency, []);
    }

    // Basic wage is a part of the wage under the contract, so each bounds the other where only one is reported.
    private (Interval Minor, string Currency, string? Doubt)? Wage(WageKind kind, Trace? trace)
    {
        var (asked, other, name) = kind == WageKind.Basic
            ? (Reported(facts.BasicWage), Reported(facts.ContractWage), "basicWage")
            : (Reported(facts.ContractWage), Reported(facts.BasicWage), "contractWage");
        if (asked is { } exact)
        {
            trace?.Add("wage", ("kind", Words.Of(kind)), ("wage", exact.ToText(codes)));
            return (Interval.Exactly(exact.AmountMinor), exact.Currency, null);
        }
        if (other is not { } bound) return null;
        trace?.Add("wage-bound", ("kind", Words.Of(kind)), ("known", Words.Of(kind == WageKind.Basic ? WageKind.Contract : WageKind.Basic)),
            ("wage", bound.ToText(codes)));
        return (kind == WageKind.Basic ? new(Rational.Zero, bound.AmountMinor) : new(bound.AmountMinor, null), bound.Currency,
            CapAmount.MissingFact(name));
    }

    private CapAmount Months(MonthsOfWage basis, Trace? trace)
    {
        if (Wage(basis.Wage, trace) is not { } wage) return CapAmount.Missing(basis.Wage == WageKind.Basic ? "basicWage" : "contractWage");
        var doubts = ImmutableArray.CreateBuilder<string>();
        if (wage.Doubt is { } doubt) doubts.Add(doubt);
        var months = Interval.Exactly(basis.Months);
        if (basis.Per == WagePer.TwelveMonths)
        {
            var length = basis.Of == Span.Contract ? facts.ContractMonths : facts.ExtensionMonths;
            var years = length is > 0 and var known ? Years(known, basis.PartYears) : Interval.Unknown;     // a maximum may still bound it
            if (years.High is null) doubts.Add(CapAmount.MissingFact(basis.Of == Span.Contract ? "contractMonths" : "extensionMonths"));
            else if (!years.IsExact) doubts.Add("part-years");
            months = months.Times(years);
            if (years.High is not null) trace?.Add("months-of-wage", ("months", basis.Months.ToText()), ("length", length?.ToString()), ("allowed", Range(months)));
        }
        else trace?.Add("months-of-wage-once", ("months", basis.Months.ToText()));
        if (basis.AtMost is { } most)
        {
            var applies = guards.All(basis.AtMostWhen);
            if (applies != Holds.No)
            {
                var limited = months.Or(Interval.Exactly(most));
                if (limited != months) trace?.Add("at-most-months", ("months", most.ToText()));
                months = applies == Holds.Yes ? limited : months with { Low = limited.Low };
                if (applies == Holds.Perhaps) doubts.AddRange(guards.Missing(basis.AtMostWhen).Select(CapAmount.MissingFact));
                if (months.IsExact) doubts.Remove("part-years");
            }
        }
        return new(wage.Minor.Times(months), wage.Currency, doubts.ToImmutable());
    }

    private static Interval Years(int months, PartYears how)
    {
        var years = Rational.Of(months, 12);
        Rational down = (long)years.Floor(), up = (long)years.Ceiling();
        return how switch
        {
            PartYears.ProRata => Interval.Exactly(years),
            PartYears.RoundUp => Interval.Exactly(up),
            PartYears.RoundDown => Interval.Exactly(down),
            _ => new(down, up),
        };
    }

    private static string Range(Interval i) => i.IsExact ? i.Low.ToText() : $"{i.Low.ToText()} to {i.High?.ToText() ?? "?"}";

    private CapAmount Days(DaysOfWage basis, Trace? trace)
    {
        if (Wage(basis.Wage, trace) is not { } wage) return CapAmount.Missing(basis.Wage == WageKind.Basic ? "basicWage" : "contractWage");
        // A month has at most 31 days and, by the usual count of paid days, 26: the law's silence lies between.
        var months = basis.DaysPerMonth is > 0 and var days
            ? Interval.Exactly(Rational.Of(basis.Days, days))
            : new Interval(Rational.Of(basis.Days, 31), Rational.Of(basis.Days, 26));
        trace?.Add("days-of-wage", ("days", basis.Days.ToString()), ("perMonth", basis.DaysPerMonth?.ToString() ?? "26 to 31"));
        ImmutableArray<string> doubts = [.. wage.Doubt is { } d ? [d] : Array.Empty<string>(), .. months.IsExact ? [] : new[] { "days-of-month" }];
        return new(wage.Minor.Times(months), wage.Currency, doubts);
    }

    private static CapAmount Scale(CapAmount whole, Rational percent, Trace? trace)
    {
        trace?.Add("share", ("percent", percent.ToText()));
        return whole with { Minor = whole.Minor.Times(percent / 100) };
    }

    private CapAmount? Lesser(LesserOf basis, Rational band, Trace? trace)
    {
        var parts = basis.Of.Select(b => (Basis: b, Amount: Of(b, band, trace))).Where(p => p.Amount is not null).ToList();
        if (parts.Count == 0) return null;
        // The law's own amount gives the currency; wages are converted into it.
        var into = parts.Where(p => p.Basis is FixedAmount).Concat(parts).Select(p => p.Amount!.Currency).FirstOrDefault(c => c is not null);
        var doubts = ImmutableArray.CreateBuilder<string>();
        var least = Interval.Unknown;
        var first = true;
        foreach (var (_, amount) in parts)
        {
            var minor = amount!.Minor;
            doubts.AddRange(amount.Doubts);
            if (into is not null && amount.Currency is { } from && from != into)
            {
                (minor, var doubt) = conversion.Convert(minor, from, into, decidedOn, band);
                if (doubt is not null) doubts.Add(doubt);
            }
            least = first ? minor : least.Or(minor);
            first = false;
        }
        return new(least, into, least.IsExact ? [] : [.. doubts.Distinct()]);
    }

    private CapAmount? Chosen(ImmutableArray<Choice> choices, Rational band, Trace? trace)
    {
        for (var i = 0; i < choices.Length; i++)
        {
            var holds = guards.All(choices[i].When);
            if (holds == Holds.No) continue;
            if (holds == Holds.Yes) return Of(choices[i].Basis, band, trace);
            var missing = guards.Missing(choices[i].When).Select(CapAmount.MissingFact);
            var (one, rest) = (Of(choices[i].Basis, band, null), Chosen(choices[(i + 1)..], band, null));
            var currency = one?.Currency ?? rest?.Currency;
            var comparable = one is not null && rest is not null && (one.Currency ?? currency) == (rest.Currency ?? currency);
            var high = comparable && one!.Minor.High is { } a && rest!.Minor.High is { } b ? Rational.Max(a, b) : (Rational?)null;
            return new(new(comparable ? Rational.Min(one!.Minor.Low, rest!.Minor.Low) : Rational.Zero, high), currency,
                [.. missing, .. one?.Doubts ?? [], .. rest?.Doubts ?? []]);
        }
        return null;
    }
}
