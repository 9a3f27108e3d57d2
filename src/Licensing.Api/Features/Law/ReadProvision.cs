using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
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
/// <param name="Versions">Of the law itself, in the order of their days, as held now; empty where no text in force has it any more.</param>
/// <param name="Texts">Every text of its pack that was ever approved here, the newest first. Each took the place of the next one in this list.</param>
public sealed record ProvisionPage(string Provision, LawSide Law, string? Origin, string? Destination, IReadOnlyList<ProvisionVersionView> Versions, IReadOnlyList<ApprovedTextView> Texts);

/// <param name="State">On today's date in the ministry's time zone.</param>
/// <param name="Replaces">The version whose place it took; null for the first.</param>
/// <param name="Findings">How many findings rest on it; null for callers who may not read findings of all agencies.</param>
public sealed record ProvisionVersionView(
    int Version, string Title, ProvisionState State, string EffectiveFrom, string? EffectiveUntil, string? Contested, SourceView Source, int? Replaces, int? Findings);

public enum ProvisionState
{
    /// <summary>Approved, and its first day has not come.</summary>
    Scheduled,
    InForce,

    /// <summary>The day lies inside the doubt about when it began or ended, or it is contested.</summary>
    Doubtful,

    /// <summary>Its last day has passed.</summary>
    Ended,
}

/// <param name="PackId">The text, to be read under /v1/law/packs.</param>
/// <param name="Digest">SHA-256 of the text.</param>
public sealed record ApprovedTextView(string PackId, int Number, string Digest, string ProposedBy, string ApprovedBy, DateTime ApprovedAt);

/// <summary>Shows one provision: its versions with source and grade, who made it law here and when, what it replaced, and how many
/// findings rest on it.</summary>
public sealed class ReadProvision(LicensingDb db, LawBook book, Caller caller, Ministry ministry, TimeProvider clock)
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
        var pack = r.Provision.Split('.')[0];
        var texts = await db.LawPacks.AsNoTracking().Where(p => p.Name == pack && p.ApprovedAt != null)
            .OrderByDescending(p => p.ApprovedAt).ThenByDescending(p => p.Number).ToListAsync(ct);
        var held = (await book.HeldAtAsync(db, clock.Now(), ct)).SingleOrDefault(p => p.Text.Name == pack);
        var versions = held is null ? [] : held.Rules.Where(rule => rule.Provision == r.Provision).OrderBy(rule => rule.Version).ToList();
        // One that the text in force has dropped is still shown, from the last text that had it.
        var last = versions.FirstOrDefault() ?? texts.Select(t => book.Read(t.Name, t.Text).Rules.FirstOrDefault(rule => rule.Provision == r.Provision)).FirstOrDefault(rule => rule is not null);
        if (last is null)
            return new Problem(ProblemCode.NotFound);

        var counts = caller.ActsForMinistry && caller.Holds(Permission.ReadFindings)
            ? await db.Findings.Where(f => f.Provision == r.Provision && !f.FellByLaw).GroupBy(f => f.ProvisionVersion).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct)
            : null;
        var today = ministry.Today(clock);
        return TypedResults.Ok(new ProvisionPage(
            r.Provision, last.Law, last.Origin, last.Destination,
            [.. versions.Select(v => new ProvisionVersionView(
                v.Version, v.Title, StateOn(v, today), v.InForce.From.Text, v.InForce.Until?.Text, v.Contested?.By, SourceView.Of(v),
                v.Version > 1 ? v.Version - 1 : null, counts is null ? null : counts.GetValueOrDefault(v.Version)))],
            [.. texts.Select(t => new ApprovedTextView(t.PublicId, t.Number, t.Digest, t.ProposedBy!, t.ApprovedBy!, t.ApprovedAt!.Value))]));
    }

    private static ProvisionState StateOn(Rule rule, DateOnly day) => rule.InForce.Contains(day) switch
    {
        Holds.Yes => day >= rule.Contested?.From.Earliest ? ProvisionState.Doubtful : ProvisionState.InForce,
        Holds.Perhaps => ProvisionState.Doubtful,
        _ => day < rule.InForce.From.Earliest ? ProvisionState.Scheduled : ProvisionState.Ended,
    };
}
