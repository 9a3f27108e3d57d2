using Licensing.Api.Database;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>The exact decision that two people make.</summary>
public sealed record FindingDecisionChange(string FindingId, FindingOutcome Outcome, string Facts, string Law, int? Points);

/// <summary>A finding decided: what it takes, and does. Points are given, and those of an earlier decision taken away, in the same save.</summary>
public sealed class FindingDecisionApproval(
    LicensingDb db, Caller caller, NoticeGiving notices, FindingPoints points, RegimeInForce regimes, Ministry ministry, TimeProvider clock, JobQueue jobs) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.DecideFinding;

    public string DecidedUnder => Permission.DecideFindings;

    // What judging or the agency changes meanwhile makes the proposal stale.
    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        db.Findings.Where(f => f.PublicId == proposal.SubjectId).Select(f => (long?)f.Version).SingleOrDefaultAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    /// <summary>What stands against that decision today; null: nothing.</summary>
    /// <param name="finding">With its excess.</param>
    public async Task<Problem?> WhyNotAsync(Finding finding, FindingDecisionChange change, CancellationToken ct)
    {
        if (finding.WhyNot(change.Outcome == FindingOutcome.Upheld ? FindingAction.Uphold : FindingAction.Dismiss) is { } impossible)
            return impossible;
        if (await notices.WhyNotHeardAsync(finding.Status == FindingStatus.Open, await notices.LastItemAsync(finding, ct), CaseFigures.Of(finding), ct) is { } unheard)
            return unheard;
        if (change.Points is null)
            return null;
        var regime = await regimes.OnAsync(ministry.Today(clock), ct);
        if (regime.WhyNot([RegimeQuestion.DemeritBands]) is { } notSet)
            return notSet;
        if (regime.Answer(RegimeQuestion.DemeritBands).Value is NoneRequired)
            return new Problem(ProblemCode.DemeritsUnknownToLaw);
        return await points.StandingOfAsync(finding, ct) is { } standing ? new Problem(ProblemCode.DemeritsGiven, $"{standing.PublicId}: {standing.Points} points count from {standing.On:yyyy-MM-dd}.") : null;
    }

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<FindingDecisionChange>();
        var finding = await db.Findings.AsTracking().Include(f => f.Excess).Include(f => f.Placement).ThenInclude(p => p.Agency).SingleAsync(f => f.PublicId == change.FindingId, ct);
        if (await WhyNotAsync(finding, change, ct) is { } refusal)
            return refusal;
        var (now, today) = (clock.Now(), ministry.Today(clock));
        var decision = new FindingDecision(finding, finding.Placement.Agency, change, proposal, today, now, caller.Name);
        // Of a case that is decided again, as after a remittal, the earlier decision holds until now.
        foreach (var earlier in await db.FindingDecisions.AsTracking().Where(d => d.FindingId == finding.Id && d.SetAsideOn == null).ToListAsync(ct))
        {
            earlier.SetAside(today);
            db.Record(earlier, new FindingDecisionSetAside(today, decision.PublicId), reason);
        }

        if (change.Outcome == FindingOutcome.Dismissed)
            await points.SetAsideAsync(finding, today, $"Decision {decision.PublicId} of {today:yyyy-MM-dd}", proposal, reason, ct);

        if (change.Points is { } so)
            decision.Gave(await points.GiveAsync(finding, so, decision, proposal, reason, ct));
        db.Add(decision);
        db.Record(decision, new FindingDecided(finding.PublicId, change.Outcome, change.Points), reason);
        if (await notices.LastItemAsync(finding, ct) is { } item)
            item.End(now);
        finding.Move(change.Outcome == FindingOutcome.Upheld ? FindingStatus.Upheld : FindingStatus.Dismissed, now, await NewestJudgedAsync(finding, ct));
        db.Record(finding, new FindingMoved(finding.Status, decision.PublicId), reason);
        await FlagReview.MarkAsync(db, [finding.AgencyId], ct);
        return null;
    }

    public void Applied(Proposal proposal) => jobs.Enqueue<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));

    private Task<int> NewestJudgedAsync(Finding finding, CancellationToken ct) =>
        db.DisclosureVersions.Where(v => v.Disclosure.PlacementId == finding.PlacementId && v.JudgedAt != null).MaxAsync(v => v.Number, ct);
}
