using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <param name="Reason">Why; the worker reads it. Without who anybody is.</param>
public sealed record CloseDiscrepancyRequest(DiscrepancyOutcome Outcome, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string DiscrepancyId { get; init; } = "";
}

public sealed class CloseDiscrepancyValidator : Validator<CloseDiscrepancyRequest>
{
    public CloseDiscrepancyValidator() => RuleFor(r => r.Reason).NotEmpty().StoredLength(Discrepancy.MaxReasonLength);
}

/// <summary>Says what became of it that a worker says otherwise than his agency. It opens again when he contradicts anew.</summary>
public sealed class CloseDiscrepancy(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<CloseDiscrepancyRequest, Results<Ok<DiscrepancySummary>, Problem>>
{
    public override void Configure()
    {
        Post("discrepancies/{DiscrepancyId}/closure");
        Permissions(Permission.HandleDiscrepancies);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.DiscrepancyNotOpen);
    }

    public override async Task<Results<Ok<DiscrepancySummary>, Problem>> ExecuteAsync(CloseDiscrepancyRequest r, CancellationToken ct)
    {
        var discrepancy = await db.Discrepancies.AsTracking().Include(d => d.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency).SingleOrDefaultAsync(d => d.PublicId == r.DiscrepancyId, ct);
        if (discrepancy is null)
            return new Problem(ProblemCode.NotFound);
        await db.MustBeFreeAsync(caller, discrepancy.Confirmation, ct);
        if (HttpContext.RefuseStale(discrepancy) is { } stale)
            return stale;
        if (discrepancy.State != DiscrepancyState.Open)
            return new Problem(ProblemCode.DiscrepancyNotOpen);
        discrepancy.Close(r.Outcome, r.Reason, clock.Now(), caller.Name);
        db.Record(discrepancy, new DiscrepancyClosed(r.Outcome), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(discrepancy);
        return TypedResults.Ok(DiscrepancySummary.Of(discrepancy));
    }
}
