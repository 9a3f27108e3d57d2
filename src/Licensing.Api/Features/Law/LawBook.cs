using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Api.Database;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Licensing.Api.Features.Law;

/// <summary>The law that this deployment has approved, read from the database and kept until an approval changes it.</summary>
public sealed class LawBook(CodeLists codes)
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();
    private volatile LawEdition? _current;

    /// <summary>Of each pack the text that was approved last.</summary>
    public async Task<LawEdition> CurrentAsync(LicensingDb db, CancellationToken ct)
    {
        var approved = await db.LawPacks.Where(p => p.ApprovedAt != null)
            .Select(p => new { p.Id, p.Name, p.Number, p.Digest, p.ApprovedAt }).ToListAsync(ct);
        var inForce = approved.GroupBy(p => p.Name).Select(g => g.OrderBy(p => p.ApprovedAt).ThenBy(p => p.Number).Last())
            .OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var digest = LawPack.DigestOf(string.Join('\n', inForce.Select(p => $"{p.Name} {p.Digest}")));
        if (_current is { } current && current.Digest == digest && current.EverApproved == approved.Count)
            return current;

        var texts = await db.LawPacks.Where(p => p.ApprovedAt != null).Select(p => new { p.Id, p.Name, p.Digest, p.Text }).ToListAsync(ct);
        var rules = texts.ToDictionary(t => t.Id, t => Read(t.Name, t.Text).Rules.Select(r => r with { Text = t.Digest }).ToList());
        return _current = new LawEdition(digest, approved.Count, [.. inForce.SelectMany(p => rules[p.Id])], rules.Values.SelectMany(r => r));
    }

    /// <exception cref="InvalidDataException">The text is not a pack; every error is named.</exception>
    public RulePack Read(string name, string text)
    {
        try
        {
            var (pack, errors) = PackReader.Read(Yaml.Deserialize<object?>(text), codes);
            return pack ?? throw new InvalidDataException($"Law pack {name}: {string.Join(" ", errors)}");
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"Law pack {name}: {e.Message}", e);
        }
    }
}

/// <summary>The approved law at one moment.</summary>
/// <param name="digest">Names exactly these texts; every judgement keeps it.</param>
/// <param name="rules">What is judged with.</param>
/// <param name="everApproved">Also what was replaced since: older judgements cite it.</param>
public sealed class LawEdition(string digest, int everApprovedPacks, IEnumerable<Rule> rules, IEnumerable<Rule> everApproved)
{
    // By the text too: under the same number a later text may say otherwise, and a case cites what it was judged by.
    private readonly FrozenDictionary<(string, int, string?), Rule> _byText =
        everApproved.GroupBy(r => (r.Provision, r.Version, r.Text)).ToFrozenDictionary(g => g.Key, g => g.Last());

    public string Digest { get; } = digest;
    public int EverApproved { get; } = everApprovedPacks;
    public RuleBook Rules { get; } = new(rules);

    /// <summary>The rule of a judgement, as it stood when it judged; null for a judgement about coverage.</summary>
    public Rule? RuleOf(Judgement judgement) =>
        judgement is { Provision: { } provision, Version: { } version } ? _byText.GetValueOrDefault((provision, version, judgement.Text)) : null;
}
