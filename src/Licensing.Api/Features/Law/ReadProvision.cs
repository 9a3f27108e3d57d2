using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

public sealed record ReadProvisionRequest
{
    /// <summary>Its name, for example np.service-fee.</summary>
    [RouteParam]
    public string Provision { get; init; } = "";
}

/// <summary>One provision with its whole history here.</summary>
/// <param name="Reading">What we take it to say, what is doubtful and what was left out, as Markdown; null where it was not shipped with the service.</param>
/// <param name="Versions">Of the law itself, in the order of their days, as held now; empty where no text in force has it any more.</param>
/// <param name="Others">Versions as other texts have them: drafted, proposed, superseded or withdrawn. Nothing is judged by them.</param>
/// <param name="Texts">Every text of its pack that was ever approved here, the newest first. Each took the place of the next one in this list.</param>
public sealed record ProvisionPage(
    string Provision, LawSide Law, string? Origin, string? Destination, string? Reading, IReadOnlyList<ProvisionVersionView> Versions,
    IReadOnlyList<OtherVersionView> Others, IReadOnlyList<ApprovedTextView> Texts);

/// <param name="State">On today's date in the ministry's time zone.</param>
/// <param name="EffectiveFrom">Inclusive, as well as it is known: a day, month or year, or "by" one.</param>
/// <param name="EffectiveUntil">Inclusive; null while it has no end.</param>
/// <param name="EnforcedFrom">Before it a breach is reported and makes no finding; null: from the beginning.</param>
/// <param name="TransitionUntil">Inclusive; until it a breach is reported and makes no finding.</param>
/// <param name="Contested">Who or what disputes that it still holds.</param>
/// <param name="ContestedFrom">From then on what it says is undetermined.</param>
/// <param name="Says">The version in the words of docs/rules/grammar.md, without its source and dates.</param>
/// <param name="ApprovedBy">Who made the text law here that it now stands in, and when: no date of the law itself.</param>
/// <param name="Replaces">The version whose place it took; null for the first.</param>
/// <param name="Findings">How many findings rest on it; null for callers who may not read findings of all agencies.</param>
public sealed record ProvisionVersionView(
    int Version, string Title, ProvisionState State, string EffectiveFrom, string? EffectiveUntil, string? EnforcedFrom, string? TransitionUntil, string? Contested,
    string? ContestedFrom, SourceView Source, IReadOnlyList<SaidView> Says, string ProposedBy, string ApprovedBy, DateTime ApprovedAt, int? Replaces, int? Findings)
{
    /// <summary>The versions of a provision that a text in force has.</summary>
    /// <param name="findings">How many rest on each version; null: not told.</param>
    public static IReadOnlyList<ProvisionVersionView> AllOf(
        string provision, HeldPack held, LawStanding standing, CodeLists codes, IReadOnlyDictionary<int, int>? findings)
    {
        var own = held.Pack with { Rules = [.. held.Rules.Where(rule => rule.Provision == provision)] };
        var says = PackDiff.Between(null, own, codes).Versions.ToDictionary(v => v.Version, v => v.Fields);
        return [.. own.Rules.OrderBy(v => v.Version).Select(v => new ProvisionVersionView(
            v.Version, v.Title, standing.Of(v), v.InForce.From.Text, v.InForce.Until?.Text, v.EnforcedFrom?.Text, v.TransitionUntil?.Text, v.Contested?.By,
            v.Contested?.From.Text, SourceView.Of(v), [.. says[v.Version].Where(IsSaid).Select(f => new SaidView(f.Field, f.After!))],
            held.Text.ProposedBy!, held.Text.ApprovedBy!, held.Text.ApprovedAt!.Value,
            v.Version > 1 ? v.Version - 1 : null, findings is null ? null : findings.GetValueOrDefault(v.Version)))];
    }

    private static bool IsSaid(FieldChange field) =>
        field.ChangesLaw && field.Field is not ("effectiveFrom" or "effectiveUntil" or "enforcedFrom" or "transitionUntil" or "contested");
}

/// <param name="Field">A key of the grammar.</param>
public sealed record SaidView(string Field, string Value);

/// <summary>A version that differs from what is held, or that nothing held has.</summary>
/// <param name="PackId">The text, to be read under /v1/law/packs.</param>
public sealed record OtherVersionView(int Version, string Title, ProvisionState State, string EffectiveFrom, string? EffectiveUntil, string PackId, int Number);

public enum ProvisionState
{
    /// <summary>It stands in a draft.</summary>
    Draft,

