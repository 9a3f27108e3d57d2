using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <summary>Who an owner or a responsible person is now, as an agency notified it. That it was notified, when and on what paper stays; addresses and
/// names of agencies are no person's.</summary>
public sealed class RetainedChanges : RetainedClass
{
    public override string Name => "notified-persons";

    public override string CountedFrom => "The decision, or the notification where that sufficed.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) =>
        db.NotifiedChanges
            .Where(c => c.What != null && (c.Kind == ChangeKind.Owner || c.Kind == ChangeKind.ResponsiblePerson) && c.State != ChangeState.Waiting && (c.DecidedAt ?? c.NotifiedAt) < before
                && !db.LegalHolds.Any(h => h.LiftedAt == null && h.AgencyId == c.AgencyId))
            .Select(c => new DueRow { Id = c.Id, Name = c.PublicId, Since = c.DecidedAt ?? c.NotifiedAt });

    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) =>
        db.NotifiedChanges.Where(c => keys.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.What, (string?)null).SetProperty(c => c.Version, c => c.Version + 1), ct);
}
