using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public sealed record ListComplaintNoticesRequest
{
    /// <summary>Public id of the agency; every one that the caller may see if left out.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListComplaintNoticesValidator : Validator<ListComplaintNoticesRequest>
{
    public ListComplaintNoticesValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the notices about complaints, the newest first; an agency sees its own.</summary>
public sealed class ListComplaintNotices(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ListComplaintNoticesRequest, Ok<PageOf<ComplaintNoticeSummary>>>
{
    public override void Configure()
    {
        Get("complaint-notices");
        Permissions(Permission.ReadComplaintNotices);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ComplaintNoticeSummary>>> ExecuteAsync(ListComplaintNoticesRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var notices = db.ComplaintNotices.AsNoTracking().VisibleTo(caller).Include(n => n.Agency).AsQueryable();
        if (r.Agency is not null)
            notices = notices.Where(n => n.Agency.PublicId == r.Agency);
        return TypedResults.Ok(await notices.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, n => ComplaintNoticeSummary.Of(n, today), newestFirst: true, ct));
    }
}
