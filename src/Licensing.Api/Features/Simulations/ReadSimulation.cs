using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Simulations;

public sealed record ReadSimulationRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SimulationId { get; init; } = "";
}

/// <summary>Shows how far a simulation has come, then what the draft would do.</summary>
public sealed class ReadSimulation(LicensingDb db) : Endpoint<ReadSimulationRequest, Results<Ok<SimulationView>, Problem>>
{
    public override void Configure()
    {
        Get("simulations/{SimulationId}");
        Permissions(Permission.ReadSimulations);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<SimulationView>, Problem>> ExecuteAsync(ReadSimulationRequest r, CancellationToken ct)
    {
        var simulation = await db.LawSimulations.AsNoTracking().Include(s => s.LawPack).SingleOrDefaultAsync(s => s.PublicId == r.SimulationId, ct);
        if (simulation is null)
            return new Problem(ProblemCode.NotFound);
        if (simulation.FinishedAt is null)
            HttpContext.Response.Headers.RetryAfter = $"{SimulationView.AskAgainAfterSeconds}";
        return TypedResults.Ok(SimulationView.Of(simulation, simulation.LawPack.PublicId));
    }
}
