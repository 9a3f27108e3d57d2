using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Flags;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <param name="Answer">In the agency's words. Leave out what says who a worker is: name cases by their ids.</param>
public sealed record AnswerCaseNoticeRequest(string Answer)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

public sealed class AnswerCaseNoticeValidator : Validator<AnswerCaseNoticeRequest>
{
    public AnswerCaseNoticeValidator() => RuleFor(r => r.Answer).NotEmpty().StoredLength(CaseNotice.MaxAnswerLength);
}

/// <summary>The agency answers a notice of findings or of a flag, once, until its last day, inclusive. Evidence is attached before.</summary>
public sealed class AnswerCaseNotice(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<AnswerCaseNoticeRequest, Results<Ok<CaseNoticeSummary>, Problem>>
{
    public override void Configure()
    {
        Post("case-notices/{NoticeId}/answer");
        Permissions(Permission.AnswerCaseNotices);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.CaseNoticeClosed, ProblemCode.NoticeLate);
    }

    public override async Task<Results<Ok<CaseNoticeSummary>, Problem>> ExecuteAsync(AnswerCaseNoticeRequest r, CancellationToken ct)
    {
        var notice = await db.CaseNotices.AsTracking().VisibleTo(caller).Where(n => n.PublicId == r.NoticeId)
            .Include(n => n.Agency).Include(n => n.Items).ThenInclude(i => i.Finding).Include(n => n.Items).ThenInclude(i => i.Flag).AsSplitQuery().SingleOrDefaultAsync(ct);
        if (notice is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(notice) is { } stale)
            return stale;
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (notice.WhyNotAnswered(today) is { } refusal)
            return refusal;
        notice.Reply(r.Answer, now, caller.Name);
        db.Record(notice, new CaseNoticeAnswered(await db.AnswerDocuments.CountAsync(d => d.NoticeId == notice.Id && d.FileKey != null, ct)));
        foreach (var item in notice.Items.Where(i => i.IsWaiting))
        {
            if (item.Finding is { } finding)
            {
                finding.Move(FindingStatus.Answered, now);
                db.Record(finding, new FindingAnswered(notice.PublicId));
            }
            else if (item.Flag is { } flag)
            {
                flag.Move(FlagStatus.Answered, now);
                db.Record(flag, new FlagAnswered(notice.PublicId));
            }
        }

        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Ok(CaseNoticeSummary.Of(notice, today));
    }
}

internal static class CaseNoticeAnswers
{
    /// <summary>Refuses what comes after an answer, after the last day, or where nothing is left to answer.</summary>
    /// <remarks>The items must be loaded with their findings and flags.</remarks>
    public static Problem? WhyNotAnswered(this CaseNotice notice, DateOnly today) => notice.StateOn(today) switch
    {
        CaseNoticeState.Open => null,
        CaseNoticeState.Unanswered => new Problem(ProblemCode.NoticeLate, $"The last day to answer was {notice.AnswerUntil:yyyy-MM-dd}."),
        var state => new Problem(ProblemCode.CaseNoticeClosed, $"It is {Json.Words.ConvertName(state.ToString())}."),
    };
}
