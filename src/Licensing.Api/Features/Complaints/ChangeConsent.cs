using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Items">particulars, identity, placement, and the ids of entries and attachments.</param>
/// <param name="Given">true: the agency may be shown them; false: it may no longer.</param>
public sealed record ChangeConsentRequest(IReadOnlyList<string> Items, bool Given)
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

public sealed class ChangeConsentValidator : Validator<ChangeConsentRequest>
{
    public ChangeConsentValidator()
    {
        RuleFor(r => r.Items).NotEmpty().Must(items => items.Count <= 2 * ComplaintEntry.Most).WithMessage("Each item once.");
        RuleForEach(r => r.Items).NotEmpty().MaximumLength(PublicId.MaxLength);
    }
}

/// <summary>Agrees that the agency is shown items of a complaint, or takes that back, with the complaint's reference and secret. What is taken back it is no
/// longer shown; what it has seen it has seen.</summary>
public sealed class ChangeConsent(LicensingDb db, ComplaintTracking tracking, OwnComplaintReading reading, TimeProvider clock)
    : Endpoint<ChangeConsentRequest, Results<Ok<OwnComplaintView>, Problem>>
{
    public override void Configure()
    {
        Post("complaint-tracking/{Reference}/consents");
        Permissions(Permission.FollowComplaints);
        this.TakesComplaintSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<OwnComplaintView>, Problem>> ExecuteAsync(ChangeConsentRequest r, CancellationToken ct)
    {
        if (await tracking.FindAsync(HttpContext, r.Reference, ct) is not { } complaint)
            return new Problem(ProblemCode.NotFound);
        var asked = r.Items.Distinct().Order(StringComparer.Ordinal).ToList();
        var unknown = asked.Except(await ItemsAsync(complaint, ct)).ToList();
        if (unknown.Count > 0)
            return new Problem(ProblemCode.RequestInvalid, errors: [.. unknown.Select(item => new ProblemError("consent.item-unknown", "/items", "The complaint has no such item.", item, "Name particulars, identity or placement, or the id of an entry or attachment."))]);

        var now = clock.Now();
        var standing = await db.ComplaintConsents.AsTracking().Where(c => c.ComplaintId == complaint.Id && c.WithdrawnAt == null).ToListAsync(ct);
        var changed = asked.Where(item => standing.Exists(c => c.Item == item) != r.Given).ToList();
        foreach (var consent in standing.Where(c => !r.Given && changed.Contains(c.Item)))
            consent.Withdraw(now);
        if (r.Given)
            db.AddRange(changed.Select(item => new ComplaintConsent(complaint, item, now)));
        if (changed.Count > 0)
        {
            complaint.Touch(now);
            db.Record(complaint, r.Given ? new ComplaintConsentGiven(changed) : new ComplaintConsentWithdrawn(changed));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(await reading.OfAsync(complaint, HttpContext, ct));
    }

    private async Task<List<string>> ItemsAsync(Complaint complaint, CancellationToken ct) =>
    [
        ComplaintConsent.Particulars,
        .. complaint.PersonKey is null ? [] : (string[])[ComplaintConsent.Identity],
        .. complaint.PlacementId is null ? [] : (string[])[ComplaintConsent.PlacementItem],
        .. await db.ComplaintEntries.Where(e => e.ComplaintId == complaint.Id).Select(e => e.PublicId).ToListAsync(ct),
        .. await db.ComplaintAttachments.Where(a => a.ComplaintId == complaint.Id && a.FileKey != null).Select(a => a.PublicId).ToListAsync(ct),
    ];
}
