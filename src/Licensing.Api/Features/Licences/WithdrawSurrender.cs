using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record WithdrawSurrenderRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SurrenderId { get; init; } = "";
}

/// <summary>The agency keeps its licence after all, as long as the ministry has not accepted.</summary>
public sealed class WithdrawSurrender(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<WithdrawSurrenderRequest, Results<Ok<SurrenderView>, Problem>>
{
    public override void Configure()
    {
        Post("surrenders/{SurrenderId}/withdrawal");
        Permissions(Permission.RequestSurrenders);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SurrenderClosed);
    }

    public override async Task<Results<Ok<SurrenderView>, Problem>> ExecuteAsync(WithdrawSurrenderRequest r, CancellationToken ct)
    {
        var request = await db.SurrenderRequests.AsTracking().VisibleTo(caller).Include(s => s.Licence).SingleOrDefaultAsync(s => s.PublicId == r.SurrenderId, ct);
        if (request is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(request) is { } stale)
            return stale;
        if (request.WhyNotOpen() is { } closed)
            return closed;

        request.Withdraw(clock.Now());
        db.Record(request, new SurrenderWithdrawn(request.Licence.PublicId));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(request);
        return TypedResults.Ok(SurrenderView.Of(request, await db.CountOpenFindingsAsync(request.AgencyId, ct)));
    }
}
