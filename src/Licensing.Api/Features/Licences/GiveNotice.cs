using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Intended">A notice of a revocation can carry a suspension, which is less; a notice of a suspension carries no revocation.</param>
/// <param name="Reason">In a word that the public may read, should a measure follow.</param>
/// <param name="Grounds">What the agency is to answer to: the facts and the law.</param>
public sealed record GiveNoticeRequest(IntendedMeasure Intended, MeasureReason Reason, string Grounds)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class GiveNoticeValidator : Validator<GiveNoticeRequest>
{
    public GiveNoticeValidator() => RuleFor(r => r.Grounds).NotEmpty().StoredLength(LicenceFactRow.MaxTextLength);
}

/// <summary>Gives an agency notice to show cause why its licence should not be suspended or revoked. Until when it may answer, the regime says.</summary>
public sealed class GiveNotice(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<GiveNoticeRequest, Results<Created<NoticeView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/notices");
        Permissions(Permission.GiveNotices);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RegimeNotSet, ProblemCode.RegimeExcludes, ProblemCode.LicenceMoveNotPossible, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<NoticeView>, Problem>> ExecuteAsync(GiveNoticeRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (await db.ConflictsOfInterest.AnyAsync(c => c.AgencyId == licence.AgencyId && c.Subject == caller.Name && c.WithdrawnAt == null, ct))
            return new Problem(ProblemCode.ProposalConflict);
        var regime = await regimes.OnAsync(today, ct);
        if (regime.WhyNot(RegimeQuestion.ShowCause, RegimeQuestion.DayCounting) is { } notSet)
            return notSet;
        if (regime.Answer(RegimeQuestion.ShowCause).Value is NoneRequired)
            return new Problem(ProblemCode.RegimeExcludes, "The regime asks for no notice to show cause; propose the measure.");
        if (licence.WhyNot(r.Intended == IntendedMeasure.Revocation ? LicenceAction.Revoke : LicenceAction.Suspend, today, now) is { } impossible)
            return impossible;
        var deadline = regime.After(today, RegimeQuestion.ShowCause);
        if (deadline.LastDay is not { } last)
            return RegimeOn.Undetermined("the time to answer", deadline.Undetermined!.Value);

        var notice = new ShowCauseNotice(licence, r.Intended, r.Reason, r.Grounds, today, last, now, caller.Name);
        db.Add(notice);
        db.Record(notice, new NoticeGiven(licence.PublicId, r.Intended, r.Reason, last));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Created($"/v1/notices/{notice.PublicId}", NoticeView.Of(notice, today));
    }
}
