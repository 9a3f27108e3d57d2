using Licensing.Api.Database;
using Licensing.Rules.FeeQuotes;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>Builds what a complainant sees.</summary>
public sealed class OwnComplaintReading(LicensingDb db, ComplaintClock times)
{
    public async Task<OwnComplaintView> OfAsync(Complaint complaint, HttpContext context, CancellationToken ct)
    {
        var say = ProcedureBook.Catalogue(context.Request.Headers.AcceptLanguage, complaint.Language);
        context.Response.Headers.CacheControl = "no-store";
        var entries = await db.ComplaintEntries.AsNoTracking().Where(e => e.ComplaintId == complaint.Id).OrderBy(e => e.Id).Select(e => new OwnEntryView(e.PublicId, e.At)).ToListAsync(ct);
        var attachments = await db.ComplaintAttachments.AsNoTracking().Where(a => a.ComplaintId == complaint.Id && a.FileKey != null).OrderBy(a => a.Id).ToListAsync(ct);
        var consents = await db.ComplaintConsents.AsNoTracking().Where(c => c.ComplaintId == complaint.Id).OrderBy(c => c.Id).ToListAsync(ct);
        var given = consents.Count(c => c.WithdrawnAt is null);
        // What becomes of the one that it is handled with becomes of it.
        var main = complaint.JoinedToId is { } joined ? await db.Complaints.AsNoTracking().SingleAsync(c => c.Id == joined, ct) : complaint;
        var remedy = await db.ComplaintDecisions.AsNoTracking().Where(d => d.ComplaintId == main.Id && d.SetAsideOn == null).Select(d => d.Remedy).SingleOrDefaultAsync(ct);
        var hearings = await db.ComplaintHearings.AsNoTracking().Where(h => h.ComplaintId == main.Id && h.MinutedAt == null).OrderBy(h => h.On).ThenBy(h => h.Id).Select(h => new { h.On, h.Place }).ToListAsync(ct);
        List<string> sentences =
        [
            .. ComplaintSentences.Told(complaint, say),
            .. main.Id == complaint.Id || main.IsOpen ? [] : (string[])[ComplaintSentences.State(main, say)],
            .. remedy is null ? [] : (string[])[say.Say(Message.Of("told.remedy", ("remedy", remedy)))],
            .. main.IsOpen ? hearings.Select(h => say.Say(Message.Of("told.hearing", ("on", $"{h.On:yyyy-MM-dd}"), ("place", h.Place)))) : [],
            given == 0 ? say.Say(Message.Of("told.not-shared")) : say.Say(Message.Of("told.shared", ("count", $"{given}"))),
            .. ComplaintSentences.Ahead(await times.OfAsync(complaint, ct), say),
        ];
        return new(complaint.Reference, complaint.State, complaint.IsUrgent, complaint.FiledAt, complaint.ChangedAt, sentences, entries, [.. attachments.Select(ComplaintAttachmentView.Of)],
            [.. consents.Select(c => new OwnConsentView(c.Item, c.GivenAt, c.WithdrawnAt))]);
    }
}
