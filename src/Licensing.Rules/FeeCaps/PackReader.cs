using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>Reads a rule pack from its YAML tree (maps, lists and strings, as a YAML library gives them). Strict: an
/// unknown key, code or word is an error that names its place; all errors are reported together.</summary>
public sealed class PackReader
{
    private readonly CodeLists _codes;
    private readonly List<string> _errors;

    /// <param name="errors">Where what is wrong is said, with its place.</param>
    internal PackReader(CodeLists codes, List<string> errors) => (_codes, _errors) = (codes, errors);

    /// <returns>The pack, or null and every error found.</returns>
    public static (RulePack? Pack, IReadOnlyList<string> Errors) Read(object? yaml, CodeLists codes)
    {
        var reader = new PackReader(codes, []);
        var pack = reader.Pack(new(yaml, "pack", reader._errors));
        return (reader._errors.Count == 0 ? pack : null, reader._errors);
    }

    private RulePack Pack(YamlNode node)
    {
        var map = node.Map("pack", "title", "law", "jurisdiction", "origin", "destination", "rules");
        var name = map.Text("pack");
        var law = map.Word<LawSide>("law");
        var origin = law switch { LawSide.Origin => Country(map.Get("jurisdiction")), LawSide.Agreement => Country(map.Get("origin")), _ => null };
        var destination = law switch { LawSide.Destination => Country(map.Get("jurisdiction")), LawSide.Agreement => Country(map.Get("destination")), _ => null };
        var rules = map.Get("rules").List().Select(r => Rule(r, name, law, origin, destination)).ToImmutableArray();
        foreach (var versions in rules.GroupBy(r => r.Provision))
        {
            var ordered = versions.OrderBy(r => r.Version).ToList();
            if (!ordered.Select(r => r.Version).SequenceEqual(Enumerable.Range(1, ordered.Count)))
                _errors.Add($"{versions.Key}: versions must be 1, 2, … without gaps.");
            foreach (var (earlier, later) in ordered.Zip(ordered.Skip(1)))
            {
                if (earlier.InForce.SurelyOverlaps(later.InForce)) _errors.Add($"{versions.Key}: versions {earlier.Version} and {later.Version} overlap in time.");
                if (later.InForce.From.Latest < earlier.InForce.From.Earliest) _errors.Add($"{versions.Key}: version {later.Version} begins before version {earlier.Version}.");
            }
        }
        return new(name, map.Text("title"), law, origin, destination, rules);
    }

    private Rule Rule(YamlNode node, string pack, LawSide law, string? origin, string? destination)
    {
        var map = node.Map("provision", "version", "title", "source", "effectiveFrom", "effectiveUntil", "enforcedFrom", "transitionUntil",
            "contested", "decidedBy", "scope", "except", "counts", "cap", "notBefore", "channel", "receipt", "refund", "offset", "rounding");
        var provision = map.Text("provision");
        if (!provision.StartsWith(pack + ".", StringComparison.Ordinal)) map.Error("provision", $"must start with \"{pack}.\"");
        var inForce = new PartialRange(map.Get("effectiveFrom").Date(), map.Find("effectiveUntil") is { } until ? until.Date() : null);
        if (inForce.Until?.Latest < inForce.From.Earliest) map.Error("effectiveUntil", "lies before effectiveFrom");
        var enforcedFrom = map.Find("enforcedFrom") is { } enforced ? enforced.Date() : null;
        var transition = map.Find("transitionUntil") is { } t ? t.Date() : null;
        if (enforcedFrom?.Latest < inForce.From.Earliest) map.Error("enforcedFrom", "lies before effectiveFrom");
        if (transition?.Latest < (enforcedFrom ?? inForce.From).Earliest) map.Error("transitionUntil", "lies before enforcedFrom");
        var duty = Duty(map);
        var counts = Counts(map.Get("counts"));
        if (duty is CapDuty { Basis: not NoneAllowed } && counts.Include.Any(c => FeeCaps.Counting.Category("illegitimate", c) == Holds.Yes))
            map.Error("counts", "an illegitimate cost is never within a cap: only a rule that allows nothing may name it");
        if (duty is not CapDuty && map.Find("offset") is not null) map.Error("offset", "belongs to a cap");
        return new()
        {
            Provision = provision,
            Version = map.Number("version"),
            Title = map.Text("title"),
            Law = law,
            Origin = origin,
            Destination = destination,
            Source = map.Get("source").Source(),
            InForce = inForce,
            EnforcedFrom = enforcedFrom,
            TransitionUntil = transition,
            Contested = map.Find("contested") is { } c ? Contested(c) : null,
            DecidedBy = map.Word<DecidingDate>("decidedBy"),
            Scope = map.Find("scope") is { } scope ? Guards(scope) : [],
            Except = map.Find("except") is { } except ? [.. except.List().Select(Guards)] : [],
            Counts = counts,
            Duty = duty,
            Offset = map.Find("offset") is { } offset ? Offset(offset) : null,
            Rounding = map.Find("rounding") is null ? Rounding.Up : map.Word<Rounding>("rounding"),
        };
    }

