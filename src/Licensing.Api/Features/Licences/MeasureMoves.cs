using Licensing.Api.Http;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Licences;

/// <summary>An order that the agency received before it was entered here.</summary>
/// <param name="Order">Number and day of the order.</param>
/// <param name="ServedOn">The day on which the agency received it; nothing holds before.</param>
/// <param name="Proof">How that is proved: a receipt with its number, a protocol.</param>
public sealed record ServedOrder(string Order, DateOnly ServedOn, string Proof);

/// <summary>What is possible with one measure, and from when.</summary>
public static class MeasureMoves
{
    /// <returns>Withdrawn ones too; null where the licence has no such one.</returns>
    public static LicenceFactRow? MeasureOf(this Licence licence, string id) =>
        licence.Facts.SingleOrDefault(f => f.PublicId == id && f.Kind is LicenceFactKind.Suspension or LicenceFactKind.Revocation);

    /// <summary>The state of a suspension or revocation on a day, as it is known now.</summary>
    public static MeasureState MeasureOn(this Licence licence, LicenceFactRow measure, DateOnly day, DateTime now) =>
        LicenceStatus.MeasureOn(measure.ToFact()!, licence.ToFacts(), day, now);

    /// <summary>Refuses what is not possible with the measure in its state of that day, and says what is.</summary>
    public static Problem? WhyNot(this Licence licence, LicenceFactRow measure, MeasureAction action, DateOnly day, DateTime now)
    {
        if (measure.WithdrawnAt is not null)
            return new Problem(ProblemCode.LicenceFactWithdrawn);
        var state = licence.MeasureOn(measure, day, now);
        var move = LicenceLifecycle.Measures.Next(state, action);
        return move.IsPossible ? null : new Problem(ProblemCode.LicenceMoveNotPossible,
            $"On {day:yyyy-MM-dd} the measure is {Json.Words.ConvertName(state.ToString())}; possible are: {string.Join(", ", move.Possible.Select(a => Json.Words.ConvertName(a.ToString())))}.");
    }

    /// <summary>Nobody is held to an order before he has it: a measure begins on the day of its approval at the earliest, or, where it was ordered on paper
    /// before, on the day on which the agency received that.</summary>
    public static Problem? WhyNotFrom(DateOnly from, ServedOrder? served, DateOnly today) => served switch
    {
        null when from < today => new Problem(ProblemCode.MeasureFirstDayPast, $"Today is {today:yyyy-MM-dd}. Name a later day, or the order by which it held before and the proof that the agency received it."),
        { ServedOn: var on } when on > today => new Problem(ProblemCode.MeasureFirstDayPast, $"Today is {today:yyyy-MM-dd}: nothing can have been served later."),
        { ServedOn: var on } when from < on => new Problem(ProblemCode.MeasureFirstDayPast, $"The order was served on {on:yyyy-MM-dd}; nothing holds before."),
        _ => null,
    };
}
