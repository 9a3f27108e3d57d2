namespace Licensing.Rules.Licences;

public enum ConditionActKind
{
    /// <summary>The holder says that it is met.</summary>
    Reported,

    /// <summary>What was reported does not do.</summary>
    ReportRefused,

    /// <summary>The ministry finds the condition met.</summary>
    Met,

    /// <summary>The ministry does without it.</summary>
    Waived,
}

/// <summary>What was done about a condition of a licence.</summary>
/// <param name="On">The day from which it counts: of the report, of the meeting, from which it is waived.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record ConditionAct(ConditionActKind Kind, DateOnly On, DateTime RecordedAt);

public enum ConditionState
{
    /// <summary>It has no last day, and binds as long as the licence.</summary>
    Binding,

    /// <summary>It is to be met by a day that has not passed.</summary>
    Due,

    /// <summary>The holder has reported in time that it is met; the ministry has not decided.</summary>
    Reported,

    /// <summary>The last day has passed, and nothing that was reported in time stands.</summary>
    Overdue,

    /// <summary>Found met.</summary>
    Met,

    /// <summary>No longer asked for.</summary>
    Waived,
}

public static class ConditionStatus
{
    /// <summary>The state of a condition on a day, as it was known at an instant.</summary>
    /// <param name="dueOn">Last day to meet it, inclusive; null for one that binds as long as the licence.</param>
    /// <param name="knownAt">UTC; what was recorded later plays no part.</param>
    /// <remarks>Who reports on the last day is in time, whenever the ministry decides; a report that is refused is as if it had never
    /// been. One that was waived or met is so from that day on, whether it was overdue before or not.</remarks>
    public static ConditionState On(DateOnly? dueOn, IEnumerable<ConditionAct> acts, DateOnly day, DateTime knownAt)
    {
        var known = acts.Where(a => a.RecordedAt <= knownAt && a.On <= day).OrderBy(a => a.RecordedAt).ToList();
        if (known.Exists(a => a.Kind == ConditionActKind.Waived)) return ConditionState.Waived;
        if (known.Exists(a => a.Kind == ConditionActKind.Met)) return ConditionState.Met;
        var last = known.LastOrDefault();
        if (last is { Kind: ConditionActKind.Reported } && (dueOn is null || last.On <= dueOn)) return ConditionState.Reported;
        return dueOn is null ? ConditionState.Binding : day <= dueOn ? ConditionState.Due : ConditionState.Overdue;
    }
}
