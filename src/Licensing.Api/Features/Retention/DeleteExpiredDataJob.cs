using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Retention;

/// <summary>Deletes what has been kept for the ministry's period, in chunks, each with an event in the audit.</summary>
/// <remarks><para>The first run with a new period deletes nothing: it records what it would delete, so that a mistyped period can be
/// noticed. Deleting begins on a later day.</para>
/// <para>What is due is asked of the tables, and a chunk is one transaction that holds deletion and event: a run that is killed leaves
/// whole chunks, and the next goes on. Two at once meet at the version of the state.</para></remarks>
public sealed class DeleteExpiredDataJob(LicensingDb db, RetentionSchedule schedule, Ministry ministry, TimeProvider clock)
{
    public const int ChunkSize = 500;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var retained in RetentionSchedule.Classes)
        {
            db.ChangeTracker.Clear();
            var state = await db.RetentionStates.SingleOrDefaultAsync(s => s.Class == retained.Name, ct);
            if (schedule.PeriodOf(retained) is not { } period)
                await ForgetAsync(state, ct);
            else if (state?.MayDelete(period, ministry.Today(clock)) == true)
                await DeleteAsync(retained, period, state, ct);
            else if (state?.Period != period.ToString())
                await RehearseAsync(retained, period, state, ct);
        }
    }

    // Set again, even to the same, a period is rehearsed again.
    private async Task ForgetAsync(RetentionState? state, CancellationToken ct)
    {
        if (state is not { Period: { } period })
            return;
        state.Forget();
        db.Record(state, new RetentionPeriodRemoved(state.Class, period));
        await db.SaveChangesAsync(ct);
    }

    private async Task RehearseAsync(RetainedClass retained, Period period, RetentionState? state, CancellationToken ct)
    {
        if (state is null)
            db.Add(state = new RetentionState(retained));
        var today = ministry.Today(clock);
        var first = period.FirstDayKept(today);
        var due = retained.Due(db, ministry.StartOf(first));
        state.Rehearse(period, today);
        db.Record(state, new RetentionRehearsed(retained.Name, period.ToString(), first, await due.CountAsync(ct), await due.MinAsync(d => (DateTime?)d.Since, ct)));
        await db.SaveChangesAsync(ct);
    }

    private async Task DeleteAsync(RetainedClass retained, Period period, RetentionState state, CancellationToken ct)
    {
        var first = period.FirstDayKept(ministry.Today(clock));
        var before = ministry.StartOf(first);
        for (var deleted = ChunkSize; deleted == ChunkSize;)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var chunk = await retained.Due(db, before).OrderBy(d => d.Id).Take(ChunkSize).ToListAsync(ct);
            if ((deleted = chunk.Count) == 0)
                return;
            await retained.DeleteAsync(db, chunk.ConvertAll(d => d.Id), clock.Now(), ct);
            db.Record(state, new ExpiredDataDeleted(retained.Name, period.ToString(), first, deleted, DigestOf(chunk)));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static string DigestOf(List<DueRow> chunk) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(chunk.Select(d => d.Name + "\n")))));
}
