using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Drafts;

public enum Outcome { Same, Differs, NotInPacks }

/// <summary>A draft beside the provision of the packs that speaks of the same thing: same law, corridor, payer and time, and a
/// ceiling of the same kind.</summary>
/// <param name="Rule">Null: no pack has it.</param>
/// <param name="How">Where they differ; empty when they do not.</param>
/// <param name="Better">Which of the two has the better source, and by which test.</param>
internal sealed record DraftComparison(DraftCeiling Draft, Rule? Rule, Outcome Outcome, IReadOnlyList<string> How, string Better)
{
    /// <param name="named">The provision that stands for the row where the tests below cannot tell; null: they decide.</param>
    public static DraftComparison Of(DraftCeiling draft, IEnumerable<Rule> law, string? named)
    {
        var rule = law.Where(r => named is null ? IsSameThing(draft, r) : r.Provision == named && MayOverlap(draft, r))
            .Select(r => (Rule: r, Nearness: Nearness(draft, r))).OrderByDescending(x => x.Nearness)
            .ThenBy(x => x.Rule.Provision, StringComparer.Ordinal).ThenByDescending(x => x.Rule.Version).Select(x => x.Rule).FirstOrDefault();
        if (rule is null) return new(draft, null, Outcome.NotInPacks, [], "only the row has it");
        List<string> how = [.. Differences(draft, rule)];
        return new(draft, rule, how.Count == 0 ? Outcome.Same : Outcome.Differs, how, BetterSource(draft, rule.Source));
    }

    /// <summary>The rule of docs/law-drafts.md: grade, then an official address, then the newer day.</summary>
    public static string BetterSource(DraftCeiling draft, LegalSource pack)
    {
        if (Same(draft.Address, pack.Address)) return "the same";
        string[] grades = ["P", "P*", "S", "X"];
        if (pack.GradeText != draft.Grade)
            return Array.IndexOf(grades, pack.GradeText) < Array.IndexOf(grades, draft.Grade) ? $"pack: {pack.GradeText} before {draft.Grade}" : $"row: {draft.Grade} before {pack.GradeText}";
        var packIsOfficial = DraftCeiling.OfficialHost(new Uri(pack.Address).Host);
        if (packIsOfficial != draft.IsOfficial) return packIsOfficial ? "pack: official address" : "row: official address";
        if (draft.Published is not { } published) return "pack: the row's has no date";
        if (published.Latest < pack.AsOf.Earliest) return $"pack: newer ({pack.AsOf.Text})";
        return published.Earliest > pack.AsOf.Latest ? $"row: newer ({published.Text})" : "neither";

        static bool Same(string a, string b) => Plain(a) == Plain(b);
        static string Plain(string address) => new Uri(address) is var uri ? (uri.Host.Replace("www.", "", StringComparison.Ordinal) + uri.PathAndQuery).TrimEnd('/') : "";
    }

    private static bool IsSameThing(DraftCeiling draft, Rule rule) =>
        rule.Law == draft.Law && (draft.Law == LawSide.Destination ? rule.Destination == draft.Country : rule.Origin == draft.Country)
        && (draft.Law != LawSide.Agreement || draft.Destinations.Contains(rule.Destination!))
        && rule.Duty is CapDuty cap && cap.Basis is not Stated { Amount: StatedAmount.AgreedFee }
        && rule.Counts.Payers.Contains(draft.Payer)
        && rule.Counts.Include.Any(c => c == "recruitment-fee" || c.StartsWith("recruitment-fee.", StringComparison.Ordinal)) != (draft.Kind == DraftKind.StateFee)
        && Reaches(draft, rule, cap.Basis)
        && (draft.Kind == DraftKind.Nothing || Leaves(cap.Basis, draft).Any())
        && MayOverlap(draft, rule);

    // A general ceiling is not that of one destination, and that of another destination is another ceiling.
    private static bool Reaches(DraftCeiling draft, Rule rule, Basis basis)
    {
        var guard = rule.Scope.FirstOrDefault(g => g.Fact == GuardFact.Destination)?.OneOf;
        var table = (basis as FixedByDestination)?.Amounts;
        if (draft.Destinations.Count == 0 && draft.Law == LawSide.Origin) return guard is null && table is null;
        return draft.Destinations.All(d => (guard is null || guard.Contains(d)) && (table is null || table.ContainsKey(d)));
    }

    private static bool MayOverlap(DraftCeiling draft, Rule rule) =>
        (draft.From is not { } from || (rule.InForce.Until?.Latest ?? DateOnly.MaxValue) >= (from.Text.StartsWith("by ", StringComparison.Ordinal) ? from.Latest : from.Earliest))
        && (draft.Until is not { } until || rule.InForce.From.Earliest <= until.Latest);

    private static int Nearness(DraftCeiling draft, Rule rule)
    {
        var basis = ((CapDuty)rule.Duty).Basis;
        var nearness = draft.Kind == DraftKind.Nothing ? (basis is NoneAllowed ? 8 : 0) : Leaves(basis, draft).Contains(draft.Figure) ? 8 : 0;
        if (draft.From is { } from && rule.InForce.Contains(from.Latest) != Holds.No) nearness += 4;
        if (draft.From is null && rule.InForce.Until is null) nearness += 1;
        if (basis is not (Share or Choose)) nearness += 1;
        if (rule.Scope.All(g => g.Fact is GuardFact.Destination or GuardFact.Sex || (g.Fact == GuardFact.Occupation && draft.Group.Contains("domestic", StringComparison.Ordinal)))) nearness += 2;
        return 2 * nearness - rule.Scope.Length;
    }

