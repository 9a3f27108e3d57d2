using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>Strikes out guarantees and policies whose last day has passed, and demands that the deposit be restored where the regime says so. What
/// cannot be said is listed (<see cref="RestorationDoubt"/>) and asked again in each run.</summary>
/// <remarks>What is to be done is asked of the tables: a paper is struck out once, by a row of its own. Each deposit is one save, so a run that is
/// killed leaves whole ones. Whoever changed a deposit meanwhile was quicker; the next run takes it up.</remarks>
public sealed class ExpireGuaranteesJob(LicensingDb db, DepositDemands demands, Ministry ministry, Caller caller, TimeProvider clock, ILogger<ExpireGuaranteesJob> log)
{
    public const int BatchSize = 200;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var failures = new List<Exception>();
        await EachAsync(Ended(today), licence => ExpireAsync(licence, today, ct), failures, ct);
        await EachAsync(db.RestorationDoubts.Where(d => d.SettledAt == null).Select(d => d.Deposit.LicenceId), licence => SettleAsync(licence, today, ct), failures, ct);
        // One deposit whose rows were tampered with keeps no other from being looked at, and is not passed over in silence either.
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private IQueryable<long> Ended(DateOnly today) => db.DepositRows
        .Where(r => r.Entry == LedgerEntry.Received && r.ExpiresOn < today && !db.DepositRows.Any(e => e.Entry == LedgerEntry.Expired && e.ReceiptId == r.Id))
        .Select(r => r.Deposit.LicenceId);

    private async Task EachAsync(IQueryable<long> licences, Func<long, Task> act, List<Exception> failures, CancellationToken ct)
    {
        for (var after = 0L; ;)
        {
            var last = after;
            var batch = await licences.Where(id => id > last).Distinct().OrderBy(id => id).Take(BatchSize).ToListAsync(ct);
            foreach (var licence in batch)
            {
                try
                {
                    db.ChangeTracker.Clear();
                    await act(licence);
                }
                catch (Exception e) when (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e))
                {
                    log.LogInformation("A deposit was changed meanwhile; the next run takes it up");
                }
                catch (InvalidDataException e)
                {
                    failures.Add(e);
                }

                after = licence;
            }

            if (batch.Count < BatchSize)
                return;
        }
    }

    private async Task ExpireAsync(long licenceId, DateOnly today, CancellationToken ct)
    {
        var (licence, deposit) = await LoadAsync(licenceId, ct);
        var struckOut = new List<LedgerRow>();
        foreach (var receipt in deposit.Rows.Where(r => r.Entry == LedgerEntry.Received && r.ExpiresOn < today
            && !deposit.Rows.Any(e => e.Entry == LedgerEntry.Expired && e.Receipt == r)).OrderBy(r => r.ExpiresOn).ThenBy(r => r.Number).ToList())
        {
            if (deposit.Expire(receipt, today, clock.Now(), caller.Name).Row is not { } row)
                continue;
            db.Record(deposit, new PaperExpired(receipt.PublicId, row.AmountMinor, deposit.Currency));
            if (row.AmountMinor > 0)
                struckOut.Add(row);
        }

        // One demand restores everything, and while one is open it does.
        if (struckOut.Count > 0 && DepositDemands.OpenOf(licence).Count == 0)
        {
            var (notSaid, demand) = await demands.PlanAsync(licence, deposit.Holdings(), deposit.Currency, today, isSure: false, ct);
            if (demand is not null)
                demands.Make(licence, demand, today, null, "A paper ended.");
            else
                Doubt(deposit, struckOut[^1], notSaid!);
        }

        await db.SaveChangesAsync(ct);
    }

    private void Doubt(Deposit deposit, LedgerRow row, Problem notSaid)
    {
        var doubt = new RestorationDoubt(deposit, row, notSaid.Detail, clock.Now());
        db.Add(doubt);
        db.Record(doubt, new RestorationUndetermined(deposit.PublicId, doubt.Missing));
    }

    private async Task SettleAsync(long licenceId, DateOnly today, CancellationToken ct)
    {
        var (licence, deposit) = await LoadAsync(licenceId, ct);
        var doubts = await db.RestorationDoubts.AsTracking().Where(d => d.DepositId == deposit.Id && d.SettledAt == null).ToListAsync(ct);
        var (notSaid, demand) = await demands.PlanAsync(licence, deposit.Holdings(), deposit.Currency, today, isSure: false, ct);
        if (demand is null)
        {
            foreach (var doubt in doubts.Where(d => d.Misses(notSaid!.Detail)))
                db.Record(doubt, new RestorationUndetermined(deposit.PublicId, doubt.Missing));
        }
        else
        {
            var made = DepositDemands.OpenOf(licence) is [var open, ..] ? open.PublicId : demands.Make(licence, demand, today, null, "A paper ended.");
            foreach (var doubt in doubts)
            {
                doubt.Settle(made, clock.Now());
                db.Record(doubt, new RestorationDetermined(deposit.PublicId, made));
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task<(Licence Licence, Deposit Deposit)> LoadAsync(long licenceId, CancellationToken ct)
    {
        var id = await db.Licences.Where(l => l.Id == licenceId).Select(l => l.PublicId).SingleAsync(ct);
        return ((await db.LicenceOfDepositAsync(id, ct))!, (await db.DepositOfAsync(licenceId, ct))!);
    }
}
