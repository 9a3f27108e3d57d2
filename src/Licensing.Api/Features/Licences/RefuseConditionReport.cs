using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Reason">Why it does not do; the agency reads it.</param>
public sealed record RefuseConditionReportRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ConditionId { get; init; } = "";
}

public sealed class RefuseConditionReportValidator : Validator<RefuseConditionReportRequest>
{
    public RefuseConditionReportValidator() => RuleFor(r => r.Reason).NotEmpty().StoredLength(LicenceCondition.MaxTextLength);
}

/// <summary>Says that what an agency reported does not meet the condition, and why. Its last day stays the same; the agency may report again.</summary>
public sealed class RefuseConditionReport(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<RefuseConditionReportRequest, Results<Ok<ConditionView>, Problem>>
{
    public override void Configure()
    {
        Post("conditions/{ConditionId}/report-refusal");
        Permissions(Permission.DecideConditionReports);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ConditionClosed, ProblemCode.ConditionNotReported, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ConditionView>, Problem>> ExecuteAsync(RefuseConditionReportRequest r, CancellationToken ct)
    {
        var condition = await db.LicenceConditions.AsTracking().WithAll().SingleOrDefaultAsync(c => c.PublicId == r.ConditionId, ct);
        if (condition is null)
            return new Problem(ProblemCode.NotFound);
        if (condition.IsClosed)
            return new Problem(ProblemCode.ConditionClosed);
        if (!condition.IsReported)
            return new Problem(ProblemCode.ConditionNotReported);
        if (HttpContext.RefuseStale(condition) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, condition.Licence.AgencyId, ct) is { } notFree)
            return notFree;
        var (today, now) = (ministry.Today(clock), clock.Now());
        condition.Act(ConditionActKind.ReportRefused, today, r.Reason, null, null, now, caller.Name);
        db.Record(condition, new ConditionReportRefused(condition.Licence.PublicId, today), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(condition);
        return TypedResults.Ok(ConditionView.Of(condition, today, now));
    }
}
