namespace Licensing.Rules.LawChanges;

/// <summary>Days in a row; both ends belong to it.</summary>
public readonly record struct DayRange(DateOnly From, DateOnly Until)
{
    public bool Contains(DateOnly day) => From <= day && day <= Until;

    /// <summary>The days that lie in none of the others, in order.</summary>
    internal IEnumerable<DayRange> Without(IEnumerable<DayRange> others)
    {
        var from = From;
        foreach (var other in others.OrderBy(o => o.From))
        {
            if (other.Until < from || other.From > Until) continue;
            if (other.From > from) yield return new(from, other.From.AddDays(-1));
            if (other.Until >= Until) yield break;
            from = other.Until.AddDays(1);
        }
        yield return new(from, Until);
    }

    /// <summary>The parts of a span between days on which something may become otherwise.</summary>
    /// <param name="begins">The first days of parts, in any order; those outside the span are left out.</param>
    internal static IEnumerable<DayRange> Split(DayRange span, IEnumerable<DateOnly> begins)
    {
        var starts = begins.Where(d => d > span.From && d <= span.Until).Append(span.From).Distinct().Order().ToList();
        for (var i = 0; i < starts.Count; i++) yield return new(starts[i], i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : span.Until);
    }

    /// <summary>The day after; the last day of the calendar stays itself.</summary>
    internal static DateOnly After(DateOnly day) => day == DateOnly.MaxValue ? day : day.AddDays(1);
}
