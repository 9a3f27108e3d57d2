using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ListNoticesRequest
{
    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Licence { get; init; }

    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListNoticesValidator : Validator<ListNoticesRequest>
{
    public ListNoticesValidator()
    {
        RuleFor(r => r.Licence).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists notices to show cause, the newest first; an agency sees its own.</summary>
public sealed class ListNotices(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ListNoticesRequest, Ok<PageOf<NoticeView>>>
{
    public override void Configure()
    {
        Get("notices");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<NoticeView>>> ExecuteAsync(ListNoticesRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var notices = db.ShowCauseNotices.AsNoTracking().VisibleTo(caller).Include(n => n.Licence).AsQueryable();
        if (r.Licence is not null)
            notices = notices.Where(n => n.Licence.PublicId == r.Licence);
        if (r.Agency is not null)
            notices = notices.Where(n => n.Licence.Agency.PublicId == r.Agency);
        return TypedResults.Ok(await notices.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, n => NoticeView.Of(n, today), newestFirst: true, ct));
    }
}
