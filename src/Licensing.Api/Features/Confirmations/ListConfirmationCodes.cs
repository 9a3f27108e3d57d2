using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ListConfirmationCodesRequest
{
    /// <summary>Public id of a placement.</summary>
    [QueryParam]
    public string? Placement { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListConfirmationCodesValidator : Validator<ListConfirmationCodesRequest>
{
    public ListConfirmationCodesValidator()
    {
        RuleFor(r => r.Placement).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <param name="UsedAt">When it was exchanged for the secret; null: not.</param>
/// <param name="RevokedAt">When it was revoked or replaced; null: not.</param>
public sealed record ConfirmationCodeView(string Id, string PlacementId, CodeDelivery Delivery, DateOnly ExpiresOn, DateTime IssuedAt, string IssuedBy, DateTime? UsedAt, DateTime? RevokedAt)
{
    /// <remarks>Confirmation and placement must be loaded.</remarks>
    public static ConfirmationCodeView Of(ConfirmationCode c) => new(c.PublicId, c.Confirmation.Placement.PublicId, c.Delivery, c.ExpiresOn, c.IssuedAt, c.IssuedBy, c.UsedAt, c.RevokedAt);
}

/// <summary>Lists the codes that were given to workers, the newest first, without the codes.</summary>
public sealed class ListConfirmationCodes(LicensingDb db, Caller caller) : Endpoint<ListConfirmationCodesRequest, Ok<PageOf<ConfirmationCodeView>>>
{
    public override void Configure()
    {
        Get("confirmation-codes");
        Permissions(Permission.IssueConfirmationCodes);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ConfirmationCodeView>>> ExecuteAsync(ListConfirmationCodesRequest r, CancellationToken ct)
    {
        var free = db.Confirmations.OfFree(db, caller);
        var codes = db.ConfirmationCodes.AsNoTracking().Include(c => c.Confirmation).ThenInclude(c => c.Placement).Where(c => free.Any(f => f.Id == c.ConfirmationId));
        if (r.Placement is not null)
            codes = codes.Where(c => c.Confirmation.Placement.PublicId == r.Placement);
        return TypedResults.Ok(await codes.ToPageAsync(r.Limit, r.Cursor, new { r.Placement }, ConfirmationCodeView.Of, newestFirst: true, ct));
    }
}
