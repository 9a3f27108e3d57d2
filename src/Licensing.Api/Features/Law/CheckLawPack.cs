using System.Collections.Immutable;
using System.Diagnostics;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Licensing.Api.Features.Law;

public sealed record CheckLawPackRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

/// <summary>What approving a text would change of the law held here.</summary>
/// <param name="ComparedWith">The text of its name that is held; null: none, so everything is new.</param>
/// <param name="LawDigest">Names exactly the law that it was compared with.</param>
/// <param name="ChangesLaw">False: only titles or sources differ, or nothing; nobody is judged otherwise.</param>
/// <param name="Rewrites">Approved versions that it changes or takes away. Proposing it then takes rewritesApproved: true.</param>
/// <param name="Sentences">What is to be known first, in plain words.</param>
/// <param name="Head">What differs of the pack itself.</param>
/// <param name="Versions">In the order of the text; what it takes away comes last.</param>
/// <param name="Text">All differences as lines to read.</param>
public sealed record LawPackCheck(
    LawPackView Pack, string? ComparedWith, string LawDigest, bool ChangesLaw, IReadOnlyList<string> Rewrites, IReadOnlyList<string> Sentences,
    IReadOnlyList<FieldChangeView> Head, IReadOnlyList<VersionChangeView> Versions, string Text, LawCoverageView Coverage);

/// <param name="Field">A key of docs/rules/grammar.md, of source and counts with the key inside: source.grade.</param>
/// <param name="Before">Null: not there.</param>
/// <param name="After">Null: gone.</param>
public sealed record FieldChangeView(string Field, string? Before, string? After)
{
    public static FieldChangeView Of(FieldChange f) => new(f.Field, f.Before, f.After);
}

/// <param name="ChangesLaw">False: only its title or source differs.</param>
/// <param name="OnlyEnds">It says the same and ends on another day.</param>
/// <param name="Rewrites">It was approved, and would say something else or nothing any more.</param>
public sealed record VersionChangeView(
    string Provision, int Version, string Title, Difference Difference, bool ChangesLaw, bool OnlyEnds, bool Rewrites, string Sentence, IReadOnlyList<FieldChangeView> Fields)
{
    public static VersionChangeView Of(VersionChange v) => new(
        v.Provision, v.Version, v.Title, v.Difference, v.ChangesLaw, v.OnlyEnds, v.Rewrites, Say(v), [.. v.Fields.Select(FieldChangeView.Of)]);

    private static string Say(VersionChange v) => v switch
    {
        { Difference: Difference.Added } => $"New, from {v.Fields.FirstOrDefault(f => f.Field == "effectiveFrom")?.After} on.",
        { Difference: Difference.Removed } => "It was approved and would be taken away: what it says of past days would no longer be known as law.",
        { ChangesLaw: false } => "Only its title or source differs; nobody is judged otherwise.",
        { OnlyEnds: true } => v.Fields.First(f => f.Field == "effectiveUntil").After is { } end ? $"It says the same and ends on {end}." : "It says the same and no longer ends.",
        _ => "It was approved and would say something else, for past days too: give what is new a version number of its own, unless our reading was wrong.",
    };
}

/// <summary>Which corridors and days have no rule, or rules against each other, by law and by kind of worker and cost.</summary>
/// <param name="Corridors">Those in which the change can be felt, as NP-MY; empty where it changes no law of a state.</param>
/// <param name="CorridorsLeftOut">How many more there are that were not looked at.</param>
/// <param name="Workers">For whom it was asked.</param>
/// <param name="Opened">What the text would open: what is named after it and not before.</param>
/// <param name="Closed">What it would settle.</param>
/// <param name="Remaining">Everything that is open after it in these corridors, the newly opened included.</param>
/// <param name="RemainingLeftOut">How many more entries there are than are shown.</param>
public sealed record LawCoverageView(
    IReadOnlyList<string> Corridors, int CorridorsLeftOut, IReadOnlyList<string> Workers, IReadOnlyList<CoverageEntryView> Opened, IReadOnlyList<CoverageEntryView> Closed,
    IReadOnlyList<CoverageEntryView> Remaining, int RemainingLeftOut)
{
    public static readonly LawCoverageView None = new([], 0, [], [], [], [], 0);
}

/// <param name="Kind">gap: no rule of this law; in-doubt: one may speak; two-limits: two provisions of one law limit the cost; contradiction: one forbids what
/// another of the same law allows; laws-apart: one law forbids what another allows.</param>
/// <param name="Law">Null where several laws are apart.</param>
/// <param name="Categories">A whole group by its name; * for every cost that was asked.</param>
/// <param name="From">Of signing and payment alike, inclusive; null: from ever.</param>
/// <param name="Until">Inclusive; null: for good.</param>
/// <param name="Text">The same as a line to read.</param>
public sealed record CoverageEntryView(
    CoverageKind Kind, string Origin, string Destination, LawSide? Law, IReadOnlyList<string> Workers, IReadOnlyList<string> Categories, DateOnly? From, DateOnly? Until,
    IReadOnlyList<string> Provisions, string Text)
{
    public static CoverageEntryView Of(CoverageEntry e) => new(
        e.Kind, e.Origin, e.Destination, e.Law, e.Classes, e.Categories,
        e.Days.From == DateOnly.MinValue ? null : e.Days.From, e.Days.Until == DateOnly.MaxValue ? null : e.Days.Until, e.Provisions, e.ToString());
}

