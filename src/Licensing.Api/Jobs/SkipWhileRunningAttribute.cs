using Hangfire.Common;
using Hangfire.Server;
using Hangfire.Storage;

namespace Licensing.Api.Jobs;

/// <summary>A sweep that is still running makes a second one needless: that one is dropped. For jobs that ask the
/// tables what is to be done, and whose next run finds what this one left.</summary>
/// <remarks>It saves workers and nothing else. A lock of the queue can be lost, so what the jobs write is guarded by the
/// tables.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SkipWhileRunningAttribute : JobFilterAttribute, IServerFilter
{
    private const string Lock = "SkipWhileRunning";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public void OnPerforming(PerformingContext context)
    {
        var job = context.BackgroundJob.Job;
        try
        {
            context.Items[Lock] = context.Connection.AcquireDistributedLock($"{job.Type.Name}.{job.Method.Name}", Patience);
        }
        catch (DistributedLockTimeoutException)
        {
            context.Canceled = true;
        }
    }

    public void OnPerformed(PerformedContext context)
    {
        if (context.Items.TryGetValue(Lock, out var held))
            ((IDisposable)held).Dispose();
    }
}
