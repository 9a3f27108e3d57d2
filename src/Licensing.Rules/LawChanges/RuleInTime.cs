using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <summary>What a rule's dates say of one day. Two versions that say the same of a day, and are otherwise the same, judge what
/// happened on it alike, wherever else their ranges begin and end.</summary>
internal static class RuleInTime
{
    /// <param name="day">Null: not reported.</param>
    public static object Of(Rule rule, DateOnly? day)
    {
        // Without a day only this can be told: whether there is an enforcement to be in doubt about.
        if (day is not { } on) return RuleOnPlacement.EnforcementOn(rule, null);
        var holds = rule.InForce.Contains(on);
        if (holds == Holds.No) return holds;
        return (holds,
            RuleOnPlacement.IsInDoubtOfBeginning(rule, on) ? rule.InForce.From.Text : null,
            RuleOnPlacement.IsInDoubtOfEnd(rule, on) ? rule.InForce.Until?.Text : null,
            RuleOnPlacement.EnforcementOn(rule, on),
            on >= rule.Contested?.From.Earliest ? (rule.Contested.From.Text, rule.Contested.By) : default);
    }

    /// <summary>The first days from which <see cref="Of"/> may say something else.</summary>
    public static IEnumerable<DateOnly> Turns(Rule rule)
    {
        foreach (var date in new[] { rule.InForce.From, rule.InForce.Until, rule.EnforcedFrom, rule.TransitionUntil, rule.Contested?.From })
        {
            if (date is null) continue;
            yield return date.Earliest;
            yield return date.Latest;
            yield return DayRange.After(date.Earliest);
            yield return DayRange.After(date.Latest);
        }
    }

    /// <summary>Every day on which the rule may hold.</summary>
    public static DayRange Whole(Rule rule) => new(rule.InForce.From.Earliest, rule.InForce.Until?.Latest ?? DateOnly.MaxValue);
}
