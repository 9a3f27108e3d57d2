using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Examinations;

/// <param name="Visitors">Who was there: the names that they sign in with.</param>
/// <param name="Findings">What was seen, for each of the premises visited.</param>
public sealed record RecordSiteVisitRequest(DateOnly Day, IReadOnlyList<string> Visitors, IReadOnlyList<PremisesFinding> Findings)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";
}

public sealed record SiteVisitRecorded(string VisitId, DateOnly Day, int InOrder, int NotInOrder);

public sealed class RecordSiteVisitValidator : Validator<RecordSiteVisitRequest>
{
    public RecordSiteVisitValidator()
    {
        RuleFor(r => r.Day).PlausibleDay();
        RuleFor(r => r.Visitors).Must(v => v.Count is > 0 and <= 20).WithErrorCode("list.too-long").WithMessage("1 to 20 visitors.");
        RuleForEach(r => r.Visitors).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Findings).Must(f => f.Count is > 0 and <= 100).WithErrorCode("list.too-long").WithMessage("1 to 100 premises.");
        RuleForEach(r => r.Findings).ChildRules(finding =>
        {
            finding.RuleFor(f => f.Premises).InclusiveBetween(1, 100);
            finding.RuleFor(f => f.Note).NotEmpty().MaximumLength(2000);
        });
    }
}

/// <summary>Records that officers were at the applicant's premises, and what they saw. A later visit is another one.</summary>
public sealed class RecordSiteVisit(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<RecordSiteVisitRequest, Results<Created<SiteVisitView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/site-visits");
        Permissions(Permission.ExamineApplications);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ExaminationOver);
    }

    public override async Task<Results<Created<SiteVisitView>, Problem>> ExecuteAsync(RecordSiteVisitRequest r, CancellationToken ct)
    {
        if (await db.FindByApplicationAsync(r.ApplicationId, ct) is not { } examination)
            return new Problem(ProblemCode.NotFound);
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (await db.WhyNotFreeAsync(caller, examination.Application.AgencyId, ct) is { } notFree)
            return notFree;
        if (examination.WhyNotOpen(today) is { } over)
            return over;
        if (r.Day > today)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.future", "/day", "A visit is recorded when it was made.", $"{r.Day:yyyy-MM-dd}", "Today or an earlier day.")]);
        var visit = new SiteVisit(examination, r.Day, [.. r.Visitors.Select(Text.Normalise)], r.Findings, now, caller.Name);
        db.Add(visit);
        var recorded = new SiteVisitRecorded(visit.PublicId, r.Day, r.Findings.Count(f => f.IsInOrder), r.Findings.Count(f => !f.IsInOrder));
        db.Record(visit, recorded);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/applications/{examination.Application.PublicId}/examination", SiteVisitView.Of(visit));
    }
}
