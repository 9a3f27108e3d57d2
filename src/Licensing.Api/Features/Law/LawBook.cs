using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Api.Database;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Licensing.Api.Features.Law;

/// <summary>The law that this deployment has approved, read from the database and kept until an approval changes it.</summary>
public sealed class LawBook(CodeLists codes)
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    // The text of a pack never changes, so what was read of it once is good for ever.
    private readonly ConcurrentDictionary<(long, string), RulePack> _packs = new();
    private volatile LawEdition? _current;

    // What differs between two editions is good for ever too; only the last ones are asked for.
    private const int MostChanges = 100;
    private readonly ConcurrentDictionary<(string, string), LawChange> _changes = new();

    /// <summary>Of each pack the text that was approved last and not withdrawn.</summary>
    public async Task<LawEdition> CurrentAsync(LicensingDb db, CancellationToken ct)
    {
        var approved = await ApprovedAsync(db, ct);
        var inForce = Held(approved.Where(p => p.WithdrawnAt is null));
        var digest = DigestOf(inForce);
        if (_current is { } current && current.Digest == digest && current.EverApproved == approved.Count)
            return current;

        var rules = await RulesAsync(db, approved.ConvertAll(p => (p.Id, p.Digest)), ct);
        return _current = new LawEdition(digest, approved.Count, inForce.SelectMany(p => rules[p.Id]), rules.Values.SelectMany(r => r));
    }

    /// <summary>The law as this deployment held it at an instant: of each pack the text that was approved last by then and not withdrawn by
    /// then, with its rules. So a withdrawal brings back the text that the withdrawn one had replaced.</summary>
    /// <param name="knownAt">UTC; what was approved or withdrawn at this very instant counts.</param>
    public async Task<IReadOnlyList<HeldPack>> HeldAtAsync(LicensingDb db, DateTime knownAt, CancellationToken ct)
    {
        var held = Held((await ApprovedAsync(db, ct)).Where(p => p.ApprovedAt <= knownAt && !(p.WithdrawnAt <= knownAt)));
        var packs = await PacksAsync(db, held.ConvertAll(p => (p.Id, p.Digest)), ct);
        return [.. held.Select(p => new HeldPack(p, packs[p.Id]))];
    }

    /// <summary>What a step from one edition of the law to the next can touch.</summary>
    public async Task<LawChange> ChangeAsync(LicensingDb db, LawStep before, LawStep after, CancellationToken ct)
    {
        if (_changes.TryGetValue((before.Digest, after.Digest), out var known))
            return known;
        var change = LawChange.Between(await RulesOfAsync(db, before.PackIds, ct), await RulesOfAsync(db, after.PackIds, ct), codes);
        if (_changes.Count >= MostChanges)
            _changes.Clear();
        return _changes[(before.Digest, after.Digest)] = change;
    }

    /// <summary>The rules of these texts together.</summary>
    public async Task<IReadOnlyList<Rule>> RulesOfAsync(LicensingDb db, IReadOnlyList<long> packIds, CancellationToken ct)
    {
        var packs = await db.LawPacks.Where(p => packIds.Contains(p.Id)).Select(p => new { p.Id, p.Digest }).ToListAsync(ct);
        var rules = await RulesAsync(db, packs.ConvertAll(p => (p.Id, p.Digest)), ct);
        return [.. packIds.SelectMany(id => rules[id])];
    }

    /// <summary>The text of the same name that is held, or would be, were this one withdrawn; null: none.</summary>
    public async Task<HeldText?> HeldWithoutAsync(LicensingDb db, LawPack pack, CancellationToken ct) =>
        Held((await ApprovedAsync(db, ct)).Where(p => p.Name == pack.Name && p.Id != pack.Id && p.WithdrawnAt is null)).SingleOrDefault();

    /// <summary>Where every text stands now.</summary>
    public async Task<LawStanding> StandingAsync(LicensingDb db, Ministry ministry, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.Now();
        return new(await HeldAtAsync(db, now, ct), now, ministry.Today(clock));
    }

    /// <summary>What a text would make different of the text of its name that is held.</summary>
    public async Task<(HeldPack? Held, PackDiff Diff)> AgainstHeldAsync(LicensingDb db, LawPack pack, DateTime now, CancellationToken ct)
    {
        var held = (await HeldAtAsync(db, now, ct)).SingleOrDefault(h => h.Text.Name == pack.Name);
        var packs = await PacksAsync(db, [(pack.Id, pack.Digest)], ct);
        return (held, PackDiff.Between(held?.Pack, packs[pack.Id], codes));
    }

    /// <summary>The approved versions that a text would change or take away, for people; null: none.</summary>
    public async Task<string?> RewritesAsync(LicensingDb db, LawPack pack, DateTime now, CancellationToken ct) =>
        (await AgainstHeldAsync(db, pack, now, ct)).Diff.Rewritten is { IsEmpty: false } rewritten ? string.Join(", ", rewritten) : null;

    /// <summary>Names exactly these texts.</summary>
    public static string DigestOf(IEnumerable<HeldText> held) => LawPack.DigestOf(string.Join('\n', held.Select(p => $"{p.Name} {p.Digest}")));

    /// <summary>What stands in texts, approved or not, by their keys.</summary>
    public async Task<IReadOnlyDictionary<long, RulePack>> PacksAsync(LicensingDb db, IReadOnlyCollection<(long Id, string Digest)> texts, CancellationToken ct)
    {
        var unread = texts.Where(t => !_packs.ContainsKey(t)).Select(t => t.Id).ToList();
        if (unread.Count > 0)
            foreach (var t in await db.LawPacks.Where(p => unread.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Digest, p.Text }).ToListAsync(ct))
            {
                var pack = Read(t.Name, t.Text);
                _packs[(t.Id, t.Digest)] = pack with { Rules = [.. pack.Rules.Select(r => r with { Text = t.Digest })] };
            }

        return texts.ToDictionary(t => t.Id, t => _packs[t]);
    }

    private async Task<Dictionary<long, ImmutableArray<Rule>>> RulesAsync(LicensingDb db, List<(long Id, string Digest)> packs, CancellationToken ct) =>
        (await PacksAsync(db, packs, ct)).ToDictionary(p => p.Key, p => p.Value.Rules);

    private static Task<List<HeldText>> ApprovedAsync(LicensingDb db, CancellationToken ct) =>
        db.LawPacks.AsNoTracking().Where(p => p.ApprovedAt != null)
            .Select(p => new HeldText(p.Id, p.PublicId, p.Name, p.Number, p.Digest, p.ProposedBy, p.ApprovedBy, p.ApprovedAt, p.WithdrawnAt)).ToListAsync(ct);

    private static List<HeldText> Held(IEnumerable<HeldText> texts) =>
        [.. texts.GroupBy(p => p.Name).Select(g => g.OrderBy(p => p.ApprovedAt).ThenBy(p => p.Number).Last()).OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <exception cref="InvalidDataException">The text is not a pack; every error is named.</exception>
    public RulePack Read(string name, string text)
    {
        var (pack, errors) = TryRead(text);
        return pack ?? throw new InvalidDataException($"Law pack {name}: {string.Join(" ", errors)}");
    }

    /// <summary>The pack, or null and everything that is wrong with the text.</summary>
    public (RulePack? Pack, IReadOnlyList<string> Errors) TryRead(string text)
    {
        try
        {
            // A few aliases of aliases stand for more than any memory holds, and no pack needs one.
            var events = new Parser(new StringReader(text));
            while (events.MoveNext())
                if (events.Current is AnchorAlias alias)
                    return (null, [$"line {alias.Start.Line}: aliases (*{alias.Value}) are not read; write it out."]);
            return PackReader.Read(Yaml.Deserialize<object?>(text), codes);
        }
        catch (YamlException e)
        {
            return (null, [$"line {e.Start.Line}, column {e.Start.Column}: {e.InnerException?.Message ?? e.Message}"]);
        }
    }
}

/// <summary>One approved text of a pack, and who made it law here.</summary>
/// <param name="WithdrawnAt">Null: it was not withdrawn.</param>
public sealed record HeldText(
    long Id, string PublicId, string Name, int Number, string Digest, string? ProposedBy, string? ApprovedBy, DateTime? ApprovedAt, DateTime? WithdrawnAt);

public sealed record HeldPack(HeldText Text, RulePack Pack)
{
    public ImmutableArray<Rule> Rules => Pack.Rules;
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
