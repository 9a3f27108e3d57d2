using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Reads;

/// <summary>Who was shown something personal of a worker.</summary>
public sealed class RetainedReads : RetainedClass
{
    public override string Name => "personal-reads";

    public override string CountedFrom => "The read.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.PersonalReads
        .Where(r => r.At < before && !db.HeldWorkers().Contains(r.WorkerId))
        .Select(r => new DueRow { Id = r.Id, Name = r.PublicId, Since = r.At });

    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) =>
        db.PersonalReads.Where(r => keys.Contains(r.Id)).ExecuteDeleteAsync(ct);
}
