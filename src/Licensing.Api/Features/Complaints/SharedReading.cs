using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Reads;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>What the complainant agrees to show, at the moment of looking.</summary>
/// <param name="Type">With the day and the sum: the particulars.</param>
/// <param name="WorkerName">The worker's name, and nothing else of who complains.</param>
/// <param name="PlacementId">Which placement it is about.</param>
/// <param name="Entries">Words that may be shown.</param>
public sealed record SharedItems(
    ComplaintType? Type, DateOnly? HappenedOn, Money? Claimed, string? WorkerName, string? PlacementId, IReadOnlyList<ComplaintEntryView> Entries, IReadOnlyList<ComplaintAttachmentView> Attachments) : IPersonal;

/// <summary>Reads what of a complaint an agency may be shown. Everything that an agency is shown of a complaint goes through here.</summary>
public sealed class SharedReading(LicensingDb db, PersonSeal seal)
{
    /// <param name="complaint">With its placement.</param>
    public async Task<SharedItems> OfAsync(Complaint complaint, CancellationToken ct)
    {
        var items = (await db.ComplaintConsents.AsNoTracking().Where(c => c.ComplaintId == complaint.Id && c.WithdrawnAt == null).Select(c => c.Item).ToListAsync(ct)).ToHashSet();
        var entries = await db.ComplaintEntries.AsNoTracking().Where(e => e.ComplaintId == complaint.Id && items.Contains(e.PublicId)).OrderBy(e => e.Id).ToListAsync(ct);
        var attachments = await db.ComplaintAttachments.AsNoTracking().Where(a => a.ComplaintId == complaint.Id && a.FileKey != null && items.Contains(a.PublicId)).OrderBy(a => a.Id).ToListAsync(ct);
        var particulars = items.Contains(ComplaintConsent.Particulars);
        return new(
            particulars ? complaint.Type : null, particulars ? complaint.HappenedOn : null, particulars ? complaint.Claimed : null,
            items.Contains(ComplaintConsent.Identity) && complaint.Person is { } person ? seal.Open<Complainant>(person).Name : null,
            items.Contains(ComplaintConsent.PlacementItem) ? complaint.Placement?.PublicId : null,
            [.. entries.Select(View)], [.. attachments.Select(ComplaintAttachmentView.Of)]);
    }

    private ComplaintEntryView View(ComplaintEntry entry)
    {
        var said = entry.Words is { } words ? seal.Open<SaidWords>(words) : null;
        return new(entry.PublicId, entry.At, said?.Text, said?.AgainstName);
    }
}
