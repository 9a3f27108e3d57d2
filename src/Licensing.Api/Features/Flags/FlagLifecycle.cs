using Licensing.Api.Http;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Flags;

/// <summary>What people do with a flag.</summary>
public enum FlagAction { Notify, Answer, Confirm, Correct, Appeal, SetAside, Affirm, Remit }

/// <summary>Every move of a flag that people make. A job opens it again when findings that were not left out raise it anew.</summary>
public static class FlagLifecycle
{
    public static readonly Lifecycle<FlagStatus, FlagAction> Flags = new(
        (FlagStatus.Open, FlagAction.Notify, [FlagStatus.Notified]),
        // Where the regime asks for no notice.
        (FlagStatus.Open, FlagAction.Confirm, [FlagStatus.Confirmed]),
        (FlagStatus.Open, FlagAction.Correct, [FlagStatus.Open, FlagStatus.SetAside]),
        (FlagStatus.Notified, FlagAction.Notify, [FlagStatus.Notified]),
        (FlagStatus.Notified, FlagAction.Answer, [FlagStatus.Answered]),
        (FlagStatus.Notified, FlagAction.Confirm, [FlagStatus.Confirmed]),
        (FlagStatus.Notified, FlagAction.Correct, [FlagStatus.Notified, FlagStatus.SetAside]),
        (FlagStatus.Answered, FlagAction.Notify, [FlagStatus.Notified]),
        (FlagStatus.Answered, FlagAction.Confirm, [FlagStatus.Confirmed]),
        (FlagStatus.Answered, FlagAction.Correct, [FlagStatus.Answered, FlagStatus.SetAside]),
        // It has come to more than was confirmed.
        (FlagStatus.Confirmed, FlagAction.Notify, [FlagStatus.Notified]),
        (FlagStatus.Confirmed, FlagAction.Appeal, [FlagStatus.Appealed]),
        (FlagStatus.Appealed, FlagAction.Appeal, [FlagStatus.Appealed]),
        (FlagStatus.Appealed, FlagAction.SetAside, [FlagStatus.SetAside]),
        (FlagStatus.Appealed, FlagAction.Affirm, [FlagStatus.Confirmed]),
        (FlagStatus.Appealed, FlagAction.Remit, [FlagStatus.Answered, FlagStatus.Notified, FlagStatus.Open]));

    /// <summary>Refuses what is not possible in its status, or once it is lifted, and says what it is.</summary>
    public static Problem? WhyNot(this Flag flag, FlagAction action) =>
        flag.LiftedAt is not null && action is (FlagAction.Notify or FlagAction.Confirm or FlagAction.Correct) ? new Problem(ProblemCode.FlagMoveNotPossible, "It is lifted.")
        : Flags.Next(flag.Status, action).IsPossible ? null : new Problem(ProblemCode.FlagMoveNotPossible, $"It is {Json.Words.ConvertName(flag.Status.ToString())}.");
}
