namespace Licensing.Api.Features.Demonstration;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014). Our own, because System.Random promises no sequence from one runtime to
/// the next, and the demonstration must stay the same.</summary>
public sealed class SteadyRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both inclusive.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    public T OneOf<T>(params IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
