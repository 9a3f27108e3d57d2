using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Procedures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Place">Where, or how it is held; the complainant is told.</param>
public sealed record ScheduleHearingRequest(DateOnly On, string? Place = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

public sealed class ScheduleHearingValidator : Validator<ScheduleHearingRequest>
{
    public ScheduleHearingValidator()
    {
        RuleFor(r => r.On).PlausibleDay();
        RuleFor(r => r.Place).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
    }
}

/// <summary>Sets a day on which both sides are heard; no more of them than the law allows, where it says how many.</summary>
public sealed class ScheduleHearing(LicensingDb db, Caller caller, ProcedureBook book, TimeProvider clock) : Endpoint<ScheduleHearingRequest, Results<Created<HearingSetView>, Problem>>
{
    public override void Configure()
    {
        Post("complaints/{ComplaintId}/hearings");
        Permissions(Permission.HandleComplaints);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ComplaintMoveNotPossible, ProblemCode.HearingsUsedUp);
    }

    public override async Task<Results<Created<HearingSetView>, Problem>> ExecuteAsync(ScheduleHearingRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        complaint.MustBe(ComplaintState.Receivable);
        var held = await db.ComplaintHearings.CountAsync(h => h.ComplaintId == complaint.Id, ct);
        if (book.Pack.On(ProcedureStep.Hearings, complaint.FiledOn).Rule is { MostHearings: { } most } rule && held >= most)
            return new Problem(ProblemCode.HearingsUsedUp, $"At most {most}: {rule.Source.Citation}.");
        var hearing = new ComplaintHearing(complaint, r.On, r.Place, clock.Now(), caller.Name);
        db.Add(hearing);
        db.Record(hearing, new HearingSet(complaint.PublicId, r.On));
        // Two that are set at once meet at the version of the complaint.
        complaint.Touch(clock.Now());
        db.Record(complaint, new HearingSet(complaint.PublicId, r.On));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(hearing);
        return TypedResults.Created($"/v1/complaints/{complaint.PublicId}", HearingSetView.Of(hearing));
    }
}
