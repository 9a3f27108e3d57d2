using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Law;
using YamlDotNet.RepresentationModel;

namespace Licensing.Rules.Tests.Regimes;

/// <summary>The licensing regimes as they ship, and the lines of a YAML text.</summary>
internal static class RegimeFiles
{
    public static IEnumerable<string> Paths() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Regimes"), "*.yaml").Order(StringComparer.Ordinal);

    private static readonly Lazy<IReadOnlyDictionary<string, Regime>> AllRegimes = new(() => Paths().ToDictionary(p => Path.GetFileNameWithoutExtension(p), p =>
    {
        var text = File.ReadAllText(p);
        var (regime, errors) = RegimeReader.Read(LawFiles.TreeOf(text), LawFiles.Codes, LinesOf(text));
        return regime ?? throw new InvalidDataException($"{Path.GetFileName(p)}:\n{string.Join("\n", errors)}");
    }));

    public static IReadOnlyDictionary<string, Regime> All => AllRegimes.Value;

    /// <summary>The line of each place in a text, for the reader's errors.</summary>
    public static Func<string, int?> LinesOf(string yaml, string root = "regime")
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var lines = new Dictionary<string, int>();
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
                    for (var i = 0; i < list.Children.Count; i++) Walk(list[i], $"{path}[{i}]");
                    break;
            }
        }
        if (stream.Documents.Count > 0) Walk(stream.Documents[0].RootNode, root);
        return path => lines.TryGetValue(path, out var line) ? line : null;
    }
}
