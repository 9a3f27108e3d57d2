using System.Collections.Frozen;
using System.Text.Json;

namespace Licensing.Rules.Values;

/// <summary>The closed lists that law and cases speak in. Where they come from: Codes/SOURCES.md.</summary>
public sealed class CodeLists
{
    private sealed record Country(string Code, string Name);
    private sealed record CurrencyCode(string Code, int MinorUnits, string Name);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="read">Gives the text of a file in Codes/ by its name; this library does no input or output.</param>
    public CodeLists(Func<string, string> read)
    {
        T[] Load<T>(string file) => JsonSerializer.Deserialize<T[]>(read(file), Json) ?? [];
        Countries = Load<Country>("countries.json").ToFrozenDictionary(c => c.Code, c => c.Name);
        var currencies = Load<CurrencyCode>("currencies.json");
        MinorUnits = currencies.ToFrozenDictionary(c => c.Code, c => c.MinorUnits);
        Occupations = Load<string>("occupations.json").ToFrozenSet();
        Categories = Load<string>("cost-categories.json").ToFrozenSet();
    }

    /// <summary>ISO 3166-1 alpha-2 code to English name.</summary>
    public FrozenDictionary<string, string> Countries { get; }
    /// <summary>ISO 4217 code to the number of decimals of the currency.</summary>
    public FrozenDictionary<string, int> MinorUnits { get; }
    /// <summary>ISCO-08 codes of one to four digits.</summary>
    public FrozenSet<string> Occupations { get; }
    /// <summary>Cost categories an item can be filed under: <c>group.kind</c> or <c>group.kind.detail</c>.</summary>
    public FrozenSet<string> Categories { get; }

    /// <summary>Whether a rule may name it: a category, or a whole group.</summary>
    public bool IsCategoryOrGroup(string code) =>
        Categories.Contains(code) || Categories.Any(c => c.StartsWith(code + ".", StringComparison.Ordinal));
}
