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

    /// <summary>Reads what the tables say about one return. How much is judged and found is counted by index, over this return alone.</summary>
    /// <remarks>The agency must be loaded.</remarks>
    public static async Task<ReturnView> OfAsync(LicensingDb db, Return r, CancellationToken ct)
    {
        var accepted = r.RefusedAt is null ? r.Filed + r.Corrected : 0;
        var judging = r.State == ReturnState.Judging;
        // A version that was corrected before it was judged is judged no more.
        var waiting = judging ? await db.DisclosureVersions.CountAsync(v => v.ReturnId == r.Id && v.IsCurrent && v.JudgedAt == null, ct) : 0;
        var findings = r.PublishedAt is null ? 0 : await db.Findings.CountAsync(f => f.ReturnId == r.Id, ct);
        var reopened = r.ReopeningId is { } id ? await db.PeriodReopenings.Where(o => o.Id == id).Select(o => o.Reason).SingleAsync(ct) : null;
        var contradiction = r.Format is null ? await NilClaim.ContradictionAsync(db, r.AgencyId, r.Period, ct) : null;
        return new(
            r.PublicId, r.Agency.PublicId, PeriodText.Of(r.Period), r.OnError, r.State, r.Format, r.Digest, r.Bytes, r.FiledAt, r.FiledBy,
            r.RowsRead, accepted, r.RefusedAt is null ? r.Corrected : 0, r.Unchanged, r.Rejected, r.OutsidePeriod,
            judging ? accepted - waiting : r.JudgedAt is null ? 0 : accepted, findings,
            r.Format is null, r.IsLate, r.IsSupplementary, reopened, contradiction);
    }

    /// <summary>Tells when to ask again, and which version this is.</summary>
    public void Show(HttpContext context, Return filing)
    {
        context.Response.Headers.ETag = Tag(filing);
        if (!IsFinished())
            context.Response.Headers.RetryAfter = $"{AskAgainAfterSeconds}";
    }
}
