using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

/// <summary>Who applied: details, marks and documents of applications from which no licence came. What goes is the keys; history and state stay.</summary>
public sealed class RetainedApplications : RetainedClass
{
    // Every other state keeps them, also one that is added later: what a licence rests on stays with it.
    private static readonly ApplicationState[] Over = [ApplicationState.Draft, ApplicationState.Refused, ApplicationState.Withdrawn, ApplicationState.Lapsed];

    public override string Name => "application-details";

    public override string CountedFrom => "The last act on an application that was refused, withdrawn or lapsed; the last writing of a draft. Never while it is being decided, or once it is granted.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Applications
        .Where(a => Over.Contains(a.State) && a.ChangedAt < before
            && !db.LegalHolds.Any(h => h.LiftedAt == null && h.AgencyId == a.AgencyId)
            && (db.ApplicationVersions.Any(v => v.ApplicationId == a.Id && v.ContentKey != null) || db.ApplicationDocuments.Any(d => d.ApplicationId == a.Id && d.FileKey != null)))
        .Select(a => new DueRow { Id = a.Id, Name = a.PublicId, Since = a.ChangedAt });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        await db.ApplicationMarks.Where(m => keys.Contains(m.ApplicationId)).ExecuteDeleteAsync(ct);
        await db.ApplicationVersions.Where(v => keys.Contains(v.ApplicationId)).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.ContentKey, (byte[]?)null).SetProperty(v => v.SealedContent, (byte[]?)null).SetProperty(v => v.SealedUnder, (string?)null), ct);
        // As ApplicationDocument.Remove does; the sweep removes the files.
        await db.ApplicationDocuments.Where(d => keys.Contains(d.ApplicationId) && d.RemovedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.FileKey, (byte[]?)null).SetProperty(d => d.RemovedAt, now).SetProperty(d => d.Version, d => d.Version + 1), ct);
        await db.Applications.Where(a => keys.Contains(a.Id)).ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + 1), ct);
    }
}
