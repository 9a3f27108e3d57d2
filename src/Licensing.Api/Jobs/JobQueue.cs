using System.Linq.Expressions;
using Hangfire;
using Licensing.Api.Database;

namespace Licensing.Api.Jobs;

/// <summary>Enqueues after the work is saved. Inside a transaction (an idempotent request) the job waits for the commit,
/// or it would look for rows that are not there yet.</summary>
/// <remarks>A job that is lost in between, or that the queue does not take, is found by its recurring sweep: the tables,
/// not the queue, say what is still to be done. So a queue that is down never fails a request whose work is saved.</remarks>
public sealed class JobQueue(LicensingDb db, IBackgroundJobClient jobs, ILogger<JobQueue> log)
{
    private readonly List<Action> _waiting = [];

    public void Enqueue<TJob>(Expression<Func<TJob, Task>> run) => Add(() => jobs.Enqueue(run));

    /// <summary>The same, to run when the delay is over, or a little later.</summary>
    public void Schedule<TJob>(Expression<Func<TJob, Task>> run, TimeSpan delay) => Add(() => jobs.Schedule(run, delay));

    private void Add(Action enqueue)
    {
        _waiting.Add(enqueue);
        if (db.Database.CurrentTransaction is null)
            Release();
    }

    /// <summary>The transaction is committed: let them go.</summary>
    public void Release()
    {
        foreach (var enqueue in _waiting)
        {
            try
            {
                enqueue();
            }
            catch (Exception e)
            {
                // Whatever it was: the work is stored, and an answer that it failed would be untrue.
                log.LogWarning(e, "A job was not enqueued; its sweep will find the work");
            }
        }

        _waiting.Clear();
    }
}
