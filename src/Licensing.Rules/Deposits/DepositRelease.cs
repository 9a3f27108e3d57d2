using Licensing.Rules.Licences;

namespace Licensing.Rules.Deposits;

public enum ReleaseObstacle
{
    /// <summary>The regime does not say when a deposit is given back.</summary>
    NotKnown,
    LicenceNotEnded,
    /// <summary>The day on which the last contract ends is not known.</summary>
    LastContractNotKnown,
    CasesOpen,
    DebtOpen,
    TooEarly,
}

/// <param name="Obstacle">Why it may not be given back yet; null when it may.</param>
/// <param name="FirstDay">The first day on which it may, as far as time goes; null when not known.</param>
public sealed record ReleaseJudgement(ReleaseObstacle? Obstacle, DateOnly? FirstDay);

public static class DepositRelease
{
    /// <summary>Whether a deposit may be given back after the licence has ended.</summary>
    /// <param name="answer">The regime's answer to <see cref="RegimeQuestion.DepositRelease"/>.</param>
    /// <param name="licenceEndedOn">The last day of the licence, inclusive; null while it holds.</param>
    /// <param name="lastContractEndsOn">The last day of the last contract of a worker whom the agency sent; null when not known.</param>
    /// <param name="openCases">Complaints, findings, claims and appeals that are not closed.</param>
    /// <param name="counting">How the regime counts days.</param>
    /// <remarks>The time runs from that last day. The first day is the one after the time has passed in full.</remarks>
    public static ReleaseJudgement Judge(RegimeAnswer answer, DateOnly? licenceEndedOn, DateOnly? lastContractEndsOn, int openCases, long debtMinor, DateOnly day,
        DayCountingRule counting, WorkCalendar calendar)
    {
        if (licenceEndedOn is not { } ended) return new(ReleaseObstacle.LicenceNotEnded, null);
        if (answer.State != AnswerState.Known) return new(ReleaseObstacle.NotKnown, null);
        DateOnly? first;
        if (answer.As<ReleaseRule>() is not { } rule) first = ended.AddDays(1);
        else if (rule.From == ReleaseStart.LicenceEnds) first = Deadline.After(ended, rule.After, counting, calendar).LastDay?.AddDays(1);
        else if (lastContractEndsOn is not { } last) return new(ReleaseObstacle.LastContractNotKnown, null);
        else
        {
            first = Deadline.After(last, rule.After, counting, calendar).LastDay?.AddDays(1);
            if (first <= ended) first = ended.AddDays(1);      // never while the licence holds
        }
        return new(
            openCases > 0 ? ReleaseObstacle.CasesOpen
            : debtMinor > 0 ? ReleaseObstacle.DebtOpen
            : first is null ? ReleaseObstacle.NotKnown
            : day < first ? ReleaseObstacle.TooEarly : null, first);
    }
}
