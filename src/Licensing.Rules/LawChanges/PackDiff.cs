using System.Collections.Immutable;
using System.Text;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

public enum Difference
{
    /// <summary>Only in the new text.</summary>
    Added,

    /// <summary>Only in the old text.</summary>
    Removed,

    /// <summary>In both, and not the same.</summary>
    Changed,
}

/// <param name="Field">A key of the pack's grammar, of source and counts with the key inside: <c>source.grade</c>.</param>
/// <param name="Before">In the pack's own words; null: not there.</param>
public sealed record FieldChange(string Field, string? Before, string? After)
{
    /// <summary>Title and source are about the law; every other field is what it says or when.</summary>
    public bool ChangesLaw => Field != "title" && !Field.StartsWith("source.", StringComparison.Ordinal);
}

/// <summary>One version of one provision that is not the same in both packs.</summary>
/// <param name="Title">After the change; of a removed version before it.</param>
/// <param name="Fields">In the order of the grammar. Of an added or removed version every field that it has.</param>
public sealed record VersionChange(string Provision, int Version, string Title, Difference Difference, ImmutableArray<FieldChange> Fields)
{
    /// <summary>False where only title or source differ: nothing is judged otherwise.</summary>
    public bool ChangesLaw => Fields.Any(f => f.ChangesLaw);

    /// <summary>What it says is as before; only its last day is another. So a version makes room for the next. Any other change of
    /// a version that was approved rewrites law.</summary>
    public bool OnlyEnds => Difference == Difference.Changed && ChangesLaw && Fields.All(f => f.Field == "effectiveUntil" || !f.ChangesLaw);

    /// <summary>It was there and would say something else, or nothing any more.</summary>
    public bool Rewrites => Difference == Difference.Removed || (Difference == Difference.Changed && ChangesLaw && !OnlyEnds);
}

/// <summary>What is different between two texts of one pack, so that somebody can read it before approving.</summary>
/// <param name="Head">Of the pack itself: its name, title, law and countries.</param>
/// <param name="Versions">In the order of the pack after the change; what was removed comes last.</param>
public sealed record PackDiff(ImmutableArray<FieldChange> Head, ImmutableArray<VersionChange> Versions)
{
    public bool IsEmpty => Head.IsEmpty && Versions.IsEmpty;

    /// <summary>What was there before and would say something else, or nothing any more: versions as <c>np.service-fee v2</c>, in the
    /// order of <see cref="Versions"/>, and keys of the pack itself as <c>the pack's jurisdiction</c>. Empty for a new pack.</summary>
    public ImmutableArray<string> Rewritten =>
    [
        .. Head.Where(f => f.ChangesLaw && f.Before is not null).Select(f => $"the pack's {f.Field}"),
        .. Versions.Where(v => v.Rewrites).Select(v => $"{v.Provision} v{v.Version}"),
    ];

    /// <summary>Provisions that only the text after the change knows, in any version.</summary>
    public required ImmutableArray<string> AddedProvisions { get; init; }
    public required ImmutableArray<string> RemovedProvisions { get; init; }

    /// <param name="before">Null: the pack is new.</param>
    /// <param name="after">Null: the pack goes.</param>
    public static PackDiff Between(RulePack? before, RulePack? after, CodeLists codes)
    {
        var tree = new PackTree(codes);
        var (old, young) = (ByVersion(before, tree), ByVersion(after, tree));
        var versions = ImmutableArray.CreateBuilder<VersionChange>();
        foreach (var (key, rule, fields) in young)
        {
            var was = old.FirstOrDefault(o => o.Key == key).Fields;
            var changes = Compare(was ?? [], fields);
            if (changes.Length > 0) versions.Add(new(key.Provision, key.Version, rule.Title, was is null ? Difference.Added : Difference.Changed, changes));
        }
        foreach (var (key, rule, fields) in old.Where(o => young.All(y => y.Key != o.Key)))
            versions.Add(new(key.Provision, key.Version, rule.Title, Difference.Removed, Compare(fields, [])));
        var (had, has) = (old.Select(o => o.Key.Provision).Distinct().ToList(), young.Select(y => y.Key.Provision).Distinct().ToList());
        return new(Compare(before is null ? [] : Fields(PackTree.Head(before)), after is null ? [] : Fields(PackTree.Head(after))), versions.ToImmutable())
        {
            AddedProvisions = [.. has.Except(had)],
            RemovedProvisions = [.. had.Except(has)],
        };
    }

    private static List<((string Provision, int Version) Key, Rule Rule, List<(string, string)> Fields)> ByVersion(RulePack? pack, PackTree tree) =>
        pack is null ? [] : [.. pack.Rules.Select(r => ((r.Provision, r.Version), r, Fields(tree.Rule(r))))];

    private static List<(string Field, string Value)> Fields(PackTree.Map map) =>
    [
        .. map.Entries.Where(e => e.Key is not ("provision" or "version")).SelectMany(e => e is { Key: "source" or "counts", Value: PackTree.Map inner }
            ? inner.Entries.Select(i => ($"{e.Key}.{i.Key}", Say(i.Value)))
            : [(e.Key, Say(e.Value))]),
    ];

    // A text alone needs no quotes to be read by a person.
    private static string Say(object value) => value as string ?? PackTree.Line(value);

    private static ImmutableArray<FieldChange> Compare(List<(string Field, string Value)> before, List<(string Field, string Value)> after)
    {
        var (old, young) = (before.ToDictionary(f => f.Field, f => f.Value), after.ToDictionary(f => f.Field, f => f.Value));
        return [.. after.Select(f => f.Field).Union(before.Select(f => f.Field))
            .Select(f => new FieldChange(f, old.GetValueOrDefault(f), young.GetValueOrDefault(f))).Where(c => c.Before != c.After)];
    }

    /// <summary>For people: a line for each version, and one for each field of it.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var field in Head) Say(text, "", field);
        foreach (var version in Versions)
        {
            text.Append(version.Difference switch { Difference.Added => "+ ", Difference.Removed => "- ", _ => "~ " })
                .Append(version.Provision).Append(" v").Append(version.Version).Append(": ").Append(version.Title).Append('\n');
            foreach (var field in version.Fields) Say(text, "    ", field);
        }
        return text.ToString();

        static void Say(StringBuilder text, string indent, FieldChange field) => text.Append(indent).Append(field.Field).Append(": ")
            .Append((field.Before, field.After) switch { (null, var after) => after, (var before, null) => $"{before} (gone)", var (before, after) => $"{before} -> {after}" }).Append('\n');
    }
}
