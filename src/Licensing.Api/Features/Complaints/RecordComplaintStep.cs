using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Procedures;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Complaints;

/// <param name="Event">What happened, or when it happened where the complainant did not know; notices, answers, settlements and decisions are recorded by
/// themselves.</param>
/// <param name="On">In the ministry's time zone.</param>
public sealed record RecordComplaintStepRequest(ProcedureEvent Event, DateOnly On)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

/// <param name="Times">Every time of the procedure, as it stands now.</param>
public sealed record RecordComplaintStepResponse(ComplaintSummary Complaint, IReadOnlyList<ComplaintDue> Times);

public sealed class RecordComplaintStepValidator : Validator<RecordComplaintStepRequest>
{
    private static readonly ProcedureEvent[] ByThemselves =
        [ProcedureEvent.ComplaintFiled, ProcedureEvent.NoticeGiven, ProcedureEvent.Answered, ProcedureEvent.Settled, ProcedureEvent.Decided];

    public RecordComplaintStepValidator()
    {
        RuleFor(r => r.Event).Must(e => !ByThemselves.Contains(e)).WithErrorCode("event.recorded-by-itself").WithMessage("This is recorded when it is done.");
        RuleFor(r => r.On).PlausibleDay();
    }
}

/// <summary>Records a day in the course of a complaint from which the law counts. Of one event the last that was recorded holds.</summary>
public sealed class RecordComplaintStep(LicensingDb db, Caller caller, ComplaintClock times, Ministry ministry, TimeProvider clock)
    : Endpoint<RecordComplaintStepRequest, Results<Ok<RecordComplaintStepResponse>, Problem>>
{
    public override void Configure()
    {
        Post("complaints/{ComplaintId}/steps");
        Permissions(Permission.HandleComplaints);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ComplaintMoveNotPossible);
    }

    public override async Task<Results<Ok<RecordComplaintStepResponse>, Problem>> ExecuteAsync(RecordComplaintStepRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        complaint.MustBe(ComplaintState.Filed, ComplaintState.Receivable);
        if (r.On > ministry.Today(clock))
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.in-future", "/on", "The day has not come.", $"{r.On:yyyy-MM-dd}", "Record it when it has happened.")]);
        db.Add(new ComplaintStep(complaint, r.Event, r.On, clock.Now(), caller.Name));
        complaint.Touch(clock.Now());
        db.Record(complaint, new ComplaintStepRecorded(r.Event, r.On));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(complaint);
        return TypedResults.Ok(new RecordComplaintStepResponse(ComplaintSummary.Of(complaint), await times.OfAsync(complaint, ct)));
    }
}
