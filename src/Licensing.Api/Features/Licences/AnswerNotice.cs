using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Answer">In the agency's words. Leave out what says who a worker is: name cases by their ids.</param>
public sealed record AnswerNoticeRequest(string Answer)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

public sealed class AnswerNoticeValidator : Validator<AnswerNoticeRequest>
{
    public AnswerNoticeValidator() => RuleFor(r => r.Answer).NotEmpty().StoredLength(ShowCauseNotice.MaxAnswerLength);
}

/// <summary>The agency answers a notice to show cause, once, until its last day, inclusive.</summary>
public sealed class AnswerNotice(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<AnswerNoticeRequest, Results<Ok<NoticeView>, Problem>>
{
    public override void Configure()
    {
        Post("notices/{NoticeId}/answer");
        Permissions(Permission.AnswerNotices);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.NoticeClosed, ProblemCode.NoticeLate);
    }

    public override async Task<Results<Ok<NoticeView>, Problem>> ExecuteAsync(AnswerNoticeRequest r, CancellationToken ct)
    {
        var notice = await db.ShowCauseNotices.VisibleTo(caller).Include(n => n.Licence).SingleOrDefaultAsync(n => n.PublicId == r.NoticeId, ct);
        if (notice is null)
            return new Problem(ProblemCode.NotFound);
        var today = ministry.Today(clock);
        if (HttpContext.RefuseStale(notice) is { } stale)
            return stale;
        switch (notice.StateOn(today))
        {
            case NoticeState.Unanswered:
                return new Problem(ProblemCode.NoticeLate, $"The last day to answer was {notice.AnswerUntil:yyyy-MM-dd}.");
            case not NoticeState.Open:
                return new Problem(ProblemCode.NoticeClosed, $"It is {Json.Words.ConvertName(notice.StateOn(today).ToString())}.");
        }

        notice.Reply(r.Answer, clock.Now(), caller.Name);
        db.Record(notice, new NoticeAnswered(notice.Licence.PublicId));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Ok(NoticeView.Of(notice, today));
    }
}
