using System.Globalization;
using System.Text;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <summary>All of a rule that its judgement of one placement can rest on, as a text. Two rules with the same text judge that
/// placement alike at any rates; nothing is computed that needs rates.</summary>
internal sealed class RuleSays(CodeLists codes)
{
    private readonly PackTree _tree = new(codes);

    /// <returns>Null: the rule says nothing of this placement and speaks of none of its items.</returns>
    public string? Of(Rule rule, PlacementFacts facts, Holds destinationProhibits)
    {
        if (!rule.AppliesTo(facts.Origin, facts.Destination)) return null;
        var guards = new Guards(facts, destinationProhibits, rule.Law);
        var applies = guards.Applies(rule);
        if (applies == Holds.No) return null;
        if (rule.DecidedBy == DecidingDate.Signing && facts.SignedOn is { } signed && rule.InForce.Contains(signed) == Holds.No) return null;
        if (rule.Duty is CapDuty { Basis: FixedByDestination table } && !table.Amounts.ContainsKey(facts.Destination)) return null;
        if (rule.Duty is RefundDuty refund && !Happened(refund.Trigger, facts)) return null;

        var trace = new Trace();
        var counting = Counting.Of(rule, facts, codes, trace);
        if (counting.SpokenOf.Count == 0 || (counting.Items.Count == 0 && rule.DecidedBy == DecidingDate.FirstPayment)) return null;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{rule.Law} {rule.Duty is CapDuty} {rule.Counts.Payers.Contains(Role.Worker)}\n");
        for (var i = 0; i < facts.Items.Count; i++)
            if (counting.SpokenOf.Contains(facts.Items[i])) text.Append(CultureInfo.InvariantCulture, $"speaks of {i}\n");
        if (counting.Items.Count == 0) return text.ToString();

        text.Append(CultureInfo.InvariantCulture, $"{applies} {(applies == Holds.Perhaps ? guards.Missing(rule).FirstOrDefault() : null)} {rule.DecidedBy} {rule.Rounding}\n");
        Say(text, trace, counting, facts);
        DateOnly?[] days = rule.DecidedBy == DecidingDate.Signing ? [facts.SignedOn] : [.. counting.Items.Select(i => i.Item.Date)];
        // Where no charge surely counts, no day decides.
        if (!counting.Sure.Any(i => i.Date is not null)) days = [.. days, null];
        text.AppendJoin('\n', days.Select(d => RuleInTime.Of(rule, d))).Append('\n');
        text.Append(PackTree.Line(DutyText(rule.Duty, guards, facts))).Append('\n');
        if (rule.Offset is { } offset)
        {
            // What others paid is counted by the same rule, on any day.
            text.Append(offset.Effect).Append('\n');
            var others = new Trace();
            var paid = Counting.Of(rule with { Counts = rule.Counts with { Payers = offset.Payers }, DecidedBy = DecidingDate.Signing }, facts, codes, others);
            Say(text, others, paid, facts);
        }
        return text.ToString();
    }

    /// <summary>Everything of a rule but its dates, its title and its source.</summary>
    public string Content(Rule rule) => string.Join('\n', _tree.Rule(rule).Entries
        .Where(e => e.Key is not ("title" or "source" or "effectiveFrom" or "effectiveUntil" or "enforcedFrom" or "transitionUntil" or "contested"))
        .Select(e => $"{e.Key} {PackTree.Line(e.Value)}").Append($"{rule.Law} {rule.Origin} {rule.Destination} {string.Join(' ', rule.Scope.Select(g => g.Fact))}"));

    private object DutyText(Duty duty, Guards guards, PlacementFacts facts)
    {
        if (duty is not CapDuty { Basis: var basis }) return _tree.Duty(duty) is var (key, value) ? $"{key} {PackTree.Line(value)}" : "";
        // The first choice that surely holds is the whole cap; a table is the amount of its one row.
        while (basis is Choose choose && choose.Choices.FirstOrDefault(c => guards.All(c.When) != Holds.No) is { } first && guards.All(first.When) == Holds.Yes)
            basis = first.Basis;
        return basis is FixedByDestination table && table.Amounts.TryGetValue(facts.Destination, out var amount)
            ? _tree.Basis(new FixedAmount(amount)) : _tree.Basis(basis);
    }

    private static bool Happened(RefundTrigger trigger, PlacementFacts facts) => (trigger switch
    {
        RefundTrigger.NotDeployed => facts.DeploymentFailedOn,
        RefundTrigger.Entered => facts.EnteredOn,
        _ => facts.EmploymentEndedOn,
    }) is not null;

    // Two items may bear one id, so which are counted is said by their places too.
    private static void Say(StringBuilder text, Trace trace, Counting counting, PlacementFacts facts)
    {
        foreach (var (item, doubt) in counting.Items)
            text.Append(CultureInfo.InvariantCulture, $"{facts.Items.TakeWhile(i => !ReferenceEquals(i, item)).Count()} {doubt}\n");
        foreach (var step in trace.ToSteps())
            text.Append(step.Code).Append(' ').AppendJoin(' ', step.Arguments.Select(a => $"{a.Key}={a.Value}")).Append('\n');
    }
}
