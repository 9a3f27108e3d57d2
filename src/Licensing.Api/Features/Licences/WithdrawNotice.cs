using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Reason">Why, for the history.</param>
public sealed record WithdrawNoticeRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

public sealed class WithdrawNoticeValidator : Validator<WithdrawNoticeRequest>
{
    public WithdrawNoticeValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>The ministry takes a notice back: the answer convinced, or it was given in error. No measure can rest on it any more.</summary>
public sealed class WithdrawNotice(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<WithdrawNoticeRequest, Results<Ok<NoticeView>, Problem>>
{
    public override void Configure()
    {
        Post("notices/{NoticeId}/withdrawal");
        Permissions(Permission.GiveNotices);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.NoticeClosed, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<NoticeView>, Problem>> ExecuteAsync(WithdrawNoticeRequest r, CancellationToken ct)
    {
        var notice = await db.ShowCauseNotices.Include(n => n.Licence).SingleOrDefaultAsync(n => n.PublicId == r.NoticeId, ct);
        if (notice is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.ConflictsOfInterest.AnyAsync(c => c.AgencyId == notice.AgencyId && c.Subject == caller.Name && c.WithdrawnAt == null, ct))
            return new Problem(ProblemCode.ProposalConflict);
        var today = ministry.Today(clock);
        if (HttpContext.RefuseStale(notice) is { } stale)
            return stale;
        if (notice.StateOn(today) is NoticeState.Used or NoticeState.Withdrawn)
            return new Problem(ProblemCode.NoticeClosed, $"It is {Json.Words.ConvertName(notice.StateOn(today).ToString())}.");

        notice.Withdraw(clock.Now());
        db.Record(notice, new NoticeWithdrawn(notice.Licence.PublicId), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Ok(NoticeView.Of(notice, today));
    }
}
