using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Jobs;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <param name="LastDay">The last day on which the ministry could have decided, inclusive.</param>
public sealed record ApplicationDecidedBySilence(Silence Means, DateOnly LastDay);

/// <param name="From">First day after the time to decide.</param>
public sealed record ApplicationOverdue(DateOnly From);

/// <summary>Where the time to decide has passed: refuses or grants as the regime says that silence means, and where it does not say, marks the application
/// as overdue and does nothing else.</summary>
/// <remarks>Each application is a save of its own and is asked again what it is, so a second run changes nothing more. Only open ones are looked at.</remarks>
public sealed class DecideBySilenceJob(LicensingDb db, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
{
    public const int ChunkSize = 100;
    private static readonly ApplicationState[] Open = [ApplicationState.Submitted, ApplicationState.UnderExamination];

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var regime = await regimes.OnAsync(today, ct);
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.Applications.Include(a => a.Steps).Where(a => Open.Contains(a.State) && a.Id > after).OrderBy(a => a.Id).Take(ChunkSize).AsSplitQuery().ToListAsync(ct);
            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
            foreach (var _ in chunk.Where(a => Decide(a, regime, today)))
                await SaveAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    /// <returns>Whether there is something to save.</returns>
    private bool Decide(LicenceApplication application, RegimeOn regime, DateOnly today)
    {
        // The law of the day on which the time began: it was told so.
        var then = regime with { Day = application.DecisionTimeFrom(ministry) };
        if (then.After(then.Day, RegimeQuestion.DecisionPeriod).LastDay is not { } last || today <= last)
            return false;
        switch (then.Answer(RegimeQuestion.Silence).As<SilenceRule>()?.Means)
        {
            case { } means:
                application.Take(means == Silence.Grant ? ApplicationAction.GrantBySilence : ApplicationAction.RefuseBySilence, clock.Now(), nameof(DecideBySilenceJob),
                    $"The time to decide ended on {last:yyyy-MM-dd}.");
                db.Record(application, new ApplicationDecidedBySilence(means, last));
                return true;
            case null when application.OverdueFrom is null:
                application.MarkOverdue(last.AddDays(1));
                db.Record(application, new ApplicationOverdue(last.AddDays(1)));
                return true;
            default:
                return false;
        }
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody acted on it in this moment; the next run asks again what it is by then.
            foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
                entry.State = EntityState.Detached;
        }
    }
}
