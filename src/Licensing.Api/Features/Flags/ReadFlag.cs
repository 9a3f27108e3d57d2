using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Mapster;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

public sealed record ReadFlagRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FlagId { get; init; } = "";
}

/// <summary>Shows one flag.</summary>
public sealed class ReadFlag(LicensingDb db, Caller caller) : Endpoint<ReadFlagRequest, Results<Ok<FlagView>, Problem>>
{
    public override void Configure()
    {
        Get("flags/{FlagId}");
        Permissions(Permission.ReadFlags);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<FlagView>, Problem>> ExecuteAsync(ReadFlagRequest r, CancellationToken ct)
    {
        var visible = db.Flags.AsNoTracking().VisibleTo(caller).Where(f => f.PublicId == r.FlagId);
        var flag = await visible.SingleOrDefaultAsync(ct);
        if (flag is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(flag);
        var view = await FlagView.OfAsync(db, await visible.ProjectToType<FlagRow>(FlagRow.Projection).ToListAsync(ct), ct);
        return TypedResults.Ok(view.Single());
    }
}
