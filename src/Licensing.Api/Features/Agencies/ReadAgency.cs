using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ReadAgencyRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    /// <summary>The day of which the facts are shown; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }
}

/// <summary>Shows what the register says of an agency on a day.</summary>
public sealed class ReadAgency(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadAgencyRequest, Results<Ok<AgencyView>, Problem>>
{
    public override void Configure()
    {
        Get("agencies/{AgencyId}");
        Permissions(Permission.ReadAgencies);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.FactNotYetTrue);
    }

    public override async Task<Results<Ok<AgencyView>, Problem>> ExecuteAsync(ReadAgencyRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().Include(a => a.Facts).FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);

        var view = AgencyView.Of(agency, r.On ?? ministry.Today(clock), caller);
        if (view.Names.Count == 0)
            return new Problem(ProblemCode.FactNotYetTrue);
        HttpContext.ShowVersion(agency);
        return TypedResults.Ok(view);
    }
}
