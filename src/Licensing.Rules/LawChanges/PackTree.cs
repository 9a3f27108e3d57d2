using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <summary>A pack in the words of docs/rules/grammar.md: texts, lists and ordered maps. What the writer writes and what a
/// difference compares, so both say the same.</summary>
internal sealed class PackTree(CodeLists codes)
{
    internal sealed record Map(ImmutableArray<(string Key, object Value)> Entries);

    public static Map Head(RulePack pack)
    {
        var map = new Building();
        map.Add("pack", pack.Name);
        map.Add("title", pack.Title);
        map.Add("law", Words.Of(pack.Law));
        if (pack.Law == LawSide.Agreement)
        {
            map.Add("origin", pack.Origin);
            map.Add("destination", pack.Destination);
        }
        else map.Add("jurisdiction", pack.Law == LawSide.Destination ? pack.Destination : pack.Origin);
        return map.ToMap();
    }

    public Map Rule(Rule rule)
    {
        var map = new Building();
        map.Add("provision", rule.Provision);
        map.Add("version", Number(rule.Version));
        map.Add("title", rule.Title);
        map.Add("source", Source(rule.Source));
        map.Add("effectiveFrom", rule.InForce.From.Text);
        map.Add("effectiveUntil", rule.InForce.Until?.Text);
        map.Add("enforcedFrom", rule.EnforcedFrom?.Text);
        map.Add("transitionUntil", rule.TransitionUntil?.Text);
        if (rule.Contested is { } contested) map.Add("contested", Of(("from", contested.From.Text), ("by", contested.By)));
        map.Add("decidedBy", Words.Of(rule.DecidedBy));
        if (!rule.Scope.IsEmpty) map.Add("scope", Guards(rule.Scope));
        if (!rule.Except.IsEmpty) map.Add("except", List(rule.Except.Select(Guards)));
        map.Add("counts", Counts(rule.Counts));
        var (duty, value) = Duty(rule.Duty);
        map.Add(duty, value);
        if (rule.Offset is { } offset) map.Add("offset", Of(("paidBy", Roles(offset.Payers)), ("effect", Words.Of(offset.Effect))));
        if (rule.Rounding != Rounding.Up) map.Add("rounding", Words.Of(rule.Rounding));
        return map.ToMap();
    }

    private static Map Source(LegalSource source) => Of(("citation", source.Citation), ("address", source.Address), ("asOf", source.AsOf.Text),
        ("grade", source.GradeText), ("note", source.Note));

    private static Map Counts(Counts counts)
    {
        var map = new Building();
        map.Add("include", List(counts.Include));
        if (!counts.Exclude.IsEmpty) map.Add("exclude", List(counts.Exclude.Select(Exclusion)));
        if (!counts.Payers.SetEquals([Role.Worker])) map.Add("paidBy", Roles(counts.Payers));
        if (counts.Payees.Count > 0) map.Add("paidTo", Roles(counts.Payees));
        return map.ToMap();
    }

    private static object Exclusion(Exclusion e) => e is { Payees.Count: 0, OnlyIfNamed: false }
        ? e.Category
        : Of(("category", e.Category), ("paidTo", e.Payees.Count > 0 ? Roles(e.Payees) : null), ("onlyIfNamed", e.OnlyIfNamed ? "true" : null));

    internal static Map Guards(ImmutableArray<Guard> guards) => Of([.. guards.OrderBy(g => g.Fact).Select(g => (Words.Of(g.Fact), (object?)Guard(g)))]);

    private static object Guard(Guard guard) => guard.AtLeast is not null || guard.Below is not null
        ? Of(("atLeast", guard.AtLeast is { } least ? Number(least) : null), ("below", guard.Below is { } below ? Number(below) : null))
        : List(guard.OneOf.Order(StringComparer.Ordinal));

    internal (string Key, object Value) Duty(Duty duty) => duty switch
    {
        CapDuty cap => ("cap", Basis(cap.Basis)),
        NotBeforeDuty notBefore => ("notBefore", Words.Of(notBefore.Event)),
        ChannelDuty channel => ("channel", List(channel.Allowed.Select(c => Words.Of(c)).Order(StringComparer.Ordinal))),
        ReceiptDuty => ("receipt", "required"),
        RefundDuty refund => ("refund", Of(
            ("trigger", Words.Of(refund.Trigger)),
            ("withinMonths", refund.WithinMonths is { } months ? Number(months) : null),
            ("share", refund.SharePercent is { } percent ? Of(("percent", Exact(percent))) : "unserved"),
            ("interest", refund.Interest),
            ("withinDays", refund.WithinDays is { } days ? Number(days) : null))),
        _ => throw new ArgumentOutOfRangeException(nameof(duty), duty, null),
    };

