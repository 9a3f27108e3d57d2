using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="On">The day on which it was met; not in the future.</param>
/// <param name="Reason">How it was checked.</param>
public sealed record ConfirmConditionMetRequest(DateOnly On, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ConditionId { get; init; } = "";
}

public sealed class ConfirmConditionMetValidator : Validator<ConfirmConditionMetRequest>
{
    public ConfirmConditionMetValidator()
    {
        RuleFor(r => r.On).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().StoredLength(LicenceCondition.MaxTextLength);
    }
}

/// <summary>Confirms that a condition of a licence is met, whether the agency reported it or an officer saw it. Its licence goes on unchanged.</summary>
public sealed class ConfirmConditionMet(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ConfirmConditionMetRequest, Results<Ok<ConditionView>, Problem>>
{
    public override void Configure()
    {
        Post("conditions/{ConditionId}/confirmation");
        Permissions(Permission.DecideConditionReports);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ConditionClosed, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ConditionView>, Problem>> ExecuteAsync(ConfirmConditionMetRequest r, CancellationToken ct)
    {
        var condition = await db.LicenceConditions.AsTracking().WithAll().SingleOrDefaultAsync(c => c.PublicId == r.ConditionId, ct);
        if (condition is null)
            return new Problem(ProblemCode.NotFound);
        if (condition.IsClosed)
            return new Problem(ProblemCode.ConditionClosed);
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (r.On > today)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.in-future", "/on", "What is not done yet cannot be confirmed.", $"{r.On:yyyy-MM-dd}", "Use today or an earlier day.")]);
        if (HttpContext.RefuseStale(condition) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, condition.Licence.AgencyId, ct) is { } notFree)
            return notFree;
        condition.Act(ConditionActKind.Met, r.On, r.Reason, null, null, now, caller.Name);
        db.Record(condition, new ConditionConfirmedMet(condition.Licence.PublicId, r.On), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(condition);
        return TypedResults.Ok(ConditionView.Of(condition, today, now));
    }
}
