using System.Collections.Immutable;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using YamlDotNet.Serialization;

namespace Licensing.Api.Features.Remedies;

/// <summary>The formulas by which money comes back, as they ship with this version. Each order is decided by two people, who see the article.</summary>
public sealed class RemedyBook(CodeLists codes)
{
    /// <summary>Sorted by name.</summary>
    public ImmutableArray<RemedyPack> Packs { get; } = Read(codes);

    private static ImmutableArray<RemedyPack> Read(CodeLists codes)
    {
        var yaml = new DeserializerBuilder().Build();
        var read = ImmutableArray.CreateBuilder<RemedyPack>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Remedies"), "*.yaml").Order(StringComparer.Ordinal))
        {
            var (pack, errors) = RemedyReader.Read(yaml.Deserialize<object?>(File.ReadAllText(path)), codes);
            read.Add(pack ?? throw new StartRefusedException($"Remedies {Path.GetFileName(path)}: {string.Join(" ", errors)}"));
        }

        return read.ToImmutable();
    }
}
