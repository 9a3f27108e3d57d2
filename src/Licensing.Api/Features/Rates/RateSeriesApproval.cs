using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

/// <summary>The exact text that is to decide.</summary>
public sealed record RateSeriesChange(string Name, int Number, string Digest);

/// <summary>What letting a series of rates decide takes, and does.</summary>
public sealed class RateSeriesApproval(LicensingDb db, Caller caller, TimeProvider clock, JobQueue jobs) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.UseRates;

    public string DecidedUnder => Permission.DecideRates;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => (await SeriesAsync(proposal, ct)).Version;

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (series, change) = (await SeriesAsync(proposal, ct), proposal.Read<RateSeriesChange>());
        if (change != new RateSeriesChange(series.Name, series.Number, RateSeries.DigestOf(series.Text)))
            return new Problem(ProblemCode.ProposalStale);
        series.Approve(caller.Name, clock.Now());
        db.Record(series, new RateSeriesApproved(series.Name, series.Number, series.Digest), reason);
        return null;
    }

    public async Task DropAsync(Proposal proposal, CancellationToken ct)
    {
        var series = await SeriesAsync(proposal, ct);
        series.Drop();
        db.Record(series, new RateSeriesProposalDropped(series.Name, series.Number));
    }

    // What other rates decided is judged again.
    public void Applied(Proposal proposal) => jobs.Enqueue<JudgeAgainAfterRateChangeJob>(job => job.RunAsync(CancellationToken.None));

    private Task<RateSeries> SeriesAsync(Proposal proposal, CancellationToken ct) => db.RateSeries.SingleAsync(s => s.PublicId == proposal.SubjectId, ct);
}
