using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ReadAppealRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string AppealId { get; init; } = "";
}

/// <summary>Shows an appeal, with its grounds and how it was decided.</summary>
public sealed class ReadAppeal(LicensingDb db, Caller caller) : Endpoint<ReadAppealRequest, Results<Ok<AppealView>, Problem>>
{
    public override void Configure()
    {
        Get("appeals/{AppealId}");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<AppealView>, Problem>> ExecuteAsync(ReadAppealRequest r, CancellationToken ct)
    {
        var appeal = await db.Appeals.AsNoTracking().VisibleTo(caller).Include(a => a.Agency).SingleOrDefaultAsync(a => a.PublicId == r.AppealId, ct);
        if (appeal is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(appeal);
        return TypedResults.Ok(AppealView.Of(appeal));
    }
}
