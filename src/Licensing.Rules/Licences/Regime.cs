using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Rules.Values;

namespace Licensing.Rules.Licences;

public sealed record SourcedValue(RegimeValue Value, LegalSource Source);

/// <summary>What holds in one range of days (both inclusive), by one source; by several where they contradict each other.</summary>
public sealed record RegimeStatement(PartialRange InForce, ImmutableArray<SourcedValue> Values, string? Note)
{
    public bool IsContested => Values.Length > 1;
}

/// <summary>A value that the ministry of this deployment has set itself. It goes before what the regime file says.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null while it has none.</param>
/// <param name="Authority">The order or decision by which it was set.</param>
public sealed record RegimeSetting(RegimeQuestion Question, DateOnly From, DateOnly? Until, RegimeValue Value, string Authority)
{
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}

public enum AnswerState
{
    /// <summary>The regime answers, on that day.</summary>
    Known,

    /// <summary>No source says it; the ministry must.</summary>
    NotKnown,

    /// <summary>Sources contradict each other; the ministry must say which holds.</summary>
    Contested,

    /// <summary>The day lies inside the doubt about when a value began or ended.</summary>
    DateInDoubt,
}

/// <param name="Value">Only when known.</param>
/// <param name="Sources">What the sources say: one when known from them, several when contested, none when the ministry set it.</param>
/// <param name="Note">What is missing, what the source leaves open, or the ministry's authority.</param>
public sealed record RegimeAnswer(RegimeQuestion Question, AnswerState State, RegimeValue? Value, ImmutableArray<SourcedValue> Sources, string? Note, bool SetByMinistry)
{
    /// <returns>The value when it is known and of that kind, else null.</returns>
    public T? As<T>() where T : RegimeValue => Value as T;
}

/// <summary>The licensing law of one country as data: dated, sourced and graded answers to a closed list of questions.</summary>
/// <param name="NotKnown">Questions that no source answers, with what is missing.</param>
public sealed record Regime(
    string Name, string Title, string Jurisdiction,
    FrozenDictionary<RegimeQuestion, ImmutableArray<RegimeStatement>> Statements,
    FrozenDictionary<RegimeQuestion, string> NotKnown)
{
    /// <summary>The answer on a day. A ministry's setting goes first (of several, the one that began last); then the file.</summary>
    public RegimeAnswer Answer(RegimeQuestion question, DateOnly day, IEnumerable<RegimeSetting>? settings = null)
    {
        var set = (settings ?? []).Where(s => s.Question == question && s.HoldsOn(day)).OrderBy(s => s.From).LastOrDefault();
        if (set is not null) return new(question, AnswerState.Known, set.Value, [], set.Authority, true);

        var note = NotKnown.GetValueOrDefault(question);
        foreach (var statement in Statements.GetValueOrDefault(question, []))
            switch (statement.InForce.Contains(day))
            {
                case Holds.Perhaps: return new(question, AnswerState.DateInDoubt, null, statement.Values, $"Known from {statement.InForce.From} on{(statement.InForce.Until is { } until ? $" until {until}" : "")}; whether it held on this day is in doubt.", false);
                case Holds.Yes when statement.IsContested: return new(question, AnswerState.Contested, null, statement.Values, statement.Note, false);
                case Holds.Yes: return new(question, AnswerState.Known, statement.Values[0].Value, statement.Values, statement.Note, false);
            }
        return new(question, AnswerState.NotKnown, null, [], note ?? "No source speaks of this day.", false);
    }

    /// <summary>What the ministry must still set before the step can be taken on that day; empty when nothing.</summary>
    public ImmutableArray<RegimeAnswer> Missing(LicensingStep step, DateOnly day, IEnumerable<RegimeSetting>? settings = null)
    {
        var given = settings?.ToList();
        return [.. step.Needs().Select(q => Answer(q, day, given)).Where(a => a.State != AnswerState.Known)];
    }
}
