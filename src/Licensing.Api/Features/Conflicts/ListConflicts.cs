using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Conflicts;

public sealed record ListConflictsRequest
{
    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Also those that were withdrawn.</summary>
    [QueryParam]
    public bool Withdrawn { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListConflictsValidator : Validator<ListConflictsRequest>
{
    public ListConflictsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists who declared himself not free towards which agency; for supervisors and who watches the ministry.</summary>
public sealed class ListConflicts(LicensingDb db) : Endpoint<ListConflictsRequest, Ok<PageOf<ConflictView>>>
{
    public override void Configure()
    {
        Get("conflicts");
        Permissions(Permission.ReadConflicts);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ConflictView>>> ExecuteAsync(ListConflictsRequest r, CancellationToken ct)
    {
        var conflicts = db.ConflictsOfInterest.AsNoTracking().Include(c => c.Agency).AsQueryable();
        if (r.Agency is not null)
            conflicts = conflicts.Where(c => c.Agency.PublicId == r.Agency);
        if (!r.Withdrawn)
            conflicts = conflicts.Where(c => c.WithdrawnAt == null);
        return TypedResults.Ok(await conflicts.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, ConflictView.Of, newestFirst: true, ct));
    }
}
