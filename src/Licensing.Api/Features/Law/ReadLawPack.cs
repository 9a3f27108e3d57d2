using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

public sealed record ReadLawPackRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

/// <param name="Pack">What this deployment made of it.</param>
/// <param name="Rules">Each version of each provision, with its source.</param>
/// <param name="Text">The YAML itself.</param>
public sealed record ReadLawPackResponse(LawPackView Pack, IReadOnlyList<ProvisionView> Rules, string Text);

/// <summary>A version of a provision: what it is called, when it holds, and where it stands.</summary>
/// <param name="EffectiveFrom">Inclusive, as well as it is known: a day, month or year, or "by" one.</param>
/// <param name="EffectiveUntil">Inclusive; null while it holds.</param>
/// <param name="EnforcedFrom">Before it a breach is reported and makes no finding; null: from the beginning.</param>
/// <param name="TransitionUntil">Inclusive; until it a breach is reported and makes no finding.</param>
/// <param name="Contested">Who or what disputes that it still holds.</param>
public sealed record ProvisionView(
    string Provision, int Version, string Title, string EffectiveFrom, string? EffectiveUntil, string? EnforcedFrom, string? TransitionUntil, string? Contested, SourceView Source)
{
    public static ProvisionView Of(Rule r) => new(
        r.Provision, r.Version, r.Title, r.InForce.From.Text, r.InForce.Until?.Text, r.EnforcedFrom?.Text, r.TransitionUntil?.Text, r.Contested?.By, SourceView.Of(r));
}

/// <param name="Grade">P statutory text read, P* unofficial translation or copy, S press or summary.</param>
/// <param name="AsOf">When the source was read, or says it is in force.</param>
public sealed record SourceView(string Citation, string Address, string AsOf, string Grade, string? Note)
{
    public static SourceView Of(Rule r) => Of(r.Source);

    public static SourceView Of(LegalSource s) => new(s.Citation, s.Address, s.AsOf.Text, s.GradeText, s.Note);
}

/// <summary>Shows one rule pack with its provisions, sources and text.</summary>
public sealed class ReadLawPack(LicensingDb db, LawBook book, Ministry ministry, TimeProvider clock) : Endpoint<ReadLawPackRequest, Results<Ok<ReadLawPackResponse>, Problem>>
{
    public override void Configure()
    {
        Get("law/packs/{PackId}");
        Permissions(Permission.ReadLaw);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ReadLawPackResponse>, Problem>> ExecuteAsync(ReadLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(pack);
        return TypedResults.Ok(new ReadLawPackResponse(
            LawPackView.Of(pack, await book.StandingAsync(db, ministry, clock, ct)),
            [.. book.Read(pack.Name, pack.Text).Rules.Select(ProvisionView.Of)],
            pack.Text));
    }
}
