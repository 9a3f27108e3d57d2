using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deadlines;

/// <summary>Last days that are reckoned from the end of a term. The ends are looked up by day, each last day is reckoned once for all that end alike.</summary>
public abstract class LicenceDeadlines(LicensingDb db, TimeProvider clock) : IDeadlineSource
{
    private static readonly ApplicationState[] BeingAsked = [ApplicationState.Submitted, ApplicationState.Returned, ApplicationState.UnderExamination];

    // Of the days that were asked for last: the pages of one day ask again and again, within one request or one run of a job.
    private (DateOnly From, DateOnly Until, List<(DateOnly End, DateOnly DueOn)> Ends)? _ends;

    public abstract DeadlineKind Kind { get; }

    protected abstract DeadlineForce Force { get; }

    public abstract RegimeQuestion? Undetermined(RegimeOn regime);

    /// <summary>The last day for a term that ends on a day; null where there is none, or nobody knows.</summary>
    protected abstract DateOnly? DueFor(DateOnly end, RegimeOn regime);

    /// <summary>Ends of terms, both inclusive, whose last days can lie between two days.</summary>
    protected abstract (DateOnly From, DateOnly Until) EndsFor(DateOnly from, DateOnly until, RegimeOn regime);

    protected abstract string Follows(DateOnly end, RegimeOn regime);

    /// <summary>Leaves out terms for which what is due was done.</summary>
    protected virtual IQueryable<LicenceFactRow> StillOpen(IQueryable<LicenceFactRow> terms) => terms;

    /// <summary>Terms for whose licence no renewal is being asked.</summary>
    protected IQueryable<LicenceFactRow> NotAppliedFor(IQueryable<LicenceFactRow> terms) => terms.Where(f =>
        !db.Applications.Any(a => a.LicenceId == f.LicenceId && a.Kind == ApplicationKind.Renewal && BeingAsked.Contains(a.State)));

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct) =>
        [.. (await EndsAsync(from, until, regime, ct)).Select(e => e.DueOn).Distinct().Order()];

    public async Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct)
    {
        var ends = (await EndsAsync(day, day, regime, ct)).ConvertAll(e => (DateOnly?)e.End);
        if (ends.Count == 0)
            return new([], null);
        // All licences of a country can end on one day. By equality the index gives them in the order of their keys, and a page costs a page.
        var all = db.LicenceFacts.AsNoTracking().Where(f => f.Kind == LicenceFactKind.Term && f.WithdrawnAt == null && f.Id > after);
        var one = ends[0];
        // A term that a later one has taken the place of, a renewal for example, is nobody's business any more.
        var terms = (ends.Count == 1 ? all.Where(f => f.Until == one) : all.Where(f => ends.Contains(f.Until))).Where(f =>
            !db.LicenceFacts.Any(g => g.LicenceId == f.LicenceId && g.Kind == LicenceFactKind.Term && g.WithdrawnAt == null && (g.From > f.From || (g.From == f.From && g.Id > f.Id))));
        terms = StillOpen(terms);
        if (scope.Agencies is { } agencies) terms = terms.Where(f => agencies.Contains(f.Licence.AgencyId));
        if (scope.Told is { } told) terms = terms.Where(f => !told.Contains(f.Licence.PublicId));
        var page = await terms.OrderBy(f => f.Id).Take(take).Select(f => new { f.Id, f.LicenceId, Until = f.Until!.Value }).ToListAsync(ct);
        if (page.Count == 0)
            return new([], null);
        var keys = page.Select(f => f.LicenceId).Distinct().ToList();
        var licences = await db.Licences.AsNoTracking().Include(l => l.Agency).Include(l => l.Facts).Where(l => keys.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var now = clock.Now();
        return new(
            [.. page.Select(f => (Term: f, Licence: licences[f.LicenceId])).Where(t => IsOpen(t.Licence, t.Term.Until, now))
                .Select(t => new DueDuty(t.Term.Id, Kind, t.Licence.PublicId, t.Licence.AgencyId, t.Licence.Agency.PublicId, day, Follows(t.Term.Until, regime), Force))],
            page.Count == take ? page[^1].Id : null);
    }

    public async Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct)
    {
        var ends = (await EndsAsync(day, day, regime, ct)).ConvertAll(e => (DateOnly?)e.End);
        return await db.LicenceFacts.Where(f => f.Licence.PublicId == subjectId && f.Kind == LicenceFactKind.Term && ends.Contains(f.Until)).MaxAsync(f => (long?)f.Id, ct);
    }

    private async Task<List<(DateOnly End, DateOnly DueOn)>> EndsAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct)
    {
        if (Undetermined(regime) is not null)
            return [];
        if (_ends is { } kept && (kept.From, kept.Until) == (from, until))
            return kept.Ends;
        var (first, last) = EndsFor(from, until, regime);
        // Also of terms that were withdrawn: the index alone answers, and they are left out later.
        var days = await db.LicenceFacts.Where(f => f.Kind == LicenceFactKind.Term && f.Until >= first && f.Until <= last).Select(f => f.Until!.Value).Distinct().Order().ToListAsync(ct);
        var ends = new List<(DateOnly, DateOnly)>();
        foreach (var end in days)
            if (DueFor(end, regime) is { } due && due >= from && due <= until)
                ends.Add((end, due));
        _ends = (from, until, ends);
        return ends;
    }

    // What was revoked or given back by then needs no renewal; what is suspended does.
    private static bool IsOpen(Licence licence, DateOnly end, DateTime now) => licence.StandingOn(end, now).State is not (LicenceState.Revoked or LicenceState.Surrendered);
}

