using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Procedures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Answer">In the agency's words.</param>
public sealed record AnswerComplaintNoticeRequest(string Answer)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

public sealed class AnswerComplaintNoticeValidator : Validator<AnswerComplaintNoticeRequest>
{
    public AnswerComplaintNoticeValidator() => RuleFor(r => r.Answer).NotEmpty().StoredLength(ComplaintNotice.MaxAnswerLength);
}

/// <summary>The agency answers a notice about a complaint, once, until its last day, inclusive.</summary>
public sealed class AnswerComplaintNotice(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<AnswerComplaintNoticeRequest, Results<Ok<ComplaintNoticeSummary>, Problem>>
{
    public override void Configure()
    {
        Post("complaint-notices/{NoticeId}/answer");
        Permissions(Permission.AnswerComplaintNotices);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ComplaintNoticeClosed, ProblemCode.ComplaintNoticeLate);
    }

    public override async Task<Results<Ok<ComplaintNoticeSummary>, Problem>> ExecuteAsync(AnswerComplaintNoticeRequest r, CancellationToken ct)
    {
        var notice = await db.ComplaintNotices.AsTracking().VisibleTo(caller).Include(n => n.Agency).Include(n => n.Complaint).SingleOrDefaultAsync(n => n.PublicId == r.NoticeId, ct);
        if (notice is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(notice) is { } stale)
            return stale;
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (notice.WhyNotAnswered(today) is { } refusal)
            return refusal;
        notice.Reply(r.Answer, now, caller.Name);
        db.Record(notice, new ComplaintNoticeAnswered());
        db.Add(new ComplaintStep(notice.Complaint, ProcedureEvent.Answered, today, now, caller.Name));
        notice.Complaint.Touch(now);
        db.Record(notice.Complaint, new ComplaintStepRecorded(ProcedureEvent.Answered, today));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Ok(ComplaintNoticeSummary.Of(notice, today));
    }
}
