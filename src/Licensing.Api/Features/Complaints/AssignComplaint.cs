using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Officer">Who deals with it, by the name in his token.</param>
public sealed record AssignComplaintRequest(string Officer)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

public sealed record ComplaintAssigned(string Officer);

public sealed class AssignComplaintValidator : Validator<AssignComplaintRequest>
{
    public AssignComplaintValidator() => RuleFor(r => r.Officer).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
}

/// <summary>Assigns a complaint to an officer who is free towards the agency.</summary>
public sealed class AssignComplaint(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<AssignComplaintRequest, Results<Ok<ComplaintSummary>, Problem>>
{
    public override void Configure()
    {
        Post("complaints/{ComplaintId}/assignment");
        Permissions(Permission.HandleComplaints);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ComplaintMoveNotPossible, ProblemCode.ComplaintAssigneeNotFree);
    }

    public override async Task<Results<Ok<ComplaintSummary>, Problem>> ExecuteAsync(AssignComplaintRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        if (HttpContext.RefuseStale(complaint) is { } stale)
            return stale;
        complaint.MustBe(ComplaintState.Filed, ComplaintState.Receivable);
        if (complaint.AgencyId is { } agency && await db.ConflictsOfInterest.AnyAsync(c => c.AgencyId == agency && c.Subject == r.Officer && c.WithdrawnAt == null, ct))
            return new Problem(ProblemCode.ComplaintAssigneeNotFree);
        complaint.Assign(r.Officer, clock.Now());
        db.Record(complaint, new ComplaintAssigned(r.Officer));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(complaint);
        return TypedResults.Ok(ComplaintSummary.Of(complaint));
    }
}
