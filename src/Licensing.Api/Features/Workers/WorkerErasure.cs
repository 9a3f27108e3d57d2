using Licensing.Api.Database;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Retention;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Workers;

/// <summary>What is proposed.</summary>
public sealed record ErasureOfWorker(string WorkerId);

/// <summary>It was destroyed for good who the worker is.</summary>
public sealed record WorkerErased(int Placements);

/// <summary>Destroys the worker's own key and what it sealed, by which he would be recognised, the agencies' own numbers for him, and where
/// the channel reached him.
/// What he was charged stays, and so do the cases.</summary>
public sealed class WorkerErasure(LicensingDb db, Caller caller, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.EraseWorker;

    public string DecidedUnder => Permission.DecideErasures;

    // A person has no versions: what matters, the hold, is asked again when it is applied.
    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public async Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) =>
        await ConflictAsync(await WorkerAsync(proposal, ct), ct);

    /// <summary>Why this caller cannot erase this worker now; null: nothing stands against it.</summary>
    public async Task<Problem?> WhyNotAsync(Worker worker, CancellationToken ct)
    {
        if (worker.ErasedAt is not null)
            return new Problem(ProblemCode.WorkerErased);
        if (await db.HeldWorkers().AnyAsync(id => id == worker.Id, ct))
            return new Problem(ProblemCode.WorkerOnHold);
        return await ConflictAsync(worker, ct);
    }

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var worker = await WorkerAsync(proposal, ct);
        if (await WhyNotAsync(worker, ct) is { } refusal)
            return refusal;
        worker.Erase(clock.Now());
        var placements = await db.Placements.Where(p => p.WorkerId == worker.Id).ToListAsync(ct);
        foreach (var placement in placements)
            placement.ForgetFileNumber();
        foreach (var confirmation in await db.Confirmations.AsTracking().Where(c => c.Placement.WorkerId == worker.Id && c.PersonKey != null).ToListAsync(ct))
        {
            confirmation.ForgetContact();
            db.Record(confirmation, new WorkerContactErased());
        }

        db.Record(worker, new WorkerErased(placements.Count), reason);
        return null;
    }

    private Task<Worker> WorkerAsync(Proposal proposal, CancellationToken ct)
    {
        var id = proposal.Read<ErasureOfWorker>().WorkerId;
        return db.Workers.SingleAsync(w => w.PublicId == id, ct);
    }

    private async Task<Problem?> ConflictAsync(Worker worker, CancellationToken ct) =>
        await db.ConflictsOfInterest.AnyAsync(
            c => c.Subject == caller.Name && c.WithdrawnAt == null && db.Placements.Any(p => p.WorkerId == worker.Id && p.AgencyId == c.AgencyId), ct)
            ? new Problem(ProblemCode.ProposalConflict)
            : null;
}
