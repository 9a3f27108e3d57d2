using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <summary>A suspension or a revocation: what both take.</summary>
public abstract class MeasureApproval<T>(LicensingDb db, RegimeInForce regimes, Ministry ministry, TimeProvider clock) : LicenceChange<T>(db)
{
    protected DateOnly Today => ministry.Today(clock);

    protected DateTime Now => clock.Now();

    /// <summary>The law of the first day of the measure.</summary>
    protected Task<RegimeOn> RegimeAsync(DateOnly from, CancellationToken ct) => regimes.OnAsync(from, ct);

    /// <summary>No sanction before the agency was heard, or let its time pass.</summary>
    protected async Task<Problem?> WhyNotAfterAsync(string? noticeId, Licence licence, IntendedMeasure measure, RegimeOn regime, CancellationToken ct)
    {
        if (noticeId is null)
            return regime.Answer(RegimeQuestion.ShowCause).Value is NoneRequired ? null : new Problem(ProblemCode.NoticeNeeded);
        var notice = await NoticeAsync(noticeId, licence, ct);
        if (notice is null)
            return new Problem(ProblemCode.NoticeNeeded, $"The licence has no notice {noticeId}.");
        if (measure == IntendedMeasure.Revocation && notice.Intended != IntendedMeasure.Revocation)
            return new Problem(ProblemCode.NoticeDoesNotCover, "It announced a suspension; a revocation is graver.");
        return notice.StateOn(Today) switch
        {
            NoticeState.Answered or NoticeState.Unanswered => null,
            NoticeState.Open => new Problem(ProblemCode.NoticeRunning, $"The agency may answer until {notice.AnswerUntil:yyyy-MM-dd}."),
            var state => new Problem(ProblemCode.NoticeClosed, $"It is {Json.Words.ConvertName(state.ToString())}."),
        };
    }

    /// <summary>Ties the notice to the measure that rests on it.</summary>
    protected async Task UseAsync(string? noticeId, Licence licence, LicenceFactRow measure, string reason, CancellationToken ct)
    {
        if (noticeId is null || await NoticeAsync(noticeId, licence, ct) is not { } notice)
            return;
        notice.CarryMeasure(measure.PublicId);
        Db.Record(notice, new NoticeUsed(measure.PublicId), reason);
    }

    private Task<ShowCauseNotice?> NoticeAsync(string id, Licence licence, CancellationToken ct) =>
        Db.ShowCauseNotices.AsTracking().SingleOrDefaultAsync(n => n.PublicId == id && n.LicenceId == licence.Id, ct);
}
