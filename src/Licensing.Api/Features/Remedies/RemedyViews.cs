using System.Numerics;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Reads;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Remedies;

/// <summary>What a formula gives in one currency.</summary>
/// <param name="Refund">What comes back, rounded up to a whole minor unit.</param>
/// <param name="RefundExact">The same in minor units, before: a whole number or a fraction.</param>
/// <param name="Plus">What comes on top.</param>
/// <param name="Ordered">Both together; an order is made of it.</param>
/// <param name="Interest">To the last day; null where none runs, or it is undetermined.</param>
/// <param name="InterestExact">The same in minor units, before it was rounded up.</param>
public sealed record RemedyAmountView(Money Refund, string RefundExact, Money Plus, Money Ordered, Money? Interest, string? InterestExact)
{
    public static RemedyAmountView Of(RemedyAmount a) => new(
        new(a.RefundMinor, a.Currency), Fraction.Of(a.RefundExact), new(a.PlusMinor, a.Currency), new(a.OrderedMinor, a.Currency),
        a.InterestMinor is { } interest ? new(Fraction.Whole(interest), a.Currency) : null, a.InterestExact is { } exact ? Fraction.Of(exact) : null);
}

/// <summary>What one formula says.</summary>
/// <param name="Remedy">Its name, for example np.not-sent.</param>
/// <param name="BelongsTo">The rule whose breach it answers.</param>
/// <param name="Because">Why nothing is owed, or why that is undetermined, as a code.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Open">What is undetermined, as codes; something may be owed all the same.</param>
/// <param name="Within">Time to pay, as the law states it.</param>
/// <param name="Power">Whether the authority must order it, or may.</param>
/// <param name="Steps">The arithmetic, step by step.</param>
public sealed record RemedyResultView(
    string Remedy, int Version, string Title, LawSide Law, string? BelongsTo, RemedyState State, string? Because, string? Reason, IReadOnlyList<RemedyAmountView> Amounts,
    IReadOnlyList<string> Open, string? Within, OrderPower Power, SourceView Source, IReadOnlyList<TraceStep> Steps) : IPersonal
{
    public static RemedyResultView Of(RemedyResult r) => new(
        r.Remedy.Name, r.Remedy.Version, r.Remedy.Reads.Title, r.Remedy.Reads.Law, r.Remedy.BelongsTo, r.State, r.Because, r.Because is { } because ? RemedyWords.Reason(because) : null,
        [.. r.Amounts.Select(RemedyAmountView.Of)], r.Open, r.Remedy.Within?.ToString(), r.Remedy.Power, SourceView.Of(r.Remedy.Reads),
        [.. r.Steps.Select(s => new TraceStep(s.Code, s.Arguments, RemedyWords.Sentence(s)))]);
}

/// <summary>Exact numbers as they are shown.</summary>
internal static class Fraction
{
    public static string Of(Rational number) => number.Denominator.IsOne ? $"{number.Numerator}" : $"{number.Numerator}/{number.Denominator}";

    public static long Whole(BigInteger minor) => (long)BigInteger.Min(minor, long.MaxValue);
}
