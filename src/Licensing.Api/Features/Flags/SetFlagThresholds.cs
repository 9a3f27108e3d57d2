using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

/// <param name="From">First day; quarters that begin on or after it are flagged by these limits.</param>
/// <param name="LeastFindings">Findings of the agency in the quarter.</param>
/// <param name="LeastWorkers">Workers concerned.</param>
/// <param name="LeastSharePercent">Placements with a finding, in percent of all of the quarter.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record SetFlagThresholdsRequest(DateOnly From, int LeastFindings, int LeastWorkers, int LeastSharePercent, string Reason);

public sealed record FlagThresholdView(string Id, DateOnly From, int LeastFindings, int LeastWorkers, int LeastSharePercent, DateTime RecordedAt, string RecordedBy)
{
    public static FlagThresholdView Of(FlagThreshold t) =>
        new(t.PublicId, t.From, t.LeastFindings, t.LeastWorkers, t.LeastSharePercent, t.RecordedAt, t.RecordedBy);
}

public sealed class SetFlagThresholdsValidator : Validator<SetFlagThresholdsRequest>
{
    public SetFlagThresholdsValidator()
    {
        RuleFor(r => r.From).InclusiveBetween(new DateOnly(1950, 1, 1), new DateOnly(2100, 1, 1));
        RuleFor(r => r.LeastFindings).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.LeastWorkers).InclusiveBetween(1, 1_000_000);
        RuleFor(r => r.LeastSharePercent).InclusiveBetween(0, 100);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Sets from when agencies are flagged. Every agency's flags are worked out again.</summary>
public sealed class SetFlagThresholds(LicensingDb db, Caller caller, TimeProvider clock, Jobs.JobQueue jobs)
    : Endpoint<SetFlagThresholdsRequest, Created<FlagThresholdView>>
{
    public override void Configure()
    {
        Post("flag-thresholds");
        Permissions(Permission.SetFlagThresholds);
        this.Idempotent();
    }

    public override async Task<Created<FlagThresholdView>> ExecuteAsync(SetFlagThresholdsRequest r, CancellationToken ct)
    {
        var threshold = new FlagThreshold(r.From, r.LeastFindings, r.LeastWorkers, r.LeastSharePercent, clock.Now(), caller.Name);
        // Both or neither: limits that no agency is measured by again would be set in vain. An idempotent request has its
        // transaction already.
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        db.Add(threshold);
        db.Record(threshold, new FlagThresholdsSet(r.From, r.LeastFindings, r.LeastWorkers, r.LeastSharePercent), r.Reason);
        await db.SaveChangesAsync(ct);
        await db.FlagReviews.ExecuteUpdateAsync(set => set.SetProperty(x => x.Judged, x => x.Judged + 1), ct);
        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
            await transaction.DisposeAsync();
        }

        jobs.Enqueue<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
        return TypedResults.Created($"/v1/flag-thresholds", FlagThresholdView.Of(threshold));
    }
}