    /// <summary>It stands in a text that one officer has proposed.</summary>
    Proposed,

    /// <summary>Approved, and its first day has not come.</summary>
    Scheduled,

    /// <summary>It judges on that day.</summary>
    InForce,

    /// <summary>The day lies inside the doubt about when it began or ended, or it is contested.</summary>
    Doubtful,

    /// <summary>Its last day has passed.</summary>
    Ended,

    /// <summary>It stood in a text that a later one replaced.</summary>
    Superseded,

    /// <summary>It stood in a text that was withdrawn.</summary>
    Withdrawn,
}

/// <param name="PackId">The text, to be read under /v1/law/packs.</param>
/// <param name="Digest">SHA-256 of the text.</param>
/// <param name="WithdrawnAt">From then on it was no law here.</param>
public sealed record ApprovedTextView(
    string PackId, int Number, string Digest, LawPackState State, string ProposedBy, string ApprovedBy, DateTime ApprovedAt, string? WithdrawnBy, DateTime? WithdrawnAt)
{
    /// <param name="text">Approved.</param>
    public static ApprovedTextView Of(LawPack text, LawStanding standing) => new(
        text.PublicId, text.Number, text.Digest, standing.Of(text), text.ProposedBy!, text.ApprovedBy!, text.ApprovedAt!.Value, text.WithdrawnBy, text.WithdrawnAt);
}

/// <summary>Shows one provision: our reading, its versions with source, grade and dates, who made it law here and when, what it replaced, and how
/// many findings rest on it.</summary>
public sealed class ReadProvision(LicensingDb db, LawBook book, LawReadings readings, CodeLists codes, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadProvisionRequest, Results<Ok<ProvisionPage>, Problem>>
{
    public override void Configure()
    {
        Get("law/provisions/{Provision}");
        Permissions(Permission.ReadLaw);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ProvisionPage>, Problem>> ExecuteAsync(ReadProvisionRequest r, CancellationToken ct)
    {
        var name = r.Provision.Split('.')[0];
        var texts = await db.LawPacks.AsNoTracking().Where(p => p.Name == name)
            .OrderByDescending(p => p.ApprovedAt).ThenByDescending(p => p.Number).ToListAsync(ct);
        var packs = await book.PacksAsync(db, texts.ConvertAll(t => (t.Id, t.Digest)), ct);
        var now = clock.Now();
        var all = await book.HeldAtAsync(db, now, ct);
        var (held, standing) = (all.SingleOrDefault(p => p.Text.Name == name), new LawStanding(all, now, ministry.Today(clock)));
        // What a draft alone has is no provision yet.
        var last = (held?.Rules ?? []).Concat(texts.Where(t => t.ApprovedAt is not null).SelectMany(t => packs[t.Id].Rules)).FirstOrDefault(rule => rule.Provision == r.Provision);
        if (last is null)
            return new Problem(ProblemCode.NotFound);

        var counts = caller.ActsForMinistry && caller.Holds(Permission.ReadFindings)
            ? await db.Findings.Where(f => f.Provision == r.Provision && !f.FellByLaw).GroupBy(f => f.ProvisionVersion).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct)
            : null;
        var own = held is null ? null : held.Pack with { Rules = [.. held.Rules.Where(rule => rule.Provision == r.Provision)] };
        var approved = texts.FindAll(t => t.ApprovedAt is not null);
        return TypedResults.Ok(new ProvisionPage(
            r.Provision, last.Law, last.Origin, last.Destination, readings.Of(r.Provision),
            held is null ? [] : ProvisionVersionView.AllOf(r.Provision, held, standing, codes, counts),
            [.. texts.Where(t => t.Id != held?.Text.Id).SelectMany(t => Others(r.Provision, own, packs[t.Id], t, standing.Of(t)))],
            [.. approved.Select(t => ApprovedTextView.Of(t, standing))]));
    }

    private IEnumerable<OtherVersionView> Others(string provision, RulePack? held, RulePack other, LawPack text, LawPackState state)
    {
        var there = other with { Rules = [.. other.Rules.Where(rule => rule.Provision == provision)] };
        foreach (var change in PackDiff.Between(held, there, codes).Versions.Where(v => v.Difference != Difference.Removed))
        {
            var rule = there.Rules.First(x => x.Version == change.Version);
            yield return new(rule.Version, rule.Title, Enum.Parse<ProvisionState>(state.ToString()), rule.InForce.From.Text, rule.InForce.Until?.Text, text.PublicId, text.Number);
        }
    }
}
