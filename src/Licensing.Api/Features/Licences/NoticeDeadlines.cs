using Licensing.Api.Database;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <summary>Notices to show cause that are not answered. When the day has passed the ministry may decide without an answer; nothing follows by itself.</summary>
public sealed class NoticeDeadlines(LicensingDb db) : IDeadlineSource
{
    public DeadlineKind Kind => DeadlineKind.ShowCause;

    public RegimeQuestion? Undetermined(RegimeOn regime) => null;

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct) =>
        await db.ShowCauseNotices.Where(n => n.AnswerUntil >= from && n.AnswerUntil <= until).Select(n => n.AnswerUntil).Distinct().Order().ToListAsync(ct);

    public async Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct)
    {
        var open = db.ShowCauseNotices.AsNoTracking().Where(n => n.AnswerUntil == day && n.Id > after && n.AnsweredAt == null && n.WithdrawnAt == null && n.Measure == null);
        if (scope.Agencies is { } agencies) open = open.Where(n => agencies.Contains(n.AgencyId));
        if (scope.Told is { } told) open = open.Where(n => !told.Contains(n.PublicId));
        var page = await open.OrderBy(n => n.Id).Take(take).Select(n => new { n.Id, n.PublicId, n.AgencyId, Agency = n.Licence.Agency.PublicId }).ToListAsync(ct);
        return new([.. page.Select(n => new DueDuty(n.Id, Kind, n.PublicId, n.AgencyId, n.Agency, day, "decided-without-answer", DeadlineForce.None))], page.Count == take ? page[^1].Id : null);
    }

    public Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct) =>
        db.ShowCauseNotices.Where(n => n.PublicId == subjectId && n.AnswerUntil == day).Select(n => (long?)n.Id).SingleOrDefaultAsync(ct);
}
