using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public sealed record ReadComplaintNoticeRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

/// <param name="Grounds">What the agency is to answer to.</param>
/// <param name="Shared">What the complainant agrees to show; what he takes back is no longer here.</param>
/// <param name="Documents">What the agency attached as evidence.</param>
/// <param name="Decision">Null until it was decided.</param>
public sealed record ComplaintNoticeView(
    ComplaintNoticeSummary Notice, string Grounds, SharedItems Shared, string? Answer, IReadOnlyList<AnswerDocumentView> Documents, ComplaintDecisionView? Decision, [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>Shows a notice about a complaint, with what the complainant agrees to show at this moment, and the decision once there is one. That it was read is recorded.</summary>
public sealed class ReadComplaintNotice(LicensingDb db, Caller caller, ReadRegister reads, SharedReading shared, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadComplaintNoticeRequest, Results<Ok<ComplaintNoticeView>, Problem>>
{
    public override void Configure()
    {
        Get("complaint-notices/{NoticeId}");
        Permissions(Permission.ReadComplaintNotices);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ComplaintNoticeView>, Problem>> ExecuteAsync(ReadComplaintNoticeRequest r, CancellationToken ct)
    {
        var notice = await db.ComplaintNotices.AsNoTracking().VisibleTo(caller).Include(n => n.Agency).Include(n => n.Complaint).ThenInclude(c => c.Placement).SingleOrDefaultAsync(n => n.PublicId == r.NoticeId, ct);
        if (notice is null)
            return new Problem(ProblemCode.NotFound);
        var receipt = await reads.RecordShownAsync(notice.PublicId, ct);
        var decision = await db.ComplaintDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.ComplaintId == notice.ComplaintId && d.AgencyId == notice.AgencyId, ct);
        var documents = await db.AnswerDocuments.AsNoTracking().Where(d => d.ComplaintNoticeId == notice.Id && d.FileKey != null).OrderBy(d => d.Id).ToListAsync(ct);
        HttpContext.ShowVersion(notice);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ComplaintNoticeView(
            ComplaintNoticeSummary.Of(notice, ministry.Today(clock)), notice.Grounds, await shared.OfAsync(notice.Complaint, ct), notice.Answer,
            [.. documents.Select(AnswerDocumentView.Of)], decision is null ? null : ComplaintDecisionView.Of(decision), receipt));
    }
}
