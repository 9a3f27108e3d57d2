using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Procedures;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public sealed record ReadComplaintRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

/// <param name="Words">Null once their time is over.</param>
/// <param name="AgainstName">Whom it is about, as the complainant calls him.</param>
public sealed record ComplaintEntryView(string Id, DateTime At, string? Words, string? AgainstName) : IPersonal;

public sealed record ComplaintStepView(ProcedureEvent Event, DateOnly On, DateTime RecordedAt, string RecordedBy);

/// <param name="About">Which time, as in times.</param>
/// <param name="DueOn">The last day that is surely in time, as it was told.</param>
public sealed record ComplaintReminderView(string About, DateOnly DueOn, ComplaintReminderStage Stage, DateTime At);

/// <param name="On">The day for which it is set.</param>
/// <param name="Minutes">What was said; null until it was held, and once its time is over.</param>
public sealed record HearingView(string Id, DateOnly On, string? Place, string? Minutes, DateTime? MinutedAt, string? MinutedBy) : IPersonal;

/// <param name="CameInTime">Whether it came before it was barred; null: open, or no bar is known.</param>
/// <param name="Entries">What was said, the first first.</param>
/// <param name="Shared">What the agency may be shown now.</param>
/// <param name="Times">Every time of the procedure, as it stands.</param>
/// <param name="Reminders">Of which last days officers were warned, and which have passed undone.</param>
/// <param name="Together">Ids of complaints that are handled with it, and of those of retaliation that hang on it.</param>
public sealed record ReadComplaintResponse(
    ComplaintSummary Complaint, string Language, DateOnly FiledOn, DateOnly? HappenedOn, bool? IsAbroad, DateOnly? ReturnedOn, DateOnly? EmploymentEndedOn, Money? Claimed, string? LicenceNumber, string? JobOrder,
    string? DisclosureId, string? PlacementId, string? TriageReason, string? GoInstead, DateTime? TriagedAt, string? TriagedBy, bool? CameInTime, IReadOnlyList<ComplaintEntryView> Entries,
    IReadOnlyList<ComplaintAttachmentView> Attachments, IReadOnlyList<string> Shared, IReadOnlyList<ComplaintStepView> Steps, IReadOnlyList<ComplaintDue> Times, IReadOnlyList<ComplaintReminderView> Reminders, IReadOnlyList<HearingView> Hearings,
    IReadOnlyList<SettlementView> Settlements, IReadOnlyList<string> Notices, ComplaintDecisionView? Decision, IReadOnlyList<string> Together, [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>Shows a complaint with its words, without who complains. That it was read, and by whom, is recorded first (GET /reads); why, X-Purpose says.</summary>
public sealed class ReadComplaint(LicensingDb db, Caller caller, ReadRegister reads, PersonSeal seal, ComplaintClock times) : Endpoint<ReadComplaintRequest, Results<Ok<ReadComplaintResponse>, Problem>>
{
    public override void Configure()
    {
        Get("complaints/{ComplaintId}");
        Permissions(Permission.ReadComplaints);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ReadComplaintResponse>, Problem>> ExecuteAsync(ReadComplaintRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        var receipt = await reads.RecordShownAsync(complaint.PublicId, ct);
        var key = complaint.Id;
        var entries = await db.ComplaintEntries.AsNoTracking().Where(e => e.ComplaintId == key).OrderBy(e => e.Id).ToListAsync(ct);
        var attachments = await db.ComplaintAttachments.AsNoTracking().Where(a => a.ComplaintId == key && a.FileKey != null).OrderBy(a => a.Id).ToListAsync(ct);
        var shared = await db.ComplaintConsents.AsNoTracking().Where(c => c.ComplaintId == key && c.WithdrawnAt == null).OrderBy(c => c.Id).Select(c => c.Item).ToListAsync(ct);
        var steps = await db.ComplaintSteps.AsNoTracking().Where(s => s.ComplaintId == key).OrderBy(s => s.Id).ToListAsync(ct);
        var hearings = await db.ComplaintHearings.AsNoTracking().Where(h => h.ComplaintId == key).OrderBy(h => h.Id).ToListAsync(ct);
        var settlements = await db.ComplaintSettlements.AsNoTracking().Where(s => s.ComplaintId == key).OrderBy(s => s.Id).ToListAsync(ct);
        var notices = await db.ComplaintNotices.AsNoTracking().Where(n => n.ComplaintId == key).OrderBy(n => n.Id).Select(n => n.PublicId).ToListAsync(ct);
        var decision = await db.ComplaintDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.ComplaintId == key, ct);
        var together = await db.Complaints.AsNoTracking().Where(c => c.JoinedToId == key || c.RetaliationOfId == key).OrderBy(c => c.Id).Select(c => c.PublicId).ToListAsync(ct);
        var reminders = await db.ComplaintReminders.AsNoTracking().Where(n => n.ComplaintId == key).OrderBy(n => n.Id).Select(n => new ComplaintReminderView(n.About, n.DueOn, n.Stage, n.At)).ToListAsync(ct);
        var reckoned = await times.TimesAsync(ct);
        HttpContext.ShowVersion(complaint);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ReadComplaintResponse(
            ComplaintSummary.Of(complaint), complaint.Language, complaint.FiledOn, complaint.HappenedOn, complaint.IsAbroad, complaint.ReturnedOn, complaint.EmploymentEndedOn, complaint.Claimed,
            complaint.LicenceNumber, complaint.JobOrder, complaint.DisclosureName, complaint.Placement?.PublicId, complaint.TriageReason, complaint.GoInstead, complaint.TriagedAt, complaint.TriagedBy,
            reckoned.CameInTime(complaint), [.. entries.Select(View)], [.. attachments.Select(ComplaintAttachmentView.Of)], shared,
            [.. steps.Select(s => new ComplaintStepView(s.Event, s.On, s.RecordedAt, s.RecordedBy))], reckoned.Of(complaint, steps), reminders, [.. hearings.Select(View)],
            [.. settlements.Select(SettlementView.Of)], notices, decision is null ? null : ComplaintDecisionView.Of(decision), together, receipt));
    }

    private ComplaintEntryView View(ComplaintEntry entry)
    {
        var said = entry.Words is { } words ? seal.Open<SaidWords>(words) : null;
        return new(entry.PublicId, entry.At, said?.Text, said?.AgainstName);
    }

    private HearingView View(ComplaintHearing hearing) =>
        new(hearing.PublicId, hearing.On, hearing.Place, hearing.Minutes is { } minutes ? seal.Open<string>(minutes) : null, hearing.MinutedAt, hearing.MinutedBy);
}
