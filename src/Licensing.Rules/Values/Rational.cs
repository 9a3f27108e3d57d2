using System.Globalization;
using System.Numerics;

namespace Licensing.Rules.Values;

/// <summary>An exact fraction. Sums, percentages, wages by days and conversions stay exact until the one rounding that a
/// rule states; no magnitude overflows.</summary>
public readonly struct Rational : IComparable<Rational>, IEquatable<Rational>
{
    private readonly BigInteger _denominatorMinusOne;    // so that default(Rational) is 0/1

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        // Most are whole: minor units.
        if (denominator.IsOne)
        {
            Numerator = numerator;
            return;
        }
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) divisor = -divisor;
        Numerator = numerator / divisor;
        _denominatorMinusOne = denominator / divisor - 1;
    }

    public BigInteger Numerator { get; }
    public BigInteger Denominator => _denominatorMinusOne + 1;
    public static Rational Zero => default;
    public static Rational One => 1;
    public int Sign => Numerator.Sign;

    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static Rational Of(BigInteger numerator, BigInteger denominator) =>
        denominator.IsZero ? throw new DivideByZeroException() : new(numerator, denominator);

    /// <summary>Ten to the power; the exponent may be negative.</summary>
    public static Rational PowerOfTen(int exponent) =>
        exponent >= 0 ? new(BigInteger.Pow(10, exponent), 1) : new(1, BigInteger.Pow(10, -exponent));

    /// <summary>Reads a plain decimal such as <c>1.5</c>: no exponent, no thousands separator, at most 100 characters.</summary>
    public static bool TryParse(string? text, out Rational value)
    {
        value = default;
        if (text is not { Length: > 0 and <= 100 }) return false;
        if (text.Skip(text[0] is '-' or '+' ? 1 : 0).Any(c => !char.IsAsciiDigit(c) && c != '.')) return false;
        var point = text.IndexOf('.');
        var digits = point < 0 ? text : text.Remove(point, 1);
        if (point == text.Length - 1 || (point >= 0 && (point == 0 || !char.IsAsciiDigit(text[point - 1])))) return false;
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return false;
        value = new(whole, BigInteger.Pow(10, point < 0 ? 0 : text.Length - 1 - point));
        return true;
    }

    public static implicit operator Rational(long value) => new(value, 1);
    public static Rational operator +(Rational a, Rational b) => AreWhole(a, b)
        ? new(a.Numerator + b.Numerator, 1)
        : new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);
    public static Rational operator -(Rational a, Rational b) => AreWhole(a, b)
        ? new(a.Numerator - b.Numerator, 1)
        : new(a.Numerator * b.Denominator - b.Numerator * a.Denominator, a.Denominator * b.Denominator);
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is zero.</exception>
    public static Rational operator /(Rational a, Rational b) => Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator);
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);
    public static Rational Min(Rational a, Rational b) => a <= b ? a : b;
    public static Rational Max(Rational a, Rational b) => a >= b ? a : b;

    /// <summary>The greatest whole number that is not above the value.</summary>
    public BigInteger Floor() => BigInteger.DivRem(Numerator, Denominator, out var rest) - (rest.Sign < 0 ? 1 : 0);
    /// <summary>The least whole number that is not below the value.</summary>
    public BigInteger Ceiling() => -(Zero - this).Floor();
    /// <summary>The nearest whole number; a half goes away from zero.</summary>
    public BigInteger Nearest() => Sign < 0 ? -(Zero - this).Nearest() : (this + Of(1, 2)).Floor();

    public int CompareTo(Rational other) => AreWhole(this, other)
        ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;
    private static bool AreWhole(Rational a, Rational b) => a._denominatorMinusOne.IsZero && b._denominatorMinusOne.IsZero;
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>A decimal with at most <paramref name="digits"/> places, cut, without trailing zeros.</summary>
    public string ToText(int digits = 6)
    {
        var scaled = BigInteger.Abs(Numerator) * BigInteger.Pow(10, digits) / Denominator;
        var text = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        var tidy = digits == 0 ? text : (text[..^digits] + "." + text[^digits..]).TrimEnd('0').TrimEnd('.');
        return Sign < 0 ? "-" + tidy : tidy;
    }

    public override string ToString() => ToText();
}
