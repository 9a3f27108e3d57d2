using System.Text.Json.Nodes;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Licensing.Api.Features.Regimes;

/// <summary>A regime file, and a value as a ministry sets it, read from text. Both are written in the same grammar
/// (docs/rules/licences/README.md); JSON is YAML too.</summary>
public static class RegimeText
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    /// <summary>The regime, with each statement as it stands in the file.</summary>
    /// <exception cref="StartRefusedException">It cannot be read; every error is named with its line.</exception>
    public static (Regime Regime, IReadOnlyDictionary<RegimeQuestion, IReadOnlyList<JsonNode?>> AsWritten) Read(string name, string text, CodeLists codes)
    {
        try
        {
            var tree = Yaml.Deserialize<object?>(text);
            var (regime, errors) = RegimeReader.Read(tree, codes, LinesOf(text));
            if (regime is null)
                throw new StartRefusedException($"Regime {name}: {string.Join(" ", errors)}");
            return (regime, AsWritten(tree));
        }
        catch (YamlException e)
        {
            throw new StartRefusedException($"Regime {name}: {e.Message}");
        }
    }

    /// <summary>A value of a question; null and every error where it is not one.</summary>
    public static (RegimeValue? Value, IReadOnlyList<string> Errors) ReadValue(RegimeQuestion question, string json, CodeLists codes)
    {
        try
        {
            return RegimeReader.ReadValue(question, Yaml.Deserialize<object?>(json), codes);
        }
        catch (YamlException e)
        {
            return (null, [e.Message]);
        }
    }

    // What is missing outside the days of the statements is not a statement.
    private static Dictionary<RegimeQuestion, IReadOnlyList<JsonNode?>> AsWritten(object? tree)
    {
        var answers = (IDictionary<object, object>)((IDictionary<object, object>)tree!)["answers"];
        return answers.Where(a => a.Value is IEnumerable<object> and not IDictionary<object, object>).ToDictionary(
            a => Enum.Parse<RegimeQuestion>(((string)a.Key).Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            a => (IReadOnlyList<JsonNode?>)[.. ((IEnumerable<object>)a.Value).OfType<IDictionary<object, object>>().Where(s => !s.ContainsKey("notKnown"))
                .Select(s => s.TryGetValue("value", out var value) ? ToJson(value) : ToJson(s["contested"]))]);
    }

    private static JsonNode? ToJson(object? node) => node switch
    {
        IDictionary<object, object> map => new JsonObject(map.Select(e => KeyValuePair.Create((string)e.Key, ToJson(e.Value)))),
        IEnumerable<object> list => new JsonArray([.. list.Select(ToJson)]),
        _ => JsonValue.Create(node as string),
    };

    private static Func<string, int?> LinesOf(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var lines = new Dictionary<string, int>();
        if (stream.Documents.Count > 0)
            Walk(stream.Documents[0].RootNode, "regime");
        return path => lines.TryGetValue(path, out var line) ? line : null;

        void Walk(YamlNode node, string path)
        {
            lines.TryAdd(path, (int)node.Start.Line);
            switch (node)
            {
                case YamlMappingNode map:
                    foreach (var (key, value) in map)
                    {
                        lines[$"{path}.{key}"] = (int)key.Start.Line;
                        Walk(value, $"{path}.{key}");
                    }

                    break;
                case YamlSequenceNode list:
                    for (var i = 0; i < list.Children.Count; i++)
                        Walk(list.Children[i], $"{path}[{i}]");
                    break;
            }
        }
    }
}
