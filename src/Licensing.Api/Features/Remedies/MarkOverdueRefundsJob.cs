using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <summary>Marks refund orders whose last day has passed while something is owed. Interest it does not touch: that is reckoned whenever somebody looks.</summary>
/// <remarks>What is to be done is asked of the tables: an order is marked once. Each is one save, so a run that is killed leaves whole ones. Whoever wrote meanwhile was
/// quicker; the next run takes it up.</remarks>
public sealed class MarkOverdueRefundsJob(LicensingDb db, Ministry ministry, TimeProvider clock, ILogger<MarkOverdueRefundsJob> log)
{
    public const int BatchSize = 200;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var failures = new List<Exception>();
        for (long? last = 0; last is { } after;)
        {
            var batch = await db.RefundOrders.Where(o => o.IsOwed && o.OverdueSince == null && o.DueOn < today && o.Id > after).OrderBy(o => o.Id).Take(BatchSize).Select(o => o.Id).ToListAsync(ct);
            foreach (var id in batch)
            {
                try
                {
                    await MarkAsync(id, today, ct);
                }
                catch (DbUpdateConcurrencyException)
                {
                    log.LogInformation("A refund order was changed meanwhile; the next run takes it up");
                }
                catch (InvalidDataException e)
                {
                    // One order whose rows were tampered with keeps no other from being marked, and is not passed over in silence either.
                    failures.Add(e);
                }
            }

            last = batch.Count == BatchSize ? batch[^1] : null;
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private async Task MarkAsync(long id, DateOnly today, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var order = await db.RefundOrders.AsTracking().Include(o => o.Rows).Include(o => o.Words).AsSplitQuery().SingleAsync(o => o.Id == id, ct);
        if (!order.MarkOverdue(today))
            return;
        db.Record(order, new RefundOverdue(order.OverdueSince!.Value));
        await db.SaveChangesAsync(ct);
    }
}
