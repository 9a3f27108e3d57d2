using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

public sealed record ReadReturnRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ReturnId { get; init; } = "";
}

/// <summary>Shows how far a return has come, and what became of it.</summary>
public sealed class ReadReturn(LicensingDb db, Caller caller) : Endpoint<ReadReturnRequest, Results<Ok<ReturnView>, Problem>>
{
    public override void Configure()
    {
        Get("returns/{ReturnId}");
        Permissions(Permission.ReadReturns);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ReturnView>, Problem>> ExecuteAsync(ReadReturnRequest r, CancellationToken ct)
    {
        var filing = await db.Returns.AsNoTracking().VisibleTo(caller).Include(x => x.Agency).SingleOrDefaultAsync(x => x.PublicId == r.ReturnId, ct);
        if (filing is null)
            return new Problem(ProblemCode.NotFound);
        var view = await ReturnView.OfAsync(db, filing, ct);
        view.Show(HttpContext, filing);
        return TypedResults.Ok(view);
    }
}
