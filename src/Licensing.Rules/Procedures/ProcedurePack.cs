using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Rules.Procedures;

/// <summary>The steps that a complaint can have by law. The list is closed; a pack answers each, with what it says or with what is missing.</summary>
public enum ProcedureStep
{
    /// <summary>Another office passes it on to the one that is competent.</summary>
    Forwarding,
    Inquiry,
    /// <summary>The parties are brought together.</summary>
    Conciliation,
    /// <summary>What was found is settled, by order or arbitration.</summary>
    Settlement,
    /// <summary>The authority's own hearings.</summary>
    Hearings,
    /// <summary>Whom it is against answers.</summary>
    Defence,
    Decision,
    Appeal,
    /// <summary>A court tries it.</summary>
    Trial,
}

public static class ProcedureSteps
{
    /// <summary>What ends a step, so that its last day no longer matters; null: the parties may take it or leave it, and nobody is late.</summary>
    public static ProcedureEvent? EndsWith(this ProcedureStep step) => step switch
    {
        ProcedureStep.Forwarding => ProcedureEvent.Forwarded,
        ProcedureStep.Inquiry => ProcedureEvent.InquiryEnded,
        ProcedureStep.Conciliation => ProcedureEvent.ConciliationEnded,
        ProcedureStep.Settlement or ProcedureStep.Hearings => ProcedureEvent.Settled,
        ProcedureStep.Defence => ProcedureEvent.Answered,
        ProcedureStep.Decision => ProcedureEvent.Decided,
        ProcedureStep.Trial => ProcedureEvent.Judged,
        _ => null,
    };
}

/// <summary>By when something must have been begun, or it is barred.</summary>
public enum TimeBarKind { Complaint, Prosecution }

/// <summary>From what a time runs.</summary>
public enum ProcedureEvent
{
    /// <summary>A complaint arrived.</summary>
    ComplaintFiled,

    /// <summary>It reached the office that passes it on.</summary>
    ReceivedElsewhere,

    /// <summary>That office has passed it on.</summary>
    Forwarded,

    /// <summary>The inquiry ended.</summary>
    InquiryEnded,

    /// <summary>Conciliation began.</summary>
    ConciliationBegun,

    /// <summary>Conciliation ended.</summary>
    ConciliationEnded,

    /// <summary>The agency was given notice.</summary>
    NoticeGiven,

    /// <summary>The agency answered.</summary>
    Answered,

    /// <summary>Both sides agreed.</summary>
    Settled,

    /// <summary>It was decided.</summary>
    Decided,

    /// <summary>A charge was brought.</summary>
    Charged,

    /// <summary>A court has decided.</summary>
    Judged,

    /// <summary>What is complained of was done.</summary>
    Act,

    /// <summary>The worker came home.</summary>
    Returned,

    /// <summary>The employment ended.</summary>
    EmploymentEnded,
}

/// <summary>From what a time runs, and how that is known.</summary>
/// <param name="Event">Null: no source says.</param>
/// <param name="Reading">Why it is read so, where the source as it was seen does not say it in words; null where it does.</param>
/// <param name="NotKnown">What is missing, where the event is not known.</param>
public sealed record RunsFrom(ProcedureEvent? Event, string? Reading, string? NotKnown);

/// <summary>What one source says of one step, in one range of days (both inclusive; the day on which the complaint was filed decides).</summary>
/// <param name="Within">Null: no time is stated.</param>
/// <param name="UpTo">The longest that may be allowed, where the law leaves it between two; null: it leaves nothing open.</param>
/// <param name="Extension">By how much reasons may lengthen it.</param>
/// <param name="MostHearings">Null: no number is stated.</param>
public sealed record StepRule(
    PartialRange InForce, Period? Within, Period? UpTo, Period? Extension, int? MostHearings, RunsFrom From, LegalSource Source, string? Note);

/// <param name="AbroadFrom">From what it runs where the worker was abroad when it happened; null: from the same.</param>
/// <param name="Except">What it does not bar, in words; null: nothing is excepted.</param>
public sealed record BarRule(PartialRange InForce, Period Within, RunsFrom From, RunsFrom? AbroadFrom, string? Except, LegalSource Source, string? Note);

public sealed record ProcedureNote(string Text, LegalSource Source);

/// <typeparam name="T">Of the rules.</typeparam>
/// <param name="Rule">Only where one is surely in force.</param>
/// <param name="NotKnown">What is missing, where none is.</param>
public sealed record ProcedureAnswer<T>(T? Rule, string? NotKnown)
    where T : class;

/// <summary>The law of complaints of one country as data: dated, sourced and graded.</summary>
/// <param name="Notes">What the law says besides times, such as that a withdrawal does not end a case.</param>
public sealed record ProcedurePack(
    string Name, string Title, string Jurisdiction,
    FrozenDictionary<ProcedureStep, ImmutableArray<StepRule>> Steps, FrozenDictionary<TimeBarKind, ImmutableArray<BarRule>> Bars,
    FrozenDictionary<ProcedureStep, string> StepsNotKnown, FrozenDictionary<TimeBarKind, string> BarsNotKnown, ImmutableArray<ProcedureNote> Notes)
{
    /// <summary>A country of which no pack ships: nothing is known.</summary>
    public static ProcedurePack None(string jurisdiction)
    {
        var missing = $"No procedure of {jurisdiction} ships with this version.";
        return new(jurisdiction.ToLowerInvariant(), missing, jurisdiction, FrozenDictionary<ProcedureStep, ImmutableArray<StepRule>>.Empty, FrozenDictionary<TimeBarKind, ImmutableArray<BarRule>>.Empty,
            Enum.GetValues<ProcedureStep>().ToFrozenDictionary(s => s, _ => missing), Enum.GetValues<TimeBarKind>().ToFrozenDictionary(b => b, _ => missing), []);
    }

    /// <summary>What holds for a complaint that was filed on that day.</summary>
    public ProcedureAnswer<StepRule> On(ProcedureStep step, DateOnly filed) =>
        On(Steps.GetValueOrDefault(step, []), r => r.InForce, filed, StepsNotKnown.GetValueOrDefault(step));

    public ProcedureAnswer<BarRule> On(TimeBarKind bar, DateOnly filed) =>
        On(Bars.GetValueOrDefault(bar, []), r => r.InForce, filed, BarsNotKnown.GetValueOrDefault(bar));

    private static ProcedureAnswer<T> On<T>(ImmutableArray<T> rules, Func<T, PartialRange> days, DateOnly filed, string? missing)
        where T : class
    {
        foreach (var rule in rules)
            switch (days(rule).Contains(filed))
            {
                case Holds.Yes: return new(rule, null);
                case Holds.Perhaps: return new(null, $"Known from {days(rule).From} on{(days(rule).Until is { } until ? $" until {until}" : "")}; whether it held on {filed:yyyy-MM-dd} is in doubt.");
            }
        return new(null, missing ?? "No source speaks of this day.");
    }
}
