using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Complaints;

/// <param name="Words">Who does or threatens what. Sealed.</param>
/// <param name="Urgent">Why it cannot wait.</param>
public sealed record ReportRetaliationRequest([property: Personal] string Words, IReadOnlyList<UrgentSign>? Urgent = null)
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

/// <param name="ComplaintId">Of the complaint that it hangs on.</param>
public sealed record RetaliationReported(string ComplaintId);

public sealed class ReportRetaliationValidator : Validator<ReportRetaliationRequest>
{
    public ReportRetaliationValidator()
    {
        RuleFor(r => r.Words).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.Urgent).Must(signs => signs is null || signs.Count <= 4).WithMessage("Each sign once.");
    }
}

/// <summary>Says that somebody pays the complainant back for having complained, at any stage, with the complaint's reference and secret. It is an urgent
/// complaint of its own, which hangs on the first, with whoever deals with that.</summary>
public sealed class ReportRetaliation(LicensingDb db, ComplaintTracking tracking, PersonSeal seal, Ministry ministry, TimeProvider clock)
    : Endpoint<ReportRetaliationRequest, Results<Created<FileComplaintResponse>, Problem>>
{
    public override void Configure()
    {
        Post("complaint-tracking/{Reference}/retaliation");
        Permissions(Permission.FollowComplaints);
        this.Idempotent();
        this.TakesComplaintSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Created<FileComplaintResponse>, Problem>> ExecuteAsync(ReportRetaliationRequest r, CancellationToken ct)
    {
        if (await tracking.FindAsync(HttpContext, r.Reference, ct) is not { } earlier)
            return new Problem(ProblemCode.NotFound);
        var (secret, now) = (Complaint.NewSecret(), clock.Now());
        var facts = new ComplaintFacts(earlier.By, ComplaintType.Retaliation, earlier.Against, earlier.Language, r.Urgent.Together(), ministry.DayOf(now), null, null, null, null, null, null, null);
        // Who complains is known already, as far as it was said.
        var complaint = new Complaint(facts, earlier.Person is { } person ? seal.Seal(seal.Open<Complainant>(person)) : null, earlier.Agency, null, secret, now, ministry.DayOf(now));
        complaint.ComesFrom(earlier);
        db.Add(complaint);
        db.Add(new ComplaintEntry(complaint, seal.Seal(new SaidWords(r.Words.Trim())), now));
        db.Record(complaint, new ComplaintFiled(complaint.Type, complaint.By, complaint.Against, complaint.PersonKey is not null, complaint.Signs.Apart()));
        earlier.Touch(now);
        db.Record(earlier, new RetaliationReported(complaint.PublicId));
        await db.SaveChangesAsync(ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/complaint-tracking/{complaint.Reference}", new FileComplaintResponse(
            complaint.Reference, secret, now, [.. ComplaintSentences.Told(complaint, ProcedureBook.Catalogue(HttpContext.Request.Headers.AcceptLanguage, complaint.Language))]));
    }
}