    internal object Basis(Basis basis) => basis switch
    {
        NoneAllowed => "none-allowed",
        FixedAmount f => Of(("fixed", Amount(f.Amount))),
        FixedByDestination t => Of(("fixedByDestination", Of([.. t.Amounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, (object?)Amount(a.Value)))]))),
        PercentOfFirstWage p => Of(("percentOfFirstWage", Exact(p.Percent))),
        MonthsOfWage m => Of(("monthsOfWage", Months(m))),
        DaysOfWage d => Of(("daysOfWage", Of(("days", Number(d.Days)), ("wage", Words.Of(d.Wage)),
            ("daysPerMonth", d.DaysPerMonth is { } days ? Number(days) : "unstated")))),
        PerServiceYear y => Of(("perServiceYear", Of(("unit", Words.Of(y.Unit)), ("amounts", List(y.Amounts.Select(Amount)))))),
        Stated s => Of(("stated", Words.Of(s.Amount))),
        LesserOf l => Of(("lesserOf", List(l.Of.Select(Basis)))),
        Share s => Of(("share", Of(("percent", Exact(s.Percent)), ("of", Basis(s.Of))))),
        Choose c => Of(("choose", List(c.Choices.Select(x => Of(("when", x.When.IsEmpty ? null : Guards(x.When)), ("cap", Basis(x.Basis))))))),
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, null),
    };

    private static Map Months(MonthsOfWage m) => Of(
        ("months", Exact(m.Months)), ("wage", Words.Of(m.Wage)), ("per", Words.Of(m.Per)), ("of", m.Of == Span.Contract ? null : Words.Of(m.Of)),
        ("partYears", m.Per == WagePer.TwelveMonths ? Words.Of(m.PartYears) : null),
        ("atMost", m.AtMost is { } most ? Of(("months", Exact(most)), ("when", m.AtMostWhen.IsEmpty ? null : Guards(m.AtMostWhen))) : null));

    /// <summary>As packs write it: <c>10000.00 NPR</c>, with the currency's own number of decimals.</summary>
    private string Amount(Money money)
    {
        var digits = codes.MinorUnits.GetValueOrDefault(money.Currency, 0);
        return $"{(Rational.Of(money.AmountMinor, 1) * Rational.PowerOfTen(-digits)).ToRoundedText(digits)} {money.Currency}";
    }

    // A number of a pack is a decimal of at most a hundred characters.
    private static string Exact(Rational number) => number.ToText(100);
    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static ImmutableArray<object> Roles(IEnumerable<Role> roles) => List(roles.Select(r => Words.Of(r)).Order(StringComparer.Ordinal));
    private static ImmutableArray<object> List(IEnumerable<object> values) => [.. values];

    private static Map Of(params (string Key, object? Value)[] entries)
    {
        var map = new Building();
        foreach (var (key, value) in entries) map.Add(key, value);
        return map.ToMap();
    }

    private sealed class Building
    {
        private readonly ImmutableArray<(string, object)>.Builder _entries = ImmutableArray.CreateBuilder<(string, object)>();
        public void Add(string key, object? value)
        {
            if (value is not null) _entries.Add((key, value));
        }

        public Map ToMap() => new(_entries.ToImmutable());
    }

    /// <summary>On one line, as YAML's flow style: <c>{ fixed: 10000.00 NPR }</c>.</summary>
    public static string Line(object value) => value switch
    {
        Map { Entries.IsEmpty: true } => "{}",
        Map map => "{ " + string.Join(", ", map.Entries.Select(e => $"{Scalar(e.Key)}: {Line(e.Value)}")) + " }",
        ImmutableArray<object> list => "[" + string.Join(", ", list.Select(Line)) + "]",
        _ => Scalar((string)value),
    };

    /// <summary>Plain where no reader can take it for anything else, quoted otherwise.</summary>
    private static string Scalar(string text)
    {
        var plain = text.Length > 0 && char.IsLetterOrDigit(text[0]) && text[^1] != ' ' && text is not ("null" or "Null" or "NULL")
            && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '-' or '/' or '(' or ')' or '_' or '*' or '+' or '%' or ';');
        return plain ? text : "\"" + JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";
    }
}
