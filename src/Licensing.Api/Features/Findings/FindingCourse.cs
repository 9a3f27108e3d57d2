using Licensing.Api.Database;
using Licensing.Api.Features.Complaints;
using Licensing.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>A bar that may have fallen, or may fall, on what the finding is about. It refuses nothing by itself: whether it applies, people decide.</summary>
/// <param name="About">bar-complaint, bar-prosecution.</param>
/// <param name="SurelyUntil">Begun on this day or before it is in time, whatever is open; null where no day is known.</param>
/// <param name="PerhapsUntil">What is begun after this day is barred, whatever is open; null where no day is known.</param>
/// <param name="RunsFrom">From what it runs; null where that is not known.</param>
/// <param name="OpenedInTime">Whether the finding was opened in time: null where that is open.</param>
/// <param name="Doubts">What is open, in words.</param>
public sealed record FindingBar(
    string About, ClockState State, DateOnly? SurelyUntil, DateOnly? PerhapsUntil, ProcedureEvent? RunsFrom, bool? OpenedInTime, IReadOnlyList<string> Doubts, string? Citation, string? Grade);

/// <summary>How far a finding has come with people.</summary>
/// <param name="Notices">Those that state it, the newest first.</param>
/// <param name="ChangedSinceNotice">It has come to other figures than the last notice states: nothing is decided on them before a new one.</param>
/// <param name="Decisions">The newest first; one that was set aside says so.</param>
/// <param name="Appeals">Public ids of appeals against them, the newest first.</param>
/// <param name="Bars">Which bars may apply, and when they fall.</param>
public sealed record FindingCourse(
    IReadOnlyList<CaseNoticeSummary> Notices, bool ChangedSinceNotice, IReadOnlyList<FindingDecisionView> Decisions, IReadOnlyList<string> Appeals, IReadOnlyList<FindingBar> Bars);

/// <summary>Reads the course of a finding.</summary>
public sealed class FindingCourseReading(LicensingDb db, ComplaintClock times, Ministry ministry, TimeProvider clock)
{
    /// <param name="finding">With its excess.</param>
    public async Task<FindingCourse> OfAsync(Finding finding, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var notices = await db.CaseNotices.AsNoTracking().Where(n => n.Items.Any(i => i.FindingId == finding.Id)).OrderByDescending(n => n.Id)
            .Include(n => n.Agency).Include(n => n.Items).ThenInclude(i => i.Finding).Include(n => n.Items).ThenInclude(i => i.Flag).AsSplitQuery().ToListAsync(ct);
        var decisions = await db.FindingDecisions.AsNoTracking().Where(d => d.FindingId == finding.Id).OrderByDescending(d => d.Id).ToListAsync(ct);
        var ids = decisions.ConvertAll(d => d.PublicId);
        var appeals = await db.Appeals.AsNoTracking().Where(a => ids.Contains(a.SubjectId)).OrderByDescending(a => a.Id).Select(a => a.PublicId).ToListAsync(ct);
        var last = notices.FirstOrDefault()?.Items.Single(i => i.FindingId == finding.Id);
        var changed = finding.Status is FindingStatus.Notified or FindingStatus.Answered && last?.ReadStated().Covers(CaseFigures.Of(finding)) == false;
        return new([.. notices.Select(n => CaseNoticeSummary.Of(n, today))], changed, decisions.ConvertAll(FindingDecisionView.Of), appeals, Bars(finding, await times.TimesAsync(ct)));
    }

    // The act is dated as the placement is; whether the worker was abroad, or is back, nobody reports.
    private List<FindingBar> Bars(Finding finding, ComplaintTimes times)
    {
        var opened = ministry.DayOf(finding.OpenedAt);
        var events = new Dictionary<ProcedureEvent, DateOnly> { [ProcedureEvent.Act] = finding.HappenedOn };
        return
        [
            .. Enum.GetValues<TimeBarKind>().Select(bar =>
            {
                var (reading, source) = (times.Read(bar, opened, abroad: null, events), times.Pack.On(bar, opened).Rule?.Source);
                return new FindingBar(
                    ComplaintTimes.BarPrefix + Http.Json.Words.ConvertName(bar.ToString()), reading.State, reading.SurelyUntil, reading.PerhapsUntil, reading.RunsFrom, reading.InTimeOn(opened),
                    reading.Doubts, source?.Citation, source?.GradeText);
            }),
        ];
    }
}
