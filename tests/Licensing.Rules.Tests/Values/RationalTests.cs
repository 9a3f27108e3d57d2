using System.Globalization;
using System.Numerics;
using CsCheck;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Values;

public class RationalTests
{
    private static Rational Number(string text) => Rational.TryParse(text, out var n) ? n : throw new FormatException(text);

    [Theory]
    [InlineData("0", 0, 1)]
    [InlineData("1.5", 3, 2)]
    [InlineData("-1.5", -3, 2)]
    [InlineData("+2", 2, 1)]
    [InlineData("0.10", 1, 10)]
    [InlineData("007", 7, 1)]
    public void A_plain_decimal_is_read_exactly(string text, long numerator, long denominator) =>
        Assert.Equal(Rational.Of(numerator, denominator), Number(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1.-2")]
    [InlineData("--1")]
    [InlineData("-")]
    [InlineData("0x10")]
    [InlineData("1.5\0")]
    [InlineData("١٢")]
    [InlineData("NaN")]
    public void Anything_else_is_refused(string? text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void A_number_of_more_than_a_hundred_characters_is_refused()
    {
        Assert.True(Rational.TryParse(new('9', 100), out _));
        Assert.False(Rational.TryParse(new('9', 101), out _));
    }

    [Theory]
    [InlineData("2", 2, 2, 2)]
    [InlineData("2.4", 2, 3, 2)]
    [InlineData("2.5", 2, 3, 3)]
    [InlineData("2.6", 2, 3, 3)]
    [InlineData("-2", -2, -2, -2)]
    [InlineData("-2.4", -3, -2, -2)]
    [InlineData("-2.5", -3, -2, -3)]
    [InlineData("-2.6", -3, -2, -3)]
    [InlineData("0.5", 0, 1, 1)]
    [InlineData("-0.5", -1, 0, -1)]
    [InlineData("0.4999999999999999999999999", 0, 1, 0)]
    public void Rounding_down_goes_to_the_lower_up_to_the_higher_and_a_half_away_from_zero(string value, long floor, long ceiling, long nearest)
    {
        Assert.Equal(floor, Number(value).Floor());
        Assert.Equal(ceiling, Number(value).Ceiling());
        Assert.Equal(nearest, Number(value).Nearest());
    }

    [Fact]
    public void A_third_three_times_is_one() => Assert.Equal(Rational.One, Rational.Of(1, 3) + Rational.Of(1, 3) + Rational.Of(1, 3));

    [Fact]
    public void No_magnitude_overflows()
    {
        Rational greatest = long.MaxValue;
        Assert.Equal(BigInteger.Pow(long.MaxValue, 3), (greatest * greatest * greatest).Numerator);
    }

    [Fact]
    public void The_default_is_nothing()
    {
        Assert.Equal(Rational.Zero, default);
        Assert.Equal(BigInteger.One, default(Rational).Denominator);
    }

    [Fact]
    public void Nothing_is_divided_by_zero()
    {
        Assert.Throws<DivideByZeroException>(() => Rational.Of(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);
    }

    [Theory]
    [InlineData("1.50", 6, "1.5")]
    [InlineData("-0.1234567", 6, "-0.123456")]
    [InlineData("100", 6, "100")]
    [InlineData("0.019", 2, "0.01")]
    [InlineData("19.9", 0, "19")]
    public void Text_is_cut_and_tidy(string value, int digits, string text) => Assert.Equal(text, Number(value).ToText(digits));

    [Fact]
    public void Equal_fractions_are_one_value_however_they_are_written() => Gen.Select(Gen.Int[-1000, 1000], Gen.Int[1, 1000], Gen.Int[1, 50]).Sample((n, d, k) =>
    {
        var (one, other) = (Rational.Of(n, d), Rational.Of(-n * (BigInteger)k, -d * k));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(0, one.CompareTo(other));
    }, threads: 1);

    [Fact]
    public void Arithmetic_agrees_with_decimal_where_decimal_is_exact()
    {
        var cents = Gen.Int[-1_000_000, 1_000_000].Select(c => c / 100m);
        Gen.Select(cents, cents).Sample((a, b) =>
        {
            var (x, y) = (Of(a), Of(b));
            Assert.Equal(Of(a + b), x + y);
            Assert.Equal(Of(a - b), x - y);
            Assert.Equal(Of(a * b), x * y);
            Assert.Equal(a.CompareTo(b), x.CompareTo(y));
            Assert.Equal(new BigInteger(Math.Floor(a)), x.Floor());
            Assert.Equal(new BigInteger(Math.Ceiling(a)), x.Ceiling());
            Assert.Equal(new BigInteger(Math.Round(a, MidpointRounding.AwayFromZero)), x.Nearest());
        }, threads: 1);

        static Rational Of(decimal value) => Number(value.ToString(CultureInfo.InvariantCulture));
    }
}
