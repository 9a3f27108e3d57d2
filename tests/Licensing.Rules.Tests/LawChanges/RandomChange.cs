using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.LawChanges;

/// <summary>A change of random law: caps raised and lowered, scope, dates, categories, payers, rules that come and go.</summary>
internal static class RandomChange
{
    /// <param name="What">For the message of a failure, and to count what was tried.</param>
    internal sealed record Change(string What, ImmutableArray<Rule> After);

    public static Change Of(Random random, Trial trial, bool lowers)
    {
        var own = trial.Rules.Where(r => r.AppliesTo(trial.Facts.Origin, trial.Facts.Destination)).ToList();
        var rule = own[random.Next(own.Count)];
        var (what, changed) = random.Next(12) switch
        {
            < 4 => ("cap", Cap(random, rule, lowers)),
            4 => ("scope", Scope(random, rule, lowers)),
            5 or 6 => ("dates", Dates(random, rule, trial)),
            7 => ("succession", Succession(random, rule, trial, lowers)),
            8 => ("categories", Categories(random, rule, lowers)),
            9 => ("payers", rule with { Counts = rule.Counts with { Payers = random.Next(2) == 0 ? rule.Counts.Payers.Append(Role.Employer).ToFrozenSet() : new[] { Role.Employer }.ToFrozenSet() } }),
            10 => ("source", rule with { Title = "otherwise", Source = rule.Source with { Note = "read again" } }),
            _ => lowers ? ("added", (object)Added(rule)) : ("removed", null),
        };
        var rules = trial.Rules.SelectMany(r => !ReferenceEquals(r, rule) ? [r] : changed switch
        {
            null => [],
            Rule one => [one],
            _ => (IEnumerable<Rule>)changed,
        });
        return new(what, [.. rules]);
    }

    private static Rule Cap(Random random, Rule rule, bool lowers)
    {
        if (rule.Duty is not CapDuty cap) return rule with { Duty = new CapDuty(new FixedAmount(new(random.Next(3000), "USD"))) };
        var by = lowers ? random.Next(0, 100) : random.Next(101, 250);
        if (lowers && random.Next(6) == 0) return rule with { Duty = new CapDuty(new NoneAllowed()) };
        return rule with { Duty = new CapDuty(Scaled(cap.Basis, by)) };
    }

    private static Basis Scaled(Basis basis, int percent) => basis switch
    {
        FixedAmount f => new FixedAmount(Scaled(f.Amount, percent)),
        FixedByDestination t => new FixedByDestination(t.Amounts.ToFrozenDictionary(a => a.Key, a => a.Key[0] % 2 == 0 ? Scaled(a.Value, percent) : a.Value)),
        MonthsOfWage m => m with { Months = m.Months * percent / 100 },
        PercentOfFirstWage p => new PercentOfFirstWage(p.Percent * percent / 100),
        DaysOfWage d => d with { Days = d.Days * percent / 100 },
        PerServiceYear y => y with { Amounts = [.. y.Amounts.Select(a => Scaled(a, percent))] },
        Choose c => new Choose([.. c.Choices.Select((x, i) => i == 0 ? x with { Basis = Scaled(x.Basis, percent) } : x)]),
        LesserOf l => new LesserOf([.. l.Of.Select(b => Scaled(b, percent))]),
        Share s => s with { Percent = s.Percent * percent / 100 },
        NoneAllowed => percent > 100 ? new FixedAmount(new(percent, "USD")) : basis,
        _ => new FixedAmount(new(percent, "USD")),
    };

    private static Money Scaled(Money money, int percent) => money with { AmountMinor = money.AmountMinor / 100 * percent + percent };

    private static Rule Scope(Random random, Rule rule, bool lowers)
    {
        var guard = random.Next(4) switch
        {
            0 => new Guard(GuardFact.Destination, new[] { "MY", "QA", "SA", "TW" }.ToFrozenSet()),
            1 => new Guard(GuardFact.Occupation, new[] { "5152", "91" }.ToFrozenSet()),
            2 => new Guard(GuardFact.Sex, new[] { "female" }.ToFrozenSet()),
            _ => new Guard(GuardFact.DestinationProhibits, new[] { "true" }.ToFrozenSet()),
        };
        return lowers && !rule.Scope.IsEmpty ? rule with { Scope = [] }
            : random.Next(3) == 0 ? rule with { Except = [.. rule.Except, [guard]] } : rule with { Scope = [.. rule.Scope, guard] };
    }

    // Days of the placement itself are the ones on which something can turn.
    private static PartialDate Day(Random random, Trial trial)
    {
        var days = trial.Facts.Items.Select(i => i.Date).Append(trial.Facts.SignedOn).OfType<DateOnly>().Where(d => d.Year is > 1990 and < 2100).ToList();
        var day = days.Count == 0 || random.Next(5) == 0 ? new DateOnly(2014 + random.Next(12), 1 + random.Next(12), 1 + random.Next(28)) : days[random.Next(days.Count)].AddDays(random.Next(-1, 2));
        var form = random.Next(5) switch { 0 => "yyyy-MM", 1 => "yyyy", 2 => "'by 'yyyy-MM-dd", _ => "yyyy-MM-dd" };
        return PartialDate.TryParse(day.ToString(form, CultureInfo.InvariantCulture), out var date) ? date : throw new FormatException();
    }

    private static Rule Dates(Random random, Rule rule, Trial trial) => random.Next(5) switch
    {
        0 => rule with { InForce = rule.InForce with { From = Day(random, trial) } },
        1 => rule with { InForce = rule.InForce with { Until = Day(random, trial) } },
        2 => rule with { EnforcedFrom = rule.EnforcedFrom is null ? Day(random, trial) : null },
        3 => rule with { TransitionUntil = rule.TransitionUntil is null ? Day(random, trial) : null },
        _ => rule with { Contested = rule.Contested is null ? new(Day(random, trial), "a later act") : null },
    };

    /// <summary>How law usually changes: the version ends on one day, the next begins on the day after.</summary>
    private static Rule[] Succession(Random random, Rule rule, Trial trial, bool lowers)
    {
        var last = PartialDate.Day(Day(random, trial).Latest);
        return
        [
            rule with { InForce = rule.InForce with { Until = last } },
            Cap(random, rule, lowers) with { Version = rule.Version + 1000, InForce = new(PartialDate.Day(last.Latest.AddDays(last.Latest == DateOnly.MaxValue ? 0 : 1)), rule.InForce.Until) },
        ];
    }

    private static Rule Categories(Random random, Rule rule, bool lowers)
    {
        string[] some = ["medical", "administrative.visa", "training", "illegitimate", "recruitment-fee.service"];
        var code = some[random.Next(some.Length)];
        var fewer = rule.Counts.Include.Length > 1 ? rule.Counts.Include.RemoveAt(random.Next(rule.Counts.Include.Length)) : rule.Counts.Include;
        return rule with
        {
            Counts = random.Next(3) == 0 ? rule.Counts with { Exclude = [.. rule.Counts.Exclude, new(code, [])] }
                : rule.Counts with { Include = lowers ? [.. rule.Counts.Include, code] : fewer },
        };
    }

    private static Rule[] Added(Rule rule) =>
        [rule, rule with { Provision = rule.Provision + "+", Version = 1, Law = LawSide.Agreement, Origin = null, Destination = null, Duty = new CapDuty(new NoneAllowed()), Offset = null }];
}
