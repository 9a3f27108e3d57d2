using Licensing.Api.Http;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Findings;

/// <summary>What people do with a finding. What the law does to it by itself is <see cref="Finding.Restate"/>.</summary>
public enum FindingAction { Notify, Answer, Uphold, Dismiss, Appeal, SetAside, Affirm, Remit, Reopen, Close }

/// <summary>Every move of a finding that people make. Dismissed and withdrawn ones rest; a dismissed one opens again only if more is reported.</summary>
public static class FindingLifecycle
{
    public static readonly Lifecycle<FindingStatus, FindingAction> Findings = new(
        (FindingStatus.Open, FindingAction.Notify, [FindingStatus.Notified]),
        // Where the regime asks for no notice.
        (FindingStatus.Open, FindingAction.Uphold, [FindingStatus.Upheld]),
        (FindingStatus.Open, FindingAction.Dismiss, [FindingStatus.Dismissed]),
        (FindingStatus.Notified, FindingAction.Notify, [FindingStatus.Notified]),
        (FindingStatus.Notified, FindingAction.Answer, [FindingStatus.Answered]),
        (FindingStatus.Notified, FindingAction.Uphold, [FindingStatus.Upheld]),
        (FindingStatus.Notified, FindingAction.Dismiss, [FindingStatus.Dismissed]),
        (FindingStatus.Answered, FindingAction.Notify, [FindingStatus.Notified]),
        (FindingStatus.Answered, FindingAction.Uphold, [FindingStatus.Upheld]),
        (FindingStatus.Answered, FindingAction.Dismiss, [FindingStatus.Dismissed]),
        (FindingStatus.Upheld, FindingAction.Appeal, [FindingStatus.Appealed]),
        (FindingStatus.Upheld, FindingAction.Reopen, [FindingStatus.Open]),
        (FindingStatus.Upheld, FindingAction.Close, [FindingStatus.Closed]),
        // The other path of appeal.
        (FindingStatus.Appealed, FindingAction.Appeal, [FindingStatus.Appealed]),
        // Open: more was reported while the appeal ran than was decided.
        (FindingStatus.Appealed, FindingAction.SetAside, [FindingStatus.Dismissed, FindingStatus.Open]),
        (FindingStatus.Appealed, FindingAction.Affirm, [FindingStatus.Upheld, FindingStatus.Open]),
        (FindingStatus.Appealed, FindingAction.Remit, [FindingStatus.Answered, FindingStatus.Notified, FindingStatus.Open]),
        (FindingStatus.Dismissed, FindingAction.Reopen, [FindingStatus.Open]),
        (FindingStatus.Closed, FindingAction.Reopen, [FindingStatus.Open]));

    /// <summary>Refuses what is not possible in its status, and says what it is.</summary>
    public static Problem? WhyNot(this Finding finding, FindingAction action) => Findings.Next(finding.Status, action).IsPossible
        ? null : new Problem(ProblemCode.FindingMoveNotPossible, $"{finding.PublicId} is {Json.Words.ConvertName(finding.Status.ToString())}.");
}
