using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Law;

/// <summary>Rules in words, for the generated pages of docs/.</summary>
internal static class PlainWords
{
    public static string Of(Duty duty, string? destination = null) => duty switch
    {
        CapDuty { Basis: NoneAllowed } => "nothing may be charged",
        CapDuty { Basis: FixedByDestination t } when destination is null =>
            "at most " + string.Join(", ", t.Amounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} {a.Value.ToText(LawFiles.Codes)}")),
        CapDuty { Basis: Choose c } => string.Join("; ", c.Choices.Select(x => (x.When.IsEmpty ? "otherwise " : "") + AtMost(x.Basis, destination) + (x.When.IsEmpty ? "" : " where " + string.Join(", ", x.When.Select(Of))))),
        CapDuty c => AtMost(c.Basis, destination),
        NotBeforeDuty n => "not before " + Explanation.Phrases.GetValueOrDefault(Kebab(n.Event), Kebab(n.Event)),
        ChannelDuty c => "paid by " + string.Join(" or ", c.Allowed.Select(Kebab).Order(StringComparer.Ordinal).Select(w => w.Replace('-', ' '))),
        ReceiptDuty => "a receipt for each payment",
        RefundDuty r => (r.SharePercent is { } p ? p.ToText() + " percent" : "the unserved part") + " back after " + Explanation.Phrases[Kebab(r.Trigger)]
            + (r.WithinDays is { } d ? $", within {d} days" : "") + (r.Interest is { } i ? $", with {i}" : ""),
        _ => throw new NotSupportedException(duty.GetType().Name),
    };

    private static string AtMost(Basis basis, string? destination) => basis is NoneAllowed ? "nothing" : "at most " + Of(basis, destination);

    public static string Of(Basis basis, string? destination) => basis switch
    {
        NoneAllowed => "nothing",
        FixedAmount f => f.Amount.ToText(LawFiles.Codes),
        FixedByDestination t => destination is not null && t.Amounts.TryGetValue(destination, out var amount) ? amount.ToText(LawFiles.Codes) : "an amount for each destination",
        PercentOfFirstWage p => $"{p.Percent.ToText()} percent of the first month's wage",
        MonthsOfWage m => Months(m.Months) + $" of {Kebab(m.Wage)} wage" + (m.Per == WagePer.TwelveMonths ? " for each 12 months" : "") + (m.Of == Span.Extension ? " extended" : "")
            + (m.AtMost is { } most ? $", in all {Months(most)}" + (m.AtMostWhen.IsEmpty ? "" : " where " + string.Join(", ", m.AtMostWhen.Select(Of))) : ""),
        DaysOfWage d => $"{d.Days} days of {Kebab(d.Wage)} wage",
        PerServiceYear y => string.Join(", then ", y.Amounts.Select(a => a.ToText(LawFiles.Codes))) + $" a {Kebab(y.Unit)}",
        Stated s => "the " + Kebab(s.Amount).Replace('-', ' '),
        LesserOf l => "the lesser of " + string.Join(" and ", l.Of.Select(b => Of(b, destination))),
        Share s => $"{s.Percent.ToText()} percent of {Of(s.Of, destination)}",
        Choose c => string.Join(" or ", c.Choices.Select(x => Of(x.Basis, destination))),
        _ => throw new NotSupportedException(basis.GetType().Name),
    };

    public static string Of(Guard guard) => Kebab(guard.Fact).Replace('-', ' ') + " "
        + (guard.OneOf.Count > 0 ? string.Join(", ", guard.OneOf.Order(StringComparer.Ordinal))
            : string.Join(" and ", ((string?[])[guard.AtLeast is { } a ? $"{a} or more" : null, guard.Below is { } b ? $"below {b}" : null]).OfType<string>()));

    /// <summary>The kind of duty in the words of the grammar.</summary>
    public static string Kind(Duty duty) => duty switch
    {
        CapDuty { Basis: NoneAllowed } => "nothing allowed",
        CapDuty => "cap",
        NotBeforeDuty => "earliest day",
        ChannelDuty => "channel",
        ReceiptDuty => "receipt",
        _ => "refund",
    };

    public static string Roles(IEnumerable<Role> roles) => string.Join(", ", roles.Select(Kebab).Order(StringComparer.Ordinal).Select(w => w.Replace('-', ' ')));

    public static string Kebab<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Amounts without the decimals of a whole number: <c>KWD 850</c>.</summary>
    public static string Short(string text) => Regex.Replace(text, @"(\d)\.0+(?!\d)", "$1");

    /// <summary>Text that stands in one cell of a Markdown table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Months(Rational months) => months == Rational.One ? "one month" : string.Create(CultureInfo.InvariantCulture, $"{months.ToText()} months");
}
