using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

public sealed record ListMembershipsRequest
{
    [QueryParam]
    public string? Subject { get; init; }

    [QueryParam]
    public CallerRole? Role { get; init; }

    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Also those that are over.</summary>
    [QueryParam]
    public bool Ended { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListMembershipsValidator : Validator<ListMembershipsRequest>
{
    public ListMembershipsValidator()
    {
        RuleFor(r => r.Subject).MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists who holds which role, and who gave it.</summary>
public sealed class ListMemberships(LicensingDb db, TimeProvider clock) : Endpoint<ListMembershipsRequest, Ok<PageOf<MembershipView>>>
{
    public override void Configure()
    {
        Get("access/memberships");
        Permissions(Permission.ReadAccess);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<MembershipView>>> ExecuteAsync(ListMembershipsRequest r, CancellationToken ct)
    {
        var memberships = db.Memberships.AsNoTracking().Include(m => m.Agency).AsQueryable();
        if (r.Subject is not null)
            memberships = memberships.Where(m => m.Subject == r.Subject);
        if (r.Role is { } role)
            memberships = memberships.Where(m => m.Role == role);
        if (r.Agency is not null)
            memberships = memberships.Where(m => m.Agency!.PublicId == r.Agency);
        var now = clock.Now();
        if (!r.Ended)
            memberships = memberships.Where(m => m.Until == null || m.Until > now);
        return TypedResults.Ok(await memberships.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, MembershipView.Of, newestFirst: false, ct));
    }
}