    internal static Contest Contested(YamlNode node)
    {
        var map = node.Map("from", "by");
        return new(map.Get("from").Date(), map.Text("by"));
    }

    private Counts Counts(YamlNode node) => Counts(node.Map("include", "exclude", "paidBy", "paidTo"));

    internal Counts Counts(YamlMap map)
    {
        return new(
            [.. Included(map.Get("include"))],
            map.Find("exclude") is { } exclude ? [.. exclude.List().Select(Exclusion)] : [],
            map.Find("paidBy") is { } by ? Set<Role>(by) : [Role.Worker],
            map.Find("paidTo") is { } to ? Set<Role>(to) : []);
    }

    private IEnumerable<string> Included(YamlNode node)
    {
        var codes = node.TextList();
        if (codes.Count == 0) node.Error("must not be empty");
        return codes.Select(c => Category(node, c));
    }

    private Exclusion Exclusion(YamlNode node)
    {
        if (node.IsText) return new(Category(node, node.Text()), []);
        var map = node.Map("category", "paidTo", "onlyIfNamed");
        if (map.Find("onlyIfNamed") is { } only && only.Text() != "true") only.Error("must be true, or left out");
        return new(Category(node, map.Text("category")), map.Find("paidTo") is { } to ? Set<Role>(to) : [], map.Find("onlyIfNamed") is not null);
    }

    private static Offset Offset(YamlNode node)
    {
        var map = node.Map("paidBy", "effect");
        return new(Set<Role>(map.Get("paidBy")), map.Word<OffsetEffect>("effect"));
    }

    internal ImmutableArray<Guard> Guards(YamlNode node)
    {
        var map = node.Map([.. Enum.GetValues<GuardFact>().Select(Words.Of)]);
        return [.. Enum.GetValues<GuardFact>().Where(f => map.Find(Words.Of(f)) is not null).Select(f => Guard(f, map.Get(Words.Of(f))))];
    }

    private Guard Guard(GuardFact fact, YamlNode node)
    {
        if (fact is GuardFact.Age or GuardFact.ContractMonths or GuardFact.ExtensionMonths)
        {
            var map = node.Map("atLeast", "below");
            if (map.Find("atLeast") is null && map.Find("below") is null) node.Error("needs atLeast, below or both");
            if (map.Find("atLeast")?.Number() >= map.Find("below")?.Number()) node.Error("no number is at least the one and below the other");
            return new(fact, [], map.Find("atLeast")?.Number(), map.Find("below")?.Number());
        }
        var values = node.TextList();
        foreach (var value in values)
        {
            var known = fact switch
            {
                GuardFact.Origin or GuardFact.Destination or GuardFact.AgencyCountry => _codes.Countries.ContainsKey(value),
                GuardFact.Occupation => _codes.Occupations.Contains(value),
                GuardFact.Employer => Words.TryRead<EmployerKind>(value, out _),
                GuardFact.Sex => Words.TryRead<Sex>(value, out _),
                GuardFact.PermitClass => Words.TryRead<PermitClass>(value, out _),
                GuardFact.JobFoundBy => Words.TryRead<JobFinder>(value, out _),
                GuardFact.EndCause => Words.TryRead<EndCause>(value, out _),
                GuardFact.VisaNotified or GuardFact.DestinationProhibits => value == "true",
                _ => value is "true" or "false",
            };
            if (!known) node.Error($"\"{value}\" is not known");
        }
        return new(fact, values.ToFrozenSet());
    }

    private Duty Duty(YamlMap map)
    {
        string[] duties = [.. ((string[])["cap", "notBefore", "channel", "receipt", "refund"]).Where(d => map.Find(d) is not null)];
        if (duties is not [var duty])
        {
            map.Error("cap", "exactly one of cap, notBefore, channel, receipt and refund is needed");
            return new ReceiptDuty();
        }
        var node = map.Get(duty);
        switch (duty)
        {
            case "cap": return new CapDuty(Basis(node));
            case "notBefore": return new NotBeforeDuty(node.Word<EventKind>());
            case "channel": return new ChannelDuty(Set<Channel>(node));
            case "receipt":
                if (node.Text() != "required") node.Error("must be \"required\"");
                return new ReceiptDuty();
            default: return Refund(node);
        }
    }

    private static RefundDuty Refund(YamlNode node) => Refund(node.Map("trigger", "withinMonths", "share", "interest", "withinDays"));

