namespace Licensing.Api.Features.Law;

/// <summary>What we take each shipped provision to say, what is doubtful and what was left out: the pages of docs/rules/fee-caps. A
/// provision that a ministry wrote itself has none.</summary>
public sealed class LawReadings
{
    private readonly Dictionary<string, string> _byProvision = [];

    public LawReadings(IEnumerable<string> pages)
    {
        foreach (var page in pages)
            foreach (var part in page.ReplaceLineEndings("\n").Split("\n## ").Skip(1))
            {
                var end = part.IndexOf('\n', StringComparison.Ordinal);
                if (end > 0 && part[..end] is var name && name.Contains('.', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal))
                    _byProvision[name] = part[(end + 1)..].Trim();
            }
    }

    public static LawReadings Read() => new(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Readings"), "*.md").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    /// <summary>Markdown; null where there is none.</summary>
    public string? Of(string provision) => _byProvision.GetValueOrDefault(provision);
}
