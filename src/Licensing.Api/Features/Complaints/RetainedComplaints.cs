using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>Who complained, what was said, attached, minuted and answered. That there was a complaint, and how it was decided, stays.</summary>
public sealed class RetainedComplaints : RetainedClass
{
    public override string Name => "complaints";

    public override string CountedFrom => "The end of the complaint; never while it, or the one that it is handled with, is open, nor while a legal hold stands on the agency.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Complaints
        .Where(c => c.ClosedAt != null && c.ClosedAt < before
            // What is handled with another one is needed as long as that.
            && (c.JoinedToId == null || db.Complaints.Any(m => m.Id == c.JoinedToId && m.ClosedAt != null && m.ClosedAt < before))
            && (c.AgencyId == null || !db.LegalHolds.Any(h => h.LiftedAt == null && h.AgencyId == c.AgencyId))
            && (c.PersonKey != null || db.ComplaintEntries.Any(e => e.ComplaintId == c.Id && e.PersonKey != null) || db.ComplaintAttachments.Any(a => a.ComplaintId == c.Id && a.FileKey != null)
                || db.ComplaintHearings.Any(h => h.ComplaintId == c.Id && h.PersonKey != null) || db.ComplaintNotices.Any(n => n.ComplaintId == c.Id && n.Answer != null)
                || db.AnswerDocuments.Any(d => d.ComplaintNotice!.ComplaintId == c.Id && d.FileKey != null)))
        .Select(c => new DueRow { Id = c.Id, Name = c.PublicId, Since = c.ClosedAt!.Value });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        await db.ComplaintEntries.Where(e => keys.Contains(e.ComplaintId)).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.PersonKey, (byte[]?)null).SetProperty(e => e.PersonSealed, (byte[]?)null).SetProperty(e => e.SealedUnder, (string?)null), ct);
        await db.ComplaintHearings.Where(h => keys.Contains(h.ComplaintId)).ExecuteUpdateAsync(
            set => set.SetProperty(h => h.PersonKey, (byte[]?)null).SetProperty(h => h.PersonSealed, (byte[]?)null).SetProperty(h => h.SealedUnder, (string?)null).SetProperty(h => h.Version, h => h.Version + 1), ct);
        // The sweep removes the files.
        await db.ComplaintAttachments.Where(a => keys.Contains(a.ComplaintId)).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.FileKey, (byte[]?)null).SetProperty(a => a.Version, a => a.Version + 1), ct);
        var notices = db.ComplaintNotices.Where(n => keys.Contains(n.ComplaintId)).Select(n => (long?)n.Id);
        await db.AnswerDocuments.Where(d => notices.Contains(d.ComplaintNoticeId)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.FileKey, (byte[]?)null).SetProperty(d => d.Version, d => d.Version + 1), ct);
        await db.ComplaintNotices.Where(n => keys.Contains(n.ComplaintId)).ExecuteUpdateAsync(
            set => set.SetProperty(n => n.Answer, (string?)null).SetProperty(n => n.Version, n => n.Version + 1), ct);
        await db.Complaints.Where(c => keys.Contains(c.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.PersonKey, (byte[]?)null).SetProperty(c => c.PersonSealed, (byte[]?)null).SetProperty(c => c.SealedUnder, (string?)null).SetProperty(c => c.Version, c => c.Version + 1), ct);
    }
}
