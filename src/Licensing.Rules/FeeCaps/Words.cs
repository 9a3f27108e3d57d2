using System.Collections.Frozen;
using System.Text.Json;

namespace Licensing.Rules.FeeCaps;

/// <summary>The words of packs, cases, traces and JSON for the engine's enumerations: kebab-case, except for guard keys,
/// which are camelCase like every other key of a pack.</summary>
internal static class Words
{
    public static string Of(GuardFact fact) => JsonNamingPolicy.CamelCase.ConvertName(fact.ToString());
    public static string Of<T>(T value) where T : struct, Enum => Kebab<T>.Names[value];
    public static string? Of(bool? value) => value switch { true => "true", false => "false", _ => null };

    public static bool TryRead<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        return word is not null && Kebab<T>.Values.TryGetValue(word, out value);
    }

    public static IEnumerable<string> All<T>() where T : struct, Enum => Kebab<T>.Values.Keys.Order(StringComparer.Ordinal);

    private static class Kebab<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Names =
            Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

        public static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(n => n.Value, n => n.Key);
    }
}
