using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>Makes of what an officer proposes the exact change that two people decide on, and sees that it still holds when the second decides.</summary>
public sealed class DecisionDraft(LicensingDb db, RegimeInForce regimes, TermPlanning terms, GrantCheck check, Ministry ministry, TimeProvider clock)
{
    /// <param name="application">As <see cref="DecisionQueries.ToDecide"/> loads it.</param>
    /// <param name="proposed">Without term and last day, which the regime gives.</param>
    public async Task<(Problem? Refusal, DecisionChange? Change)> WriteAsync(LicenceApplication application, DecisionChange proposed, CancellationToken ct)
    {
        var (refusal, change) = await CompleteAsync(application, proposed, ct);
        // Only a renewal in time may follow an end that has passed: the ministry's delay is not the agency's.
        return refusal is null && change!.From < ministry.Today(clock) && change.Term != TermKind.Renewal
            ? (new Problem(ProblemCode.DecisionFirstDay, "It begins on the day of the proposal or a later one: what the register said of earlier days stays."), null)
            : (refusal, change);
    }

    /// <summary>Why a change that was proposed cannot be made any more; null: it can.</summary>
    public async Task<Problem?> WhyNotAsync(LicenceApplication application, DecisionChange change, CancellationToken ct)
    {
        var (refusal, now) = await CompleteAsync(application, change, ct);
        // The regime, its calendar or the licence has changed: what was proposed is not what the law gives now.
        return refusal ?? (now!.Until == change.Until && now.From == change.From && now.Term == change.Term ? null
            : new Problem(ProblemCode.ProposalStale, $"The term would now run from {now.From:yyyy-MM-dd} to {now.Until:yyyy-MM-dd}."));
    }

    private async Task<(Problem?, DecisionChange?)> CompleteAsync(LicenceApplication application, DecisionChange change, CancellationToken ct)
    {
        if (WhyNotNow(application, change.Outcome) is { } notPossible)
            return (notPossible, null);
        if (change.Outcome == DecisionOutcome.Refuse)
            return (null, change with { Number = null, Class = null, From = null, Until = null, Term = null, VolumeWaiver = null, Conditions = [] });
        var examination = await db.Examinations.Include(e => e.Items).Include(e => e.Alerts).AsSplitQuery().SingleOrDefaultAsync(e => e.ApplicationId == application.Id, ct);
        if (examination is null && change.Outcome != DecisionOutcome.Issue)
            return (new Problem(ProblemCode.ExaminationNotBegun), null);
        var regime = await regimes.OnAsync(ministry.Today(clock), ct);
        var (refusal, plan) = await terms.PlanAsync(application, regime, change.Outcome == DecisionOutcome.GrantProvisionally, change.From, ct);
        if (plan is null)
            return (refusal, null);
        var complete = change with { From = plan.From, Until = plan.Until, Term = plan.Term, Number = application.Kind == ApplicationKind.NewLicence ? change.Number : null };
        return (await check.WhyNotAsync(examination ?? new Examination(application), application, regime, plan, complete, ct), complete);
    }

    private Problem? WhyNotNow(LicenceApplication application, DecisionOutcome outcome)
    {
        var today = ministry.Today(clock);
        if (outcome == DecisionOutcome.Issue)
            return application.StateOn(today) == ApplicationState.Granted && application.IssuedAt is null ? null : new Problem(ProblemCode.NothingToIssue);

        if (outcome == DecisionOutcome.GrantProvisionally && application.Kind != ApplicationKind.NewLicence)
            return new Problem(ProblemCode.ApplicationMoveNotPossible, "Only a new licence is granted provisionally.");
        return application.WhyNot(outcome switch
        {
            DecisionOutcome.Grant => ApplicationAction.Grant,
            DecisionOutcome.GrantProvisionally => ApplicationAction.GrantProvisionally,
            _ => ApplicationAction.Refuse,
        }, today);
    }
}
