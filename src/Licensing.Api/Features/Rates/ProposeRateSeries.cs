using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

/// <param name="Reason">Why, for the audit trail.</param>
public sealed record ProposeRateSeriesRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string SeriesId { get; init; } = "";
}

public sealed class ProposeRateSeriesValidator : Validator<ProposeRateSeriesRequest>
{
    public ProposeRateSeriesValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes that a series of rates, or its corrected text, decide from its approval on; someone else decides: POST /proposals/{proposalId}/approval.</summary>
public sealed class ProposeRateSeries(LicensingDb db, Caller caller, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeRateSeriesRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("exchange-rates/series/{SeriesId}/proposal");
        Permissions(Permission.ProposeRates);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.RatesAlreadyApproved);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeRateSeriesRequest r, CancellationToken ct)
    {
        var series = await db.RateSeries.SingleOrDefaultAsync(s => s.PublicId == r.SeriesId, ct);
        if (series is null)
            return new Problem(ProblemCode.NotFound);
        if (series.ApprovedAt is not null)
            return new Problem(ProblemCode.RatesAlreadyApproved);
        if (HttpContext.RefuseStale(series) is { } stale)
            return stale;

        // This save moves the series on by one; that is the version which is decided on.
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.UseRates, series.PublicId, series.Version + 1, agencyId: null, new RateSeriesChange(series.Name, series.Number, series.Digest), r.Reason, ct);
        if (refused is not null)
            return refused;
        series.Propose(caller.Name, clock.Now());
        db.Record(series, new RateSeriesProposed(series.Name, series.Number, series.Digest), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal!);
        return TypedResults.Created($"/v1/proposals/{proposal!.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
