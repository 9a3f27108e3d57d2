using System.Collections.Immutable;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>Whether a rule's guards hold for a placement. A fact that was not reported makes its guard
/// <see cref="Holds.Perhaps"/>; one failed guard settles the matter whatever else is unknown.</summary>
internal sealed class Guards(PlacementFacts facts, Holds destinationProhibits, LawSide law)
{
    public Holds All(ImmutableArray<Guard> guards) =>
        guards.IsEmpty ? Holds.Yes : guards.Min(Check);

    /// <summary>In scope and not excepted.</summary>
    public Holds Applies(Rule rule)
    {
        var excepted = rule.Except.IsEmpty ? Holds.No : rule.Except.Max(All);
        var notExcepted = excepted switch { Holds.Yes => Holds.No, Holds.No => Holds.Yes, _ => Holds.Perhaps };
        return (Holds)Math.Min((int)All(rule.Scope), (int)notExcepted);
    }

    /// <summary>The facts whose absence leaves the rule's scope open, in the grammar's words.</summary>
    public IEnumerable<string> Missing(Rule rule) => Missing([.. rule.Scope, .. rule.Except.SelectMany(e => e)]);

    public IEnumerable<string> Missing(ImmutableArray<Guard> guards) =>
        guards.Where(g => Check(g) == Holds.Perhaps).Select(g => Words.Of(g.Fact)).Distinct().Order(StringComparer.Ordinal);

    private Holds Check(Guard guard) => guard.Fact switch
    {
        GuardFact.Origin => OneOf(guard, facts.Origin),
        GuardFact.Destination => OneOf(guard, facts.Destination),
        GuardFact.AgencyCountry => OneOf(guard, facts.AgencyCountry),
        GuardFact.Occupation => Occupation(guard),
        GuardFact.Employer => OneOf(guard, facts.Employer is { } e ? Words.Of(e) : null),
        GuardFact.Sex => OneOf(guard, facts.Sex is { } s ? Words.Of(s) : null),
        GuardFact.Age => Within(guard, facts.Age),
        GuardFact.ContractMonths => Within(guard, facts.ContractMonths),
        GuardFact.ExtensionMonths => Within(guard, facts.ExtensionMonths),
        GuardFact.AgencyNonProfit => OneOf(guard, Words.Of(NonProfit())),
        GuardFact.RehiredBySameEmployer => OneOf(guard, Words.Of(facts.RehiredBySameEmployer)),
        GuardFact.PermitClass => OneOf(guard, facts.PermitClass is { } p ? Words.Of(p) : null),
        GuardFact.WageAboveAverage => OneOf(guard, Words.Of(facts.WageAboveAverage)),
        GuardFact.JobFoundBy => OneOf(guard, facts.JobFoundBy is { } j ? Words.Of(j) : null),
        GuardFact.EndCause => OneOf(guard, facts.EndCause is { } c ? Words.Of(c) : null),
        // No notice reported is not "no notice".
        GuardFact.VisaNotified => OneOf(guard, facts.VisaNoticeOn is null ? null : "true"),
        GuardFact.DestinationProhibits => guard.OneOf.Contains("true") ? destinationProhibits : Holds.Perhaps,
        _ => Holds.Perhaps,
    };

    // A law asks about the agency of its own country, which may be the one that filed or its partner.
    private bool? NonProfit()
    {
        var country = law switch { LawSide.Origin => facts.Origin, LawSide.Destination => facts.Destination, _ => facts.AgencyCountry };
        return facts.AgencyCountry == country ? facts.AgencyNonProfit : facts.PartnerAgencyCountry == country ? facts.PartnerAgencyNonProfit : null;
    }

    private static Holds OneOf(Guard guard, string? value) =>
        value is null ? Holds.Perhaps : guard.OneOf.Contains(value) ? Holds.Yes : Holds.No;

    private static Holds Within(Guard guard, int? value) =>
        value is null ? Holds.Perhaps : value < guard.AtLeast || value >= guard.Below ? Holds.No : Holds.Yes;

    // ISCO-08 codes nest: "91" holds for 9111. An occupation reported more coarsely than the rule asks may or may not be meant.
    private Holds Occupation(Guard guard)
    {
        if (facts.Occupation is not { } occupation) return Holds.Perhaps;
        if (guard.OneOf.Any(code => occupation.StartsWith(code, StringComparison.Ordinal))) return Holds.Yes;
        return guard.OneOf.Any(code => code.StartsWith(occupation, StringComparison.Ordinal)) ? Holds.Perhaps : Holds.No;
    }
}
