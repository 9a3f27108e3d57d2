using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <summary>What agencies sent, with the workers' documents in it. What goes is the key; the file is then unreadable, and the sweep removes it.</summary>
public sealed class RetainedUploads : RetainedClass
{
    public override string Name => "return-uploads";

    public override string CountedFrom => "The end of the return: all of it judged once, or nothing of it left; never while it is read.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Returns.Finished(before).WithoutHold(db)
        .Where(r => r.UploadKey != null)
        .Select(r => new DueRow { Id = r.Id, Name = r.PublicId, Since = r.JudgedAt ?? r.ClearedAt!.Value });

    // As Return.DestroyUpload does.
    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) => db.Returns.Where(r => keys.Contains(r.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(r => r.UploadKey, (byte[]?)null).SetProperty(r => r.Version, r => r.Version + 1), ct);
}

/// <summary>Why rows were not taken in, with what stood in them where that is not personal.</summary>
public sealed class RetainedRejections : RetainedClass
{
    public override string Name => "return-rejections";

    public override string CountedFrom => "The end of the return, as for its upload.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Returns.Finished(before).WithoutHold(db)
        .Join(db.Set<ReturnRejection>(), r => r.Id, rejection => rejection.ReturnId, (r, rejection) => new DueRow { Id = rejection.Id, Name = rejection.PublicId, Since = r.JudgedAt ?? r.ClearedAt!.Value });

    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) =>
        db.Set<ReturnRejection>().Where(r => keys.Contains(r.Id)).ExecuteDeleteAsync(ct);
}

internal static class FinishedReturns
{
    public static IQueryable<Return> Finished(this IQueryable<Return> returns, DateTime before) => returns.Where(r => (r.JudgedAt ?? r.ClearedAt) < before);

    /// <summary>A row that was rejected may speak of a person who is held elsewhere, so a hold on any placement of the agency keeps all of its returns.</summary>
    public static IQueryable<Return> WithoutHold(this IQueryable<Return> returns, LicensingDb db) => returns.Where(
        r => !db.LegalHolds.Any(h => h.LiftedAt == null && h.AgencyId == r.AgencyId) && !db.HeldPlacements().Any(p => p.AgencyId == r.AgencyId));
}