/// <summary>Shows what a text would change before anybody proposes it: the differences from the law held here, what they rewrite, and which gaps,
/// doubts and conflicts they open or settle. Nothing is stored.</summary>
public sealed class CheckLawPack(LicensingDb db, LawBook book, CodeLists codes, IMemoryCache kept, Ministry ministry, TimeProvider clock)
    : Endpoint<CheckLawPackRequest, Results<Ok<LawPackCheck>, Problem>>
{
    /// <summary>A corridor takes some hundredths of a second, and a destination's law speaks to many.</summary>
    public const int MostCorridors = 40;
    public const int MostEntries = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    public override void Configure()
    {
        Get("law/packs/{PackId}/check");
        Permissions(Permission.CheckLaw);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<LawPackCheck>, Problem>> ExecuteAsync(CheckLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        var now = clock.Now();
        var held = await book.HeldAtAsync(db, now, ct);
        var (same, diff) = await book.AgainstHeldAsync(db, pack, now, ct);
        var text = (await book.PacksAsync(db, [(pack.Id, pack.Digest)], ct))[pack.Id];
        var lawDigest = LawBook.DigestOf(held.Select(h => h.Text));
        // What is kept is named by the very texts, so nothing goes stale.
        var coverage = kept.GetOrCreate((nameof(CheckLawPack), lawDigest, pack.Name, pack.Digest), entry =>
        {
            (entry.AbsoluteExpirationRelativeToNow, entry.Size) = (Kept, 1);
            // A standard gives no state a law; nothing is open where one is silent.
            return pack.Side == LawSide.Standard
                ? LawCoverageView.None
                : CoverageOf([.. held.Where(h => h.Text.Name != pack.Name).SelectMany(h => h.Rules)], same?.Rules ?? [], text.Rules);
        }) ?? throw new UnreachableException();
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(new LawPackCheck(
            LawPackView.Of(pack, new LawStanding(held, now, ministry.Today(clock))), same?.Text.PublicId, lawDigest,
            diff.Head.Any(f => f.ChangesLaw) || diff.Versions.Any(v => v.ChangesLaw), diff.Rewritten, [.. Sentences(same, diff, coverage)],
            [.. diff.Head.Select(FieldChangeView.Of)], [.. diff.Versions.Select(VersionChangeView.Of)], diff.ToText(), coverage));
    }

    private static IEnumerable<string> Sentences(HeldPack? same, PackDiff diff, LawCoverageView coverage)
    {
        if (same is null)
            yield return "No text of this name is law here: everything in it is new.";
        else if (diff.IsEmpty)
            yield return "It says the same as the text that is law here.";
        else if (!diff.Head.Any(f => f.ChangesLaw) && !diff.Versions.Any(v => v.ChangesLaw))
            yield return "Only titles or sources differ: nobody is judged otherwise.";
        if (!diff.Rewritten.IsEmpty)
            yield return $"It changes or takes away what was approved: {string.Join(", ", diff.Rewritten)}. Versions do not change once approved; give what is new a version number of its own, or say rewritesApproved when you propose it because our reading was wrong.";
        foreach (var kind in coverage.Opened.GroupBy(e => e.Kind).OrderByDescending(g => g.Key))
            yield return kind.Key switch
            {
                CoverageKind.Gap => $"It leaves days without a rule that had one ({Count(kind.Count())}).",
                CoverageKind.InDoubt => $"It leaves in doubt whether a rule speaks ({Count(kind.Count())}).",
                CoverageKind.TwoLimits => $"It limits a cost that another provision of the same law limits too ({Count(kind.Count())}); both bind.",
                CoverageKind.Contradiction => $"It forbids what another provision of the same law allows, or the other way round ({Count(kind.Count())}).",
                _ => $"It sets two laws apart: one forbids what another allows ({Count(kind.Count())}). The strictest decides, unless the ministry has set an order.",
            };
        if (coverage.CorridorsLeftOut > 0)
            yield return $"Only {coverage.Corridors.Count} corridors were looked at; {coverage.CorridorsLeftOut} more are concerned.";
    }

    private static string Count(int entries) => entries == 1 ? "one entry" : $"{entries} entries";

    private LawCoverageView CoverageOf(ImmutableArray<Rule> others, ImmutableArray<Rule> before, ImmutableArray<Rule> after)
    {
        var (was, will) = (new RuleBook(others.Concat(before)), new RuleBook(others.Concat(after)));
        // Of these alone: the rest is the same before and after.
        var change = LawChange.Between(before, after, codes);
        var all = LawCoverage.Corridors(change, was, will);
        var corridors = all.Take(MostCorridors).ToList();
        var days = change.Reaches.SelectMany(reach => reach.Days).ToList();
        var found = days.Count == 0
            ? new CoverageChange([], [], [])
            : LawCoverage.Between(was, will, corridors, WorkerClass.Usual, new DayRange(days.Min(d => d.From), days.Max(d => d.Until)), codes);
        return new(
            [.. corridors.Select(c => $"{c.Origin}-{c.Destination}")], all.Length - corridors.Count, [.. WorkerClass.Usual.Select(w => w.Name)],
            [.. found.Opened.Select(CoverageEntryView.Of)], [.. found.Closed.Select(CoverageEntryView.Of)],
            [.. found.Remaining.Take(MostEntries).Select(CoverageEntryView.Of)], Math.Max(0, found.Remaining.Length - MostEntries));
    }
}
