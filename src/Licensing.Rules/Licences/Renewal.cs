namespace Licensing.Rules.Licences;

public enum RenewalTiming
{
    InTime,
    Late,
    /// <summary>After the last day of a late renewal, or late where the law knows none.</summary>
    TooLate,
    Undetermined,
}

/// <param name="LastDayInTime">Inclusive; null when undetermined.</param>
/// <param name="LastDayLate">Inclusive; null when there is none or it is undetermined.</param>
public sealed record RenewalJudgement(RenewalTiming Timing, DateOnly? LastDayInTime, DateOnly? LastDayLate);

public static class Renewal
{
    /// <summary>Whether an application for renewal comes in time.</summary>
    /// <param name="lastDay">The last day of the licence, inclusive.</param>
    /// <param name="window">The regime's answer to <see cref="RegimeQuestion.RenewalWindow"/>.</param>
    /// <param name="late">The regime's answer to <see cref="RegimeQuestion.LateRenewal"/>; where it is not known, what comes
    /// after the window is undetermined, never too late.</param>
    /// <remarks>A late renewal's time runs from the last day of the licence, that day not counting.</remarks>
    public static RenewalJudgement Judge(DateOnly appliedOn, DateOnly lastDay, RegimeAnswer window, RegimeAnswer late, WorkCalendar calendar)
    {
        var inTime = window.Value switch
        {
            NoneRequired => new Deadline(lastDay, null),
            RenewalWindowRule { Before: { } before } => Deadline.Before(lastDay, before, calendar),
            // The named day that falls with the end of the licence or next before it.
            RenewalWindowRule { By: { } by } => NamedBefore(by, lastDay, calendar),
            _ => new(null, DeadlineDoubt.NotKnown),
        };
        var lastLate = late.Value switch
        {
            LateRenewalRule { Within: { } within } => Deadline.After(lastDay, within, new(false, false), calendar),
            LateRenewalRule { Until: { } until } => Deadline.OnNamedDay(until, lastDay, calendar),
            _ => new(null, DeadlineDoubt.NotKnown),
        };
        var timing = inTime.Allows(appliedOn) switch
        {
            null => RenewalTiming.Undetermined,
            true => RenewalTiming.InTime,
            false when late.Value is NoneRequired => RenewalTiming.TooLate,
            false => lastLate.Allows(appliedOn) switch { true => RenewalTiming.Late, false => RenewalTiming.TooLate, null => RenewalTiming.Undetermined },
        };
        return new(timing, inTime.LastDay, lastLate.LastDay);
    }

    private static Deadline NamedBefore(string name, DateOnly lastDay, WorkCalendar calendar)
    {
        DateOnly? found = null;
        for (var day = calendar.NamedDay(name, DateOnly.MinValue); day is { } d && d <= lastDay; day = calendar.NamedDay(name, d.AddDays(1))) found = d;
        return found is null ? new(null, DeadlineDoubt.NamedDayNotSet) : new(found, null);
    }
}
