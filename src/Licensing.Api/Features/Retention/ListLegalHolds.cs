using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Retention;

public sealed record ListLegalHoldsRequest
{
    /// <summary>Public id of a worker, an agency or a placement.</summary>
    [QueryParam]
    public string? Subject { get; init; }

    /// <summary>Also those that were lifted.</summary>
    [QueryParam]
    public bool Lifted { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListLegalHoldsValidator : Validator<ListLegalHoldsRequest>
{
    public ListLegalHoldsValidator()
    {
        RuleFor(r => r.Subject).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists what must not be deleted, and why; the newest first.</summary>
public sealed class ListLegalHolds(LicensingDb db) : Endpoint<ListLegalHoldsRequest, Ok<PageOf<LegalHoldView>>>
{
    public override void Configure()
    {
        Get("legal-holds");
        Permissions(Permission.ReadRetention);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<LegalHoldView>>> ExecuteAsync(ListLegalHoldsRequest r, CancellationToken ct)
    {
        var holds = db.LegalHolds.AsNoTracking();
        if (r.Subject is not null)
            holds = holds.Where(h => h.SubjectId == r.Subject);
        var standing = r.Lifted ? holds : holds.Where(h => h.LiftedAt == null);
        // A hold that is lifted between two pages is still a place in the list.
        return TypedResults.Ok(await standing.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, LegalHoldView.Of, newestFirst: true, ct, all: holds));
    }
}
