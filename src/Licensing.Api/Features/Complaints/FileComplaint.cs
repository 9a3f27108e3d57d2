using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Words">What happened, in the complainant's own words and language. Sealed.</param>
/// <param name="Language">In which he is written to.</param>
/// <param name="Person">Who complains, for the ministry only; left out: anonymous. A representative says who he is and by what mandate.</param>
/// <param name="AgencyId">The agency that it is against, or for which whom it is against acts: public id or reference, where it is known.</param>
/// <param name="AgainstName">Whom it is against, as the complainant calls him. Sealed.</param>
/// <param name="LicenceNumber">As it is written on a paper or a signboard; not checked here.</param>
/// <param name="JobOrder">Its number, where it is known.</param>
/// <param name="DisclosureId">Of what the agency reported, where it is known.</param>
/// <param name="HappenedOn">When it happened, or last.</param>
/// <param name="IsAbroad">Whether the worker was abroad then.</param>
/// <param name="ReturnedOn">When he came home; left out while he has not.</param>
/// <param name="Claimed">The money that is wanted back, where it is about money.</param>
/// <param name="Urgent">Why it cannot wait.</param>
public sealed record FileComplaintRequest(
    ComplainantKind By, ComplaintType Type, ComplaintAgainst Against, [property: Personal] string Words, string Language, [property: Personal] Complainant? Person = null, string? AgencyId = null,
    [property: Personal] string? AgainstName = null, string? LicenceNumber = null, string? JobOrder = null, string? DisclosureId = null, DateOnly? HappenedOn = null, bool? IsAbroad = null,
    DateOnly? ReturnedOn = null, DateOnly? EmploymentEndedOn = null, Money? Claimed = null, IReadOnlyList<UrgentSign>? Urgent = null);

public sealed class FileComplaintValidator : Validator<FileComplaintRequest>
{
    public FileComplaintValidator(CodeLists codes)
    {
        RuleFor(r => r.Words).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.Language).NotEmpty().LanguageTag().MaximumLength(20);
        RuleFor(r => r.Person!).SetValidator(new ComplainantValidator()).When(r => r.Person is not null);
        RuleFor(r => r.Person).NotNull().When(r => r.By == ComplainantKind.Representative).WithMessage("A representative says who he is, for whom, and by what mandate.");
        RuleFor(r => r.Person!.Mandate).NotEmpty().When(r => r is { By: ComplainantKind.Representative, Person: not null }).WithMessage("Say by what you act for the worker.");
        RuleFor(r => r.AgencyId).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.AgainstName).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.LicenceNumber).ShortText().MaximumLength(Complaint.MaxLinkLength);
        RuleFor(r => r.JobOrder).ShortText().MaximumLength(Complaint.MaxLinkLength);
        RuleFor(r => r.DisclosureId).ShortText().MaximumLength(Complaint.MaxLinkLength);
        RuleFor(r => r.HappenedOn!.Value).PlausibleDay().OverridePropertyName("HappenedOn").When(r => r.HappenedOn is not null);
        RuleFor(r => r.ReturnedOn!.Value).PlausibleDay().OverridePropertyName("ReturnedOn").When(r => r.ReturnedOn is not null);
        RuleFor(r => r.EmploymentEndedOn!.Value).PlausibleDay().OverridePropertyName("EmploymentEndedOn").When(r => r.EmploymentEndedOn is not null);
        RuleFor(r => r.Claimed!.Value).PositiveAmount(codes).When(r => r.Claimed is not null);
        RuleFor(r => r.Urgent).Must(signs => signs is null || signs.Count <= 4).WithMessage("Each sign once.");
    }
}

/// <param name="Reference">With the secret it leads back to the complaint: GET /complaint-tracking/{reference}.</param>
/// <param name="Secret">Shown this once, and stored nowhere: sent as X-Complaint-Secret.</param>
/// <param name="Sentences">What happens now, in the language asked for where there is one.</param>
public sealed record FileComplaintResponse(string Reference, string Secret, DateTime FiledAt, IReadOnlyList<string> Sentences);

/// <summary>Complains. Anybody may, from anywhere, without a sign-in and without a name. What happens then, and when, GET /complaints/guide says before.</summary>
public sealed class FileComplaint(LicensingDb db, PersonSeal seal, ComplaintLimit limit, ComplaintClock times, Ministry ministry, TimeProvider clock)
    : Endpoint<FileComplaintRequest, Results<Created<FileComplaintResponse>, Problem>>
{
    public override void Configure()
    {
        Post("complaints");
        Permissions(Permission.FileComplaints);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Created<FileComplaintResponse>, Problem>> ExecuteAsync(FileComplaintRequest r, CancellationToken ct)
    {
        limit.Take(HttpContext);
        var agency = r.AgencyId is null ? null : await db.Agencies.AsQueryable().FindAsync(r.AgencyId, ct);
        if (r.AgencyId is not null && agency is null)
            return new Problem(ProblemCode.NotFound, "There is no such agency. Leave agencyId out, and write in againstName what it calls itself.");
        // Whether such a disclosure exists is told to nobody: what is not found is kept as it was written.
        var placement = r.DisclosureId is null ? null : await db.Disclosures.Where(d => d.PublicId == r.DisclosureId).Select(d => d.Placement).SingleOrDefaultAsync(ct);
        if (placement is not null && (agency is null || agency.Id == placement.AgencyId))
            agency ??= await db.Agencies.SingleAsync(a => a.Id == placement.AgencyId, ct);
        else
            placement = null;

        var (secret, now) = (Complaint.NewSecret(), clock.Now());
        var facts = new ComplaintFacts(r.By, r.Type, r.Against, r.Language, r.Urgent.Together(), r.HappenedOn, r.IsAbroad, r.ReturnedOn, r.EmploymentEndedOn, r.Claimed, r.LicenceNumber, r.JobOrder, r.DisclosureId);
        var complaint = new Complaint(facts, r.Person is null ? null : seal.Seal(r.Person), agency, placement, secret, now, ministry.DayOf(now));
        db.Add(complaint);
        db.Add(new ComplaintEntry(complaint, seal.Seal(new SaidWords(r.Words.Trim(), r.AgainstName)), now));
        db.Record(complaint, new ComplaintFiled(r.Type, r.By, r.Against, r.Person is not null, complaint.Signs.Apart()));
        await db.SaveChangesAsync(ct);

        var say = ProcedureBook.Catalogue(HttpContext.Request.Headers.AcceptLanguage, r.Language);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/complaint-tracking/{complaint.Reference}", new FileComplaintResponse(
            complaint.Reference, secret, now, [.. ComplaintSentences.Told(complaint, say), .. ComplaintSentences.Ahead((await times.TimesAsync(ct)).Of(complaint, []), say)]));
    }
}
