using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Regimes;

/// <summary>The licensing regime of this deployment, as it ships or as the ministry brought it (Ministry:Regime).</summary>
public sealed class RegimeBook
{
    private readonly IReadOnlyDictionary<RegimeQuestion, IReadOnlyList<JsonNode?>> _asWritten;

    /// <exception cref="StartRefusedException">The regime that was chosen is not there, or cannot be read.</exception>
    public RegimeBook(Ministry ministry, CodeLists codes)
    {
        Codes = codes;
        var folder = Path.Combine(AppContext.BaseDirectory, "Regimes");
        var name = ministry.Regime ?? ministry.HomeCountry.ToLowerInvariant();
        var file = name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(name) : Path.Combine(folder, $"{name}.yaml");
        if (File.Exists(file))
        {
            (Regime, _asWritten) = RegimeText.Read(name, File.ReadAllText(file), codes);
            return;
        }

        if (ministry.Regime is not null)
            throw new StartRefusedException($"Ministry:Regime is '{name}', and there is no {file}. Choose one of {string.Join(", ", Directory.EnumerateFiles(folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))}, or the path of a file of your own.");
        // Whatever the ministry sets itself holds; nothing else is known.
        Regime = new(name, $"{ministry.HomeCountry}: no regime ships with this version", ministry.HomeCountry, FrozenDictionary<RegimeQuestion, System.Collections.Immutable.ImmutableArray<RegimeStatement>>.Empty,
            Enum.GetValues<RegimeQuestion>().ToFrozenDictionary(q => q, _ => $"No regime of {ministry.HomeCountry} ships with this version."));
        _asWritten = FrozenDictionary<RegimeQuestion, IReadOnlyList<JsonNode?>>.Empty;
    }

    public Regime Regime { get; }

    public CodeLists Codes { get; }

    /// <summary>The value of an answer from the file, in the words of the file; null where nothing of the file holds.</summary>
    public JsonNode? AsWritten(RegimeAnswer answer)
    {
        if (answer.SetByMinistry || answer.Sources.IsEmpty || !_asWritten.TryGetValue(answer.Question, out var written))
            return null;
        var at = Regime.Statements[answer.Question].ToList().FindIndex(s => s.Values == answer.Sources);
        return at < 0 ? null : written[at]?.DeepClone();
    }
}
