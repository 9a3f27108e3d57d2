using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <summary>What workers wrote in their own words, where the channel reached them, and the secret by which they came back. That somebody confirmed or contradicted an
/// item, and with which amount, stays.</summary>
public sealed class RetainedWords : RetainedClass
{
    // Every other status keeps them, also one that is added later.
    private static readonly FindingStatus[] Over = [FindingStatus.Dismissed, FindingStatus.Withdrawn, FindingStatus.Closed];

    public override string Name => "worker-words";

    public override string CountedFrom =>
        "The last act of the worker or on his code, or the end of the discrepancy that he opened; never while that, a request for correction or a finding about the placement is open, nor while a legal hold stands on the placement, its worker or its agency.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Confirmations
        .Where(c => c.ChangedAt < before
            && !db.Discrepancies.Any(d => d.ConfirmationId == c.Id && (d.State == DiscrepancyState.Open || d.ChangedAt >= before))
            && !db.CorrectionRequests.Any(q => q.ConfirmationId == c.Id && (q.State == CorrectionState.Open || q.AnsweredAt >= before))
            && !db.Findings.Any(f => f.PlacementId == c.PlacementId && !Over.Contains(f.Status))
            && !db.HeldPlacements().Any(p => p.Id == c.PlacementId)
            && (c.PersonKey != null || c.SecretHash != null || db.WorkerWords.Any(w => w.ConfirmationId == c.Id && w.PersonKey != null) || db.CorrectionRequests.Any(q => q.ConfirmationId == c.Id && q.PersonKey != null)))
        .Select(c => new DueRow { Id = c.Id, Name = c.PublicId, Since = c.ChangedAt });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        await db.WorkerWords.Where(w => keys.Contains(w.ConfirmationId)).ExecuteUpdateAsync(
            set => set.SetProperty(w => w.PersonKey, (byte[]?)null).SetProperty(w => w.PersonSealed, (byte[]?)null).SetProperty(w => w.SealedUnder, (string?)null), ct);
        await db.CorrectionRequests.Where(q => keys.Contains(q.ConfirmationId)).ExecuteUpdateAsync(
            set => set.SetProperty(q => q.PersonKey, (byte[]?)null).SetProperty(q => q.PersonSealed, (byte[]?)null).SetProperty(q => q.SealedUnder, (string?)null).SetProperty(q => q.Version, q => q.Version + 1), ct);
        // A code that nobody used would open what is over.
        await db.ConfirmationCodes.Where(c => keys.Contains(c.ConfirmationId) && c.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.RevokedAt, now), ct);
        await db.Confirmations.Where(c => keys.Contains(c.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.PersonKey, (byte[]?)null).SetProperty(c => c.PersonSealed, (byte[]?)null).SetProperty(c => c.SealedUnder, (string?)null)
                .SetProperty(c => c.SecretHash, (string?)null).SetProperty(c => c.Version, c => c.Version + 1), ct);
    }
}
