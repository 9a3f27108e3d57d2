using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public enum TriageOutcome
{
    /// <summary>The ministry takes it up.</summary>
    Receivable,

    /// <summary>It does not; the reason and where to go instead are told.</summary>
    NotReceivable,

    /// <summary>It is handled with another complaint.</summary>
    Join,
}

/// <param name="Reason">What the complainant is told: why it is taken up or not. Without who anybody is.</param>
/// <param name="GoInstead">Where to go instead: an office, a court, an address; needed where it is not receivable.</param>
/// <param name="JoinTo">Public id or reference of the complaint about the same.</param>
/// <param name="AgencyId">The agency that it is about, where the complainant did not know it: public id or reference.</param>
/// <param name="DisclosureId">Of what that agency reported, where the complainant did not know it.</param>
/// <param name="Urgent">Why it cannot wait, where the complainant did not say so.</param>
/// <param name="RetaliationOf">Public id or reference of the complaint for which this complainant is paid back, where it was not reported with that one's secret; it is urgent then.</param>
public sealed record TriageComplaintRequest(
    TriageOutcome Outcome, string Reason, string? GoInstead = null, string? JoinTo = null, string? AgencyId = null, IReadOnlyList<UrgentSign>? Urgent = null, string? RetaliationOf = null,
    string? DisclosureId = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

public sealed record ComplaintTriaged(ComplaintState State, string? JoinedTo, string? AgencyId, bool? CameInTime, string? RetaliationOf);

/// <param name="CameInTime">Whether it came before it was barred; null: open, or no bar is known.</param>
/// <param name="Warnings">What the officer should look at again.</param>
public sealed record TriageComplaintResponse(ComplaintSummary Complaint, bool? CameInTime, IReadOnlyList<string> Warnings);

public sealed class TriageComplaintValidator : Validator<TriageComplaintRequest>
{
    public TriageComplaintValidator()
    {
        RuleFor(r => r.Reason).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.GoInstead).StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.GoInstead).NotEmpty().When(r => r.Outcome == TriageOutcome.NotReceivable).WithMessage("Say where the complainant can go instead.");
        RuleFor(r => r.JoinTo).NotEmpty().When(r => r.Outcome == TriageOutcome.Join).WithMessage("Name the complaint about the same.");
        RuleFor(r => r.JoinTo).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.AgencyId).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.RetaliationOf).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.DisclosureId).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Urgent).Must(signs => signs is null || signs.Count <= 4).WithMessage("Each sign once.");
    }
}

/// <summary>Says whether the ministry takes a complaint up, or where to go instead, or with which other one it is handled. The complainant is told.</summary>
public sealed class TriageComplaint(LicensingDb db, Caller caller, ComplaintClock times, TimeProvider clock) : Endpoint<TriageComplaintRequest, Results<Ok<TriageComplaintResponse>, Problem>>
{
    public override void Configure()
    {
        Post("complaints/{ComplaintId}/triage");
        Permissions(Permission.HandleComplaints);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ComplaintMoveNotPossible);
    }

    public override async Task<Results<Ok<TriageComplaintResponse>, Problem>> ExecuteAsync(TriageComplaintRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        if (HttpContext.RefuseStale(complaint) is { } stale)
            return stale;
        complaint.MustBe(ComplaintState.Filed, ComplaintState.Receivable);
        // Whom a notice was given to stays whom it is about.
        if (await db.ComplaintNotices.AnyAsync(n => n.ComplaintId == complaint.Id, ct))
            return new Problem(ProblemCode.ComplaintMoveNotPossible, "Notice was given to the agency; settle or decide it.");
        if (r.AgencyId is not null)
        {
            var agency = await db.Agencies.AsQueryable().FindAsync(r.AgencyId, ct);
            if (agency is null)
                return new Problem(ProblemCode.NotFound, "There is no such agency.");
            if (await db.WhyNotFreeAsync(caller, agency.Id, ct) is { } notFree)
                return notFree;
            complaint.Concerns(agency);
        }

        if (r.DisclosureId is not null)
        {
            var placement = await db.Disclosures.AsTracking().Where(d => d.PublicId == r.DisclosureId).Select(d => d.Placement).SingleOrDefaultAsync(ct);
            if (placement is null || placement.AgencyId != complaint.AgencyId)
                return new Problem(ProblemCode.NotFound, "The agency that it is about reported no such disclosure. Name the agency too, where the complaint does not.");
            complaint.Concerns(placement);
        }

        var main = r.Outcome == TriageOutcome.Join ? await db.OfficerFindsAsync(caller, r.JoinTo!, ct) : null;
        if (main is not null && (main.Id == complaint.Id || !main.IsOpen || await db.Complaints.AnyAsync(c => c.JoinedToId == complaint.Id, ct)))
            return new Problem(ProblemCode.ComplaintMoveNotPossible, "It is joined to another one that is open, and to which nothing leads back.");

        if (r.RetaliationOf is not null)
        {
            var earlier = await db.OfficerFindsAsync(caller, r.RetaliationOf, ct);
            if (earlier.Id == complaint.Id)
                return new Problem(ProblemCode.ComplaintMoveNotPossible, "It hangs on another one.");
            complaint.ComesFrom(earlier);
        }

        var state = r.Outcome switch { TriageOutcome.Receivable => ComplaintState.Receivable, TriageOutcome.Join => ComplaintState.Joined, _ => ComplaintState.NotReceivable };
        complaint.Mark(r.Urgent.Together());
        complaint.Triage(state, r.Reason, r.GoInstead, main, clock.Now(), caller.Name);
        var inTime = (await times.TimesAsync(ct)).CameInTime(complaint);
        db.Record(complaint, new ComplaintTriaged(state, main?.PublicId, complaint.Agency?.PublicId, inTime, complaint.RetaliationOf?.PublicId));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(complaint);
        return TypedResults.Ok(new TriageComplaintResponse(ComplaintSummary.Of(complaint), inTime, [.. Warnings(complaint, inTime)]));
    }

    private static IEnumerable<string> Warnings(Complaint complaint, bool? inTime)
    {
        if (inTime == false && complaint.State == ComplaintState.Receivable)
            yield return "By the law as it is known the complaint came too late. See times, and whether the law excepts what it is about.";
        if (inTime is null)
            yield return "Whether the complaint came in time is open: see times.";
        if (complaint.AgencyId is null && complaint.State == ComplaintState.Receivable)
            yield return "No agency is known that it is about: nobody can be heard or given points.";
    }
}
