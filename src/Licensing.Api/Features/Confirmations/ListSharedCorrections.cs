using System.Text.Json.Serialization;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ListSharedCorrectionsRequest
{
    /// <summary>Public id of the agency; every one that the caller may see if left out.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListSharedCorrectionsValidator : Validator<ListSharedCorrectionsRequest>
{
    public ListSharedCorrectionsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>What a worker asks to have corrected, and agrees to show.</summary>
/// <param name="Asked">The ministry asks the agency to correct its disclosure: POST /disclosures/{disclosureId}/corrections.</param>
/// <param name="Words">What he says, where he agrees to show that too.</param>
public sealed record SharedCorrectionView(string Id, string PlacementId, string AgencyId, CorrectionAbout About, CorrectionState State, bool Asked, string? Reason, string? Words) : IPersonal;

public sealed record SharedCorrectionPage(IReadOnlyList<SharedCorrectionView> Items, string? Next, [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>Lists what workers ask to have corrected and agree to show the agency, the newest first; an agency sees its own. That it was read is recorded first.</summary>
public sealed class ListSharedCorrections(LicensingDb db, Caller caller, ReadRegister reads, PersonSeal seal) : Endpoint<ListSharedCorrectionsRequest, Ok<SharedCorrectionPage>>
{
    public override void Configure()
    {
        Get("shared-correction-requests");
        Permissions(Permission.ReadSharedDiscrepancies);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<SharedCorrectionPage>> ExecuteAsync(ListSharedCorrectionsRequest r, CancellationToken ct)
    {
        var placements = db.Placements.VisibleTo(caller);
        var rows = db.CorrectionRequests.AsNoTracking().Include(q => q.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency)
            .Where(q => placements.Any(p => p.Id == q.Confirmation.PlacementId) && db.WordConsents.Any(c => c.Item == q.PublicId && c.Kind == ConsentKind.Figures && c.WithdrawnAt == null));
        if (r.Agency is not null)
            rows = rows.Where(q => q.Confirmation.Placement.Agency.PublicId == r.Agency);
        var page = await rows.ToPageAsync(r.Limit, r.Cursor, new { r.Agency }, q => q, newestFirst: true, ct);
        var ids = page.Items.Select(q => q.PublicId).ToList();
        var words = (await db.WordConsents.AsNoTracking().Where(c => ids.Contains(c.Item) && c.Kind == ConsentKind.Words && c.WithdrawnAt == null).Select(c => c.Item).ToListAsync(ct)).ToHashSet();
        var receipt = await reads.RecordAsync([.. page.Items.Select(q => (q.Confirmation.Placement.WorkerId, q.PublicId))], ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SharedCorrectionPage(
            [.. page.Items.Select(q => new SharedCorrectionView(
                q.PublicId, q.Confirmation.Placement.PublicId, q.Confirmation.Placement.Agency.PublicId, q.About, q.State, q.AgencyAsked, q.Reason,
                words.Contains(q.PublicId) && q.Words is { } own ? seal.Open<string>(own) : null))],
            page.Next, receipt));
    }
}
