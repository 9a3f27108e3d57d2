using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Settings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

public sealed record ReadFlagCourseRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FlagId { get; init; } = "";
}

/// <summary>How far a flag has come with people.</summary>
/// <param name="Notices">Those that state it, the newest first.</param>
/// <param name="ChangedSinceNotice">It has come to more than the last notice states: nothing is confirmed before a new one.</param>
/// <param name="Corrections">The newest first.</param>
/// <param name="Decisions">Confirmations, the newest first; one that was set aside says so.</param>
/// <param name="Appeals">Public ids of appeals against them, the newest first.</param>
/// <param name="LimitedAfter">The last day, inclusive, on which the quarter is flagged by the ministry's setting flags.limitation, unless it was confirmed by then; null: the
/// ministry has set none.</param>
public sealed record FlagCourse(
    string FlagId, FlagStatus Status, IReadOnlyList<CaseNoticeSummary> Notices, bool ChangedSinceNotice, IReadOnlyList<FlagCorrectionView> Corrections, IReadOnlyList<FlagDecisionView> Decisions,
    IReadOnlyList<string> Appeals, DateOnly? LimitedAfter);

/// <summary>Shows notices, corrections, confirmations and appeals of a flag; an agency sees its own.</summary>
public sealed class ReadFlagCourse(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ReadFlagCourseRequest, Results<Ok<FlagCourse>, Problem>>
{
    public override void Configure()
    {
        Get("flags/{FlagId}/course");
        Permissions(Permission.ReadFlags);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<FlagCourse>, Problem>> ExecuteAsync(ReadFlagCourseRequest r, CancellationToken ct)
    {
        var flag = await db.Flags.AsNoTracking().VisibleTo(caller).Include(f => f.Excess).SingleOrDefaultAsync(f => f.PublicId == r.FlagId, ct);
        if (flag is null)
            return new Problem(ProblemCode.NotFound);
        var today = ministry.Today(clock);
        var notices = await db.CaseNotices.AsNoTracking().Where(n => n.Items.Any(i => i.FlagId == flag.Id)).OrderByDescending(n => n.Id)
            .Include(n => n.Agency).Include(n => n.Items).ThenInclude(i => i.Finding).Include(n => n.Items).ThenInclude(i => i.Flag).AsSplitQuery().ToListAsync(ct);
        var corrections = await db.FlagCorrections.AsNoTracking().Where(c => c.FlagId == flag.Id).OrderByDescending(c => c.Id).Include(c => c.LeftOut).ThenInclude(l => l.Finding).ToListAsync(ct);
        var decisions = await db.FlagDecisions.AsNoTracking().Where(d => d.FlagId == flag.Id).OrderByDescending(d => d.Id).ToListAsync(ct);
        var ids = decisions.ConvertAll(d => d.PublicId);
        var appeals = await db.Appeals.AsNoTracking().Where(a => ids.Contains(a.SubjectId)).OrderByDescending(a => a.Id).Select(a => a.PublicId).ToListAsync(ct);
        var last = notices.FirstOrDefault()?.Items.Single(i => i.FlagId == flag.Id);
        var changed = flag.Status is FlagStatus.Notified or FlagStatus.Answered && last?.ReadStated().Covers(CaseFigures.Of(flag)) == false;
        var limits = await db.MinistrySettings.AsNoTracking().Where(s => s.Name == SettingNames.FlagLimitation).ToListAsync(ct);
        DateOnly? limited = SettingNames.HeldOn(limits, SettingNames.FlagLimitation, flag.Period) is { } set && SettingNames.ReadMonths(set.Value()) is { } months ? FlagPeriod.LastDayAfter(flag.Period, months) : null;
        HttpContext.ShowVersion(flag);
        return TypedResults.Ok(new FlagCourse(
            flag.PublicId, flag.Status, [.. notices.Select(n => CaseNoticeSummary.Of(n, today))], changed, corrections.ConvertAll(FlagCorrectionView.Of), decisions.ConvertAll(FlagDecisionView.Of), appeals, limited));
    }
}
