using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Features.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deadlines;

/// <summary>Tells agencies of last days before they come and when they have passed, and suggests to officers what the regime lets follow. What the law does
/// by itself is computed where it is asked for; this job applies nothing.</summary>
/// <remarks>At least once, and by several workers: what was told is left out of what is looked up, and the unique keys of notice and suggestion decide between two
/// at the same moment. A page is one save; after a crash the next run goes on with what was not told. Nothing is told of days more than
/// <see cref="DeadlineOptions.OverdueDays"/> ago.</remarks>
public sealed class WatchDeadlinesJob(LicensingDb db, IEnumerable<IDeadlineSource> sources, RegimeInForce regimes, DeadlineOptions options, Ministry ministry, TimeProvider clock)
{
    private const int AtOnce = 200;

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var regime = await regimes.OnAsync(today, ct);
        var errors = new List<Exception>();
        foreach (var source in sources.OrderBy(s => s.Kind))
        {
            try
            {
                await WatchAsync(source, DeadlineStage.Overdue, today.AddDays(-DeadlineOptions.OverdueDays), today.AddDays(-1), regime, ct);
                await WatchAsync(source, DeadlineStage.Reminder, today, today.AddDays(options.RemindDaysBefore), regime, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One kind's fault keeps no other waiting; the run still fails with it, so that an operator sees it.
                errors.Add(new InvalidOperationException($"Deadlines of the kind {source.Kind} could not be watched.", e));
            }
        }

        if (errors.Count > 0)
            throw new AggregateException(errors);
    }

    private async Task WatchAsync(IDeadlineSource source, DeadlineStage stage, DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct)
    {
        foreach (var day in await source.DaysAsync(from, until, regime, ct))
        {
            var kind = source.Kind;
            var told = db.DeadlineNotices.Where(n => n.Kind == kind && n.Stage == stage && n.DueOn == day).Select(n => n.SubjectId);
            for (long? after = 0; after is { } last;)
            {
                var page = await source.DueOnAsync(day, new(null, told), last, AtOnce, regime, ct);
                await TellAsync(page.Items, stage, ct);
                after = page.Next;
            }
        }
    }

    private async Task TellAsync(IReadOnlyList<DueDuty> duties, DeadlineStage stage, CancellationToken ct)
    {
        if (duties.Count == 0 || await SaveAsync(duties, stage, ct))
            return;
        // Another worker tells the same: what is left is told one by one.
        foreach (var duty in duties)
            await SaveAsync([duty], stage, ct);
    }

    /// <returns>False: something of it was told already, and nothing is stored.</returns>
    private async Task<bool> SaveAsync(IReadOnlyList<DueDuty> duties, DeadlineStage stage, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var now = clock.Now();
        foreach (var duty in duties)
        {
            var notice = new DeadlineNotice(duty, stage, now);
            db.Add(notice);
            db.Record(notice, new DeadlineTold(duty.Kind, duty.SubjectId, duty.DueOn, stage, duty.Follows));
            if (stage != DeadlineStage.Overdue || duty.Force != DeadlineForce.Suggested)
                continue;
            var suggestion = Suggestion.FromDeadline(duty.AgencyId, duty.Follows, Http.Json.Words.ConvertName(duty.Kind.ToString()), duty.SubjectId, duty.DueOn, now);
            db.Add(suggestion);
            db.Record(suggestion, new ConsequenceSuggested(SuggestionSource.Deadline, duty.Follows, duty.SubjectId));
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
