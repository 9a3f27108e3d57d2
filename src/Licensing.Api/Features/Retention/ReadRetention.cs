using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Retention;

public enum RetentionRun
{
    /// <summary>Records what it would delete.</summary>
    Rehearsal,

    /// <summary>Deletes.</summary>
    Deletion,
}

/// <summary>What the next run of the job would do if nothing changed until then.</summary>
/// <param name="Does">rehearsal: it only records what it would delete, since the period is new.</param>
/// <param name="On">In the ministry's time zone.</param>
/// <param name="FirstDayKept">What is of an earlier day is due.</param>
/// <param name="Count">How much is due and under no legal hold.</param>
/// <param name="Oldest">From when the time of the oldest is counted.</param>
public sealed record NextRetentionRun(RetentionRun Does, DateOnly On, DateOnly FirstDayKept, int Count, DateTime? Oldest);

/// <param name="Period">ISO 8601, for example P90D; null: none is set, and everything is kept.</param>
/// <param name="Says">The same in a sentence.</param>
/// <param name="Next">Null where no period is set.</param>
public sealed record RetainedClassView(string Name, string CountedFrom, string? Period, string Says, NextRetentionRun? Next);

/// <param name="Classes">Kept for the ministry's period.</param>
/// <param name="Fixed">What goes by itself, or never.</param>
public sealed record RetentionView(IReadOnlyList<RetainedClassView> Classes, IReadOnlyList<FixedRetention> Fixed);

/// <summary>Shows what is kept for how long, and what the next run would delete.</summary>
public sealed class ReadRetention(LicensingDb db, RetentionSchedule schedule, Ministry ministry, TimeProvider clock) : EndpointWithoutRequest<Ok<RetentionView>>
{
    public override void Configure()
    {
        Get("retention");
        Permissions(Permission.ReadRetention);
    }

    public override async Task<Ok<RetentionView>> ExecuteAsync(CancellationToken ct)
    {
        // The timetable runs the job at midnight, UTC.
        var on = ministry.DayOf(clock.Now().Date.AddDays(1));
        var states = await db.RetentionStates.AsNoTracking().ToListAsync(ct);
        var classes = new List<RetainedClassView>();
        foreach (var retained in RetentionSchedule.Classes)
        {
            var period = schedule.PeriodOf(retained);
            classes.Add(new(
                retained.Name, retained.CountedFrom, period?.ToString(),
                period is null ? $"Everything is kept: {RetentionSchedule.SettingOf(retained)} is not set." : $"Kept for {period}, the last day included; then deleted unless a legal hold stands on it.",
                period is null ? null : await NextAsync(retained, period.Value, states.SingleOrDefault(s => s.Class == retained.Name), on, ct)));
        }

        return TypedResults.Ok(new RetentionView(classes, RetentionSchedule.Fixed));
    }

    private async Task<NextRetentionRun> NextAsync(RetainedClass retained, Period period, RetentionState? state, DateOnly on, CancellationToken ct)
    {
        var first = period.FirstDayKept(on);
        var due = retained.Due(db, ministry.StartOf(first));
        return new(
            state?.MayDelete(period, on) == true ? RetentionRun.Deletion : RetentionRun.Rehearsal, on, first,
            await due.CountAsync(ct), await due.MinAsync(d => (DateTime?)d.Since, ct));
    }
}