/// <summary>The last day of a licence. On the day after it is expired, with no act of anybody.</summary>
public sealed class TermDeadlines(LicensingDb db, TimeProvider clock) : LicenceDeadlines(db, clock)
{
    public override DeadlineKind Kind => DeadlineKind.TermEnd;

    protected override DeadlineForce Force => DeadlineForce.ByLaw;

    public override RegimeQuestion? Undetermined(RegimeOn regime) => null;

    protected override DateOnly? DueFor(DateOnly end, RegimeOn regime) => end;

    protected override (DateOnly From, DateOnly Until) EndsFor(DateOnly from, DateOnly until, RegimeOn regime) => (from, until);

    protected override string Follows(DateOnly end, RegimeOn regime) => "licence-expires";
}

/// <summary>The last day to apply for a renewal in time.</summary>
public sealed class RenewalDeadlines(LicensingDb db, TimeProvider clock) : LicenceDeadlines(db, clock)
{
    private const int NamedDayReach = 360;

    public override DeadlineKind Kind => DeadlineKind.RenewalWindow;

    protected override DeadlineForce Force => DeadlineForce.ByLaw;

    public override RegimeQuestion? Undetermined(RegimeOn regime) => regime.Answer(RegimeQuestion.RenewalWindow) switch
    {
        { State: not AnswerState.Known } => RegimeQuestion.RenewalWindow,
        { Value: RenewalWindowRule { By: { } named } } when regime.Calendar.NamedDay(named, DeadlineReach.Add(regime.Day, -NamedDayReach)) is null => RegimeQuestion.RenewalWindow,
        _ => null,
    };

    // Where no window is asked for, the end of the licence is the last day, and that is told already.
    protected override DateOnly? DueFor(DateOnly end, RegimeOn regime)
    {
        var window = regime.Answer(RegimeQuestion.RenewalWindow);
        if (window.Value is NoneRequired)
            return null;
        var due = Renewal.Judge(end, end, window, regime.Answer(RegimeQuestion.LateRenewal), regime.Calendar).LastDayInTime;
        // A named day so far back is that of the year before: the ministry has not set this one's.
        return window.As<RenewalWindowRule>()?.By is not null && due < DeadlineReach.Add(end, -NamedDayReach) ? null : due;
    }

    // An end lies on its last day in time or after it, by as much as the window is long; a named day at most a year and a bit.
    protected override (DateOnly From, DateOnly Until) EndsFor(DateOnly from, DateOnly until, RegimeOn regime) =>
        (from, regime.Answer(RegimeQuestion.RenewalWindow).As<RenewalWindowRule>()?.Before is { } before ? DeadlineReach.After(until, before) : DeadlineReach.Add(until, 400));

    protected override IQueryable<LicenceFactRow> StillOpen(IQueryable<LicenceFactRow> terms) => NotAppliedFor(terms);

    protected override string Follows(DateOnly end, RegimeOn regime) => regime.Answer(RegimeQuestion.LateRenewal).Value switch
    {
        NoneRequired => "no-renewal",
        LateRenewalRule => "late-renewal",
        _ => "late-renewal-not-known",
    };
}

/// <summary>The last day of a late renewal, where the regime has one.</summary>
public sealed class LateRenewalDeadlines(LicensingDb db, TimeProvider clock) : LicenceDeadlines(db, clock)
{
    public override DeadlineKind Kind => DeadlineKind.LateRenewal;

    protected override DeadlineForce Force => DeadlineForce.ByLaw;

    public override RegimeQuestion? Undetermined(RegimeOn regime) => regime.Answer(RegimeQuestion.LateRenewal) switch
    {
        { State: not AnswerState.Known } => RegimeQuestion.LateRenewal,
        { Value: LateRenewalRule { Until: { } named } } when regime.Calendar.NamedDay(named, DeadlineReach.Add(regime.Day, -DeadlineOptions.OverdueDays)) is null => RegimeQuestion.LateRenewal,
        _ => null,
    };

    protected override DateOnly? DueFor(DateOnly end, RegimeOn regime) =>
        Renewal.Judge(end, end, regime.Answer(RegimeQuestion.RenewalWindow), regime.Answer(RegimeQuestion.LateRenewal), regime.Calendar).LastDayLate;

    protected override (DateOnly From, DateOnly Until) EndsFor(DateOnly from, DateOnly until, RegimeOn regime) =>
        (regime.Answer(RegimeQuestion.LateRenewal).As<LateRenewalRule>()?.Within is { } within ? DeadlineReach.Before(from, within) : DeadlineReach.Add(from, -400), until);

    protected override IQueryable<LicenceFactRow> StillOpen(IQueryable<LicenceFactRow> terms) => NotAppliedFor(terms);

    protected override string Follows(DateOnly end, RegimeOn regime) => "no-renewal";
}

/// <summary>How far from a last day the end of a term can lie: a little more than the time says, since months differ and working days leave out others.</summary>
internal static class DeadlineReach
{
    private static int DaysOf(Period period) => period.Unit switch
    {
        PeriodUnit.Days => period.Number + 1,
        PeriodUnit.WorkingDays => period.Number * 2 + 60,
        PeriodUnit.Months => period.Number * 31 + 4,
        _ => period.Number * 366 + 4,
    };

    public static DateOnly After(DateOnly day, Period period) => Add(day, DaysOf(period));

    public static DateOnly Before(DateOnly day, Period period) => Add(day, -DaysOf(period));

    /// <summary>Stops at the ends of the calendar.</summary>
    public static DateOnly Add(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}
