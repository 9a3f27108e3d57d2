using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Procedures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Grounds">What the agency is to answer to: facts and law, with nothing that the complainant has not agreed to.</param>
public sealed record GiveComplaintNoticeRequest(string Grounds)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

public sealed class GiveComplaintNoticeValidator : Validator<GiveComplaintNoticeRequest>
{
    public GiveComplaintNoticeValidator() => RuleFor(r => r.Grounds).NotEmpty().StoredLength(Complaint.MaxTextLength);
}

/// <summary>Gives an agency notice of what it is to answer to. Only once the complainant has agreed to the particulars. Until when it may answer, the procedure
/// says, or the regime where that is silent; where the law leaves it between two, it has the longer.</summary>
public sealed class GiveComplaintNotice(LicensingDb db, Caller caller, ComplaintClock times, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<GiveComplaintNoticeRequest, Results<Created<ComplaintNoticeSummary>, Problem>>
{
    public override void Configure()
    {
        Post("complaints/{ComplaintId}/notices");
        Permissions(Permission.HandleComplaints);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ComplaintMoveNotPossible, ProblemCode.ComplaintNotAgainstAgency,
            ProblemCode.ComplaintNoConsent, ProblemCode.RegimeNotSet);
    }

    public override async Task<Results<Created<ComplaintNoticeSummary>, Problem>> ExecuteAsync(GiveComplaintNoticeRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        complaint.MustBe(ComplaintState.Receivable);
        if (complaint.Agency is not { } agency)
            return new Problem(ProblemCode.ComplaintNotAgainstAgency);
        if (await db.ComplaintConsents.CountAsync(c => c.ComplaintId == complaint.Id && c.Item == ComplaintConsent.Particulars && c.WithdrawnAt == null, ct) == 0)
            return new Problem(ProblemCode.ComplaintNoConsent);
        var (today, now) = (ministry.Today(clock), clock.Now());
        var (last, refused) = await LastDayAsync(complaint, today, ct);
        if (last is not { } until)
            return refused!;

        var notice = new ComplaintNotice(complaint, agency, r.Grounds, today, until, now, caller.Name);
        db.Add(notice);
        db.Record(notice, new ComplaintNoticeGiven(complaint.PublicId, until));
        db.Add(new ComplaintStep(complaint, ProcedureEvent.NoticeGiven, today, now, caller.Name));
        complaint.Touch(now);
        db.Record(complaint, new ComplaintStepRecorded(ProcedureEvent.NoticeGiven, today));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Created($"/v1/complaint-notices/{notice.PublicId}", ComplaintNoticeSummary.Of(notice, today));
    }

    private async Task<(DateOnly? Last, Problem? Refused)> LastDayAsync(Complaint complaint, DateOnly today, CancellationToken ct)
    {
        var reading = (await times.TimesAsync(ct)).Read(ProcedureStep.Defence, complaint.FiledOn, new Dictionary<ProcedureEvent, DateOnly> { [ProcedureEvent.NoticeGiven] = today });
        // Where it is open how days are counted, the agency has the longer too: nobody is cut off by a doubt.
        if (reading is { State: ClockState.Running, PerhapsUntil: { } latest })
            return (latest, null);
        if (reading.State is ClockState.Running or ClockState.CalendarTooShort)
            return (null, RegimeOn.Undetermined("the time to answer", DeadlineDoubt.CalendarTooShort));
        var regime = await regimes.OnAsync(today, ct);
        if (regime.WhyNot(RegimeQuestion.ShowCause, RegimeQuestion.DayCounting) is { } notSet)
            return (null, notSet);
        var deadline = regime.After(today, RegimeQuestion.ShowCause);
        return deadline.LastDay is { } last ? (last, null) : (null, RegimeOn.Undetermined("the time to answer", deadline.Undetermined!.Value));
    }
}
