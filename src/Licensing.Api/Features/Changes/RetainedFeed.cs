using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Changes;

/// <summary>Events of the change feed that a later one of the same thing has overtaken, and tombstones. The latest event of each thing that is still
/// there is kept, so whoever starts anew has all of it; whoever has read less far than what was deleted here starts anew.</summary>
public sealed class RetainedFeed : RetainedClass
{
    public override string Name => "change-feed";

    public override string CountedFrom => "The event; the latest one of each thing that is still there is kept.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) =>
        db.Changes.Where(c => c.Audience == ChangeAudience.Public && c.At < before
                && (c.Body == null || db.Changes.Any(later => later.SubjectId == c.SubjectId && later.Audience == ChangeAudience.Public && later.Id > c.Id)))
            .Select(c => new DueRow { Id = c.Id, Name = c.PublicId, Since = c.At });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        var last = keys.Max();
        await db.ChangeLogs.Where(l => l.CompactedTo < last).ExecuteUpdateAsync(set => set.SetProperty(l => l.CompactedTo, last), ct);
        await db.Changes.Where(c => keys.Contains(c.Id)).ExecuteDeleteAsync(ct);
    }
}
