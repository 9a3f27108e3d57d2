using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

/// <param name="CorrectBy">The last day on which it could have been corrected.</param>
public sealed record ApplicationLapsed(DateOnly CorrectBy);

/// <summary>Records what lapsed because it was not corrected by the day that was given. It has lapsed from the day after that day whether this runs
/// or not (<see cref="LicenceApplication.StateOn"/>); where no day was given, never.</summary>
public sealed class LapseApplicationsJob(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
{
    private const int ChunkSize = 200;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var today = ministry.Today(clock);
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.Applications.Where(a => a.State == ApplicationState.Returned && a.CorrectBy < today && a.Id > after).OrderBy(a => a.Id).Take(ChunkSize).ToListAsync(ct);
            foreach (var application in chunk)
            {
                application.Take(ApplicationAction.Lapse, clock.Now(), caller.Name);
                db.Record(application, new ApplicationLapsed(application.CorrectBy!.Value));
            }

            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                // One was withdrawn, or lapsed in another run, at this moment. The next run finds the others.
                return;
            }

            db.ChangeTracker.Clear();
            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
