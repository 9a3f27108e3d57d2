using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>What was said in words of claims on deposits, and why one was refused. The sums, shares and decisions stay.</summary>
public sealed class RetainedClaimTexts : RetainedClass
{
    public override string Name => "deposit-claim-texts";

    public override string CountedFrom => "The draw-down or refusal that closed the claim; never while it is open.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.DepositClaims
        .Where(c => c.ClosedAt < before && (c.Statement != null || c.RefusalReason != null)
            && !db.LegalHolds.Any(h => h.LiftedAt == null && (h.AgencyId == c.Licence.AgencyId || h.WorkerId == c.WorkerId || h.PlacementId == c.PlacementId)))
        .Select(c => new DueRow { Id = c.Id, Name = c.PublicId, Since = c.ClosedAt!.Value });

    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) => db.DepositClaims.Where(c => keys.Contains(c.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.Statement, (string?)null).SetProperty(c => c.RefusalReason, (string?)null).SetProperty(c => c.Version, c => c.Version + 1), ct);
}
