using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record WithdrawAppealRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string AppealId { get; init; } = "";
}

/// <summary>The agency takes its appeal back. What it was against stays as it is; so do stays, until they are ended.</summary>
public sealed class WithdrawAppeal(LicensingDb db, Caller caller, IEnumerable<IAppealable> appealables, TimeProvider clock) : Endpoint<WithdrawAppealRequest, Results<Ok<AppealView>, Problem>>
{
    public override void Configure()
    {
        Post("appeals/{AppealId}/withdrawal");
        Permissions(Permission.LodgeAppeals);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.AppealMoveNotPossible);
    }

    public override async Task<Results<Ok<AppealView>, Problem>> ExecuteAsync(WithdrawAppealRequest r, CancellationToken ct)
    {
        var appeal = await db.Appeals.AsTracking().VisibleTo(caller).Include(a => a.Agency).SingleOrDefaultAsync(a => a.PublicId == r.AppealId, ct);
        if (appeal is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(appeal) is { } stale)
            return stale;
        if (appeal.WhyNot(AppealAction.Withdraw) is { } refusal)
            return refusal;

        appeal.Withdraw(clock.Now());
        db.Record(appeal, new AppealWithdrawn(appeal.SubjectId));
        await appealables.Single(a => a.Subject == appeal.Subject).WithdrawnAsync(appeal, ct);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(appeal);
        return TypedResults.Ok(AppealView.Of(appeal));
    }
}
