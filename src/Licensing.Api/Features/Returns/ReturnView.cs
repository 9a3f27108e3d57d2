using Licensing.Api.Database;
using Licensing.Api.Features.Returns.Reading;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <param name="Period">The month, for example 2026-03, in the ministry's time zone.</param>
/// <param name="Format">Null: nil, nothing was placed.</param>
/// <param name="Digest">SHA-256 of what was sent, after decompression; empty for nil.</param>
/// <param name="Bytes">Of what was sent, after decompression.</param>
/// <param name="RowsRead">Rows of the upload read so far.</param>
/// <param name="Accepted">Placements taken in, for the first time or as a correction; 0 once refused. They are seen by nobody while the state
/// is reading.</param>
/// <param name="Corrected">How many of those accepted are corrections.</param>
/// <param name="Unchanged">Placements that say what is filed already; not among those accepted.</param>
/// <param name="Rejected">Placements that were not taken in: see the rejections.</param>
/// <param name="OutsidePeriod">Placements taken in that have no item dated in the month.</param>
/// <param name="Judged">How many of those accepted were judged.</param>
/// <param name="Findings">Open or decided cases that rest on this return.</param>
/// <param name="Nil">Whether it says that nothing was placed.</param>
/// <param name="Late">Whether it came after the ministry's due day; null where none is set, and until it is published.</param>
/// <param name="Supplementary">Whether the agency had a published return for the month before; null until it is published.</param>
/// <param name="ReopenedBecause">Why the month had been reopened, where this return answers that.</param>
/// <param name="ContradictedBy">Of a nil return: a return or a disclosure that says something was placed in the month all the same.</param>
public sealed record ReturnView(
    string Id, string AgencyId, string Period, OnError OnError, ReturnState State, ReturnFormat? Format, string Digest, long Bytes, DateTime FiledAt, string FiledBy,
    long RowsRead, int Accepted, int Corrected, int Unchanged, int Rejected, int OutsidePeriod, int Judged, int Findings,
    bool Nil, bool? Late, bool? Supplementary, string? ReopenedBecause, string? ContradictedBy)
{
    /// <summary>While it is not done: when to ask again.</summary>
    public const int AskAgainAfterSeconds = 2;

    public bool IsFinished() => State is ReturnState.Done or ReturnState.Refused;

    /// <summary>Changes with whatever the view shows.</summary>
    public string Tag(Return filing) => $"\"v{filing.Version}.{Judged}.{Findings}{(ContradictedBy is null ? "" : ".c")}\"";

    public static async Task<ReturnView> OfAsync(LicensingDb db, Return filing, CancellationToken ct) => (await OfAsync(db, [filing], ct))[0];

    /// <summary>Reads what the tables say about these returns. How much is judged and found is counted by index, over these alone.</summary>
    /// <remarks>The agencies must be loaded.</remarks>
    public static async Task<IReadOnlyList<ReturnView>> OfAsync(LicensingDb db, IReadOnlyList<Return> filings, CancellationToken ct)
    {
        var judging = filings.Where(r => r.State == ReturnState.Judging).Select(r => (long?)r.Id).ToList();
        var published = filings.Where(r => r is { PublishedAt: not null, Format: not null }).Select(r => (long?)r.Id).ToList();
        var reopened = filings.Select(r => r.ReopeningId).OfType<long>().ToList();
        // A version that was corrected before it was judged is judged no more.
        var waiting = judging.Count == 0 ? [] : await db.DisclosureVersions.Where(v => judging.Contains(v.ReturnId) && v.IsCurrent && v.JudgedAt == null)
            .GroupBy(v => v.ReturnId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var findings = published.Count == 0 ? [] : await db.Findings.Where(f => published.Contains(f.ReturnId))
            .GroupBy(f => f.ReturnId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var reasons = reopened.Count == 0 ? [] : await db.PeriodReopenings.Where(o => reopened.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Reason, ct);
        var views = new List<ReturnView>(filings.Count);
        foreach (var r in filings)
        {
            var accepted = r.RefusedAt is null ? r.Filed + r.Corrected : 0;
            views.Add(new(
                r.PublicId, r.Agency.PublicId, PeriodText.Of(r.Period), r.OnError, r.State, r.Format, r.Digest, r.Bytes, r.FiledAt, r.FiledBy,
                r.RowsRead, accepted, r.RefusedAt is null ? r.Corrected : 0, r.Unchanged, r.Rejected, r.OutsidePeriod,
                r.PublishedAt is null ? 0 : accepted - waiting.GetValueOrDefault(r.Id), findings.GetValueOrDefault(r.Id),
                r.Format is null, r.IsLate, r.IsSupplementary, r.ReopeningId is { } id ? reasons[id] : null,
                r.Format is null ? await NilClaim.ContradictionAsync(db, r.AgencyId, r.Period, ct) : null));
        }

        return views;
    }

    /// <summary>Tells when to ask again, and which version this is.</summary>
    public void Show(HttpContext context, Return filing)
    {
        context.Response.Headers.ETag = Tag(filing);
        if (!IsFinished())
            context.Response.Headers.RetryAfter = $"{AskAgainAfterSeconds}";
    }
}
