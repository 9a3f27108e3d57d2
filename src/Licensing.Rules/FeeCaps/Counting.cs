using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>An item that a rule counts, surely or perhaps.</summary>
/// <param name="Doubt">Why it only may count; null when it surely does.</param>
internal sealed record CountedItem(FeeItem Item, string? Doubt)
{
    public bool IsSure => Doubt is null;
}

/// <summary>Which items of a placement a rule counts, and which it speaks of.</summary>
internal sealed class Counting
{
    public List<CountedItem> Items { get; } = [];
    /// <summary>Items that the rule counts, may count, or expressly leaves outside. Items, not ids: two may bear one id.</summary>
    public HashSet<FeeItem> SpokenOf { get; } = new(ReferenceEqualityComparer.Instance);
    public IEnumerable<FeeItem> Sure => Items.Where(i => i.IsSure).Select(i => i.Item);
    public IEnumerable<CountedItem> Doubtful => Items.Where(i => !i.IsSure);

    /// <summary>Walks the items in the order of their ids, so that the order of filing never matters.</summary>
    public static Counting Of(Rule rule, PlacementFacts facts, CodeLists codes, Trace trace)
    {
        var counting = new Counting();
        foreach (var item in Charges(facts))
        {
            // Another's money is not this rule's matter.
            if (!HasRole(rule.Counts.Payers, item.Payer, facts, out var unknown) && !unknown) continue;
            var (holds, because) = counting.Classify(rule, item, facts);
            if (unknown && holds == Holds.Yes) (holds, because) = (Holds.Perhaps, "payer-unknown");
            if (holds == Holds.No)
            {
                if (because is not null) Say("leaves-out", item, because);
                continue;
            }
            counting.SpokenOf.Add(item);
            counting.Items.Add(new(item, holds == Holds.Perhaps ? because : null));
            Say(holds == Holds.Yes ? "counts" : "may-count", item, holds == Holds.Yes ? null : because);
        }
        return counting;

        void Say(string code, FeeItem item, string? because) => trace.Add(code, ("item", item.Id),
            ("amount", item.Amount.ToText(codes)), ("category", item.Category), ("payee", Words.Of(item.Payee)), ("because", because));
    }

    /// <summary>What somebody was charged: payments and wage deductions of more than nothing.</summary>
    public static IEnumerable<FeeItem> Charges(PlacementFacts facts) =>
        InOrder(facts.Items.Where(i => i.Kind is not ItemKind.Refund && i.Amount.AmountMinor > 0));

    /// <summary>By id; where items bear the same id, by all else that is reported of them.</summary>
    public static IEnumerable<FeeItem> InOrder(IEnumerable<FeeItem> items) => items.OrderBy(i => i, ById);

    private static readonly Comparer<FeeItem> ById = Comparer<FeeItem>.Create((a, b) =>
        string.CompareOrdinal(a.Id, b.Id) is not 0 and var id ? id
        : Comparer<object?>.Default.Compare(Fields(a), Fields(b)) is not 0 and var fields ? fields
        : string.CompareOrdinal(Texts(a), Texts(b)));

    private static object Fields(FeeItem i) => (i.Date, i.Amount.AmountMinor, i.Kind, i.Payer, i.Payee, i.Channel, i.Period?.From, i.Period?.To);
    private static string Texts(FeeItem i) => string.Join('\n', i.Amount.Currency, i.Category, i.Receipt, i.RefundOf);

    private (Holds, string?) Classify(Rule rule, FeeItem item, PlacementFacts facts)
    {
        // Without this the version in force on another day would speak of the item too.
        var inRange = rule.DecidedBy != DecidingDate.Payment ? Holds.Yes : item.Date is { } day ? rule.InForce.Contains(day) : Holds.Perhaps;
        if (inRange == Holds.No) return (Holds.No, "outside-range");

        // What the law expressly leaves outside it speaks of, whether or not it would otherwise be counted.
        string? doubt = null;
        foreach (var exclusion in rule.Counts.Exclude)
        {
            var category = Category(exclusion.Category, item.Category);
            var payeeUnknown = false;
            if (category == Holds.No || (category == Holds.Perhaps && exclusion.OnlyIfNamed)) continue;
            if (exclusion.Payees.Count > 0 && !HasRole(exclusion.Payees, item.Payee, facts, out payeeUnknown) && !payeeUnknown) continue;
            if (category == Holds.Yes && !payeeUnknown)
            {
                SpokenOf.Add(item);
                return (Holds.No, "excluded");
            }
            doubt = category == Holds.Perhaps ? "category-too-coarse" : "payee-unknown";
        }
        var named = rule.Counts.Include.IsEmpty ? Holds.No : rule.Counts.Include.Max(code => Category(code, item.Category));
        if (named == Holds.No) return (Holds.No, IsIllegitimate(item) ? "illegitimate" : "not-named");
        if (named == Holds.Perhaps) doubt = "category-too-coarse";

        if (rule.Counts.Payees.Count > 0 && !HasRole(rule.Counts.Payees, item.Payee, facts, out var unknown))
        {
            if (!unknown) return (Holds.No, "payee");
            doubt ??= "payee-unknown";
        }
        if (inRange == Holds.Perhaps) doubt = item.Date is null ? "item-date-missing" : "date-in-doubt";
        else if (rule.DecidedBy == DecidingDate.Payment && item.Date >= rule.Contested?.From.Earliest) doubt = "contested";
        return doubt is null ? (Holds.Yes, null) : (Holds.Perhaps, doubt);
    }

    public static bool IsIllegitimate(FeeItem item) => Category("illegitimate", item.Category) == Holds.Yes;

    /// <summary>Codes nest. An item filed more coarsely than the rule names it may or may not be meant.</summary>
    public static Holds Category(string ruleCode, string itemCode) =>
        itemCode == ruleCode || itemCode.StartsWith(ruleCode + ".", StringComparison.Ordinal) ? Holds.Yes
        : ruleCode.StartsWith(itemCode + ".", StringComparison.Ordinal) ? Holds.Perhaps
        : Holds.No;

    /// <param name="unknown">True when only an unreported country of an agency keeps the answer from being yes.</param>
    private static bool HasRole(IReadOnlySet<Role> roles, Role role, PlacementFacts facts, out bool unknown)
    {
        unknown = false;
        if (roles.Contains(role)) return true;
        if (role is not (Role.Agency or Role.PartnerAgency)) return false;
        var country = role == Role.Agency ? facts.AgencyCountry : facts.PartnerAgencyCountry;
        var byPlace = roles.Contains(Role.OriginAgency) && country == facts.Origin
            || roles.Contains(Role.DestinationAgency) && country == facts.Destination;
        unknown = country is null && (roles.Contains(Role.OriginAgency) || roles.Contains(Role.DestinationAgency));
        return byPlace;
    }
}
