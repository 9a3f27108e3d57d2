using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Disclosures;

/// <summary>Versions of disclosures that a correction replaced, with their judgements. None of a placement about which there is, or
/// ever was, a finding: a case keeps everything that it came from.</summary>
public sealed class RetainedVersions : RetainedClass
{
    public override string Name => "superseded-disclosure-versions";

    public override string CountedFrom => "The correction that replaced it; never where there is a finding about the placement.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.DisclosureVersions
        .Where(v => !v.IsCurrent && !db.Findings.Any(f => f.PlacementId == v.Disclosure.PlacementId)
            && !db.HeldPlacements().Any(p => p.Id == v.Disclosure.PlacementId))
        .Select(v => new
        {
            v.Id,
            v.Disclosure.PublicId,
            v.Number,
            Replaced = db.DisclosureVersions.Where(n => n.DisclosureId == v.DisclosureId && n.Number > v.Number).Min(n => (DateTime?)n.FiledAt),
        })
        .Where(v => v.Replaced < before)
        .Select(v => new DueRow { Id = v.Id, Name = v.PublicId + "/" + v.Number, Since = v.Replaced!.Value });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        await db.Judgements.Where(j => keys.Contains(j.DisclosureVersionId)).ExecuteDeleteAsync(ct);
        await db.DisclosureVersions.Where(v => keys.Contains(v.Id)).ExecuteDeleteAsync(ct);
    }
}
