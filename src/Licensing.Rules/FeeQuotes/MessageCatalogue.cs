using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

/// <summary>A sentence as data: a key of a catalogue and its arguments. An argument that begins with <c>@</c> is itself a key, or
/// several with commas between; any other is said as it is.</summary>
public sealed record Message(string Key, ImmutableSortedDictionary<string, string> Arguments)
{
    public static Message Of(string key, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
            if (value is not null) named[name] = value;
        return new(key, named.ToImmutable());
    }
}

/// <summary>The texts of one language. What a translation lacks is said in the language it falls back to, so that a half translated
/// catalogue never leaves a worker without an answer.</summary>
/// <param name="language">A language tag such as <c>en</c> or <c>ne-NP</c>.</param>
/// <param name="texts">By key. <c>{name}</c> is an argument; <c>[…]</c> is left out when an argument in it is missing.</param>
public sealed partial class MessageCatalogue(string language, IReadOnlyDictionary<string, string> texts, MessageCatalogue? fallback = null)
{
    public string Language { get; } = language;
    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>Keys that the other catalogue has and this one lacks: what is still to be translated.</summary>
    public IEnumerable<string> Missing(MessageCatalogue complete) => complete.Keys.Except(texts.Keys).Order(StringComparer.Ordinal);

    public string Say(Message message) => Placeholder().Replace(
        Optional().Replace(Text(message.Key), part => Placeholder().Matches(part.Groups[1].Value).All(m => message.Arguments.ContainsKey(m.Groups[1].Value)) ? part.Groups[1].Value : ""),
        m => message.Arguments.TryGetValue(m.Groups[1].Value, out var value) ? Argument(value) : "?").Trim();

    private string Argument(string value) => value.StartsWith('@') ? string.Join(", ", value.Split(',').Select(k => Text(k[1..]))) : value;

    private string Text(string key) => texts.GetValueOrDefault(key) ?? fallback?.Text(key) ?? key;

    /// <summary>The catalogue that a reader asked for, by the header Accept-Language; the first where none fits.</summary>
    /// <param name="available">The first is the default.</param>
    public static MessageCatalogue Choose(IReadOnlyList<MessageCatalogue> available, string? acceptLanguage)
    {
        var wanted = (acceptLanguage ?? "").Split(',').Select((part, order) =>
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            var quality = Rational.One;
            if (pieces.Skip(1).FirstOrDefault(p => p.StartsWith("q=", StringComparison.Ordinal)) is { } q && !Rational.TryParse(q[2..], out quality)) quality = Rational.Zero;
            return (Tag: pieces[0], Quality: quality, order);
        }).Where(w => w.Tag.Length > 0 && w.Quality.Sign > 0).OrderByDescending(w => w.Quality).ThenBy(w => w.order);
        foreach (var (tag, _, _) in wanted)
        {
            if (tag == "*") break;
            // The language itself, or a region of it, or the language without the region.
            foreach (var fits in (Func<string, bool>[])[l => Same(l, tag), l => Same(Base(l), tag), l => Same(l, Base(tag))])
                if (available.FirstOrDefault(c => fits(c.Language)) is { } found) return found;
        }
        return available[0];

        static string Base(string tag) => tag.Split('-')[0];
        static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex Optional();
}
