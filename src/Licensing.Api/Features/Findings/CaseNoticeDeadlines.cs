using Licensing.Api.Database;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>Notices of findings and flags that are not answered. When the day has passed the ministry may decide without an answer; nothing follows by itself.</summary>
public sealed class CaseNoticeDeadlines(LicensingDb db) : IDeadlineSource
{
    public DeadlineKind Kind => DeadlineKind.CaseNotice;

    // The last day was reckoned when the notice was given.
    public RegimeQuestion? Undetermined(RegimeOn regime) => null;

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct) =>
        await db.CaseNotices.Where(n => n.AnswerUntil >= from && n.AnswerUntil <= until).Select(n => n.AnswerUntil).Distinct().Order().ToListAsync(ct);

    public async Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct)
    {
        // As CaseNoticeItem.IsWaiting has it.
        var open = db.CaseNotices.AsNoTracking().Where(n => n.AnswerUntil == day && n.Id > after && n.AnsweredAt == null && n.Items.Any(i => i.EndedAt == null
            && (i.FindingId == null || i.Finding!.Status == FindingStatus.Notified) && (i.FlagId == null || (i.Flag!.Status == FlagStatus.Notified && i.Flag.LiftedAt == null))));
        if (scope.Agencies is { } agencies) open = open.Where(n => agencies.Contains(n.AgencyId));
        if (scope.Told is { } told) open = open.Where(n => !told.Contains(n.PublicId));
        var page = await open.OrderBy(n => n.Id).Take(take).Select(n => new { n.Id, n.PublicId, n.AgencyId, Agency = n.Agency.PublicId }).ToListAsync(ct);
        return new([.. page.Select(n => new DueDuty(n.Id, Kind, n.PublicId, n.AgencyId, n.Agency, day, "decided-without-answer", DeadlineForce.None))], page.Count == take ? page[^1].Id : null);
    }

    public Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct) =>
        db.CaseNotices.Where(n => n.PublicId == subjectId && n.AnswerUntil == day).Select(n => (long?)n.Id).SingleOrDefaultAsync(ct);
}
