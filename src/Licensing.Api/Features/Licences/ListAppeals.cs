using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ListAppealsRequest
{
    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Public id of what is appealed against.</summary>
    [QueryParam]
    public string? Subject { get; init; }

    [QueryParam]
    public AppealState? State { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListAppealsValidator : Validator<ListAppealsRequest>
{
    public ListAppealsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Subject).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists appeals, the newest first; an agency sees its own.</summary>
public sealed class ListAppeals(LicensingDb db, Caller caller) : Endpoint<ListAppealsRequest, Ok<PageOf<AppealView>>>
{
    public override void Configure()
    {
        Get("appeals");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<AppealView>>> ExecuteAsync(ListAppealsRequest r, CancellationToken ct)
    {
        var all = db.Appeals.AsNoTracking().VisibleTo(caller).Include(a => a.Agency).AsQueryable();
        var appeals = all;
        if (r.Agency is not null)
            appeals = appeals.Where(a => a.Agency.PublicId == r.Agency);
        if (r.Subject is not null)
            appeals = appeals.Where(a => a.SubjectId == r.Subject);
        if (r.State is { } state)
            appeals = appeals.Where(a => a.State == state);
        // An appeal can be decided between two pages, and leave the filter.
        return TypedResults.Ok(await appeals.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, AppealView.Of, newestFirst: true, ct, all));
    }
}
