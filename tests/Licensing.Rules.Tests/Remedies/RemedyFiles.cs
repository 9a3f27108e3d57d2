using Licensing.Rules.Remedies;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Tests.Regimes;

namespace Licensing.Rules.Tests.Remedies;

/// <summary>The packs of remedies as they ship.</summary>
internal static class RemedyFiles
{
    private static readonly Lazy<IReadOnlyDictionary<string, RemedyPack>> AllPacks = new(() => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Remedies"), "*.yaml").Order(StringComparer.Ordinal).ToDictionary(p => Path.GetFileNameWithoutExtension(p), p =>
        {
            var text = File.ReadAllText(p);
            var (pack, errors) = RemedyReader.Read(LawFiles.TreeOf(text), LawFiles.Codes, RegimeFiles.LinesOf(text, "pack"));
            return pack ?? throw new InvalidDataException($"{Path.GetFileName(p)}:\n{string.Join("\n", errors)}");
        }));

    public static IReadOnlyDictionary<string, RemedyPack> All => AllPacks.Value;

    public static IEnumerable<Remedy> Remedies => All.Values.SelectMany(p => p.Remedies);
}
