using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Licensing.Rules.Values;

/// <summary>An amount in whole minor units (1000000 is NPR 10,000.00) of an ISO 4217 currency.</summary>
public readonly record struct Money(long AmountMinor, string Currency)
{
    /// <summary>Reads <c>10000.00 NPR</c> as packs and cases write it. More decimals than the currency has are refused.</summary>
    public static bool TryParse(string? text, CodeLists codes, out Money money)
    {
        money = default;
        if (text?.Split(' ') is not [var number, var currency]) return false;
        if (!codes.MinorUnits.TryGetValue(currency, out var digits) || !Rational.TryParse(number, out var value)) return false;
        var minor = value * Rational.PowerOfTen(digits);
        if (!minor.Denominator.IsOne || BigInteger.Abs(minor.Numerator) > long.MaxValue) return false;
        money = new((long)minor.Numerator, currency);
        return true;
    }

    /// <summary><c>NPR 10,000.00</c>, with the currency's own number of decimals.</summary>
    public string ToText(CodeLists codes) => Write(AmountMinor, Currency, codes);

    internal static string Write(BigInteger minor, string currency, CodeLists codes)
    {
        var digits = codes.MinorUnits.GetValueOrDefault(currency, 0);
        var (whole, rest) = BigInteger.DivRem(BigInteger.Abs(minor), BigInteger.Pow(10, digits));
        // Almost every amount fits; large numbers are slow to write.
        var text = whole <= long.MaxValue ? ((long)whole).ToString("N0", CultureInfo.InvariantCulture) : whole.ToString("N0", CultureInfo.InvariantCulture);
        return $"{currency} {(minor.Sign < 0 ? "-" : "")}{text}{(digits > 0 ? "." + ((long)rest).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0') : "")}";
    }

    public override string ToString() => $"{Currency} {AmountMinor} minor";
}

/// <summary>Amounts of one kind in several currencies: never added over currencies, sorted by code, no zero, at most
/// one per currency. A sum too large for a <c>long</c> is held at its greatest value.</summary>
public sealed class Amounts : IEquatable<Amounts>
{
    public static readonly Amounts None = new([]);
    private Amounts(ImmutableArray<Money> parts) => Parts = parts;
    public ImmutableArray<Money> Parts { get; }
    public bool IsNone => Parts.IsEmpty;

    public static Amounts Of(IEnumerable<(string Currency, BigInteger Minor)> amounts) => new(
    [
        .. amounts.GroupBy(a => a.Currency)
            .Select(g => (Currency: g.Key, Sum: g.Aggregate(BigInteger.Zero, (sum, a) => sum + a.Minor)))
            .Where(a => !a.Sum.IsZero)
            .OrderBy(a => a.Currency, StringComparer.Ordinal)
            .Select(a => new Money((long)BigInteger.Clamp(a.Sum, long.MinValue, long.MaxValue), a.Currency)),
    ]);

    public static Amounts Of(params IEnumerable<Money> amounts) => Of(amounts.Select(m => (m.Currency, (BigInteger)m.AmountMinor)));
    public static Amounts operator +(Amounts a, Amounts b) => Of(a.Parts.Concat(b.Parts));
    public string ToText(CodeLists codes) => string.Join(" + ", Parts.Select(m => m.ToText(codes)));
    public bool Equals(Amounts? other) => other is not null && Parts.SequenceEqual(other.Parts);
    public override bool Equals(object? obj) => Equals(obj as Amounts);
    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);
}
