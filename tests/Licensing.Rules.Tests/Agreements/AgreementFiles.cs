using Licensing.Rules.Agreements;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Tests.Regimes;

namespace Licensing.Rules.Tests.Agreements;

/// <summary>The agreements as they ship.</summary>
internal static class AgreementFiles
{
    public static IEnumerable<string> Paths() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Agreements"), "*.yaml").Order(StringComparer.Ordinal);

    private static readonly Lazy<IReadOnlyDictionary<string, Agreement>> AllAgreements = new(() => Paths().ToDictionary(p => Path.GetFileNameWithoutExtension(p), p =>
    {
        var (agreement, errors) = Read(File.ReadAllText(p));
        return agreement ?? throw new InvalidDataException($"{Path.GetFileName(p)}:\n{string.Join("\n", errors)}");
    }));

    public static IReadOnlyDictionary<string, Agreement> All => AllAgreements.Value;

    public static (Agreement? Agreement, IReadOnlyList<string> Errors) Read(string text) =>
        AgreementReader.Read(LawFiles.TreeOf(text), LawFiles.Codes, RegimeFiles.LinesOf(text, "agreement"));
}
