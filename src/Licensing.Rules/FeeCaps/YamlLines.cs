using System.Globalization;

namespace Licensing.Rules.FeeCaps;

/// <summary>Says in which line of a text an error stands. The tree that readers read has places, and no lines.</summary>
internal static class YamlLines
{
    /// <param name="errors">Each begins with its place, such as <c>regime.answers.term[0].from: </c>.</param>
    /// <param name="lineOf">The line of a place, or null; null as a whole: no lines are known.</param>
    public static string[] Located(IReadOnlyList<string> errors, Func<string, int?>? lineOf) => lineOf is null ? [.. errors] :
    [
        .. errors.Select(e => e.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && LineOf(e[..end], lineOf) is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"line {line}, {e}") : e),
    ];

    // What is missing has no line of its own; its parent does.
    private static int? LineOf(string path, Func<string, int?> lineOf)
    {
        for (var place = path; ; place = place[..Math.Max(place.LastIndexOf('.'), place.LastIndexOf('['))])
            if (lineOf(place) is { } line) return line;
            else if (!place.Contains('.', StringComparison.Ordinal) && !place.Contains('[', StringComparison.Ordinal)) return null;
    }
}
