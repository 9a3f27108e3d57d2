using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

/// <summary>Who was barred. What goes is who it was and by what he would be recognised; that there was a bar, its days and grounds stay.</summary>
public sealed class RetainedBarredPersons : RetainedClass
{
    public override string Name => "barred-persons";

    public override string CountedFrom => "The day after the last of the bar, the day from which it was lifted, or the end of a proposal that nobody decided; never while it can hold.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Bars
        .Where(b => b.PersonKey != null && b.OverAt != null && b.OverAt < before)
        .Select(b => new DueRow { Id = b.Id, Name = b.PublicId, Since = b.OverAt!.Value });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        await db.BarMarks.Where(m => keys.Contains(m.BarId)).ExecuteDeleteAsync(ct);
        await db.Bars.Where(b => keys.Contains(b.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(b => b.PersonKey, (byte[]?)null).SetProperty(b => b.PersonSealed, (byte[]?)null).SetProperty(b => b.SealedUnder, (string?)null), ct);
    }
}
