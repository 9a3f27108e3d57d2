using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public sealed record ListComplaintsRequest
{
    [QueryParam]
    public ComplaintState? State { get; init; }

    /// <summary>Public id of the agency that it is about.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>To whom it is assigned.</summary>
    [QueryParam]
    public string? AssignedTo { get; init; }

    /// <summary>Only those that cannot wait.</summary>
    [QueryParam]
    public bool Urgent { get; init; }

    /// <summary>Only those of which a last day is near or has passed undone.</summary>
    [QueryParam]
    public bool Warned { get; init; }

    /// <summary>Only those of which a last day has passed undone.</summary>
    [QueryParam]
    public bool Escalated { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListComplaintsValidator : Validator<ListComplaintsRequest>
{
    public ListComplaintsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.AssignedTo).MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>A complaint as officers sort it: without who complains and what was said.</summary>
/// <param name="AgencyId">The agency that it is about, where one is known.</param>
/// <param name="IsAnonymous">Whether nobody is sealed who complains.</param>
/// <param name="JoinedToId">The complaint with which it is handled.</param>
/// <param name="RetaliationOfId">The complaint for which its complainant is paid back.</param>
public sealed record ComplaintSummary(
    string Id, string Reference, ComplaintState State, ComplaintType Type, ComplainantKind By, bool IsAnonymous, ComplaintAgainst Against, string? AgencyId, bool IsUrgent, IReadOnlyList<UrgentSign> Urgent,
    DateTime FiledAt, DateTime ChangedAt, string? AssignedTo, DateTime? EscalatedAt, string? JoinedToId, string? RetaliationOfId)
{
    /// <remarks>Agency and the complaints that it hangs on must be loaded.</remarks>
    public static ComplaintSummary Of(Complaint c) => new(
        c.PublicId, c.Reference, c.State, c.Type, c.By, c.PersonKey is null, c.Against, c.Agency?.PublicId, c.IsUrgent, c.Signs.Apart(), c.FiledAt, c.ChangedAt, c.AssignedTo, c.EscalatedAt,
        c.JoinedTo?.PublicId, c.RetaliationOf?.PublicId);
}

/// <summary>Lists complaints, the newest first, without who complains and what was said. Whoever declared himself not free towards an agency is shown none
/// about it.</summary>
public sealed class ListComplaints(LicensingDb db, Caller caller) : Endpoint<ListComplaintsRequest, Ok<PageOf<ComplaintSummary>>>
{
    public override void Configure()
    {
        Get("complaints");
        Permissions(Permission.ReadComplaints);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ComplaintSummary>>> ExecuteAsync(ListComplaintsRequest r, CancellationToken ct)
    {
        var rows = db.Complaints.AsNoTracking().Include(c => c.Agency).Include(c => c.JoinedTo).Include(c => c.RetaliationOf).OfFree(db, caller);
        if (r.State is { } state)
            rows = rows.Where(c => c.State == state);
        if (r.Agency is not null)
            rows = rows.Where(c => c.Agency!.PublicId == r.Agency);
        if (r.AssignedTo is not null)
            rows = rows.Where(c => c.AssignedTo == r.AssignedTo);
        if (r.Urgent)
            rows = rows.Where(c => c.Signs != UrgentSigns.None || c.Type == ComplaintType.Retaliation || c.RetaliationOfId != null);
        if (r.Warned)
            rows = rows.Where(c => c.ClosedAt == null && db.ComplaintReminders.Any(n => n.ComplaintId == c.Id));
        if (r.Escalated)
            rows = rows.Where(c => c.EscalatedAt != null && c.ClosedAt == null);
        return TypedResults.Ok(await rows.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, ComplaintSummary.Of, newestFirst: true, ct, all: db.Complaints));
    }
}
