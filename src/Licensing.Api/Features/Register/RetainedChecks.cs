using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <summary>What the register said when a licence was checked. It names no worker, so no legal hold stands on it; the signed receipt that the worker
/// keeps stays good without it.</summary>
public sealed class RetainedChecks : RetainedClass
{
    public override string Name => "licence-checks";

    public override string CountedFrom => "The check.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) =>
        db.LicenceChecks.Where(c => c.At < before).Select(c => new DueRow { Id = c.Id, Name = c.PublicId, Since = c.At });

    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) =>
        db.LicenceChecks.Where(c => keys.Contains(c.Id)).ExecuteDeleteAsync(ct);
}
