using FastEndpoints;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Complaints;

public sealed record FollowComplaintRequest
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

/// <param name="Id">To agree to show it to the agency.</param>
public sealed record OwnEntryView(string Id, DateTime At);

/// <param name="Item">particulars, identity, placement, or the id of an entry or attachment.</param>
public sealed record OwnConsentView(string Item, DateTime GivenAt, DateTime? WithdrawnAt);

/// <summary>A complaint, as whoever complained sees it. Without its words: a telephone can fall into other hands.</summary>
/// <param name="Sentences">What became of it, and what comes next, in the language asked for where there is one.</param>
/// <param name="Entries">What was said, without the words.</param>
/// <param name="Consents">What the agency may be shown, and what it could be shown once.</param>
public sealed record OwnComplaintView(
    string Reference, ComplaintState State, bool IsUrgent, DateTime FiledAt, DateTime ChangedAt, IReadOnlyList<string> Sentences, IReadOnlyList<OwnEntryView> Entries,
    IReadOnlyList<ComplaintAttachmentView> Attachments, IReadOnlyList<OwnConsentView> Consents);

/// <summary>Shows whoever complained what became of it: with the reference, and the secret in X-Complaint-Secret.</summary>
public sealed class FollowComplaint(ComplaintTracking tracking, OwnComplaintReading reading) : Endpoint<FollowComplaintRequest, Results<Ok<OwnComplaintView>, Problem>>
{
    public override void Configure()
    {
        Get("complaint-tracking/{Reference}");
        Permissions(Permission.FollowComplaints);
        this.TakesComplaintSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<OwnComplaintView>, Problem>> ExecuteAsync(FollowComplaintRequest r, CancellationToken ct) =>
        await tracking.FindAsync(HttpContext, r.Reference, ct) is { } complaint
            ? TypedResults.Ok(await reading.OfAsync(complaint, HttpContext, ct))
            : new Problem(ProblemCode.NotFound);
}