    internal static RefundDuty Refund(YamlMap map)
    {
        var share = map.Get("share");
        Rational? percent = null;
        if (!share.IsText) percent = share.Map("percent").Decimal("percent");
        else if (share.Text() != "unserved") share.Error("must be unserved or { percent: … }");
        return new(map.Word<RefundTrigger>("trigger"), map.Find("withinMonths")?.Number(), percent, map.Find("interest")?.Text(), map.Find("withinDays")?.Number());
    }

    private Basis Basis(YamlNode node)
    {
        if (node.IsText)
        {
            if (node.Text() != "none-allowed") node.Error("must be none-allowed or a map with one cap");
            return new NoneAllowed();
        }
        var map = node.Map("fixed", "fixedByDestination", "percentOfFirstWage", "monthsOfWage", "daysOfWage", "perServiceYear", "stated", "lesserOf", "share", "choose");
        if (map.Keys is not [var kind])
        {
            node.Error("must hold exactly one cap");
            return new NoneAllowed();
        }
        var value = map.Get(kind);
        switch (kind)
        {
            case "fixed": return new FixedAmount(value.Amount(_codes));
            case "fixedByDestination":
                return new FixedByDestination(value.Entries().ToFrozenDictionary(e => Country(e.Key, value), e => e.Value.Amount(_codes)));
            case "percentOfFirstWage": return new PercentOfFirstWage(value.Decimal());
            case "monthsOfWage": return Months(value);
            case "daysOfWage":
                var days = value.Map("days", "wage", "daysPerMonth");
                var perMonth = days.Get("daysPerMonth");
                if (perMonth is { IsText: true } && perMonth.Text() == "0") perMonth.Error("must be 1 or more, or unstated");
                return new DaysOfWage(days.Number("days"), days.Word<WageKind>("wage"), perMonth is { IsText: true } && perMonth.Text() == "unstated" ? null : perMonth.Number());
            case "perServiceYear":
                var years = value.Map("unit", "amounts");
                ImmutableArray<Money> amounts = [.. years.Get("amounts").List().Select(n => n.Amount(_codes))];
                if (amounts.IsEmpty || amounts.Any(a => a.Currency != amounts[0].Currency)) value.Error("amounts must be given, in one currency");
                return new PerServiceYear(years.Word<ServiceUnit>("unit"), amounts.IsEmpty ? [default] : amounts);
            case "stated": return new Stated(value.Word<StatedAmount>());
            case "lesserOf": return new LesserOf([.. NotEmpty(value).Select(SimpleBasis)]);
            case "share":
                var share = value.Map("percent", "of");
                return new Share(share.Decimal("percent"), Basis(share.Get("of")));
            default:
                return new Choose([.. NotEmpty(value).Select(c =>
                {
                    var choice = c.Map("when", "cap");
                    return new Choice(choice.Find("when") is { } when ? Guards(when) : [], Basis(choice.Get("cap")));
                })]);
        }
    }

    private static IReadOnlyList<YamlNode> NotEmpty(YamlNode node)
    {
        var list = node.List();
        if (list.Count == 0) node.Error("must not be empty");
        return list;
    }

    // Amounts by service year are compared stretch by stretch and have no single figure to be the lesser of.
    private Basis SimpleBasis(YamlNode node)
    {
        var basis = Basis(node);
        var whole = basis;
        while (whole is Share share) whole = share.Of;
        if (whole is PerServiceYear or Choose or NoneAllowed) node.Error("cannot stand under lesserOf");
        return basis;
    }

    private MonthsOfWage Months(YamlNode value)
    {
        var map = value.Map("months", "wage", "per", "of", "partYears", "atMost");
        var per = map.Word<WagePer>("per");
        if ((per == WagePer.TwelveMonths) != map.Find("partYears") is not null) map.Error("partYears", "is needed with twelve-months, and only there");
        var most = map.Find("atMost")?.Map("months", "when");
        return new(map.Decimal("months"), map.Word<WageKind>("wage"), per,
            map.Find("of") is null ? Span.Contract : map.Word<Span>("of"),
            map.Find("partYears") is null ? PartYears.ProRata : map.Word<PartYears>("partYears"),
            most?.Decimal("months"), most?.Find("when") is { } when ? Guards(when) : []);
    }

    private static FrozenSet<T> Set<T>(YamlNode node) where T : struct, Enum => node.TextList().Select(w =>
    {
        if (!Words.TryRead<T>(w, out var value)) node.Error($"\"{w}\" is not one of {string.Join(", ", Words.All<T>())}");
        return value;
    }).ToFrozenSet();

    internal string Country(YamlNode node) => Country(node.Text(), node);
    private string Country(string code, YamlNode node)
    {
        if (!_codes.Countries.ContainsKey(code)) node.Error($"\"{code}\" is not an ISO 3166-1 country");
        return code;
    }

    private string Category(YamlNode node, string code)
    {
        if (!_codes.IsCategoryOrGroup(code)) node.Error($"\"{code}\" is not a cost category");
        return code;
    }
}
