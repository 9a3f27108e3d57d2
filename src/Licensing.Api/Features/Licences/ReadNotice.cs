using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ReadNoticeRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

/// <summary>Shows a notice to show cause, with the agency's answer.</summary>
public sealed class ReadNotice(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ReadNoticeRequest, Results<Ok<NoticeView>, Problem>>
{
    public override void Configure()
    {
        Get("notices/{NoticeId}");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<NoticeView>, Problem>> ExecuteAsync(ReadNoticeRequest r, CancellationToken ct)
    {
        var notice = await db.ShowCauseNotices.AsNoTracking().VisibleTo(caller).Include(n => n.Licence).SingleOrDefaultAsync(n => n.PublicId == r.NoticeId, ct);
        if (notice is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(notice);
        return TypedResults.Ok(NoticeView.Of(notice, ministry.Today(clock)));
    }
}
