using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="What">What was done.</param>
/// <param name="Document">The paper that shows it: number, date, who issued it.</param>
public sealed record ReportConditionMetRequest(string What, string? Document = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ConditionId { get; init; } = "";
}

public sealed class ReportConditionMetValidator : Validator<ReportConditionMetRequest>
{
    public ReportConditionMetValidator()
    {
        RuleFor(r => r.What).NotEmpty().StoredLength(LicenceCondition.MaxTextLength);
        RuleFor(r => r.Document).StoredLength(LicenceCondition.MaxDocumentLength);
    }
}

/// <summary>Reports that a condition of the agency's licence is met; an officer confirms or refuses. The day of the report counts, whenever that is decided.</summary>
public sealed class ReportConditionMet(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ReportConditionMetRequest, Results<Ok<ConditionView>, Problem>>
{
    public override void Configure()
    {
        Post("conditions/{ConditionId}/reports");
        Permissions(Permission.ReportConditions);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ConditionClosed, ProblemCode.ConditionReported);
    }

    public override async Task<Results<Ok<ConditionView>, Problem>> ExecuteAsync(ReportConditionMetRequest r, CancellationToken ct)
    {
        var condition = await db.LicenceConditions.AsTracking().VisibleTo(caller).WithAll().SingleOrDefaultAsync(c => c.PublicId == r.ConditionId, ct);
        if (condition is null)
            return new Problem(ProblemCode.NotFound);
        if (condition.IsClosed)
            return new Problem(ProblemCode.ConditionClosed);
        if (condition.IsReported)
            return new Problem(ProblemCode.ConditionReported);
        if (HttpContext.RefuseStale(condition) is { } stale)
            return stale;
        var (today, now) = (ministry.Today(clock), clock.Now());
        condition.Act(ConditionActKind.Reported, today, r.What, r.Document, null, now, caller.Name);
        db.Record(condition, new ConditionReportedMet(condition.Licence.PublicId, today));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(condition);
        return TypedResults.Ok(ConditionView.Of(condition, today, now));
    }
}
