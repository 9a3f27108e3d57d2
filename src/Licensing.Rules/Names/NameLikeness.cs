using System.Collections.Immutable;

namespace Licensing.Rules.Names;

/// <summary>A name as a register prints it, to be held against others. Registers print an earlier name in brackets behind the later one:
/// each of the two is a name too.</summary>
public sealed class NameLikeness
{
    private readonly ImmutableArray<NameKeys> _names;

    private NameLikeness(ImmutableArray<NameKeys> names) => _names = names;

    public static NameLikeness Of(string printed)
    {
        var whole = NameKeys.Of(printed);
        if (Split(printed) is not var (before, inside))
            return new([whole]);
        var earlier = NameKeys.Of(inside);
        // One word is no name: (P), (Nepal).
        return earlier.Words.Length < 2 ? new([whole]) : new([whole, NameKeys.Of(before), earlier]);
    }

    /// <summary>How much two names resemble each other, whichever is asked first: 0 nothing in common, 1000 the same words.</summary>
    /// <remarks>The lesser of both scores, so that a name of one common word does not resemble every longer name that has it.</remarks>
    public int To(NameLikeness other)
    {
        var most = 0;
        foreach (var a in _names)
        {
            foreach (var b in other._names)
                most = Math.Max(most, Math.Min(NameKeys.Score(a, b), NameKeys.Score(b, a)));
        }

        return most;
    }

    /// <summary>How well the better of its names answers what was typed: 0 nothing in common, 1000 every word.</summary>
    public int AnswerTo(NameKeys typed) => _names.Max(name => NameKeys.Score(typed, name));

    private static (string Before, string Inside)? Split(string printed)
    {
        var text = printed.TrimEnd(' ', '.');
        if (!text.EndsWith(')'))
            return null;
        // To the bracket that this one closes: (K.B International Employment (P) Ltd).
        var depth = 0;
        for (var i = text.Length - 1; i > 0; i--)
        {
            depth += text[i] switch { ')' => 1, '(' => -1, _ => 0 };
            if (depth == 0)
                return (text[..i], text[(i + 1)..^1]);
        }

        return null;
    }
}
