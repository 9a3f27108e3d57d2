using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using YamlDotNet.Serialization;

namespace Licensing.Rules.Tests.Law;

/// <summary>The packs, code lists and rates as they ship.</summary>
internal static class LawFiles
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    public static readonly CodeLists Codes = new(file => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Codes", file)));

    public static readonly RateTable Rates = RateTable.Read(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Rates", "rates.csv")));

    public static IEnumerable<string> PackPaths() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Law"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static readonly Lazy<IReadOnlyDictionary<string, RulePack>> AllPacks = new(() => PackPaths()
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path =>
        {
            var (pack, errors) = PackReader.Read(Tree(path), Codes);
            return pack ?? throw new InvalidDataException($"{Path.GetFileName(path)}:\n{string.Join("\n", errors)}");
        }));

    public static IReadOnlyDictionary<string, RulePack> Packs => AllPacks.Value;

    public static object? Tree(string path) => Yaml.Deserialize<object?>(File.ReadAllText(path));
    public static object? TreeOf(string yaml) => Yaml.Deserialize<object?>(yaml);

    /// <summary>The repository's root, from which tests read docs and cases.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Licensing.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Licensing.sln was not found above the tests.");
    }
}
