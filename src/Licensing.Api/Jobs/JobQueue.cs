using System.Linq.Expressions;
using Hangfire;
using Licensing.Api.Database;

namespace Licensing.Api.Jobs;

/// <summary>Enqueues after the work is saved. Inside a transaction (an idempotent request) the job waits for the commit,
/// or it would look for rows that are not there yet. A job that is lost in between is found by its recurring sweep: the
/// tables, not the queue, say what is still to be done.</summary>
public sealed class JobQueue(LicensingDb db, IBackgroundJobClient jobs, ILogger<JobQueue> log)
{
    private readonly List<Action> _waiting = [];

    public void Enqueue<TJob>(Expression<Func<TJob, Task>> run)
    {
        if (db.Database.CurrentTransaction is null)
            Send(run);
        else
            _waiting.Add(() => Send(run));
    }

    /// <summary>The transaction is committed: let them go.</summary>
    public void Release()
    {
        foreach (var enqueue in _waiting)
            enqueue();
        _waiting.Clear();
    }

    // The work is stored by now. An answer that it failed would be untrue, and the sweep does what this job would have done.
    private void Send<TJob>(Expression<Func<TJob, Task>> run)
    {
        try
        {
            jobs.Enqueue(run);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{Job} could not be enqueued; its sweep will do the work", typeof(TJob).Name);
        }
    }
}
