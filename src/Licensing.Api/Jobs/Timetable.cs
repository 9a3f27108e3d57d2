using Hangfire;
using Licensing.Api.Http;

namespace Licensing.Api.Jobs;

/// <summary>Every recurring job of the service, and when it runs (UTC).</summary>
public static class Timetable
{
    public static void Register(IRecurringJobManager jobs)
    {
        jobs.AddOrUpdate<DeleteExpiredIdempotencyEntriesJob>("delete-expired-idempotency-entries", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
    }
}
