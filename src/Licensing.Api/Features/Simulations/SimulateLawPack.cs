using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Simulations;

/// <param name="Reason">Why, for the audit trail.</param>
public sealed record SimulateLawPackRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

public sealed class SimulateLawPackValidator : Validator<SimulateLawPackRequest>
{
    public SimulateLawPackValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Runs a draft of law over past disclosures, without writing anything about them: what findings would appear, disappear and change.
/// Answers at once with how many disclosures it can concern at most.</summary>
public sealed class SimulateLawPack(LicensingDb db, LawBook book, Caller caller, TimeProvider clock, JobQueue jobs)
    : Endpoint<SimulateLawPackRequest, Results<Accepted<SimulationView>, Problem>>
{
    public override void Configure()
    {
        Post("law/packs/{PackId}/simulations");
        Permissions(Permission.ProposeLaw);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LawAlreadyApproved, ProblemCode.LawWithdrawn);
    }

    public override async Task<Results<Accepted<SimulationView>, Problem>> ExecuteAsync(SimulateLawPackRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.SingleOrDefaultAsync(p => p.PublicId == r.PackId, ct);
        if (pack is null)
            return new Problem(ProblemCode.NotFound);
        if (pack.ApprovedAt is not null)
            return new Problem(ProblemCode.LawAlreadyApproved);
        if (pack.WithdrawnAt is not null)
            return new Problem(ProblemCode.LawWithdrawn);

        var draft = await DraftEdition.OfAsync(db, book, pack, clock, ct);
        var simulation = new LawSimulation(pack, draft.Now.Digest, await new ReachedDisclosures(db).CountAsync(draft.Change.Reaches, ct), clock.Now(), caller.Name);
        db.Add(simulation);
        db.Record(simulation, new LawSimulationRequested(pack.PublicId, pack.Name, pack.Number, simulation.AtMost), r.Reason);
        await db.SaveChangesAsync(ct);
        jobs.Enqueue<SimulateLawJob>(job => job.RunOneAsync(simulation.Id, CancellationToken.None));
        HttpContext.Response.Headers.RetryAfter = $"{SimulationView.AskAgainAfterSeconds}";
        return TypedResults.Accepted($"/v1/simulations/{simulation.PublicId}", SimulationView.Of(simulation, pack.PublicId));
    }
}