    private static IEnumerable<string> Differences(DraftCeiling draft, Rule rule)
    {
        var basis = ((CapDuty)rule.Duty).Basis;
        var words = Words(basis, draft);
        if (draft.Kind == DraftKind.Nothing ? basis is not NoneAllowed : draft.Kind != DraftKind.OfTheJobOrder && !Leaves(basis, draft).Contains(draft.Figure))
            yield return $"ceiling: {draft.Ceiling}; pack: {words}";
        else if (basis is LesserOf) yield return $"the pack has a second limit: {words}";
        else if (basis is MonthsOfWage { AtMost: { } most } && !draft.Basis.Contains(most.ToText() + " month", StringComparison.Ordinal))
            yield return $"the pack has a second limit: {words}";
        if (basis is MonthsOfWage { Wage: WageKind.Contract } && draft.Basis.Contains("basic", StringComparison.Ordinal)) yield return "wage: basic; pack: contract";
        // The days of one job order are not those of the rule about job orders.
        var ofOneOrder = draft.Kind == DraftKind.OfTheJobOrder;
        if (!ofOneOrder && draft.From is { } from && !Meet(from, rule.InForce.From)) yield return $"begins {from.Text}; pack: {rule.InForce.From.Text}";
        if (!ofOneOrder && draft.Until is { } until && (rule.InForce.Until is not { } end || !Meet(until, end)))
            yield return $"ends {until.Text}{(draft.UntilInferred ? " (inferred)" : "")}; pack: {rule.InForce.Until?.Text ?? "no end"}";
        if (rule.Scope.Any(g => g.Fact == GuardFact.Sex) && !draft.Group.Contains("male", StringComparison.Ordinal)) yield return "for all; pack: men";
        if (!rule.Scope.Any(g => g.Fact == GuardFact.Sex) && draft.Group == "male workers") yield return "for men; pack: all";
        if (rule.Scope.FirstOrDefault(g => g.Fact == GuardFact.Occupation) is { } jobs && draft.Group == "all") yield return $"for all; pack: {PlainWords.Of(jobs)}";
        if (rule.Contested is { } contest && (draft.From ?? draft.Published)?.Latest >= contest.From.Earliest) yield return $"the pack holds it contested from {contest.From.Text}";
    }

    private static bool Meet(PartialDate a, PartialDate b) => a.Earliest <= b.Latest && b.Earliest <= a.Latest;

    /// <summary>The figures of a basis that are of the row's kind.</summary>
    private static IEnumerable<Rational> Leaves(Basis basis, DraftCeiling draft) => basis switch
    {
        LesserOf l => l.Of.SelectMany(b => Leaves(b, draft)),
        Choose c => Branches(c, draft).SelectMany(b => Leaves(b, draft)),
        FixedAmount f when draft.Kind is DraftKind.Fixed or DraftKind.StateFee or DraftKind.EmployerPrice && f.Amount.Currency == draft.Currency => [Units(f.Amount)],
        FixedByDestination t when draft.Kind is DraftKind.Fixed or DraftKind.EmployerPrice =>
            draft.Destinations.Where(t.Amounts.ContainsKey).Select(d => t.Amounts[d]).Where(a => a.Currency == draft.Currency).Select(Units).Distinct(),
        MonthsOfWage m when m.Of == Span.Contract && draft.Kind == (m.Per == WagePer.Contract ? DraftKind.Months : DraftKind.MonthsEachYear) => [m.Months],
        PercentOfFirstWage p when draft.Kind == DraftKind.PercentOfFirstMonth => [p.Percent],
        PerServiceYear y when draft.Kind == (y.Unit == ServiceUnit.Month ? DraftKind.PerMonth : DraftKind.PerYear) =>
            [Units(y.Amounts[Math.Min(draft.ContractYear ?? 1, y.Amounts.Length) - 1])],
        Stated { Amount: StatedAmount.JobOrderMaximum } when draft.Kind == DraftKind.OfTheJobOrder => [draft.Figure],
        NoneAllowed when draft.Kind is DraftKind.Fixed => [Rational.Zero],
        _ => [],
    };

    /// <summary>What a choice comes to on the row's corridor; of its other guards a row says nothing, so those branches stay open.</summary>
    private static IEnumerable<Basis> Branches(Choose choose, DraftCeiling draft)
    {
        foreach (var choice in choose.Choices.Where(x => x.When.All(g => g.Fact switch
        {
            GuardFact.Origin => draft.Origin is null || g.OneOf.Contains(draft.Origin),
            GuardFact.Destination => draft.Destinations.All(g.OneOf.Contains),
            _ => true,
        })))
        {
            yield return choice.Basis;
            if (choice.When.All(g => g.Fact is GuardFact.Origin or GuardFact.Destination)) yield break;
        }
    }

    private static string Words(Basis basis, DraftCeiling draft)
    {
        var destination = draft.Destinations is [var first, ..] ? first : null;
        return PlainWords.Short(string.Join(" or ", (basis is Choose c ? Branches(c, draft) : [basis]).Select(b => b is NoneAllowed ? "nothing" : "at most " + PlainWords.Of(b, destination))));
    }

    private static Rational Units(Money money) => money.AmountMinor * Rational.PowerOfTen(-LawFiles.Codes.MinorUnits[money.Currency]);
}
