using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ListCorrectionRequestsRequest
{
    [QueryParam]
    public CorrectionState? State { get; init; }

    [QueryParam]
    public CorrectionAbout? About { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListCorrectionRequestsValidator : Validator<ListCorrectionRequestsRequest>
{
    public ListCorrectionRequestsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>That a worker asks for a correction, without what he says.</summary>
/// <param name="Reason">What he was answered.</param>
/// <param name="AgencyAsked">The agency is asked to correct what it reported.</param>
public sealed record CorrectionSummary(
    string Id, string PlacementId, string AgencyId, CorrectionAbout About, CorrectionState State, DateTime At, string? Reason, bool AgencyAsked, DateTime? AnsweredAt, string? AnsweredBy)
{
    /// <remarks>Confirmation, placement and agency must be loaded.</remarks>
    public static CorrectionSummary Of(CorrectionRequest q) => new(
        q.PublicId, q.Confirmation.Placement.PublicId, q.Confirmation.Placement.Agency.PublicId, q.About, q.State, q.At, q.Reason, q.AgencyAsked, q.AnsweredAt, q.AnsweredBy);
}

/// <summary>Lists what workers ask to have corrected, the newest first, without what they say.</summary>
public sealed class ListCorrectionRequests(LicensingDb db, Caller caller) : Endpoint<ListCorrectionRequestsRequest, Ok<PageOf<CorrectionSummary>>>
{
    public override void Configure()
    {
        Get("correction-requests");
        Permissions(Permission.AnswerCorrectionRequests);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<CorrectionSummary>>> ExecuteAsync(ListCorrectionRequestsRequest r, CancellationToken ct)
    {
        var free = db.Confirmations.OfFree(db, caller);
        var rows = db.CorrectionRequests.AsNoTracking().Include(q => q.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency).Where(q => free.Any(f => f.Id == q.ConfirmationId));
        if (r.State is { } state)
            rows = rows.Where(q => q.State == state);
        if (r.About is { } about)
            rows = rows.Where(q => q.About == about);
        return TypedResults.Ok(await rows.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, CorrectionSummary.Of, newestFirst: true, ct, all: db.CorrectionRequests));
    }
}
