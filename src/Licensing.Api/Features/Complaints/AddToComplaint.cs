using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Words">What else there is to say. Sealed.</param>
/// <param name="Urgent">Why it cannot wait, where that is new.</param>
public sealed record AddToComplaintRequest([property: Personal] string Words, IReadOnlyList<UrgentSign>? Urgent = null)
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

public sealed class AddToComplaintValidator : Validator<AddToComplaintRequest>
{
    public AddToComplaintValidator()
    {
        RuleFor(r => r.Words).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.Urgent).Must(signs => signs is null || signs.Count <= 4).WithMessage("Each sign once.");
    }
}

/// <summary>Adds words to a complaint, with its reference and secret, whatever state it is in.</summary>
public sealed class AddToComplaint(LicensingDb db, ComplaintTracking tracking, OwnComplaintReading reading, PersonSeal seal, TimeProvider clock)
    : Endpoint<AddToComplaintRequest, Results<Ok<OwnComplaintView>, Problem>>
{
    public override void Configure()
    {
        Post("complaint-tracking/{Reference}/words");
        Permissions(Permission.FollowComplaints);
        this.Idempotent();
        this.TakesComplaintSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ComplaintFull, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<OwnComplaintView>, Problem>> ExecuteAsync(AddToComplaintRequest r, CancellationToken ct)
    {
        if (await tracking.FindAsync(HttpContext, r.Reference, ct) is not { } complaint)
            return new Problem(ProblemCode.NotFound);
        if (await db.ComplaintEntries.CountAsync(e => e.ComplaintId == complaint.Id, ct) >= ComplaintEntry.Most)
            return new Problem(ProblemCode.ComplaintFull);
        var entry = new ComplaintEntry(complaint, seal.Seal(new SaidWords(r.Words.Trim())), clock.Now());
        db.Add(entry);
        complaint.Mark(r.Urgent.Together());
        complaint.Touch(clock.Now());
        db.Record(complaint, new ComplaintAddedTo(entry.PublicId));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await reading.OfAsync(complaint, HttpContext, ct));
    }
}
