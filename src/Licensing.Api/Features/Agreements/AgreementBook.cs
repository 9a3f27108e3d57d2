using System.Collections.Immutable;
using Licensing.Api.Security;
using Licensing.Rules.Agreements;
using Licensing.Rules.Values;
using YamlDotNet.Serialization;

namespace Licensing.Api.Features.Agreements;

/// <summary>The bilateral agreements that ship with this version, as documents. What of them is law here, the approved packs of the same names say.</summary>
public sealed class AgreementBook(CodeLists codes)
{
    /// <summary>Sorted by name.</summary>
    public ImmutableArray<Agreement> All { get; } = Read(codes);

    private static ImmutableArray<Agreement> Read(CodeLists codes)
    {
        var yaml = new DeserializerBuilder().Build();
        var read = ImmutableArray.CreateBuilder<Agreement>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Agreements"), "*.yaml").Order(StringComparer.Ordinal))
        {
            var (agreement, errors) = AgreementReader.Read(yaml.Deserialize<object?>(File.ReadAllText(path)), codes);
            read.Add(agreement ?? throw new StartRefusedException($"Agreement {Path.GetFileName(path)}: {string.Join(" ", errors)}"));
        }

        return [.. read.OrderBy(a => a.Name, StringComparer.Ordinal)];
    }
}
