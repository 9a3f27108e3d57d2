namespace Licensing.Rules.Values;

/// <summary>What is known of a number: it lies between the two ends, both inclusive; no upper end when
/// <see cref="High"/> is null. Doubt (a coarse category, a rate's band, an unstated rounding of years) is carried as a
/// width, so a verdict is given only where it holds at every point.</summary>
public readonly record struct Interval(Rational Low, Rational? High)
{
    public static Interval Exactly(Rational value) => new(value, value);
    public static readonly Interval Unknown = new(Rational.Zero, null);
    public bool IsExact => High == Low;

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    /// <param name="factor">Not negative.</param>
    public Interval Times(Interval factor) => new(Low * factor.Low, High * factor.High);
    public Interval Times(Rational factor) => Times(Exactly(factor));

    /// <summary>The least of both.</summary>
    public Interval Or(Interval other) => new(
        Rational.Min(Low, other.Low),
        (High, other.High) switch
        {
            (null, var high) => high,
            (var high, null) => high,
            var (a, b) => Rational.Min(a.Value, b.Value),
        });

    /// <summary>What is left after <paramref name="taken"/>, at least nothing.</summary>
    public Interval Less(Interval taken) => new(
        taken.High is { } most ? Rational.Max(Rational.Zero, Low - most) : Rational.Zero,
        High is { } high ? Rational.Max(Rational.Zero, high - taken.Low) : null);
}
