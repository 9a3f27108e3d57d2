using Licensing.Api.Database;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Workers;

/// <summary>Who the workers are. What goes is what an erasure destroys; the cases stay.</summary>
public sealed class RetainedIdentities : RetainedClass
{
    // Every other status keeps the person, also one that is added later.
    private static readonly FindingStatus[] Over = [FindingStatus.Dismissed, FindingStatus.Withdrawn, FindingStatus.Closed];

    public override string Name => "worker-identities";

    public override string CountedFrom =>
        "The last filing about any placement of the person, the last change of a finding about one, or the end of a claim of his on a deposit; never while a finding, such a claim or what he himself says otherwise than an agency is open or a disclosure waits for a judgement.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Workers
        .Where(w => w.SealedKey != null && !db.HeldWorkers().Contains(w.Id)
            && !db.Findings.Any(f => f.Placement.WorkerId == w.Id && !Over.Contains(f.Status))
            && !db.DisclosureVersions.Any(v => v.Disclosure.Placement.WorkerId == w.Id && v.WaitsFrom != null)
            && !db.DepositClaims.Any(c => c.WorkerId == w.Id && c.ClosedAt == null)
            && !db.Discrepancies.Any(d => d.Confirmation.Placement.WorkerId == w.Id && d.State == DiscrepancyState.Open))
        .Select(w => new
        {
            w.Id,
            w.PublicId,
            Filed = db.DisclosureVersions.Where(v => v.Disclosure.Placement.WorkerId == w.Id).Max(v => (DateTime?)v.FiledAt),
            Decided = db.Findings.Where(f => f.Placement.WorkerId == w.Id).Max(f => (DateTime?)f.UpdatedAt),
            Claimed = db.DepositClaims.Where(c => c.WorkerId == w.Id).Max(c => c.ClosedAt),
        })
        .Select(w => new { w.Id, w.PublicId, w.Claimed, Filed = w.Decided != null && w.Decided > w.Filed ? w.Decided : w.Filed })
        // Nobody is stored without a filing or a claim.
        .Select(w => new DueRow { Id = w.Id, Name = w.PublicId, Since = w.Filed == null || w.Claimed > w.Filed ? w.Claimed!.Value : w.Filed.Value })
        .Where(w => w.Since < before);

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        await db.Placements.Where(p => keys.Contains(p.WorkerId) && p.AgencyFileNumber != null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.AgencyFileNumber, (string?)null), ct);
        await db.Confirmations.Where(c => keys.Contains(c.Placement.WorkerId) && c.PersonKey != null).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.PersonKey, (byte[]?)null).SetProperty(c => c.PersonSealed, (byte[]?)null).SetProperty(c => c.SealedUnder, (string?)null).SetProperty(c => c.Version, c => c.Version + 1), ct);
        // As Worker.Erase does.
        await db.Workers.Where(w => keys.Contains(w.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(w => w.Recognition, (string?)null).SetProperty(w => w.SealedKey, (byte[]?)null)
                .SetProperty(w => w.SealedDocument, (byte[]?)null).SetProperty(w => w.SealedUnder, (string?)null).SetProperty(w => w.ErasedAt, now), ct);
    }
}
